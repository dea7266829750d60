"""After somebody has left, or has other keys: each reader's next unlock wraps what they can read.

Nobody can read every case, so nobody can do it for all. A scope is due while its newest wraps
are bound to another manifest than the one in force. What a session cannot open it passes over
without a word. Of two sessions that wrap the same scope the first counts, or what is written
under the one's new key could be lost under the other's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.keyring.casekeys import CaseKey, keep_older
from crypto.keyring.grants import Generation, Grant, try_wraps, wrap_case_key
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Link
from crypto.names import CaseId, PersonId
from crypto.signing import SigningSeed
from crypto.suite import VaultSeed
from store.database import Transaction
from store.keystore.wrapsets import WrapSet

BATCH: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """A scope whose key changed hands. The two keys are one where nobody had lost it."""

    older: CaseKey
    newer: CaseKey
    readers: Mapping[PersonId, Grant]


class Book(Protocol):
    """What is inside of each scope about its readers: the one place that may say who they are."""

    def readers(self, key: CaseKey) -> Mapping[PersonId, Grant]:
        """Return who reads, on the word of somebody who may say so."""

    def announce(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Write down who will read, in a transaction of its own, before any wrap counts.

        If the wraps never count, nobody has the newer key, and what was written is idle.
        """

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Write down inside each scope who reads it now."""


class NoCases:
    """The book of a committee that has no case yet: nothing has readers, so nothing is wrapped."""

    def readers(self, key: CaseKey) -> Mapping[PersonId, Grant]:
        del key
        return {}

    def announce(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Nothing will move."""

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Nothing moves."""


def book_of(desk: Desk, person: PersonId, signing: SigningSeed) -> Book:
    """Return the book as this person writes in it; a desk without cases has an empty one."""
    return cast(Book, desk.book_of(desk, person, signing) or NoCases())


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Somebody's keys, present and former. Recovery is a reader too."""

    person: PersonId
    vaults: tuple[VaultSeed, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """How many scopes were wrapped anew."""

    scopes: int


@dataclass(frozen=True, slots=True, eq=False)
class _Renewed:
    move: Move
    seen: WrapSet
    made: WrapSet


def reader_of(me: SignedIn, former: Iterable[VaultSeed] = ()) -> Reader:
    return Reader(me.person, (me.seeds.vault, *former))


def rewrap_due(desk: Desk, reader: Reader, book: Book) -> Rewrapped:
    """Wrap anew all that this reader can open and that is bound to an older manifest."""
    found = desk.trust.now()
    if not isinstance(found, Standing):
        return Rewrapped(0)
    done = 0
    for due in _due(desk, found.link):
        renewed = [each for wraps in due if (each := _renew(wraps, reader, found, book))]
        if renewed:
            done += _keep(desk, renewed, book)
    return Rewrapped(done)


def _keep(desk: Desk, renewed: Sequence[_Renewed], book: Book) -> int:
    """Let those count that nobody else has wrapped meanwhile, and return how many they are."""
    with desk.database.transaction() as tx:
        book.announce(tx, [each.move for each in renewed])
    # The database first, as everywhere: two that wait for each other would both wait in vain.
    with desk.database.transaction() as tx, desk.keystore.change() as keys:
        scopes = keys.wraps.still(each.seen for each in renewed)
        still = [each for each in renewed if each.seen.scope in scopes]
        book.moved(tx, [each.move for each in still])
        keys.wraps.put(each.made for each in still)
    return len(still)


def _due(desk: Desk, link: Link) -> Iterator[list[WrapSet]]:
    """Yield what is due in pieces, so that an unlock that is cut off keeps what it has done."""
    after = b""
    while True:
        with desk.keystore.reading() as keys:
            due = keys.wraps.bound_elsewhere(link.hash, after, BATCH)
        if not due:
            return
        yield due
        after = due[-1].scope


def _renew(wraps: WrapSet, reader: Reader, found: Standing, book: Book) -> _Renewed | None:
    key = _opened(wraps, reader)
    old = found.chain.find(wraps.manifest)
    if key is None or old is None:
        return None
    before, after = old.manifest, found.link.manifest
    listed = book.readers(key)
    readers = {who: grant for who, grant in listed.items() if _still_there(after, who)}
    if not readers:
        return None
    newer = key.next() if _somebody_lost_it(before, after, listed) else key
    older = keep_older(key, newer) if newer is not key else wraps.older
    made = wrap_case_key(newer, readers, found.link)
    renewed = WrapSet(wraps.scope, newer.generation, found.link.hash, made, older)
    return _Renewed(Move(key, newer, readers), wraps, renewed)


def _opened(wraps: WrapSet, reader: Reader) -> CaseKey | None:
    generation = Generation(CaseId(wraps.scope), wraps.generation, wraps.manifest)
    for vault in reader.vaults:
        granted = try_wraps(wraps.wraps, vault, reader.person, generation)
        if isinstance(granted, CaseKey):
            return granted
    return None


def _still_there(after: Manifest, person: PersonId) -> bool:
    return any(each.id == person for each in after.persons)


def _somebody_lost_it(before: Manifest, after: Manifest, readers: Mapping[PersonId, Grant]) -> bool:
    """Say whether a reader has left, or has other keys: whoever had the old ones had this key."""
    now = {person.id: person.vault for person in after.persons}
    then = {person.id: person.vault for person in before.persons}
    return any(now.get(who) != then.get(who) for who in readers)
