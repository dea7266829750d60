"""Who gets which keys of a case, and how each finds what is his without a list of names.

The reader list lies inside the case. From outside, a case with one reader and a
case with twelve look the same, and a guest's wrap is as long as the chair's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from crypto.errors import MalformedError, RefusedError
from crypto.keyring.casekeys import (
    GENERATION_SIZE,
    CaseKey,
    GuestKeys,
    Part,
    PartKey,
    check_generation,
)
from crypto.keyring.wraps import (
    WRAP_OVERHEAD,
    Bond,
    Wrap,
    first_that_opens,
    throwaways,
    wrap_for_all,
)
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Link
from crypto.manifest.people import Role
from crypto.names import CaseId, ManifestHash, PersonId
from crypto.suite import KEY_SIZE, Label, VaultSeed

_CASE = Label("case-wrap")
_WHOLE = 1
_PARTS = 2
_HEAD = 8
# What lies within another part shares its slot: nobody is granted both, and no wrap grows.
_WITHIN = {Part.COMPANY: Part.PRIVILEGED}
_SLOTS = tuple(part for part in Part if part not in _WITHIN)
_GRANT_SIZE = _HEAD + KEY_SIZE * len(_SLOTS)
CASE_WRAP_SIZE = WRAP_OVERHEAD + _GRANT_SIZE


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything in the case: for members, externals and recovery."""


Grant: TypeAlias = Whole | frozenset[Part]
Granted: TypeAlias = CaseKey | GuestKeys


@dataclass(frozen=True, slots=True)
class Generation:
    """Which set of wraps this is, as the key store knows it without any key."""

    case: CaseId
    number: int
    manifest: ManifestHash

    def __post_init__(self) -> None:
        check_generation(self.case, self.number)

    @property
    def bond(self) -> Bond:
        number = self.number.to_bytes(GENERATION_SIZE)
        return Bond(_CASE, (self.case, number), self.manifest)


def wrap_case_key(key: CaseKey, readers: Mapping[PersonId, Grant], link: Link) -> tuple[Wrap, ...]:
    """Wrap one generation for everybody in the manifest: for readers truly, for others in show.

    Called again for a generation that exists, it replaces the wraps of who has
    left: nobody can tell which of the old wraps was whose, so all are made anew.
    """
    plains = {who: _write(key, grant, link.manifest, who) for who, grant in readers.items()}
    bond = Generation(key.case, key.generation, link.hash).bond
    return wrap_for_all(plains, link.manifest.persons, bond)


def try_wraps(
    wraps: Iterable[bytes], key: VaultSeed, holder: PersonId, generation: Generation
) -> Granted | None:
    """Return what this holder was granted in this generation, or nothing at all."""
    return next(try_each([(wraps, generation)], key, holder))


def try_each(
    sets: Iterable[tuple[Iterable[bytes], Generation]], key: VaultSeed, holder: PersonId
) -> Iterator[Granted | None]:
    """Try one key on many sets: making it ready costs as much as opening, and is done once."""
    ready = key.expanded()
    for wraps, generation in sets:
        plain = first_that_opens(wraps, ready, holder, generation.bond)
        yield None if plain is None else _read(plain, generation)


def without_mine(
    wraps: Iterable[bytes], key: VaultSeed, holder: PersonId, generation: Generation
) -> tuple[Wrap, ...]:
    """Put a wrap for nobody in the place of one's own. Whoever has no whole key can do no more."""
    ready, bond = key.expanded(), generation.bond
    return tuple(
        Wrap(each)
        if first_that_opens([each], ready, holder, bond) is None
        else throwaways(1, len(each))[0]
        for each in wraps
    )


def check_grant(grant: Grant, manifest: Manifest, who: PersonId) -> None:
    """What the holder of a role may be granted, wherever it stands: in a wrap or in a list."""
    is_guest = manifest.person(who).role is Role.GUEST
    if is_guest == isinstance(grant, Whole):
        raise RefusedError("guests get parts, and everybody else the whole")
    if isinstance(grant, Whole):
        return
    if not grant:
        raise RefusedError("a guest gets at least one part")
    if _is_twice(grant):
        raise RefusedError("whoever has a part has what lies within it")


def _write(key: CaseKey, grant: Grant, manifest: Manifest, who: PersonId) -> bytes:
    """Kind, the parts as bits, six zeros, and one key for each part, or the whole key and zeros."""
    check_grant(grant, manifest, who)
    if isinstance(grant, Whole):
        return bytes([_WHOLE]).ljust(_HEAD, b"\0") + key.raw.ljust(_GRANT_SIZE - _HEAD, b"\0")
    keys = {_slot_of(part): key.part(part).raw for part in grant}
    slots = (keys.get(slot, bytes(KEY_SIZE)) for slot in _SLOTS)
    return bytes([_PARTS, part_bits(grant)]).ljust(_HEAD, b"\0") + b"".join(slots)


def _read(plain: bytes, generation: Generation) -> Granted:
    if len(plain) != _GRANT_SIZE:
        raise MalformedError("a grant of the wrong size")
    keys = [plain[at : at + KEY_SIZE] for at in range(_HEAD, _GRANT_SIZE, KEY_SIZE)]
    if plain[0] == _WHOLE:
        _check_zero(plain[1:_HEAD], *keys[1:])
        return CaseKey(generation.case, generation.number, keys[0])
    return _read_parts(plain, keys, generation)


def _read_parts(plain: bytes, keys: list[bytes], generation: Generation) -> GuestKeys:
    if plain[0] != _PARTS:
        raise MalformedError("a grant of a kind that we do not know")
    granted = parts_of(plain[1])
    slots = dict(zip(_SLOTS, keys, strict=True))
    used = {_slot_of(part) for part in granted}
    _check_zero(plain[2:_HEAD], *(key for slot, key in slots.items() if slot not in used))
    found = (
        PartKey(part, generation.case, generation.number, slots[_slot_of(part)])
        for part in Part
        if part in granted
    )
    return GuestKeys(generation.case, generation.number, tuple(found))


def _slot_of(part: Part) -> Part:
    """Return in whose place the key of a part stands."""
    return _WITHIN.get(part, part)


def part_bits(parts: Iterable[Part]) -> int:
    return sum(1 << (part.value - 1) for part in parts)


def parts_of(bits: int) -> frozenset[Part]:
    if not 0 < bits < 1 << len(Part):
        raise MalformedError("not a choice of parts")
    found = frozenset(part for part in Part if bits >> (part.value - 1) & 1)
    if _is_twice(found):
        raise MalformedError("a part, and what lies within it")
    return found


def _is_twice(parts: frozenset[Part]) -> bool:
    return any(inner in parts and outer in parts for inner, outer in _WITHIN.items())


def _check_zero(*fields: bytes) -> None:
    if any(any(each) for each in fields):
        raise MalformedError("what is not used is zero")
