"""Move a case on: the six questions, its way from state to state, and what was found in it.

The rules are the procedure's and stand in the domain. Here they meet the case as it is at this
moment, so that two who decide at once do not undo each other: the later one is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from casework.complaints.domain.case.assessed import SecondWord
from casework.complaints.domain.case.casefile import Exposure
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.check import Says
from casework.complaints.domain.outcomes import (
    Allegation,
    next_number,
    open_among,
)
from casework.complaints.domain.status import FINISHED, Because, Hindrance, Status, Stays
from casework.complaints.domain.taxonomy import Category
from casework.complaints.domain.triage import alleged_by
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import (
    as_seen,
    holds_put_on,
    is_clear,
    moved,
    moved_on,
    require_inside,
    stating,
    with_assessed,
)
from casework.complaints.services.readers.acting import (
    Deed,
    is_barred,
    is_too_late,
    require_free,
)
from casework.complaints.services.readers.rekeying import NotThere, open_to_write, settle
from casework.complaints.services.readers.urgent import tell_others
from casework.complaints.services.reading.casefiles import CaseFile, save
from casework.complaints.services.reading.once import stands
from casework.complaints.services.reading.threshold import FREE, require_crossed
from casework.complaints.services.speaking import Words, post, said
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.mailbox.snapshot import Status as Told
from crypto.names import CaseId, PersonId
from store.database import Transaction

_NO_DANGER: Final = "none"
QUESTIONS: Final = ("can_act", "ours", "danger", "exposure", "people", "reply")
_REPORTER_IS_TOLD: Final[Mapping[Status, Told]] = {
    Status.ASSIGNED: Told.LOOKED_INTO,
    Status.INVESTIGATING: Told.LOOKED_INTO,
    Status.REFERRED: Told.PASSED_ON,
    Status.CLOSED: Told.FINISHED,
    Status.REOPENED: Told.LOOKED_INTO,
}


@dataclass(frozen=True, slots=True)
class Done:
    """It is decided."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else decided this meanwhile. Nothing was overwritten."""


Decided: TypeAlias = Done | Changed | Stays | NotThere
Deciding: TypeAlias = Callable[[Transaction, CaseFile], CaseFile | Stays | None]


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """One of the six answers, and what stood there when the page was drawn."""

    question: str
    choice: str
    why: str
    was: str
    category: Category | None = None  # what it is about, if that was the question


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """Where the case is to go, and from where it went when the page was drawn."""

    to: Status
    was: str
    reason: str
    until: date | None = None


def decide(desk: Desk, me: SignedIn, case: CaseId, answer: Answer) -> Decided:
    """Keep one answer of triage, and let the case move on by it."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        if as_seen(require_inside(file), answer.question) != answer.was:
            return None
        triage = {**require_inside(file).triage, answer.question: (answer.choice, answer.why)}
        file = replace(file, inside=replace(require_inside(file), triage=triage))
        file = _begun(_by_answer(file, answer), desk.today())
        said = {"question": answer.question, "answer": answer.choice, "why": answer.why}
        return with_deed(tx, desk, file, Did.DECIDED, **said)

    said = decided(desk, me, case, work)
    if isinstance(said, Done) and _is_alarming(answer):
        tell_others(desk, me, case)
    return said


def _is_alarming(answer: Answer) -> bool:
    """Say whether danger was found that the answer before did not name."""
    was = set(answer.was.partition("\n")[0].split())
    found = set(answer.choice.split()) - {_NO_DANGER}
    return answer.question == "danger" and not found <= was


@dataclass(frozen=True, slots=True)
class Team:
    """Who leads and who seconds, and who stood there when the page was drawn."""

    lead: PersonId
    second: PersonId
    was: str | None = None  # nothing, if it was no page that asked


def choose_people(desk: Desk, me: SignedIn, case: CaseId, team: Team) -> Decided:
    """Name the lead and the second, among those who read it; then ask whether they are free."""
    lead, second = team.lead, team.second

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        if team.was not in {None, as_seen(inside, "people")}:
            return None
        triage = {**inside.triage, "people": (lead, second)}
        card = replace(file.card, lead=lead, second=second)
        file = replace(file, card=card, inside=replace(inside, triage=triage))
        file = _begun(file, desk.today())
        named = f"{lead}, {second}"
        file = with_deed(tx, desk, file, Did.DECIDED, question="people", who=named)
        return _checked(tx, file, desk.today())

    return decided(desk, me, case, work)


def state_freedom(desk: Desk, me: SignedIn, case: CaseId) -> Decided:
    """Say that nothing stands in one's way. The case moves on once both who lead have."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        file = with_deed(tx, desk, _free(file), Did.DECIDED, question=FREE)
        # What they say does not lift what keeps them away, and moves nothing as long as it does.
        return file if is_barred(file) else _checked(tx, file, desk.today())

    return decided(desk, me, case, work, Deed.ABOUT_MYSELF)


def take_step(desk: Desk, me: SignedIn, case: CaseId, step: Step) -> Decided:
    """Move the case to another state, if nothing stands in the way."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | Stays | None:
        if file.card.status.value != step.was:
            return None
        because = Because(me.person, desk.today(), step.reason, until=step.until)
        after = moved(file, step.to, because)
        if isinstance(after, Stays):
            return after
        after = with_deed(tx, desk, after, Did.MOVED, to=step.to.value, why=step.reason)
        for hold in holds_put_on(file, after):
            after = with_deed(tx, desk, after, Did.HELD, why=hold.reason)
        told = _REPORTER_IS_TOLD.get(step.to)
        return after if told is None else said(tx, after, Words(status=told), desk.today())

    return decided(desk, me, case, work, Deed.CARE)


def allege(desk: Desk, me: SignedIn, case: CaseId, category: Category) -> Decided:
    """Add something that the report says was done."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        file = _alleging(file, category)
        said = {"question": "alleged", "about": category.code}
        return with_deed(tx, desk, file, Did.DECIDED, **said)

    return decided(desk, me, case, work)


def decided(
    desk: Desk, me: SignedIn, case: CaseId, work: Deciding, deed: Deed = Deed.INQUIRY
) -> Decided:
    """Do one thing in a case: all of it, with its line of the timeline, or nothing."""
    settle(desk, me, case)
    try:
        with desk.database.transaction() as tx:
            file = open_to_write(tx, desk, me, case)
            require_crossed(tx, desk, file)
            return NotThere() if file is None else _done(tx, file, work, deed)
    except _ComesUndoneError:
        return Stays(frozenset({Hindrance.FINISHED}))


class _ComesUndoneError(Exception):
    """What was written on the way must not stay."""


def _done(tx: Transaction, file: CaseFile, work: Deciding, deed: Deed) -> Decided:
    return Done() if stands(tx, file) else _done_now(tx, file, work, deed)


def _done_now(tx: Transaction, file: CaseFile, work: Deciding, deed: Deed) -> Decided:
    if deed is not Deed.ABOUT_MYSELF:
        require_free(file)
    after = Stays(frozenset({Hindrance.FINISHED})) if is_too_late(file, deed) else work(tx, file)
    if after is None:
        return Changed()
    if isinstance(after, Stays):
        return after
    if _comes_undone(after):
        raise _ComesUndoneError
    saved = save(tx, after)
    if saved.inside and saved.inside.snapshot != require_inside(file).snapshot:
        post(tx, saved)
    return Done()


def _comes_undone(file: CaseFile) -> bool:
    """A finished case has a finding for everything. Whatever would undo that opens it first."""
    return file.card.status in FINISHED and bool(open_among(require_inside(file).allegations))


def _by_answer(file: CaseFile, answer: Answer) -> CaseFile:
    if answer.question == "can_act":
        return _free(file)
    if answer.question == "exposure":
        return _exposed(file, Exposure(answer.choice))
    if answer.question == "ours":
        inside = require_inside(file)
        alleged = alleged_by(answer.category, inside.allegations)
        return replace(file, inside=replace(inside, allegations=alleged))
    return file


def _exposed(file: CaseFile, exposure: Exposure) -> CaseFile:
    """What two agreed to do without was agreed for the exposure of that day."""
    assessed = require_inside(file).assessed
    if assessed.second_word.is_on is False:
        file = with_assessed(file, replace(assessed, second_word=SecondWord()))
    return replace(file, card=replace(file.card, exposure=exposure))


def _free(file: CaseFile) -> CaseFile:
    return stating(file, Says.NO_TIE, file.me.person)


def _alleging(file: CaseFile, category: Category) -> CaseFile:
    inside = require_inside(file)
    new = Allegation(next_number(inside.allegations), category.code, category.scope())
    return replace(file, inside=replace(inside, allegations=(*inside.allegations, new)))


def _begun(file: CaseFile, today: date) -> CaseFile:
    """Whoever answers a question has begun to decide."""
    if file.card.status not in {Status.RECEIVED, Status.ACKNOWLEDGED, Status.REOPENED}:
        return file
    return moved_on(file, Status.TRIAGE, today, "the six questions")


def _checked(tx: Transaction, file: CaseFile, today: date) -> CaseFile:
    """Go through the conflict check, and on to the lead if it is passed."""
    if file.card.status is Status.TRIAGE:
        file = moved_on(file, Status.CONFLICT_CHECK, today, "people were named")
    if file.card.status is Status.CONFLICT_CHECK and is_clear(file):
        file = moved_on(file, Status.ASSIGNED, today, "both are free")
        file = said(tx, file, Words(status=Told.LOOKED_INTO), today)
    return file
