"""All that one session may read, a few cases at a time, for an index of it.

Quicker than opening each case as a page does, since nothing of it is shown: who stands in the
lists of readers is asked again before anything is.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.complaints.domain.case.casefile import Card, Entry, Standing
from casework.complaints.records.cases import Cases
from casework.complaints.records.contents import Contents, EntryRow
from casework.complaints.records.sealing import open_card, open_entry
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.ring import Ring, ring_of
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import CryptoError
from crypto.keyring.casekeys import Part, PartKey
from crypto.keyring.fields import field_generation
from crypto.keyring.grants import Granted
from crypto.names import CaseId
from store.database import Transaction

Known = Callable[[CaseId], Collection[bytes]]
# Deeds are the most frequent, and lie under the key of the notes.
_LIKELY = (Part.NOTES, Part.REPORT, Part.EVIDENCE, Part.PRIVILEGED)


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a case stands, as it can be seen without any key."""

    stamp: bytes
    standing: Standing
    received: date


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """A case that opens to this session, and what is new in it."""

    case: CaseId
    card: Card = field(repr=False)
    entries: Sequence[tuple[bytes, Entry]]


def stamps(tx: Transaction) -> dict[CaseId, Stamp]:
    """Return a stamp of every case, the newest first. Whoever changes a case changes its stamp."""
    counts = Contents(tx).counts()
    return {
        each.id: Stamp(
            each.stamp + counts.get(each.id, 0).to_bytes(4), each.standing, each.received
        )
        for each in Cases(tx).marks()
    }


def read_each(
    tx: Transaction, desk: Desk, me: SignedIn, cases: Sequence[CaseId], known: Known
) -> Iterator[Read]:
    """Yield those of these cases that open, without the entries that are known already."""
    granted = keys_of(desk, me).among(cases)
    cards, rows = Cases(tx).cards(granted), _by_case(Contents(tx).of_each(granted))
    for case, mine in granted.items():
        ring = _ring(desk, mine, cards.get(case, b""))
        card = None if ring is None else _card(ring, cards[case])
        if ring is None or card is None or _is_over(me, mine, card, desk.today()):
            continue
        there = known(case)
        new = [each for each in rows.get(case, ()) if each.id not in there]
        yield Read(case, card, list(_entries(ring, new)))


def _by_case(rows: Sequence[EntryRow]) -> Mapping[CaseId, Sequence[EntryRow]]:
    found: dict[CaseId, list[EntryRow]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found


def _ring(desk: Desk, granted: Granted, card: bytes) -> Ring | None:
    """Open older generations only where something lies under them."""
    try:
        if field_generation(card) == granted.generation:
            return Ring(granted)
        with desk.keystore.reading() as keys:
            return ring_of(keys, granted)
    except CryptoError:
        return None


def _card(ring: Ring, sealed: bytes) -> Card | None:
    try:
        key = ring.part(Part.REPORT, field_generation(sealed))
        return None if key is None else open_card(sealed, key)
    except CryptoError:
        return None


def _is_over(me: SignedIn, granted: Granted, card: Card, today: date) -> bool:
    return not Ring(granted).whole and card.guests.get(me.person, date.min) < today


def _entries(ring: Ring, rows: Sequence[EntryRow]) -> Iterator[tuple[bytes, Entry]]:
    """Open each with the first key that fits. Each key is made once for the whole case."""
    keys: dict[int, list[PartKey]] = {}
    for row in rows:
        generation = field_generation(row.sealed)
        if generation not in keys:
            parts = (ring.part(part, generation) for part in _LIKELY)
            keys[generation] = [each for each in parts if each is not None]
        entry = _entry(row, keys[generation])
        if entry is not None:
            yield row.id, entry


def _entry(row: EntryRow, keys: Sequence[PartKey]) -> Entry | None:
    for key in keys:
        try:
            return open_entry(row.sealed, key, row.id)
        except CryptoError:
            continue
    return None
