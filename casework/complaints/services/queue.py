"""The list of cases as one person sees it: in the order of clocks, a page at a time, without gaps.

The database knows the order and not who may read what; the keys know that. So more rows are
asked for until the page is full, and whoever was left out of one has a page as full as anybody.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.complaints.domain.case.casefile import Card, Standing
from casework.complaints.records.cases import After, Cases, Line
from casework.complaints.records.sealing import open_card
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.ring import Ring, ring_of
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CaseKey, Part
from crypto.keyring.fields import field_generation
from crypto.keyring.grants import Granted
from crypto.names import CaseId
from store.database import Transaction

ON_A_PAGE: Final = 25
_AT_ONCE: Final = 40


@dataclass(frozen=True, slots=True)
class Seen:
    line: Line
    card: Card = field(repr=False)


@dataclass(frozen=True, slots=True)
class Queue:
    seen: tuple[Seen, ...]
    after: After | None
    """Where the next page begins, if there is one."""


def queue_of(
    desk: Desk,
    me: SignedIn,
    standings: tuple[Standing, ...] = (),
    after: After | None = None,
    most: int = ON_A_PAGE,
) -> Queue:
    with desk.database.reading() as tx:
        found: list[Seen] = []
        for each in _readable(tx, desk, me, standings, after):
            if len(found) == most:
                last = found[-1].line
                return Queue(tuple(found), After(last.due, last.id))
            found.append(each)
    return Queue(tuple(found), None)


def every_card(tx: Transaction, desk: Desk, me: SignedIn) -> Iterator[Seen]:
    """Yield all that this person may read, one after the other."""
    return _readable(tx, desk, me, (), None)


def seen_of(tx: Transaction, desk: Desk, me: SignedIn, some: Collection[CaseId]) -> Iterator[Seen]:
    """Yield those of these cases that open."""
    yield from _opened(desk, me, Cases(tx).lines_of(some))


def _readable(
    tx: Transaction,
    desk: Desk,
    me: SignedIn,
    standings: tuple[Standing, ...],
    after: After | None,
) -> Iterator[Seen]:
    while True:
        lines = Cases(tx).lines(_AT_ONCE, after, *standings)
        yield from _opened(desk, me, lines)
        if len(lines) < _AT_ONCE:
            return
        after = After(lines[-1].due, lines[-1].id)


def _opened(desk: Desk, me: SignedIn, lines: Sequence[Line]) -> Iterator[Seen]:
    open_to_me = keys_of(desk, me).among([line.id for line in lines])
    for line in lines:
        granted = open_to_me.get(line.id)
        card = None if granted is None else _card(desk, line, granted)
        if card is not None and granted is not None and not _is_over(desk, me, card, granted):
            yield Seen(line, card)


def _is_over(desk: Desk, me: SignedIn, card: Card, granted: Granted) -> bool:
    """A guest's keys outlast the last day; what they show does not."""
    is_guest = not isinstance(granted, CaseKey)
    return is_guest and card.guests.get(me.person, date.min) < desk.today()


def _card(desk: Desk, line: Line, granted: Granted) -> Card | None:
    try:
        generation = field_generation(line.card)
        ring = Ring(granted)
        if generation != granted.generation:
            with desk.keystore.reading() as keys:
                ring = ring_of(keys, granted)
        key = ring.part(Part.REPORT, generation)
        return None if key is None else open_card(line.card, key)
    except CryptoError:
        return None
