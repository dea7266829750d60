"""Who reads a case, on the word of those who could say so: each list after the one before it."""

from casework.complaints.records.contents import Contents, ListRow
from casework.complaints.services.reading.ring import Ring
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CaseKey
from crypto.keyring.readerlist import ReaderList, open_reader_list
from crypto.manifest.chain import Chain
from crypto.readers import Readers
from store.database import Transaction


class NobodysWordError(Exception):
    """A key of this case that no list of readers vouches for."""


def listed_in(tx: Transaction, ring: Ring, chain: Chain, sealed_to: Readers) -> ReaderList:
    """Follow the lists from the envelope's own readers to those of today."""
    rows = Contents(tx).lists(ring.newest.case)
    before: ReaderList | Readers = sealed_to
    for generation in range(1, ring.generation + 1):
        key = ring.of(generation)
        if key is None:
            raise NobodysWordError
        mine = [each for each in rows if each.generation == generation]
        before = _believed(mine, key, chain, before)
    if isinstance(before, Readers):
        raise NobodysWordError
    return before


def idle_lists(tx: Transaction, ring: Ring, chain: Chain, sealed_to: Readers) -> list[bytes]:
    """Return the lists that were announced for keys that never came to count."""
    rows = Contents(tx).lists(ring.newest.case)
    idle = []
    before: ReaderList | Readers = sealed_to
    for generation in range(1, ring.generation + 1):
        key = ring.of(generation)
        mine = [each for each in rows if each.generation == generation]
        found = [(each, _opened(each, key, chain, before)) for each in mine]
        idle += [each.id for each, listed in found if listed is None]
        before = next((listed for _, listed in found if listed is not None), before)
    return idle


def _believed(
    rows: list[ListRow], key: CaseKey, chain: Chain, before: ReaderList | Readers
) -> ReaderList:
    for row in rows:
        listed = _opened(row, key, chain, before)
        if listed is not None:
            return listed
    raise NobodysWordError


def _opened(
    row: ListRow, key: CaseKey | None, chain: Chain, before: ReaderList | Readers
) -> ReaderList | None:
    link = chain.find(row.manifest)
    if link is None or key is None:
        return None
    try:
        return open_reader_list(row.sealed, key, link, before)
    except CryptoError:
        return None
