"""A reporter's name, told to somebody whom they did not choose: by their consent, or by law.

Where European rules are on, article 16 asks for one of the two, and for reasons that the reporter
had in writing before. It is noted for those alone who were told who the reporter is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.european import Ground, may_tell_identity
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.identities import Kept, identities_in
from casework.complaints.services.readers.private import PrivateNote, keep_private, private_notes
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.reading.once import stands
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import commit
from casework.rights import SignedIn
from crypto.admission import holders_of
from crypto.encoding import Value, day, fields, sized, text, word
from crypto.errors import MalformedError
from crypto.names import ID_SIZE, CaseId, EnvelopeId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True, repr=False)
class Telling:
    """To whom the name is told, by what right and why, and which words told the reporter so."""

    whom: str
    ground: Ground
    why: str
    reasons: int = 0  # the number of our own message to the reporter; 0 for none


@dataclass(frozen=True, slots=True, repr=False)
class Disclosed:
    envelope: EnvelopeId
    by: PersonId
    on: date
    whom: str
    ground: Ground
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Noted:
    """It is noted, and may be told now."""


@dataclass(frozen=True, slots=True)
class NoReasons:
    """The law alone does not do: the reporter has no reasons in writing yet."""


Disclosing: TypeAlias = Noted | NoReasons | NotThere


def disclose(
    desk: Desk, me: SignedIn, case: CaseId, envelope: EnvelopeId, telling: Telling
) -> Disclosing:
    """Note to whom the name is told, before it is told."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        mine = [] if file is None else identities_in(tx, desk, file)
        kept = next((each for each in mine if each.envelope == envelope), None)
        if file is None or kept is None or file.rules.europe is None:
            return NotThere()
        if stands(tx, file):
            return Noted()
        numbers = {each.number for each in words_to_reporter(tx, file)}
        if not may_tell_identity(telling.ground, reasons_sent_before=telling.reasons in numbers):
            return NoReasons()
        _note(tx, desk, file, kept, telling)
    return Noted()


def words_to_reporter(tx: Transaction, file: CaseFile) -> Sequence[Entry]:
    """Return what we wrote to the reporter, one of which gave the reasons."""
    return entries_of(tx, file, Kind.ANSWER)


def disclosures(tx: Transaction, desk: Desk, me: SignedIn) -> list[Disclosed]:
    return [each for note in private_notes(tx, desk, me) for each in _disclosed_in(note)]


def _note(tx: Transaction, desk: Desk, file: CaseFile, kept: Kept, telling: Telling) -> None:
    subject = {
        "did": Did.IDENTITY_TOLD.value,
        "case": file.card.name,
        "whom": telling.whom,
        "ground": telling.ground.value,
        "why": telling.why,
    }
    opening = commit(tx, Said(Verb.IN_CASE, desk.today(), file.me.person, subject))
    body: dict[str, Value] = {
        "told": kept.envelope,
        "on": desk.today().isoformat(),
        "whom": telling.whom,
        "ground": telling.ground.value,
        "why": telling.why,
        "reasons": telling.reasons,
        "opening": opening.raw,
    }
    there = holders_of(file.committee.manifest)
    keep_private(tx, file, [who for who in kept.to if who in there], body)


def _disclosed_in(note: PrivateNote) -> Iterator[Disclosed]:
    try:
        found = fields(note.body, "told", "on", "whom", "ground", "why", "reasons", "opening")
        yield Disclosed(
            EnvelopeId(sized(found["told"], ID_SIZE)),
            note.by,
            day(found["on"]),
            text(found["whom"]),
            word(Ground, found["ground"]),
            text(found["why"]),
        )
    except MalformedError:
        return  # a note of another kind
