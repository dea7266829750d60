"""Make the index of a session, the newest reports first, in requests that somebody makes anyway.

Each search begins here: what has changed is read again, and where a key was taken away the whole
index is forgotten and made anew, since words cannot be taken out of it one by one.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from time import monotonic
from typing import Final

from casework.complaints.services.reading.everything import Read, Stamp, read_each, stamps
from casework.complaints.services.reading.keys import keys_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.search.records.index import Doc, Facts, Index, Learnt
from casework.search.services.words import words_of
from crypto.names import CaseId

_AT_ONCE: Final = 64
_AMONG: Final = 256
MOST_BYTES: Final = 96 * 1024 * 1024  # of one session's words


class Ready(Enum):
    """How much of what somebody may read can be found."""

    ALL = "all"
    MORE = "more"  # it is still being made
    PART = "part"  # there is no room for older reports


def index_of(desk: Desk, me: SignedIn) -> Index:
    there = desk.shelf.kept(me.session, Index)
    if there is not None:
        return there
    since = desk.shelf.cleared()
    return desk.shelf.keep(me, Index(MOST_BYTES), since)


def make_ready(desk: Desk, me: SignedIn, seconds: float) -> tuple[Index, Ready]:
    """Read what is new or has changed, until it is over or the time is."""
    end = monotonic() + seconds
    with desk.database.reading() as tx:
        now = stamps(tx)
    index = _without_what_was_taken(desk, me, now)
    if not index.turn.acquire(blocking=False):
        return index, Ready.MORE
    try:
        return index, _read(desk, me, index, now, end)
    finally:
        index.turn.release()


def is_ready(desk: Desk, me: SignedIn) -> bool:
    """Say whether the index of this session was ever made whole."""
    there = desk.shelf.kept(me.session, Index)
    return there is not None and there.was_whole


def _without_what_was_taken(desk: Desk, me: SignedIn, now: Mapping[CaseId, Stamp]) -> Index:
    index = index_of(desk, me)
    with desk.keystore.reading() as keys:
        change = keys.change
    if index.mine <= now.keys() and (index.change == change or _open_still(desk, me, index)):
        index.change = change
        return index
    asked = index.asked
    desk.shelf.drop(me.session, Index)
    index = index_of(desk, me)
    index.asked, index.change = asked, change
    return index


def _open_still(desk: Desk, me: SignedIn, index: Index) -> bool:
    keys, mine = keys_of(desk, me), list(index.mine)
    some = (mine[at : at + _AMONG] for at in range(0, len(mine), _AMONG))
    return all(len(keys.among(each)) == len(each) for each in some)


def _read(desk: Desk, me: SignedIn, index: Index, now: Mapping[CaseId, Stamp], end: float) -> Ready:
    due = [case for case, each in now.items() if index.stamps.get(case) != each.stamp]
    for at in range(0, len(due), _AT_ONCE):
        if index.is_full:
            break
        if at and monotonic() >= end:
            return Ready.MORE
        _learn(desk, me, index, {case: now[case] for case in due[at : at + _AT_ONCE]})
    index.was_whole = True
    return Ready.PART if index.is_full else Ready.ALL


def _learn(desk: Desk, me: SignedIn, index: Index, some: Mapping[CaseId, Stamp]) -> None:
    with desk.database.reading() as tx:
        read = list(read_each(tx, desk, me, list(some), index.entries_of))
    index.learn([Learnt(each.case, _facts(some[each.case]), _docs(each)) for each in read])
    index.stamps.update((case, each.stamp) for case, each in some.items())


def _facts(stamp: Stamp) -> Facts:
    return Facts(stamp.standing, stamp.received)


def _docs(read: Read) -> Sequence[Doc]:
    """The name of a case is an entry without an id: it is learnt once, as it never changes."""
    name = Doc(b"", read.card.name)
    found = (Doc(entry, words_of(each)) for entry, each in read.entries)
    return [name, *found]
