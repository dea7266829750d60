"""Documents that belong to no case, each under a key of its own, wrapped to its readers.

Minutes and board papers are read by other people than a case is, so no case's
key may open them, and they may open no case.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from secrets import token_bytes

from crypto.errors import MalformedError, RefusedError
from crypto.keyring.boxes import OVERHEAD, lock, unlock
from crypto.keyring.wraps import WRAP_OVERHEAD, Bond, Wrap, first_that_opens, wrap_for_all
from crypto.manifest.chain import Link
from crypto.manifest.people import LONGEST_ID, Role, check_id
from crypto.names import ID_SIZE, ManifestHash, PersonId
from crypto.signing import SIGNATURE_SIZE, SigningSeed, sign, verify
from crypto.suite import KEY_SIZE, Label, Secret, VaultSeed, derive

DOCUMENT_WRAP_SIZE = WRAP_OVERHEAD + KEY_SIZE
_WRAP = Label("document-wrap")
_BODY = Label("document-body")
_SIGNATURE = Label("document-signature")
# A guest writes down the own ties. Whoever reads a document asks besides who made it.
_MAY_WRITE = frozenset({Role.MEMBER, Role.EXTERNAL, Role.GUEST})
_HEAD = LONGEST_ID + SIGNATURE_SIZE
DOCUMENT_OVERHEAD = _HEAD + OVERHEAD


@dataclass(frozen=True, slots=True, eq=False)
class DocumentKey(Secret):
    document: bytes
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.document) != ID_SIZE or len(self.raw) != KEY_SIZE:
            raise MalformedError("a document's id has 16 bytes, its key 32")

    def __bytes__(self) -> bytes:
        return self.document + self.raw


@dataclass(frozen=True, slots=True)
class Document:
    """What was written, and who vouches for it."""

    maker: PersonId
    body: bytes = field(repr=False)


def new_document_key(document: bytes) -> DocumentKey:
    return DocumentKey(document, token_bytes(KEY_SIZE))


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
    plain = first_that_opens(wraps, key.expanded(), holder, _bond(document, manifest))
    return None if plain is None else DocumentKey(document, plain)


def seal_document(
    written: Document, key: DocumentKey, version: int, link: Link, signer: SigningSeed
) -> bytes:
    """Sign who wrote which version, and lock it: a reader's key alone makes no document."""
    _check_maker(written.maker, link)
    context = _body_context(key, version)
    signature = sign(_SIGNATURE, _signed(written, context, link), signer)
    return lock(
        _padded(written.maker) + signature + written.body, derive(key.raw, context), context
    )


def open_document(sealed: bytes, key: DocumentKey, version: int, link: Link) -> Document:
    """Open with the manifest under which it was written, which holds the key of who wrote it."""
    context = _body_context(key, version)
    plain = unlock(sealed, derive(key.raw, context), context)
    written = Document(_read_maker(plain[:LONGEST_ID]), plain[_HEAD:])
    _check_maker(written.maker, link)
    verify(
        _SIGNATURE,
        _signed(written, context, link),
        plain[LONGEST_ID:_HEAD],
        link.manifest.person(written.maker).signing,
    )
    return written


def _read_maker(raw: bytes) -> PersonId:
    try:
        maker = raw.rstrip(b"\0").decode("ascii")
    except UnicodeDecodeError as exc:
        raise MalformedError("not a person's id") from exc
    check_id(maker)
    return PersonId(maker)


def _check_maker(maker: PersonId, link: Link) -> None:
    if link.manifest.person(maker).role not in _MAY_WRITE:
        raise RefusedError("written by somebody who may not")


def _signed(written: Document, context: bytes, link: Link) -> bytes:
    """The context holds the document's id and the version. All but the body is of fixed size."""
    return context + link.hash + _padded(written.maker) + written.body


def _padded(maker: PersonId) -> bytes:
    return maker.encode("ascii").ljust(LONGEST_ID, b"\0")


def _bond(document: bytes, manifest: ManifestHash) -> Bond:
    return Bond(_WRAP, (document,), manifest)


def _body_context(key: DocumentKey, version: int) -> bytes:
    if not 1 <= version < 2**32:
        raise RefusedError("versions are counted from 1")
    return _BODY.over(key.document, version.to_bytes(4))
