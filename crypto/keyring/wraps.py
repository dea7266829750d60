"""One wrap for every person of the manifest, real or not, so that counting tells nobody anything.

The wraps of a set are shuffled, unlabelled and of one size. Those who get
nothing have a wrap all the same, sealed to a key that was thrown away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import SystemRandom, token_bytes
from typing import NewType

from crypto.encoding import utf8
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.manifest.body import ids
from crypto.manifest.people import Person
from crypto.names import ManifestHash, PersonId
from crypto.suite import (
    ENC_SIZE,
    SEED_SIZE,
    TAG_SIZE,
    Label,
    VaultKey,
    VaultSeed,
    hpke_open,
    hpke_seal,
)

Wrap = NewType("Wrap", bytes)

WRAP_OVERHEAD = ENC_SIZE + TAG_SIZE


@dataclass(frozen=True, slots=True)
class Bond:
    """What a set of wraps is bound to. A wrap moved to any other place does not open there."""

    label: Label
    subject: tuple[bytes, ...]
    manifest: ManifestHash

    def info(self, holder: PersonId) -> bytes:
        return self.label.over(*self.subject, self.manifest, utf8(holder))


def wrap_for_all(
    plains: Mapping[PersonId, bytes], persons: Iterable[Person], bond: Bond
) -> tuple[Wrap, ...]:
    """Seal to each his own bytes, and random ones to nobody for everyone else; then shuffle."""
    everyone = tuple(persons)
    if not plains or not plains.keys() <= ids(everyone):
        raise RefusedError("readers are persons of the manifest, at least one")
    sizes = {len(plain) for plain in plains.values()}
    if len(sizes) != 1:
        raise MalformedError("what is wrapped has one size for all")
    size = sizes.pop()
    nobody = VaultSeed(token_bytes(SEED_SIZE)).public
    wraps = []
    for person in everyone:
        plain = plains.get(person.id)
        to = nobody if plain is None else person.vault
        sealed = hpke_seal(plain or token_bytes(size), to, bond.info(person.id))
        wraps.append(Wrap(sealed))
    SystemRandom().shuffle(wraps)
    return tuple(wraps)


def throwaways(count: int, size: int) -> tuple[Wrap, ...]:
    """Make wraps of `size` bytes that nobody can open: for newcomers, and for erasure."""
    if size < WRAP_OVERHEAD:
        raise MalformedError("no wrap is so small")
    nobody = VaultSeed(token_bytes(SEED_SIZE)).public
    return tuple(
        Wrap(hpke_seal(token_bytes(size - WRAP_OVERHEAD), nobody, b"")) for _ in range(count)
    )


def first_that_opens(
    wraps: Iterable[bytes], key: VaultKey, holder: PersonId, bond: Bond
) -> bytes | None:
    """Try every wrap. Most open for somebody else, or for nobody, and that is no fault."""
    info = bond.info(holder)
    for wrap in wraps:
        try:
            return hpke_open(wrap, key, info)
        except CannotOpenError:
            continue
    return None
