"""The keys of a case: one key a generation, one key a part, and a wrap for every person.

A case outlives its first readers. Each change of readers makes a new generation,
which opens the older ones and is opened by none of them.
"""

from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from secrets import token_bytes
from typing import Self

from crypto.errors import MalformedError, RefusedError
from crypto.keyring.boxes import OVERHEAD, lock, unlock
from crypto.names import ID_SIZE, CaseId, EnvelopeId
from crypto.suite import KEY_SIZE, Label, Secret, check_key, derive

CASE_ID_SIZE = 32
FIRST_GENERATION = 1
LAST_GENERATION = 2**32 - 1
GENERATION_SIZE = 4
KEPT_KEY_SIZE = KEY_SIZE + OVERHEAD
_CASE_ID = Label("case-id")
_NEXT_LIFE = Label("case-next-life")
_PART = Label("case-part")
_COMPANY = Label("case-company-part")
_LINK = Label("case-link")
_OLDER = Label("older-generation")
_ENVELOPE = Label("kept-envelope-key")


class Part(Enum):
    """What a guest may be given one by one. The numbers are in every sealed field."""

    REPORT = 1
    EVIDENCE = 2
    NOTES = 3
    PRIVILEGED = 4
    COMPANY = 5  # within the fourth: whoever has that one has this, and never the other way round


@dataclass(frozen=True, slots=True, eq=False)
class PartKey(Secret):
    """The key of one part, in one generation of one case: fields are sealed under it."""

    part: Part
    case: CaseId
    generation: int
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_generation(self.case, self.generation)
        check_key(self.raw)

    def __bytes__(self) -> bytes:
        return bytes([self.part.value]) + place_of(self) + self.raw


@dataclass(frozen=True, slots=True, eq=False)
class CaseKey(Secret):
    """The whole key of one generation, which yields the key of every part."""

    case: CaseId
    generation: int
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_generation(self.case, self.generation)
        check_key(self.raw)

    def __bytes__(self) -> bytes:
        return place_of(self) + self.raw

    def part(self, part: Part) -> PartKey:
        if part is Part.COMPANY:
            return _within(self.part(Part.PRIVILEGED))
        info = _PART.over(bytes([part.value]), self.case, self.generation.to_bytes(4))
        return PartKey(part, self.case, self.generation, derive(self.raw, info))

    def next(self) -> Self:
        """Make the key of the next generation, which has nothing in common with this one."""
        if self.generation == LAST_GENERATION:
            raise RefusedError("a case has no more generations than that")
        return type(self)(self.case, self.generation + 1, token_bytes(KEY_SIZE))


@dataclass(frozen=True, slots=True, eq=False)
class GuestKeys(Secret):
    """What a guest got: some parts of one generation, and no way to any other."""

    case: CaseId
    generation: int
    parts: tuple[PartKey, ...]

    def __bytes__(self) -> bytes:
        return place_of(self) + b"".join(bytes(key) for key in self.parts)

    def part(self, part: Part) -> PartKey:
        key = self.find(part)
        if key is None:
            raise RefusedError("this part was not granted")
        return key

    def find(self, part: Part) -> PartKey | None:
        """Return the key of a part, if it was granted, or lies within one that was."""
        held = {key.part: key for key in self.parts}
        if part is Part.COMPANY and Part.PRIVILEGED in held:
            return _within(held[Part.PRIVILEGED])
        return held.get(part)


def _within(privileged: PartKey) -> PartKey:
    """Make the key of what the company's lawyers may read too, from that of all that is privileged.

    Only downwards: their key tells nothing of the one that it comes from.
    """
    info = _COMPANY.over(privileged.case, privileged.generation.to_bytes(GENERATION_SIZE))
    raw = derive(privileged.raw, info)
    return PartKey(Part.COMPANY, privileged.case, privileged.generation, raw)


def check_generation(case: CaseId, generation: int) -> None:
    if len(case) != CASE_ID_SIZE:
        raise MalformedError("a case's id has 32 bytes")
    if not FIRST_GENERATION <= generation <= LAST_GENERATION:
        raise MalformedError("generations are counted from 1")


def case_id(first_envelope: EnvelopeId) -> CaseId:
    """Name a case after its first envelope, so that two sessions that open it make one case."""
    if len(first_envelope) != ID_SIZE:
        raise MalformedError("an envelope's id has 16 bytes")
    return CaseId(sha256(bytes(_CASE_ID) + first_envelope).digest())


def next_life(erased: CaseId) -> CaseId:
    """Name the case that goes on where one was erased, so that all later messages find it."""
    if len(erased) != CASE_ID_SIZE:
        raise MalformedError("a case's id has 32 bytes")
    return CaseId(sha256(bytes(_NEXT_LIFE) + erased).digest())


def new_case_key(case: CaseId) -> CaseKey:
    return CaseKey(case, FIRST_GENERATION, token_bytes(KEY_SIZE))


def link_key(one: CaseKey, other: CaseKey) -> bytes:
    """Return the key for a link between two cases: only who holds both has it."""
    if one.case == other.case:
        raise RefusedError("a link has two cases")
    first, second = sorted((one, other), key=lambda key: key.case)
    info = _LINK.over(place_of(first), place_of(second))
    return derive(first.raw + second.raw, info)


def keep_older(older: CaseKey, newer: CaseKey) -> bytes:
    """Put a generation's key under the next one's, so that today's readers read all of the case."""
    context = _older_context(newer)
    if older.case != newer.case or older.generation != newer.generation - 1:
        raise RefusedError("a generation holds the one before it, of its own case")
    return lock(older.raw, derive(newer.raw, context), context)


def open_older(kept: bytes, newer: CaseKey) -> CaseKey:
    """Return the key of the generation before."""
    context = _older_context(newer)
    raw = unlock(kept, derive(newer.raw, context), context)
    return CaseKey(newer.case, newer.generation - 1, raw)


def keep_envelope_key(key: bytes, case_key: CaseKey, envelope: EnvelopeId) -> bytes:
    """Put an envelope's key under its case, so that the envelope's stanzas can be destroyed."""
    check_key(key)
    context = _ENVELOPE.over(place_of(case_key), envelope)
    return lock(key, derive(case_key.raw, context), context)


def open_envelope_key(kept: bytes, case_key: CaseKey, envelope: EnvelopeId) -> bytes:
    context = _ENVELOPE.over(place_of(case_key), envelope)
    key = unlock(kept, derive(case_key.raw, context), context)
    check_key(key)
    return key


def _older_context(newer: CaseKey) -> bytes:
    if newer.generation == FIRST_GENERATION:
        raise RefusedError("nothing is older than the first generation")
    return _OLDER.over(place_of(newer))


def place_of(key: CaseKey | PartKey | GuestKeys) -> bytes:
    return key.case + key.generation.to_bytes(GENERATION_SIZE)
