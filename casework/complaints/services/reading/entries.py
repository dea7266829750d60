"""Open the entries of one case, each with the first key that fits, and make each key once."""

from typing import Final

from casework.complaints.domain.case.casefile import Entry
from casework.complaints.records.contents import EntryRow
from casework.complaints.records.sealing import open_entry
from casework.complaints.services.reading.ring import Ring
from crypto.errors import CannotOpenError
from crypto.keyring.casekeys import Part
from crypto.keyring.fields import FieldKey, field_generation

# Deeds are the most frequent, and lie under the key of the notes.
_LIKELY: Final = (Part.NOTES, Part.REPORT, Part.EVIDENCE, Part.PRIVILEGED, Part.COMPANY)


class Entries:
    """What one ring of keys makes of rows. What it cannot open is not there."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._keys: dict[tuple[Part, int], FieldKey | None] = {}

    def open(self, row: EntryRow) -> tuple[Entry, Part] | None:
        generation = field_generation(row.sealed)
        for part in _LIKELY:
            key = self.key(part, generation)
            try:
                if key is not None:
                    return open_entry(row.sealed, key, row.id), part
            except CannotOpenError:
                continue
        return None

    def key(self, part: Part, generation: int) -> FieldKey | None:
        """Return what a field of this part and generation opens with, made when first asked for."""
        asked = (part, generation)
        if asked not in self._keys:
            found = self._ring.part(part, generation)
            self._keys[asked] = None if found is None else FieldKey(found)
        return self._keys[asked]
