"""What is planned against protected people: put down, judged by somebody free, or alleged."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.proposed import (
    Proposed,
    Reader,
    Verdict,
    may_review,
)
from casework.complaints.domain.case.watched import Watched, signs_of
from casework.complaints.domain.outcomes import next_number
from casework.complaints.domain.protection import ProtectedId, Signal, fed_back
from casework.complaints.services.deciding import Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching.changing import Changed, Deed, watch
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId
from store.database import Transaction

_DEEDS: Final = {
    Verdict.MAY_GO_AHEAD: Did.ACTION_ALLOWED,
    Verdict.MUST_NOT: Did.ACTION_REFUSED,
}


@dataclass(frozen=True, slots=True)
class Planned:
    """What somebody heard is planned, by whom and why, and who is to judge it."""

    person: ProtectedId
    kind: Signal
    on: date
    reviewer: PersonId
    proposer: str = field(repr=False)
    why: str = field(repr=False)


def propose(desk: Desk, me: SignedIn, case: CaseId, planned: Planned) -> Changed:
    """Put down what is planned. It waits from now on for whoever was asked."""

    def work(file: CaseFile, watched: Watched) -> Watched | None:
        new = Proposed(
            planned.person,
            planned.kind,
            planned.on,
            planned.proposer,
            planned.why,
            me.person,
            desk.today(),
            planned.reviewer,
        )
        if watched.protection.plan_of(planned.person) is None:
            return None
        if planned.reviewer not in reviewers_of(file, new):
            return None
        return replace(watched, proposed=(*watched.proposed, new))

    return watch(desk, me, case, Deed(Did.ACTION_PROPOSED), work)


def ask_another(desk: Desk, me: SignedIn, case: CaseId, number: int, reviewer: PersonId) -> Changed:
    """Let somebody else judge it, as long as nobody has."""

    def work(file: CaseFile, watched: Watched) -> Watched | None:
        waiting = _waiting(watched, number)
        if waiting is None or reviewer not in reviewers_of(file, waiting):
            return None
        return _with(watched, number, replace(waiting, reviewer=reviewer))

    return watch(desk, me, case, Deed(Did.REVIEWER_NAMED, {"who": reviewer}), work)


@dataclass(frozen=True, slots=True)
class Word:
    """What a reviewer says of something planned, and why."""

    number: int
    verdict: Verdict
    reason: str = field(repr=False)


def judge(desk: Desk, me: SignedIn, case: CaseId, said: Word) -> Changed:
    """Say whether it may be done. What must not be is a sign that somebody looks into."""

    def work(file: CaseFile, watched: Watched) -> Watched | None:
        waiting = _waiting(watched, said.number)
        is_asked = waiting is not None and waiting.reviewer == me.person
        if waiting is None or not is_asked or me.person not in reviewers_of(file, waiting):
            return None
        after = waiting.judged_by(me.person, said.verdict, said.reason, desk.today())
        refused = set() if after.may_go_ahead else {after.kind}
        reviewed = watched.protection.reviewed - refused
        watched = replace(watched, protection=replace(watched.protection, reviewed=reviewed))
        return _with(watched, said.number, after)

    return watch(desk, me, case, Deed(_DEEDS[said.verdict], {"why": said.reason}), work)


def allege_retaliation(desk: Desk, me: SignedIn, case: CaseId) -> Decided:
    """Let what was done to whoever spoke up be judged in the report that it follows."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        if not signs_of(inside.watched):
            return None
        claim = fed_back(inside.allegations, next_number(inside.allegations))
        after = replace(inside, allegations=(*inside.allegations, claim))
        return with_deed(tx, desk, replace(file, inside=after), Did.CLAIM_ADDED)

    return decided(desk, me, case, work)


def reviewers_of(file: CaseFile, proposed: Proposed) -> frozenset[PersonId]:
    """Return who may judge it, among those who read the case today and are free."""
    names = {each.id: each.name for each in file.committee.manifest.persons}
    readers = [Reader(who, names.get(who, "")) for who in free_readers(file)]
    return may_review(proposed, readers)


def _waiting(watched: Watched, number: int) -> Proposed | None:
    if not 0 <= number < len(watched.proposed):
        return None
    return watched.proposed[number] if watched.proposed[number].waits else None


def _with(watched: Watched, number: int, proposed: Proposed) -> Watched:
    all_of_them = list(watched.proposed)
    all_of_them[number] = proposed
    return replace(watched, proposed=tuple(all_of_them))
