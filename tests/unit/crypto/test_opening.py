"""What opens, what does not exist for a session, and what is damaged."""

from hashlib import sha256

import pytest

from crypto.envelope import Envelope, EnvelopeKey, HeaderHash, Stanza
from crypto.errors import MalformedError
from crypto.mailbox.tags import FollowUpKey
from crypto.message.inner import is_authentic
from crypto.message.said import FollowUp, Identity, Message
from crypto.names import EnvelopeId
from crypto.opening import (
    Damaged,
    NotForUs,
    Opened,
    Unreadable,
    open_body,
    open_envelope,
    open_stanza,
)
from crypto.sealing import seal
from crypto.suite import VaultSeed, hpke_seal
from tests.unit.crypto import second_reading
from tests.unit.crypto.frozen import Vector, frozen, name_of, unhex
from tests.unit.crypto.second_reading import filler
from tests.unit.crypto.submissions import (
    ENVELOPE,
    FOLLOW_UP,
    IDENTITY,
    MANIFEST,
    OTHER_ENVELOPE,
    REPORT,
    public,
    seed,
)

KINDS: dict[str, Message] = {"report": REPORT, "follow-up": FOLLOW_UP, "identity": IDENTITY}


def _built(vector: Vector) -> bytes:
    """The vector's envelope, put together by the second reading of the format."""
    manifest, envelope, stanza = unhex(vector, "manifest", "envelope", "stanza")
    key, salt, message = unhex(vector, "key", "salt", "message")
    stanzas = [filler(f"stanza {slot} of {vector['name']}", 1_168) for slot in range(16)]
    stanzas[vector["slot"]] = stanza
    header = second_reading.envelope_header(manifest, envelope)
    return second_reading.envelope(header, b"".join(stanzas), key, salt, message)


@pytest.mark.parametrize("vector", frozen("envelope"), ids=name_of)
def test_a_frozen_envelope_opens_for_ever(vector: Vector) -> None:
    raw = _built(vector)
    assert sha256(raw).hexdigest() == vector["sha256"]
    outcome = open_envelope(Envelope.parse(raw), VaultSeed(bytes.fromhex(vector["seed"])))
    assert isinstance(outcome, Opened)
    assert outcome.key.raw.hex() == vector["key"]
    if isinstance(outcome.message, FollowUp | Identity):
        assert is_authentic(outcome.message, *_envelope_and_key(vector))
    assert outcome.message.contents == KINDS[vector["name"]].contents


def _envelope_and_key(vector: Vector) -> tuple[EnvelopeId, FollowUpKey]:
    envelope, key = unhex(vector, "envelope", "follow_up_key")
    return EnvelopeId(envelope), FollowUpKey(key)


@pytest.mark.parametrize("change", frozen("envelope", "changed"), ids=name_of)
def test_a_frozen_envelope_with_one_bit_changed_is_refused(change: Vector) -> None:
    vector = next(each for each in frozen("envelope") if each["name"] == change["of"])
    raw = bytearray(_built(vector))
    raw[change["at"]] ^= change["xor"]
    assert _outcome(bytes(raw), VaultSeed(bytes.fromhex(vector["seed"]))) == change["expect"]


def _outcome(raw: bytes, key: VaultSeed) -> str:
    try:
        outcome = open_envelope(Envelope.parse(raw), key)
    except MalformedError:
        return "malformed"
    match outcome:
        case Opened():
            return "opens"
        case NotForUs():
            return "not for us"
        case Damaged():
            return "damaged"


def test_one_of_several_keys_is_enough() -> None:
    envelope = seal(REPORT, [public("old key")], MANIFEST, ENVELOPE)
    outcome = open_envelope(envelope, seed("new key"), seed("old key"))
    assert isinstance(outcome, Opened)
    assert outcome.message == REPORT
    assert open_envelope(envelope, seed("new key"), seed("other key")) == NotForUs()
    assert open_envelope(envelope) == NotForUs()


def test_an_envelope_kept_in_parts_opens_in_parts() -> None:
    envelope = seal(REPORT, [public("holder")], MANIFEST, ENVELOPE)
    found = [open_stanza(each, seed("holder"), envelope.header) for each in envelope.stanzas]
    keys = [each for each in found if isinstance(each, EnvelopeKey)]
    assert len(keys) == 1
    assert open_body(keys[0], envelope.header_hash, envelope.body) == REPORT


def test_a_body_opens_with_its_own_key_header_and_bytes_alone() -> None:
    envelope = seal(REPORT, [public("holder")], MANIFEST, ENVELOPE)
    outcome = open_envelope(envelope, seed("holder"))
    assert isinstance(outcome, Opened)
    key, header, body = outcome.key, envelope.header_hash, envelope.body
    for parts in (
        (EnvelopeKey(bytes(32)), header, body),
        (key, HeaderHash(bytes(32)), body),
        (key, header, body[:-1]),
        (key, header, body + b"\x00"),
        (key, header, b""),
        (key, header, body[:-1] + bytes((body[-1] ^ 1,))),
    ):
        assert open_body(*parts) == Damaged()


@pytest.mark.parametrize("size", [0, 1_167, 1_169])
def test_a_stanza_has_1168_bytes(size: int) -> None:
    header = seal(REPORT, [public("holder")], MANIFEST, ENVELOPE).header
    with pytest.raises(MalformedError):
        open_stanza(Stanza(bytes(size)), seed("holder"), header)


def test_what_was_opened_shows_in_no_repr() -> None:
    outcome = open_envelope(seal(REPORT, [public("holder")], MANIFEST, ENVELOPE), seed("holder"))
    assert "Brightwater" not in repr(outcome)
    assert isinstance(outcome, Opened)
    assert repr(outcome.key.raw) not in repr(outcome)


def _hostile(keys: dict[str, bytes], mac_and_body_under: bytes, message: bytes) -> Envelope:
    """An envelope whose sender gave each holder another key."""
    info = second_reading.stanza_info(MANIFEST, ENVELOPE)
    stanzas = [hpke_seal(key, public(name), info) for name, key in keys.items()]
    stanzas += [filler(f"slot {slot}", 1_168) for slot in range(len(stanzas), 16)]
    header = second_reading.envelope_header(MANIFEST, ENVELOPE)
    raw = second_reading.envelope(header, b"".join(stanzas), mac_and_body_under, bytes(24), message)
    return Envelope.parse(raw)


def test_one_body_never_opens_as_two_texts_for_two_members() -> None:
    keys = {"anna": bytes(32), "bert": b"\x01" * 32}
    message = bytes.fromhex(frozen("envelope")[0]["message"])
    for favoured, cheated in (("anna", "bert"), ("bert", "anna")):
        envelope = _hostile(keys, keys[favoured], message)
        assert isinstance(open_envelope(envelope, seed(favoured)), Opened)
        assert open_envelope(envelope, seed(cheated)) == Damaged()
        # Nor without the header's MAC: the body commits to one key.
        key = EnvelopeKey(keys[cheated])
        assert open_body(key, envelope.header_hash, envelope.body) == Damaged()


def test_a_header_whose_mac_fits_another_key_is_damaged_although_the_body_opens() -> None:
    envelope = seal(REPORT, [public("holder")], MANIFEST, ENVELOPE)
    outcome = open_envelope(envelope, seed("holder"))
    assert isinstance(outcome, Opened)
    head = envelope.authenticated + bytes(32)
    inner = (b"\x00\x00\x00\x00").ljust(46_648, b"\x00")
    chunks = second_reading.Chunks(outcome.key.payload_key, sha256(head).digest())
    forged = Envelope.parse(head + chunks.seal(inner, bytes(24)))
    assert open_envelope(forged, seed("holder")) == Damaged()


@pytest.mark.parametrize(
    "message", [b"", b"\xff", b"\xa0", b"\xa1\x64kind\x65decoy", b"\xa1\x64kind\x00", b"\x80"]
)
def test_a_message_of_no_kind_that_we_know_is_damaged(message: bytes) -> None:
    key = bytes(32)
    assert open_envelope(_hostile({"anna": key}, key, message), seed("anna")) == Damaged()


def _swapped(one: Envelope, other: Envelope) -> list[Envelope]:
    """All ways of putting one part of another envelope in."""
    return [
        Envelope.of(one.header, one.stanzas, one.header_mac, other.body),
        Envelope.of(one.header, one.stanzas, other.header_mac, one.body),
        Envelope.of(one.header, other.stanzas, one.header_mac, one.body),
        Envelope.of(other.header, one.stanzas, one.header_mac, one.body),
        Envelope.of(one.header, other.stanzas, other.header_mac, other.body),
        Envelope.of(one.header, one.stanzas[::-1], one.header_mac, one.body),
        *(
            Envelope.of(
                one.header,
                (*one.stanzas[:slot], other.stanzas[slot], *one.stanzas[slot + 1 :]),
                one.header_mac,
                one.body,
            )
            for slot in range(16)
        ),
    ]


@pytest.mark.parametrize("other_id", [ENVELOPE, OTHER_ENVELOPE])
def test_parts_of_another_envelope_are_noticed(other_id: EnvelopeId) -> None:
    one = seal(REPORT, [public("holder")], MANIFEST, ENVELOPE)
    other = seal(FOLLOW_UP, [public("holder")], MANIFEST, other_id)
    for mixed in set(_swapped(one, other)) - {one, other}:
        assert isinstance(open_envelope(mixed, seed("holder")), Unreadable)
