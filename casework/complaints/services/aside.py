"""“Likely not a report”: two members say so, and what was sent is kept all the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.check import Says
from casework.complaints.domain.status import Because, Hindrance, Status, Stays
from casework.complaints.services.deciding import Changed, Decided, Done
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import moved, stating, voices_in
from casework.complaints.services.readers.acting import Deed, is_too_late, open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, open_each, save
from casework.complaints.services.reading.threshold import is_at_threshold
from casework.complaints.services.speaking import mind_mailbox
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId
from store.database import Transaction

_WAY = (Status.TRIAGE, Status.CONFLICT_CHECK, Status.SET_ASIDE)
_REASON = "likely not a report"


@dataclass(frozen=True, slots=True)
class Word:
    """What a member says, and whether it was meant as the first word or as the second."""

    why: str = field(default=_REASON, repr=False)
    is_second: bool | None = None


_ONE: Final = Word()


def set_aside(desk: Desk, me: SignedIn, case: CaseId, word: Word = _ONE) -> Decided:
    """Say that it is likely no report, or agree with whoever said so first."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        return NotThere() if file is None else _said(tx, desk, file, word)


def asked_by(file: CaseFile) -> PersonId | None:
    """Return whose first word waits for a second. Whoever left or is kept away has none."""
    first = file.card.set_aside_by
    return first if first in voices_in(file) else None


class Left(Enum):
    """What somebody could still say of a report about which another has spoken."""

    FIRST = "first"  # whoever spoke has left since, or is kept away: their word counts no more
    SECOND = "second"
    NONE = "none"  # their own word waits, or they may not act on it


def words_left(desk: Desk, me: SignedIn, cases: Sequence[CaseId]) -> Mapping[CaseId, Left]:
    """Ask of each what the deed itself will ask, so that nothing is offered that is refused."""
    with desk.database.reading() as tx:
        files = [each for each in open_each(tx, desk, me, cases) if each is not None]
        return {each.id: _left(tx, desk, each) for each in files if each.inside}


def _left(tx: Transaction, desk: Desk, file: CaseFile) -> Left:
    if is_at_threshold(tx, desk, file):
        return Left.NONE  # they have yet to choose whether they read it
    first, me = asked_by(file), file.me.person
    if first == me or me not in voices_in(file):
        return Left.NONE
    return Left.FIRST if first is None else Left.SECOND


def _said(tx: Transaction, desk: Desk, file: CaseFile, word: Word) -> Decided:
    me, first = file.me.person, asked_by(file)
    if is_too_late(file, Deed.INQUIRY):
        return Stays(frozenset({Hindrance.FINISHED}))
    is_second = first not in {None, me}
    if file.card.is_set_aside or (word.is_second is not None and word.is_second != is_second):
        return Changed()
    if first is None or not is_second:
        return _asked(tx, desk, file, word.why)
    return _agreed(tx, desk, file, first)


def _asked(tx: Transaction, desk: Desk, file: CaseFile, why: str) -> Decided:
    """Keep the first word. Whoever says it says too that nothing stands in their way."""
    card = replace(file.card, set_aside_by=file.me.person, aside_why=why)
    file = stating(replace(file, card=card), Says.NO_TIE, file.me.person)
    save(tx, with_deed(tx, desk, file, Did.SET_ASIDE_ASKED, why=why))
    return Done()


def _agreed(tx: Transaction, desk: Desk, file: CaseFile, first: PersonId) -> Decided:
    after = _gone_through(desk, file, first)
    if isinstance(after, Stays):
        return after
    card = replace(after.card, is_set_aside=True)
    mind_mailbox(tx, save(tx, with_deed(tx, desk, replace(after, card=card), Did.SET_ASIDE)))
    return Done()


def take_back(desk: Desk, me: SignedIn, case: CaseId) -> Decided:
    """Put it into the list again: one member is enough to doubt."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None or file.card.set_aside_by is None:
            return NotThere()
        if is_too_late(file, Deed.INQUIRY):
            return Stays(frozenset({Hindrance.FINISHED}))
        if file.card.is_set_aside:
            after = moved(file, Status.TRIAGE, Because(me.person, desk.today(), "taken back"))
            file = file if isinstance(after, Stays) else after
        card = replace(file.card, set_aside_by=None, is_set_aside=False, aside_why="")
        file = save(tx, with_deed(tx, desk, replace(file, card=card), Did.TAKEN_BACK))
        mind_mailbox(tx, file)
    return Done()


def _gone_through(desk: Desk, file: CaseFile, first: PersonId) -> CaseFile | Stays:
    """Go the way of the procedure. Nobody says of the other that nothing stands in their way."""
    me = file.me.person
    lead = file.card.lead or first
    second = file.card.second or (first if lead == me else me)
    card = replace(file.card, lead=lead, second=second)
    file = stating(replace(file, card=card), Says.NO_TIE, me)
    because = Because(me, desk.today(), file.card.aside_why or _REASON, second=first)
    at = _WAY.index(file.card.status) + 1 if file.card.status in _WAY else 0
    for status in _WAY[at:]:
        after = moved(file, status, because)
        if isinstance(after, Stays):
            return after
        file = after
    return file
