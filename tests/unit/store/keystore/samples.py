"""Sealed things that nobody can open, of the right sizes, and a look at all that a file holds."""

from secrets import token_bytes

from crypto.names import ID_SIZE, EnvelopeId, ManifestHash
from store.keystore.store import KeyStore
from store.keystore.tables import KEY_FILE_SIZE, SCOPE_SIZE, STANZAS_SIZE
from store.keystore.wrapsets import WrapSet

MANIFEST = ManifestHash(bytes(range(32)))
LATER = ManifestHash(bytes(range(1, 33)))


def a_file(mark: bytes = b"") -> bytes:
    return mark + token_bytes(KEY_FILE_SIZE - len(mark))


def a_set(
    scope: bytes = b"",
    generation: int = 1,
    manifest: ManifestHash = MANIFEST,
    mark: bytes = b"",
    older: bytes | None = None,
) -> WrapSet:
    wraps = tuple(mark + token_bytes(1_272 - len(mark)) for _ in range(8))
    return WrapSet(scope or token_bytes(SCOPE_SIZE), generation, manifest, wraps, older)


def some_stanzas(mark: bytes = b"") -> bytes:
    return mark + token_bytes(STANZAS_SIZE - len(mark))


def an_envelope() -> EnvelopeId:
    return EnvelopeId(token_bytes(ID_SIZE))


def mirrored(keystore: KeyStore) -> KeyStore:
    """Return the mirror as the store that it would be after the store's disk was lost."""
    return KeyStore(keystore.mirror, keystore.path)


def holds(keystore: KeyStore, mark: bytes) -> tuple[bool, bool]:
    """Say in which of the two files the bytes can be found, read raw."""
    one, other = (path.read_bytes() for path in (keystore.path, keystore.mirror))
    return mark in one, mark in other
