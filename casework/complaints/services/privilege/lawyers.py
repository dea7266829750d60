"""Whose lawyer a guest is, and so which container may be opened to them.

No list of keys says it. Whoever lets a guest in says it, in the timeline, and a label may name
them. Once they were called the company's lawyer, nobody makes them the committee's in this case.
"""

from collections.abc import Collection, Sequence

from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.privilege.labels import LawyerRole, may_open
from casework.complaints.services.deeds import timeline
from casework.complaints.services.moving import kept_away
from casework.complaints.services.privilege.containers import CONTAINERS, companys_lawyers
from casework.complaints.services.reading.casefiles import CaseFile
from crypto.keyring.casekeys import Part
from crypto.names import PersonId
from store.database import Transaction


def companys_among(
    tx: Transaction, file: CaseFile, people: Collection[PersonId]
) -> frozenset[PersonId]:
    """Return whom this case knows as a lawyer of the company."""
    said = {each for line in timeline(tx, file) for each in _called(line)}
    named = {_plain(each) for each in companys_lawyers(tx, file)}
    names = {who: _plain(file.committee.manifest.person(who).name) for who in people}
    return frozenset(who for who in people if who in said or names[who] in named)


def let_in_as_lawyers(tx: Transaction, file: CaseFile) -> frozenset[PersonId]:
    """Return who was let in as somebody's lawyer. Other guests are none, whatever they write."""
    lines = timeline(tx, file)
    called = (each for line in lines for role in LawyerRole for each in _called(line, role))
    return frozenset(PersonId(each) for each in called)


def _called(line: Line, role: LawyerRole = LawyerRole.COMPANY) -> Sequence[str]:
    is_theirs = line.did is Did.GRANTED and line.said.get("lawyer") == role
    return line.said.get("who", "").split(", ") if is_theirs else ()


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def may_be_given(
    tx: Transaction, file: CaseFile, who: PersonId, parts: Collection[Part], said: LawyerRole | None
) -> bool:
    """Say whether a guest may have these parts, being whose lawyer somebody says they are."""
    wanted = [CONTAINERS[part] for part in parts if part in CONTAINERS]
    if not wanted:
        return True
    role = LawyerRole.COMPANY if companys_among(tx, file, [who]) else said
    away = who in kept_away(file)
    return role is not None and all(may_open(each, role, is_kept_away=away) for each in wanted)
