"""Seal one field of one row, so that the database holds nothing that can be read or moved.

A field is bound to its place. Whoever may write to the database can delete it,
but cannot show it as another field, in another row, or in another case.
"""

from dataclasses import dataclass, field

from crypto.encoding import utf8
from crypto.errors import CannotOpenError
from crypto.keyring.boxes import OVERHEAD, lock, unlock
from crypto.keyring.casekeys import GENERATION_SIZE, CaseKey, PartKey, link_key, place_of
from crypto.suite import Label, Secret, derive

_KEY = Label("case-field-key")
_LABEL = Label("case-field")
_LINK_END = Label("case-link-end")
FIELD_OVERHEAD = GENERATION_SIZE + OVERHEAD


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: the row by an id that is never reused."""

    table: str
    column: str
    row: bytes


@dataclass(frozen=True, slots=True, eq=False)
class FieldKey(Secret):
    """What a part's key yields for fields, made once by whoever opens many.

    A part key yields keys and locks nothing itself, so that no use of it can meet another.
    """

    of: PartKey = field(repr=False)
    raw: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        info = _KEY.over(bytes([self.of.part.value]), place_of(self.of))
        object.__setattr__(self, "raw", derive(self.of.raw, info))

    def __bytes__(self) -> bytes:
        return bytes(self.of) + self.raw


def seal_field(plain: bytes, key: PartKey, place: Place) -> bytes:
    """Return generation (4), nonce (12), ciphertext, tag (16)."""
    generation = key.generation.to_bytes(GENERATION_SIZE)
    return generation + lock(plain, FieldKey(key).raw, _context(key, place))


def open_field(sealed: bytes, key: PartKey | FieldKey, place: Place) -> bytes:
    """Open with the key of the field's own generation; `field_generation` tells which that is."""
    ready = key if isinstance(key, FieldKey) else FieldKey(key)
    if field_generation(sealed) != ready.of.generation:
        raise CannotOpenError("the key does not fit, or the bytes were changed")
    return unlock(sealed[GENERATION_SIZE:], ready.raw, _context(ready.of, place))


def seal_link_end(plain: bytes, here: CaseKey, there: CaseKey, row: bytes) -> bytes:
    """Seal one end of a link, as long and as begun as any field of the case that it lies in.

    Whoever reads one of the two cases alone cannot tell it from a field of another part.
    """
    context = _LINK_END.over(row, place_of(here), place_of(there))
    generation = here.generation.to_bytes(GENERATION_SIZE)
    return generation + lock(plain, derive(link_key(here, there), context), context)


def open_link_end(sealed: bytes, here: CaseKey, there: CaseKey, row: bytes) -> bytes:
    if field_generation(sealed) != here.generation:
        raise CannotOpenError("the key does not fit, or the bytes were changed")
    context = _LINK_END.over(row, place_of(here), place_of(there))
    return unlock(sealed[GENERATION_SIZE:], derive(link_key(here, there), context), context)


def field_generation(sealed: bytes) -> int:
    """Return the generation whose key is needed. Nothing vouches for it until the field opens."""
    if len(sealed) < FIELD_OVERHEAD:
        raise CannotOpenError("the key does not fit, or the bytes were changed")
    return int.from_bytes(sealed[:GENERATION_SIZE])


def _context(key: PartKey, place: Place) -> bytes:
    return _LABEL.over(
        bytes([key.part.value]),
        utf8(place.table),
        utf8(place.column),
        place.row,
        key.case,
        key.generation.to_bytes(GENERATION_SIZE),
    )
