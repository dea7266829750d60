"""The list before a case is finished: its answers, and the lines that two members let go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.keeping import Keeping
from casework.complaints.domain.finishing import NEVER_PASSED_OVER, Item, PassedOver
from casework.complaints.domain.status import Because, Hindrance, Status, Stays
from casework.complaints.services.deciding import Changed, Decided, Step, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import THEIRS, as_decided, ending_of, moved, require_inside
from casework.complaints.services.readers.acting import Deed, require_free
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import Desk
from casework.rights import Role, SignedIn
from crypto.names import CaseId
from store.database import Transaction

_KEPT_BY_OTHERS: Final = ("told", THEIRS)
"""What other deeds write into the answers, and no form may take away."""


@dataclass(frozen=True, slots=True, repr=False)
class Passing:
    """The lines that somebody wants to let go, and why."""

    items: frozenset[Item]
    reason: str


def answer_list(
    desk: Desk, me: SignedIn, case: CaseId, answers: Mapping[str, str], was: str | None = None
) -> Decided:
    """Keep what the list before closing asks for, if it is what the page showed."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | Stays | None:
        inside = require_inside(file)
        if was not in {None, as_answered(inside.ending)}:
            return None
        kept = {name: inside.ending[name] for name in _KEPT_BY_OTHERS if name in inside.ending}
        file = replace(file, inside=replace(inside, ending={**answers, **kept}))
        if not ending_of(file, desk.today()).decision.is_theirs:
            return Stays(frozenset({Hindrance.NOT_THEIRS}))
        theirs = as_decided(file, answers)
        file = replace(file, inside=replace(inside, ending={**answers, **kept, THEIRS: theirs}))
        return with_deed(tx, desk, file, Did.DECIDED, question="ending")

    return decided(desk, me, case, work, Deed.CLOSING)


def as_answered(ending: Mapping[str, str]) -> str:
    """Return what a page remembers of the answers, to notice that somebody has changed them."""
    mine = {name: said for name, said in ending.items() if said and name not in _KEPT_BY_OTHERS}
    return "\n".join(f"{name}: {mine[name]}" for name in sorted(mine))


def as_finished(file: CaseFile, step: Step, today: date) -> CaseFile | Stays | Changed:
    """Return what the case would be, or what hinders it, before anybody is asked if they are sure.

    Nothing is written by this.
    """
    require_free(file)
    if file.card.status.value != step.was:
        return Changed()
    return moved(file, Status.CLOSED, Because(file.me.person, today, step.reason))


def may_pass_over(me: SignedIn) -> bool:
    """Two members let a line go; counsel from outside advises and has no voice here."""
    return Role.MEMBER in me.roles


def pass_over(desk: Desk, me: SignedIn, case: CaseId, passing: Passing) -> Decided:
    """Ask to finish without some lines. It counts once a second member agrees to the same."""
    items = passing.items - NEVER_PASSED_OVER
    if not may_pass_over(me) or not items or not passing.reason.strip():
        return NotThere()

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        keeping = require_inside(file).keeping.asked_to_pass(me.person, passing.reason, items)
        return with_deed(tx, desk, _with(file, keeping), Did.LETTING_GO_ASKED, why=passing.reason)

    return decided(desk, me, case, work, Deed.CLOSING)


def agree_to_pass(desk: Desk, me: SignedIn, case: CaseId, was: str) -> Decided:
    """Agree to what another member asks, as it stood on the page that this member read."""
    if not may_pass_over(me):
        return NotThere()

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        keeping = require_inside(file).keeping
        if keeping.passing is None or as_read(keeping.passing) != was:
            return None
        file = _with(file, keeping.agreed_by(me.person))
        return with_deed(tx, desk, file, Did.LET_GO, why=keeping.passing.reason)

    return decided(desk, me, case, work, Deed.CLOSING)


def as_read(passing: PassedOver) -> str:
    """Return what a page remembers of a wish, to notice that it has become another one."""
    return "\n".join((passing.reason, *sorted(each.value for each in passing.items)))


def _with(file: CaseFile, keeping: Keeping) -> CaseFile:
    return replace(file, inside=replace(require_inside(file), keeping=keeping))
