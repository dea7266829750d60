"""Take several reports out: asked by one member, agreed to by another, within a week.

Only what both read is ever spoken of, and each of the two looks with keys of their own. So what
one of them may not read is in neither the question nor the answer nor the bundle. Somebody from
outside never asks, and agrees only to reports that no second member could agree to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import voices_in
from casework.complaints.services.queue import Seen, queue_of
from casework.complaints.services.readers.rekeying import open_to_write, settle
from casework.complaints.services.reading.casefiles import CaseFile, open_whole, save
from casework.complaints.services.reading.threshold import is_at_threshold
from casework.desk import Desk
from casework.export.domain.several import LASTS, MOST_CASES, Bid, Several, Word, agrees
from casework.export.domain.wish import Wish
from casework.export.services.bids import (
    asks_the_same,
    bids_and_words,
    forget,
    write_bid,
    write_word,
)
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.names import CaseId, PersonId
from store.database import Transaction

_NO_NOTE: Final = b""
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Reports that came in within the period, and that both members read."""

    cases: tuple[CaseId, ...]
    names: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TooMany:
    """More than one bundle takes."""


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such request any more: it was answered, taken back, or its week is over."""


@dataclass(frozen=True, slots=True)
class Open:
    """A request as one of the two sees it: what they read of it, and whether it was agreed to."""

    bid: Bid
    names: tuple[str, ...] = field(repr=False)
    agreed: tuple[CaseId, ...] | None = field(repr=False)


Candidates: TypeAlias = Found | TooMany


class _Two(NamedTuple):
    """Who asks, and who is asked."""

    by: PersonId
    second: PersonId


def found_for(desk: Desk, me: SignedIn, asked: Several) -> Candidates:
    """Look for what may be asked for. The list of cases is read as any other is."""
    found: list[tuple[CaseId, str]] = []
    if asked.second in {None, me.person}:
        return Found((), ())
    two = _Two(me.person, PersonId(asked.second or ""))
    for seen in _in_period(desk, me, asked):
        name = _read_by_both(desk, me, seen.line.id, two)
        if name is not None:
            found.append((seen.line.id, name))
        if len(found) > MOST_CASES:
            return TooMany()
    return Found(tuple(case for case, _ in found), tuple(name for _, name in found))


def ask(desk: Desk, me: SignedIn, asked: Several, cases: Sequence[CaseId]) -> bool:
    """Write the request to the second member, and a line into each report that it is about."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing) or asked.second in {None, me.person}:
        return False
    ends = desk.today() + LASTS
    second = PersonId(asked.second or "")
    two = _Two(me.person, second)
    mine = [each for each in cases if _read_by_both(desk, me, each, two) is not None]
    bid = Bid(_NO_NOTE, me.person, second, tuple(mine), asked.wish, ends, b"")
    if not mine or len(mine) > MOST_CASES:
        return False
    with desk.database.transaction() as tx:
        if any(asks_the_same(each, bid) for each in bids_and_words(tx, desk, me)[0]):
            return True  # the same press again: one request waits, and each report says so once
        write_bid(tx, me, committee, bid)
    for case in mine:
        _note(desk, me, case, bid, Did.EXPORT_ASKED)
    return True


def open_bids(desk: Desk, me: SignedIn) -> list[Open]:
    """Return what waits for this person's word, and what this person asked for."""
    with desk.database.reading() as tx:
        bids, words = bids_and_words(tx, desk, me)
    today = desk.today()
    mine = [each for each in bids if me.person in {each.by, each.second}]
    return [_seen(desk, me, each, words) for each in mine if not each.is_over(today)]


def agree(desk: Desk, me: SignedIn, note: bytes) -> bool:
    """Agree to what was asked of me, for as much of it as both of us read today."""
    committee, asked = desk.trust.now(), _one(desk, me, note)
    if not isinstance(committee, Standing) or asked is None or asked.agreed is not None:
        return False
    if asked.bid.second != me.person:
        return False
    cases = list(_both_read(desk, me, asked.bid))
    if not cases:
        return False
    for case in cases:
        settle(desk, me, case)
    with desk.database.transaction() as tx:
        for case in cases:
            _noted(tx, desk, open_to_write(tx, desk, me, case), asked.bid, Did.EXPORT_ALLOWED)
        write_word(tx, me, committee, asked.bid, cases)
    return True


def drop(desk: Desk, me: SignedIn, note: bytes) -> bool:
    """Say no, or take it back: either of the two may. Say whether it was still there."""
    with desk.database.transaction() as tx:
        bids, words = bids_and_words(tx, desk, me)
        if note not in {each.id for each in bids}:
            return False
        forget(tx, note, *(each.id for each in words if each.bid == note))
    return True


def agreed_to(desk: Desk, me: SignedIn, note: bytes) -> tuple[Wish, Sequence[CaseId]] | Gone:
    """Return what I may take out now, and use the other member's word up: it counts once."""
    asked = _one(desk, me, note)
    if asked is None or asked.agreed is None or asked.bid.by != me.person:
        return Gone()
    if not drop(desk, me, note):
        return Gone()
    still = set(_both_read(desk, me, asked.bid))
    return asked.bid.wish, [each for each in asked.agreed if each in still]


def forget_the_old(desk: Desk, me: SignedIn) -> None:
    """Remove what nobody answered in time, whichever of the two comes by first."""
    with desk.database.reading() as tx:
        bids, words = bids_and_words(tx, desk, me)
    there = {each.id for each in bids}
    over = [each.id for each in bids if each.is_over(desk.today())]
    idle = [each.id for each in words if each.bid not in there or each.bid in over]
    if over or idle:
        with desk.database.transaction() as tx:
            forget(tx, *over, *idle)


def _in_period(desk: Desk, me: SignedIn, asked: Several) -> Iterator[Seen]:
    after = None
    while True:
        page = queue_of(desk, me, after=after, most=_PAGE)
        for seen in page.seen:
            if asked.since and asked.until and asked.since <= seen.card.received <= asked.until:
                yield seen
        after = page.after
        if after is None:
            return


def _seen(desk: Desk, me: SignedIn, bid: Bid, words: Sequence[Word]) -> Open:
    two = _Two(bid.by, bid.second)
    names = [_read_by_both(desk, me, each, two) for each in bid.cases]
    word = next((each for each in words if agrees(each, bid)), None)
    agreed = None if word is None else word.cases
    return Open(bid, tuple(name for name in names if name is not None), agreed)


def _one(desk: Desk, me: SignedIn, note: bytes) -> Open | None:
    return next((each for each in open_bids(desk, me) if each.bid.id == note), None)


def _both_read(desk: Desk, me: SignedIn, bid: Bid) -> Iterator[CaseId]:
    for case in bid.cases:
        if _read_by_both(desk, me, case, _Two(bid.by, bid.second)) is not None:
            yield case


def _read_by_both(desk: Desk, me: SignedIn, case: CaseId, two: _Two) -> str | None:
    """Return the name of a case that I open whole and that both may take out, one by the other.

    Whoever has yet to choose whether they read it takes nothing of it out either.
    """
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
        if file is None or is_at_threshold(tx, desk, file) or not _may_both(file, two):
            return None
    return file.card.name


def _may_both(file: CaseFile, two: _Two) -> bool:
    """Say whether both read it now and may act in it: whoever is tied takes nothing out."""
    if file.inside is None:
        return False
    able = voices_in(file) - frozenset(file.inside.leaving)
    members = {each.id for each in file.committee.manifest.members} & able
    is_second = two.second in members or len(members) == 1
    return two.by in members and two.second in able and is_second


def _note(desk: Desk, me: SignedIn, case: CaseId, bid: Bid, did: Did) -> None:
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        _noted(tx, desk, open_to_write(tx, desk, me, case), bid, did)


def _noted(tx: Transaction, desk: Desk, file: CaseFile | None, bid: Bid, did: Did) -> None:
    if file is not None:
        wish = bid.wish
        said = {"for": wish.receiver, "why": wish.purpose, "who": str(bid.second)}
        save(tx, with_deed(tx, desk, file, did, **said))
