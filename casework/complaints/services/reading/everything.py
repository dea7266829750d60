"""All that one session may read, a few cases at a time, for an index of it.

Quicker than opening each case as a page does, since nothing of it is shown: who stands in the
lists of readers is asked again before anything is.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.complaints.domain.case.casefile import Entry, Judged, Standing
from casework.complaints.records.cases import CaseRow, Cases
from casework.complaints.records.contents import Contents, EntryRow
from casework.complaints.records.insides import open_judged
from casework.complaints.records.sealing import Glimpse, open_glimpse
from casework.complaints.services.reading.entries import Entries
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.ring import Ring, ring_for
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CaseKey, Part
from crypto.keyring.fields import field_generation
from crypto.keyring.grants import Granted
from crypto.names import CaseId
from store.database import Transaction

Known = Callable[[CaseId], Collection[bytes]]


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """A case that opens to this session, and what is new in it."""

    case: CaseId
    standing: Standing
    card: Glimpse
    judged: Judged | None  # as it stands now; a guest reads nothing of it
    entries: Sequence[tuple[bytes, Entry]]


def stamps(tx: Transaction) -> dict[CaseId, bytes]:
    """Return a stamp of every case. Whoever changes a case or adds to it changes its stamp."""
    counts, cards = Contents(tx).counts(), Cases(tx).stamps()
    return {case: card + counts.get(case, 0).to_bytes(4) for case, card in cards.items()}


def newest_first(tx: Transaction, cases: Collection[CaseId]) -> Sequence[CaseId]:
    return Cases(tx).newest_first(cases) if len(cases) > 1 else list(cases)


def read_each(
    tx: Transaction, desk: Desk, me: SignedIn, cases: Sequence[CaseId], known: Known
) -> Iterator[Read]:
    """Yield those of these cases that open, without the entries that are known already."""
    granted = keys_of(desk, me).among(cases)
    rows = _by_case(Contents(tx).of_each(granted))
    for row in Cases(tx).some(granted):
        mine = granted[row.id]
        entries = _entries(desk, mine, row.card)
        card = None if entries is None else _card(entries, row.card)
        if entries is None or card is None or _is_over(me, mine, card, desk.today()):
            continue
        there = known(row.id)
        new = [each for each in rows.get(row.id, ()) if each.id not in there]
        judged = _judged(entries, row)
        yield Read(row.id, row.standing, card, judged, list(_opened(entries, new)))


def _by_case(rows: Sequence[EntryRow]) -> Mapping[CaseId, Sequence[EntryRow]]:
    found: dict[CaseId, list[EntryRow]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found


def _entries(desk: Desk, granted: Granted, card: bytes) -> Entries | None:
    """Open older generations only where something lies under them."""
    try:
        is_settled = field_generation(card) == granted.generation
        return Entries(Ring(granted) if is_settled else ring_for(desk, granted))
    except CryptoError:
        return None


def _card(entries: Entries, sealed: bytes) -> Glimpse | None:
    try:
        key = entries.key(Part.REPORT, field_generation(sealed))
        return None if key is None else open_glimpse(sealed, key)
    except CryptoError:
        return None


def _judged(entries: Entries, row: CaseRow) -> Judged | None:
    try:
        key = entries.key(Part.NOTES, field_generation(row.inside))
        return None if key is None else open_judged(row.inside, key)
    except CryptoError:
        return None


def _is_over(me: SignedIn, granted: Granted, card: Glimpse, today: date) -> bool:
    is_guest = not isinstance(granted, CaseKey)
    return is_guest and card.guests.get(me.person, date.min) < today


def _opened(entries: Entries, rows: Sequence[EntryRow]) -> Iterator[tuple[bytes, Entry]]:
    for row in rows:
        try:
            opened = entries.open(row)
        except CryptoError:
            # Planted, or damaged: whoever opens the case will hear of it, and a search need not.
            continue
        if opened is not None:
            yield row.id, opened[0]
