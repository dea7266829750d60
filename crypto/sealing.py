"""Seal a message to its holders, so that nobody can see how many they are, or who.

Sixteen stanzas whatever was ticked, sealed one like the other and in random order:
those that nobody needs go to a key that nobody keeps. The work is the same too.
"""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from crypto import bulk
from crypto.envelope import SLOTS, Envelope, EnvelopeKey, Header
from crypto.errors import RefusedError
from crypto.message.inner import pack
from crypto.message.said import Message
from crypto.names import EnvelopeId, ManifestHash
from crypto.suite import KEY_SIZE, SEED_SIZE, VaultPublic, VaultSeed, hpke_seal


def seal(
    message: Message, to: Sequence[VaultPublic], manifest: ManifestHash, envelope: EnvelopeId
) -> Envelope:
    """Seal to 1 to 16 holders. A message that is too long is refused, see `message.inner.fits`."""
    header = Header(manifest, envelope)
    inner = pack(message)
    key = EnvelopeKey(secrets.token_bytes(KEY_SIZE))
    stanzas = [hpke_seal(key.raw, slot, header.stanza_info) for slot in _slots(to)]
    head = bytes(header) + b"".join(stanzas)
    head += key.header_mac(head)
    return Envelope(head + bulk.lock(inner, key.payload_key, sha256(head).digest()))


def _slots(to: Sequence[VaultPublic]) -> list[VaultPublic]:
    if not 1 <= len(to) <= SLOTS or len(set(to)) != len(to):
        raise RefusedError("an envelope goes to 1 to 16 holders, to each once")
    # Made even if no slot is left for it: a key made only sometimes could be timed. One for all
    # slots, and fresh each time, so that no key tells which stanzas belong together. It is ready
    # like every other key by now: sixteen times the same work is left, whoever is left out.
    nobody = VaultSeed(secrets.token_bytes(SEED_SIZE)).public
    slots = [*to, *[nobody] * (SLOTS - len(to))]
    secrets.SystemRandom().shuffle(slots)
    return slots
