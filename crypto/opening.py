"""Open an envelope. Import contracts keep this module out of the public site.

The order of the steps is a security property: fixed fields, then stanzas, then the
header's MAC, then the body. MAC and commitment both matter: without them a hostile
sender could make one body open as two different texts for two members.
"""

from dataclasses import dataclass
from typing import TypeAlias

from crypto import bulk
from crypto.envelope import (
    BODY_SIZE,
    STANZA_SIZE,
    Envelope,
    EnvelopeKey,
    Header,
    HeaderHash,
    Stanza,
)
from crypto.errors import CannotOpenError, MalformedError
from crypto.message.inner import unpack
from crypto.message.said import Message
from crypto.suite import VaultKey, VaultSeed, hpke_open, same


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    message: Message
    key: EnvelopeKey


@dataclass(frozen=True, slots=True)
class NotForUs:
    """No stanza opens. For a session with these keys the envelope does not exist."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A stanza opened, and the rest is not what its sender sealed. Only externals see these."""


Unreadable: TypeAlias = NotForUs | Damaged


def open_envelope(envelope: Envelope, *keys: VaultSeed) -> Opened | Unreadable:
    """Try each key on each stanza; the first that opens decides."""
    header = envelope.header
    for seed in keys:
        key = seed.expanded()
        for stanza in envelope.stanzas:
            found = open_stanza(stanza, key, header)
            if isinstance(found, EnvelopeKey):
                return _open_rest(envelope, found)
    return NotForUs()


def open_stanza(
    stanza: Stanza, key: VaultSeed | VaultKey, header: Header
) -> EnvelopeKey | NotForUs:
    """Open one stanza that was stored apart from its envelope."""
    if len(stanza) != STANZA_SIZE:
        raise MalformedError("a stanza has 1,168 bytes")
    try:
        return EnvelopeKey(hpke_open(stanza, key, header.stanza_info))
    except CannotOpenError:
        return NotForUs()


def open_body(key: EnvelopeKey, header: HeaderHash, body: bytes) -> Message | Damaged:
    """Open what stays when the stanzas are gone: the body, bound to the hash of its header."""
    if len(body) != BODY_SIZE:
        return Damaged()
    try:
        return unpack(bulk.unlock(body, key.payload_key, header))
    except (CannotOpenError, MalformedError):
        return Damaged()


def _open_rest(envelope: Envelope, key: EnvelopeKey) -> Opened | Damaged:
    if not same(key.header_mac(envelope.authenticated), envelope.header_mac):
        return Damaged()
    message = open_body(key, envelope.header_hash, envelope.body)
    return message if isinstance(message, Damaged) else Opened(message, key)
