"""What keeps somebody out of a case keeps them out of whatever goes on as one with it.

Whoever acts in one acts in all that they read, at once and with new keys in each. What they do not
read is made even by the next session that reads both: a note, which names the two cases and opens
for those readers alone, leads it there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.restrictions import Origin
from casework.complaints.domain.linking import Tie
from casework.complaints.services.linking.ends import one_with
from casework.complaints.services.moving import kept_away, restricting
from casework.complaints.services.readers.private import keep_between, private_notes
from casework.complaints.services.readers.rekeying import (
    Change,
    Changed,
    NotThere,
    TooFew,
    Unanswered,
    change_readers,
    must_wait,
    open_to_write,
    settle,
    would_be_enough,
)
from casework.complaints.services.reading.casefiles import CaseFile, open_whole, save
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.admission import holders_of
from crypto.encoding import decode, items, keyed, sized, word
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.names import CaseId, PersonId
from store.database import Transaction
from store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Pair:
    """A case, and the one that it goes on in or that says the same."""

    part: CaseId
    whole: CaseId
    tie: Tie


@dataclass(frozen=True, slots=True)
class StillReading:
    """People who must be out of a case, and cannot go before somebody else reads it."""

    file: CaseFile
    people: tuple[PersonId, ...]


def remember_pair(tx: Transaction, part: CaseFile, whole: CaseFile, tie: Tie) -> None:
    """Leave word of two cases to those who read both. There are never more of these."""
    both = _readers(part) & _readers(whole) & set(holders_of(part.committee.manifest))
    body = {"cases": [part.id, whole.id], "one": tie.value}
    keep_between(tx, part.me, part.committee.link, sorted(both), body)


def others_as_one(desk: Desk, me: SignedIn, case: CaseId) -> Sequence[CaseId]:
    """Return the cases that go on as one with this, as far as this person reads them."""
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
        return () if file is None else sorted(one_with(tx, desk, file))


def take_out(
    desk: Desk, me: SignedIn, case: CaseId, change: Change, origin: Origin | None = None
) -> Changed | TooFew | NotThere | Unanswered:
    """Take people out of a case and of all that goes on as one with it, or of none of them.

    The others first: killed in between, whoever acts still sees them here, and does it again.
    """
    others = others_as_one(desk, me, case)
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    if file is not None and must_wait(file, change):
        return Unanswered()
    if any(not _may_lose(desk, me, each, change.gone) for each in (case, *others)):
        return TooFew()
    for each in others:
        shut_out(desk, me, each, change.gone, origin)
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    there = change.removed & _readers(file) if file else frozenset()
    if file is None or not there:
        return NotThere() if file is None else Changed()
    there = frozenset(there)
    change = replace(change, removed=there, by_word=change.by_word & there)
    return change_readers(desk, me, case, change)


def shut_out(
    desk: Desk, me: SignedIn, case: CaseId, gone: frozenset[PersonId], origin: Origin | None
) -> bool:
    """Let people read a case no more, for a reason that lies in another. Say whether they are out.

    No word of that reason is in this case: some who read it may not know of the other.
    """
    settle(desk, me, case)
    with desk.database.reading() as tx:
        file = open_to_write(tx, desk, me, case)
    there = gone & _readers(file) if file else frozenset()
    if there:
        change = Change(removed=frozenset(there), did=Did.REMOVED)
        if not isinstance(change_readers(desk, me, case, change), Changed):
            return False
    if origin is not None:
        _restrict(desk, me, case, gone, origin)
    return True


def make_even(desk: Desk, me: SignedIn) -> Sequence[StillReading]:
    """Let what was done in one case reach the other, where whoever did it did not read both.

    Return who could not be taken out, since too few would remain.
    """
    with desk.database.reading() as tx:
        uneven = [each for pair in _pairs(tx, desk, me) for each in _uneven(tx, desk, me, pair)]
    left = [each for each in uneven if not _made_or_put_off(desk, me, each)]
    return [StillReading(each.file, tuple(sorted(each.gone))) for each in left]


@dataclass(frozen=True, slots=True)
class _Uneven:
    file: CaseFile
    gone: frozenset[PersonId]
    left_out: frozenset[PersonId]  # by the other's reporter, and so for ever


def _made_or_put_off(desk: Desk, me: SignedIn, uneven: _Uneven) -> bool:
    """Whatever stands in the way now, it is done at the next look, and keeps no page away."""
    try:
        return _made_even(desk, me, uneven)
    except (StoreError, CryptoError) as fault:
        desk.note(fault)
        return True


def at_unlock(desk: Desk, me: SignedIn) -> None:
    make_even(desk, me)


def _made_even(desk: Desk, me: SignedIn, uneven: _Uneven) -> bool:
    case, lasting = uneven.file.id, uneven.left_out - _left_out(uneven.file)
    is_out = shut_out(desk, me, case, uneven.gone, Origin.ROUTE if uneven.gone else None)
    if lasting:
        # Nobody who is left out waits until enough others read it.
        is_out = isinstance(change_readers(desk, me, case, Change(left_out=lasting)), Changed)
    return is_out


def _uneven(tx: Transaction, desk: Desk, me: SignedIn, pair: Pair) -> Iterator[_Uneven]:
    part, whole = (open_whole(tx, desk, me, each) for each in (pair.part, pair.whole))
    if part is None or whole is None:
        return
    for file, other in ((part, whole), (whole, part)):
        gone = (kept_away(other) - _readers(other)) & _readers(file)
        if file is part and pair.tie is Tie.PART_OF:
            # Whoever reads a part can follow it, or would see that there is another.
            gone |= _readers(part) - _readers(whole)
        lasting = _left_out(other) - _left_out(file)
        if gone or lasting:
            yield _Uneven(file, gone, lasting)


def _pairs(tx: Transaction, desk: Desk, me: SignedIn) -> Iterator[Pair]:
    for note in private_notes(tx, desk, me):
        try:
            found = keyed(decode(note.body), "cases", "one")
            part, whole = (sized(each, CASE_ID_SIZE) for each in items(found["cases"], 2, 2))
            yield Pair(CaseId(part), CaseId(whole), word(Tie, found["one"]))
        except CryptoError:
            continue  # a note of another kind


def _may_lose(desk: Desk, me: SignedIn, case: CaseId, gone: frozenset[PersonId]) -> bool:
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    going = gone & _readers(file) if file else frozenset()
    return file is None or not going or would_be_enough(file, *going)


def _restrict(
    desk: Desk, me: SignedIn, case: CaseId, people: frozenset[PersonId], origin: Origin
) -> None:
    with desk.database.transaction() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is not None and not people <= kept_away(file):
            save(tx, restricting(file, people, origin))


def _readers(file: CaseFile) -> frozenset[PersonId]:
    """Return everybody who reads it, guests too. Recovery is no person."""
    listed = file.listed.readers if file.listed else {}
    return frozenset(listed) - {file.committee.manifest.recovery.id}


def _left_out(file: CaseFile) -> frozenset[PersonId]:
    return file.listed.left_out if file.listed else frozenset()
