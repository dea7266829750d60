"""Make the index of a session, the newest reports first, in requests that somebody makes anyway.

Each search begins here: what has changed is read again, and where a key was taken away the whole
index is forgotten and made anew, since words cannot be taken out of it one by one.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from time import monotonic
from typing import Final

from casework.complaints.services.reading.everything import Read, newest_first, read_each, stamps
from casework.complaints.services.reading.keys import keys_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.search.records.index import Doc, Facts, Index, Learnt
from casework.search.services.words import decided_in, words_of
from crypto.names import CaseId

_AT_ONCE: Final = 250
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
    index = _without_what_was_taken(desk, me)
    # This one process writes cases. Once a minute it is looked whether another has, all the same.
    seen = (desk.database.commits, desk.minute())
    if index.was_whole and index.seen == seen:
        return index, _ready(index)
    if not index.turn.acquire(blocking=False):
        return index, Ready.MORE
    try:
        return _read(desk, me, index, end, seen)
    finally:
        index.turn.release()


def is_ready(desk: Desk, me: SignedIn) -> bool:
    """Say whether the index of this session was ever made whole."""
    there = desk.shelf.kept(me.session, Index)
    return there is not None and there.was_whole


def _without_what_was_taken(desk: Desk, me: SignedIn) -> Index:
    index = index_of(desk, me)
    with desk.keystore.reading() as keys:
        change = keys.change
    if index.change == change or _open_still(desk, me, index):
        index.change = change
        return index
    return _anew(desk, me, index)


def _anew(desk: Desk, me: SignedIn, old: Index) -> Index:
    asked = old.asked
    desk.shelf.drop(me.session, Index)
    new = index_of(desk, me)
    new.asked = asked
    return new


def _open_still(desk: Desk, me: SignedIn, index: Index) -> bool:
    keys, mine = keys_of(desk, me), list(index.mine)
    some = (mine[at : at + _AMONG] for at in range(0, len(mine), _AMONG))
    return all(len(keys.among(each)) == len(each) for each in some)


def _read(
    desk: Desk, me: SignedIn, index: Index, end: float, seen: tuple[int, int]
) -> tuple[Index, Ready]:
    with desk.database.reading() as tx:
        now = stamps(tx)
        due = newest_first(tx, [case for case in now if index.stamps.get(case) != now[case]])
    if not index.mine <= now.keys():
        # A case is gone altogether, and its words with it.
        return _anew(desk, me, index), Ready.MORE
    for at in range(0, len(due), _AT_ONCE):
        if index.is_full:
            break
        if at and monotonic() >= end:
            return index, Ready.MORE
        _learn(desk, me, index, {case: now[case] for case in due[at : at + _AT_ONCE]})
    index.was_whole, index.seen = True, seen
    return index, _ready(index)


def _ready(index: Index) -> Ready:
    return Ready.PART if index.is_full else Ready.ALL


def _learn(desk: Desk, me: SignedIn, index: Index, some: Mapping[CaseId, bytes]) -> None:
    with desk.database.reading() as tx:
        read = list(read_each(tx, desk, me, list(some), index.entries_of))
    index.learn(
        [
            Learnt(each.case, Facts(each.standing, each.card.received), _docs(index, each))
            for each in read
        ]
    )
    index.stamps.update(some)


def _docs(index: Index, read: Read) -> Sequence[Doc]:
    """The name of a case is an entry without an id, and never changes.

    What was decided is named by its words. What it replaced stays in the index, finds the case,
    and is shown by nobody, since it is not there any more.
    """
    known = index.entries_of(read.case)
    found = [
        Doc(b"", read.card.name),
        *(Doc(entry, words_of(each)) for entry, each in read.entries),
    ]
    if read.judged is not None:
        decided = {each.id: each.words for each in decided_in(read.judged)}
        found += [Doc(name, words) for name, words in decided.items()]
    return [each for each in found if each.entry not in known]
