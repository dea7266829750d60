"""Documents that belong to no case, each under a key of its own, wrapped to its readers.

Minutes and board papers are read by other people than a case is, so no case's
key may open them, and they may open no case.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from secrets import token_bytes

from crypto.errors import MalformedError, RefusedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.wraps import WRAP_OVERHEAD, Bond, Wrap, first_that_opens, wrap_for_all
from crypto.manifest.chain import Link
from crypto.names import ID_SIZE, ManifestHash, PersonId
from crypto.suite import KEY_SIZE, Label, VaultSeed, derive

DOCUMENT_WRAP_SIZE = WRAP_OVERHEAD + KEY_SIZE
_WRAP = Label("document-wrap")
_BODY = Label("document-body")


@dataclass(frozen=True, slots=True)
class DocumentKey:
    document: bytes
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.document) != ID_SIZE or len(self.raw) != KEY_SIZE:
            raise MalformedError("a document's id has 16 bytes, its key 32")


def new_document_key(document: bytes, entropy: bytes | None = None) -> DocumentKey:
    return DocumentKey(document, entropy or token_bytes(KEY_SIZE))


def wrap_document_key(
    key: DocumentKey, readers: Iterable[PersonId], link: Link
) -> tuple[Wrap, ...]:
    """Wrap for everybody in the manifest, truly for readers. New readers: wrap all again."""
    return wrap_for_all(
        dict.fromkeys(readers, key.raw), link.manifest.persons, _bond(key.document, link.hash)
    )


def try_document_wraps(
    wraps: Iterable[bytes],
    key: VaultSeed,
    holder: PersonId,
    document: bytes,
    manifest: ManifestHash,
) -> DocumentKey | None:
    plain = first_that_opens(wraps, key, holder, _bond(document, manifest))
    return None if plain is None else DocumentKey(document, plain)


def seal_document(
    body: bytes, key: DocumentKey, version: int, entropy: bytes | None = None
) -> bytes:
    """Return nonce (12), ciphertext, tag (16), bound to the document and its version."""
    context = _body_context(key, version)
    return lock(body, derive(key.raw, context), context, entropy)


def open_document(sealed: bytes, key: DocumentKey, version: int) -> bytes:
    context = _body_context(key, version)
    return unlock(sealed, derive(key.raw, context), context)


def _bond(document: bytes, manifest: ManifestHash) -> Bond:
    return Bond(_WRAP, (document,), manifest)


def _body_context(key: DocumentKey, version: int) -> bytes:
    if not 1 <= version < 2**32:
        raise RefusedError("versions are counted from 1")
    return _BODY.over(key.document, version.to_bytes(4))
