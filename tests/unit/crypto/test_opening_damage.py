"""Every byte of a header, changed in turn: nothing is opened, and nothing foreign is raised."""

from crypto.envelope import Envelope, EnvelopeKey, Stanza
from crypto.errors import MalformedError
from crypto.opening import Damaged, NotForUs, Opened, open_envelope, open_stanza
from crypto.suite import VaultSeed, hpke_seal
from tests.unit.crypto import second_reading
from tests.unit.crypto.frozen import frozen
from tests.unit.crypto.second_reading import filler
from tests.unit.crypto.submissions import ENVELOPE, MANIFEST, public, seed

FIRST_STANZA, OTHER_STANZAS, BODY = 64, 64 + 1_168, 18_784
MESSAGE = bytes.fromhex(frozen("envelope")[0]["message"])


def _with_the_first_slot_ours() -> bytearray:
    """With ours the first, one trial finds it: 18,784 envelopes are opened in seconds."""
    info = second_reading.stanza_info(MANIFEST, ENVELOPE)
    ours = hpke_seal(bytes(32), public("holder"), info)
    stanzas = ours + filler("the others", 15 * 1_168)
    header = second_reading.envelope_header(MANIFEST, ENVELOPE)
    return bytearray(second_reading.envelope(header, stanzas, bytes(32), bytes(24), MESSAGE))


def _outcome(raw: bytearray, key: VaultSeed) -> type:
    try:
        return type(open_envelope(Envelope.parse(bytes(raw)), key))
    except MalformedError as refused:
        return type(refused)


def test_no_byte_of_header_mac_or_other_stanzas_can_change() -> None:
    raw, key = _with_the_first_slot_ours(), seed("holder")
    assert _outcome(raw, key) is Opened
    expected = {
        **dict.fromkeys(range(16), MalformedError),
        **dict.fromkeys(range(16, FIRST_STANZA), NotForUs),
        **dict.fromkeys(range(OTHER_STANZAS, BODY), Damaged),
    }
    for at, outcome in expected.items():
        raw[at] ^= 1 << at % 8
        assert _outcome(raw, key) is outcome
        raw[at] ^= 1 << at % 8
    assert _outcome(raw, key) is Opened


def test_no_byte_of_the_stanza_that_opens_can_change() -> None:
    envelope, key = Envelope.parse(bytes(_with_the_first_slot_ours())), seed("holder")
    header, stanza = envelope.header, bytearray(envelope.stanzas[0])
    for at in range(len(stanza)):
        stanza[at] ^= 1 << at % 8
        assert open_stanza(Stanza(bytes(stanza)), key, header) == NotForUs()
        stanza[at] ^= 1 << at % 8
    assert open_stanza(Stanza(bytes(stanza)), key, header) == EnvelopeKey(bytes(32))


def test_no_byte_of_the_body_can_change() -> None:
    raw, key = _with_the_first_slot_ours(), seed("holder")
    for at in (*range(BODY, BODY + 80), *range(BODY + 80, len(raw), 251), len(raw) - 1):
        raw[at] ^= 1 << at % 8
        assert _outcome(raw, key) is Damaged
        raw[at] ^= 1 << at % 8
