"""Sealed things, as far as the store can tell them from any other bytes."""

import secrets
from datetime import date

from crypto.envelope import ENVELOPE_SIZE, Envelope, Header
from crypto.names import BlobId, EnvelopeId, ManifestHash, Tag
from store.mailbox import SNAPSHOT_SIZE, STATE_SIZE

DAY = date(2026, 11, 20)


def an_envelope(envelope_id: EnvelopeId | None = None, filled_with: bytes = b"") -> Envelope:
    manifest = ManifestHash(secrets.token_bytes(32))
    header = bytes(Header(manifest, envelope_id or EnvelopeId(secrets.token_bytes(16))))
    size = ENVELOPE_SIZE - len(header)
    filling = filled_with * (size // len(filled_with) + 1) if filled_with else b""
    return Envelope.parse(header + (filling or secrets.token_bytes(size))[:size])


def id_of(envelope: Envelope) -> EnvelopeId:
    return envelope.header.envelope


def a_blob_id() -> BlobId:
    return BlobId(secrets.token_bytes(16))


def a_tag() -> Tag:
    return Tag(secrets.token_bytes(16))


def a_state() -> bytes:
    return secrets.token_bytes(STATE_SIZE)


def a_snapshot() -> bytes:
    return secrets.token_bytes(SNAPSHOT_SIZE)
