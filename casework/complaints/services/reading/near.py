"""All cases that may ask something of one person today, and not only those that are due first.

Whoever is asked for a second word may be asked in a case that others lead and that has time. So
every open case is looked at; and since that is done for each first page, the cards that were read
lie beside the session's keys, and only what has changed is read again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic
from typing import Final

from casework.complaints.records.cases import Cases, Line
from casework.complaints.services.queue import Seen, seen_of
from casework.complaints.services.reading.keys import keys_of
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction

MOST: Final = 1_000  # cases that are not over, of whoever; a page must not grow with an archive
_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True)
class Near:
    seen: tuple[Seen, ...]
    is_all: bool
    """Whether there was time for all. It depends on everybody's cases, and counts nobody's."""


@dataclass(slots=True)
class Cards:
    """What was read for one session: each card with the stamp under which it was found."""

    read: dict[CaseId, tuple[bytes, Seen | None]] = field(default_factory=dict)
    change: int = 0  # of the key store, when it was looked at last
    found: tuple[object, Near] | None = None  # and what there was when nothing has changed since

    def forget(self) -> None:
        self.read.clear()
        self.found = None

    def at(self, change: int) -> None:
        """Try again what did not open: somebody may have been let in since."""
        if change != self.change:
            self.read = {case: each for case, each in self.read.items() if each[1] is not None}
            self.change = change

    def of(self, lines: Sequence[Line]) -> list[Seen]:
        """Return those of these cases that opened, and keep no others."""
        self.read = {line.id: self.read[line.id] for line in lines if line.id in self.read}
        return [seen for _stamp, seen in self.read.values() if seen is not None]


def near(desk: Desk, me: SignedIn, seconds: float = inf) -> Near:
    """Return the cases that open to this person now, what is due first."""
    end, since = monotonic() + seconds, desk.shelf.cleared()
    cards = desk.shelf.kept(me.session, Cards) or Cards()
    with desk.keystore.reading() as keys:
        cards.at(keys.change)
    # This one process writes cases. Once a minute it is looked whether another has, all the same.
    mark = (cards.change, desk.database.commits, desk.minute(), desk.today())
    if cards.found is not None and cards.found[0] == mark:
        return cards.found[1]
    found = _looked(desk, me, cards, end)
    cards.found = (mark, found) if found.is_all else None
    desk.shelf.keep(me, cards, since)
    return found


def _looked(desk: Desk, me: SignedIn, cards: Cards, end: float) -> Near:
    is_all = True
    with desk.database.reading() as tx:
        lines = Cases(tx).near(MOST)
        new = [line for line in lines if cards.read.get(line.id, (b"",))[0] != line.card]
        for at in range(0, len(new), _AT_ONCE):
            if at and monotonic() >= end:
                is_all = False
                break
            # Another page of this session may be reading what is there.
            cards.read = cards.read | _read(tx, desk, me, new[at : at + _AT_ONCE])
    return Near(tuple(_open_now(desk, me, cards.of(lines))), is_all)


def _read(
    tx: Transaction, desk: Desk, me: SignedIn, some: Sequence[Line]
) -> dict[CaseId, tuple[bytes, Seen | None]]:
    opened = {each.line.id: each for each in seen_of(tx, desk, me, [line.id for line in some])}
    return {line.id: (line.card, _without_card(opened.get(line.id))) for line in some}


def _without_card(seen: Seen | None) -> Seen | None:
    return None if seen is None else replace(seen, line=replace(seen.line, card=b""))


def _open_now(desk: Desk, me: SignedIn, mine: Sequence[Seen]) -> Iterator[Seen]:
    """A card that was read shows nothing any more once its key was taken away."""
    keys, today = keys_of(desk, me).among([each.line.id for each in mine]), desk.today()
    for each in mine:
        until = each.card.guests.get(me.person, today)
        if each.line.id in keys and until >= today:
            yield each
