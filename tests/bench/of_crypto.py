"""What the formats cost, next to the bare primitives that nobody could do without."""

import secrets
from collections.abc import Iterator
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from crypto.envelope import SLOTS, Envelope, EnvelopeKey
from crypto.names import EnvelopeId, ManifestHash
from crypto.opening import open_envelope, open_stanza
from crypto.sealing import seal
from crypto.suite import VaultPublic, VaultSeed
from tests.bench.figures import Figure, Work, cpu_ratio, repeated
from tests.unit.crypto.submissions import REPORT

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MANIFEST = ManifestHash(bytes(32))
_TIMES = 20
_INFO = bytes(80)
_ENVELOPE = EnvelopeId(bytes(16))


def figures() -> Iterator[Figure]:
    yield from _envelopes()


def _envelopes() -> Iterator[Figure]:
    everybody = [VaultSeed(secrets.token_bytes(32)).public for _ in range(15)]
    holders = everybody[:6]
    stranger = VaultSeed(secrets.token_bytes(32))
    envelope = seal(REPORT, holders, _MANIFEST, _ENVELOPE)
    ours, bare = _sealing(holders), _bare_sealing(holders)
    yield Figure("envelope seal / 16 bare HPKE", cpu_ratio(ours, bare), "ratio", 1.5)
    # Whoever is left out, a clock must not tell how many there are.
    to_all, to_one = _sealing(everybody), _sealing(everybody[:1])
    told = cpu_ratio(to_all, to_one, pairs=25)
    yield Figure("envelope seal to 15 / to 1", told, "ratio", 1.1)
    ours, bare = _trying(envelope, stranger), _bare_trying(envelope, stranger)
    yield Figure("envelope failed trial / 16 bare HPKE", cpu_ratio(ours, bare), "ratio", 1.5)
    only = VaultSeed(secrets.token_bytes(32))
    mine = _with_the_last_stanza_for(only)
    ours, bare = _trying(mine, only), _bare_trying(mine, only)
    yield Figure("envelope open / 16 bare HPKE", cpu_ratio(ours, bare), "ratio", 1.5)


def _with_the_last_stanza_for(only: VaultSeed) -> Envelope:
    """Seal until it takes all sixteen trials to open: that is the most that opening can cost."""
    while True:
        envelope = seal(REPORT, [only.public], _MANIFEST, _ENVELOPE)
        if isinstance(open_stanza(envelope.stanzas[-1], only, envelope.header), EnvelopeKey):
            return envelope


def _sealing(holders: list[VaultPublic]) -> Work:
    return repeated(lambda: seal(REPORT, holders, _MANIFEST, _ENVELOPE), _TIMES)


def _bare_sealing(holders: list[VaultPublic]) -> Work:
    keys = [_bare(holders[slot % len(holders)]) for slot in range(SLOTS)]

    def all_slots() -> None:
        for key in keys:
            _SUITE.encrypt(bytes(32), key, _INFO)

    return repeated(all_slots, _TIMES)


def _trying(envelope: Envelope, stranger: VaultSeed) -> Work:
    return repeated(lambda: open_envelope(envelope, stranger), _TIMES)


def _bare_trying(envelope: Envelope, stranger: VaultSeed) -> Work:
    key, stanzas = stranger.expanded().private, envelope.stanzas

    def all_slots() -> None:
        for stanza in stanzas:
            with suppress(InvalidTag):
                _SUITE.decrypt(stanza, key, _INFO)

    return repeated(all_slots, _TIMES)


def _bare(public: VaultPublic) -> MLKEM768X25519PublicKey:
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public.raw[:1_184]),
        X25519PublicKey.from_public_bytes(public.raw[1_184:]),
    )
