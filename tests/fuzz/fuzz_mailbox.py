"""Hostile rows, tokens and proofs, with the keys of the reporter so that the inside is reached."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from crypto import bulk, encoding, signing
from crypto.encoding import Value, encode
from crypto.errors import CryptoError
from crypto.mailbox.filling import Decoy, Rows, make_decoy
from crypto.mailbox.proof import read_proof, read_proof_text
from crypto.mailbox.reading import open_mailbox
from crypto.mailbox.snapshot import open_snapshot
from crypto.mailbox.state import read_state
from crypto.mailbox.tags import FollowUpKey, MailboxKeys, MailboxRoot, StateKey
from crypto.mailbox.token import SEALED_SIZE, Purpose, ServerKeys, open_return, open_token
from crypto.suite import Label, VaultSeed, hpke_seal

KEY = sha256(b"fuzz").digest()
KEYS = MailboxKeys(MailboxRoot(KEY), VaultSeed(KEY), StateKey(KEY), FollowUpKey(KEY))
SERVER = ServerKeys(KEY, None)
STATE_ROOM = bulk.room_inside(8_192)
SNAPSHOT_ROOM = bulk.room_inside(64_368) - signing.SIGNATURE_SIZE


_PEOPLE: Value = ["a", "b"]
_CHANGE: Value = [["c"], [], "a", KEY, bytes(signing.SIGNATURE_SIZE)]
_MESSAGE: Value = [bytes(16), "system", "2026-06-03", "words", False]
_STATE = encode(
    {
        "v": 1,
        "version": 7,
        "language": "en",
        "admitted": _PEOPLE,
        "left_out": ["c"],
        "first": bytes(16),
        "followups": [bytes(16)],
        "earlier": 0,
        "parts": [[2026, 1, 1, 1]],
        "standing": "open",
        "seen": 3,
        "changes": 0,
    }
)
_SNAPSHOT = encode(
    {
        "v": 1,
        "version": 7,
        "signer": "a",
        "manifest": KEY,
        "status": "asked",
        "come_back": "2026-06-03",
        "changes_from": 0,
        "changes": [_CHANGE],
        "proof": None,
        "earlier": 0,
        "messages": [_MESSAGE],
    }
)
_TOKEN = encode(
    {"v": 1, "envelope": bytes(16), "page": KEY, "manifest": KEY, "passcode": bytes(16)}
)
_COOKIE = encode({"v": 1, "until": 9, "root": KEY, "seed": KEY, "state": KEY, "followup": KEY})
_RETURN = bytes(Label("token/return"))


@dataclass
class _Once:
    """A decoy costs more than an input, so it is made for the first input and kept."""

    decoy: Decoy | None = None


_ONCE = _Once()


def _decoy() -> Decoy:
    if _ONCE.decoy is None:
        _ONCE.decoy = make_decoy()
    return _ONCE.decoy


def _laid_over(good: bytes, data: bytes) -> bytes:
    """Lay the data over a good body, at the place that its first two bytes name."""
    at = int.from_bytes(data[:2]) % (len(good) + 1)
    return good[:at] + data[2:] + good[at + max(0, len(data) - 2) :]


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except CryptoError:
        return


def _state_row(body: bytes, room: int = STATE_ROOM) -> bytes:
    return bulk.lock(encoding.framed(body, room), KEY, Label("mailbox/state").over(KEYS.state_tag))


def _snapshot_row(body: bytes, room: int = SNAPSHOT_ROOM) -> bytes:
    to = KEYS.address
    sealed_key = hpke_seal(KEY, to.reporter, Label("mailbox/snapshot-key").over(to.tag))
    context = Label("mailbox/snapshot").over(to.tag, sealed_key)
    payload = bytes(signing.SIGNATURE_SIZE) + encoding.framed(body, room)
    return sealed_key + bulk.lock(payload, KEY, context)


def fuzz_raw_state(data: bytes) -> None:
    read_state(data, KEYS.state_key, KEYS.state_tag)


def fuzz_state_body(data: bytes) -> None:
    for body in (data, _laid_over(_STATE, data)):
        with _our_errors():
            read_state(_state_row(body), KEYS.state_key, KEYS.state_tag)


def fuzz_raw_snapshot(data: bytes) -> None:
    with _our_errors():
        open_snapshot(data, KEYS.seed, KEYS.snapshot_tag)


def fuzz_snapshot_body(data: bytes) -> None:
    for body in (data, _laid_over(_SNAPSHOT, data)):
        with _our_errors():
            open_snapshot(_snapshot_row(body), KEYS.seed, KEYS.snapshot_tag)


def fuzz_whole_mailbox(data: bytes) -> None:
    """Split the input between both rows. Whatever they hold, there is an answer and no error."""
    decoy = _decoy()
    half = len(data) // 2
    with _our_errors():
        rows = Rows(_state_row(data[:half]), _snapshot_row(data[half:]))
        open_mailbox(rows, KEYS, decoy.roles, decoy)
    open_mailbox(Rows(data[:half], data[half:]), KEYS, decoy.roles, decoy)


def fuzz_rows_of_any_size(data: bytes) -> None:
    """Seal good bodies into frames whose sizes the input names, from none to 16 MiB."""
    decoy = _decoy()
    state, snapshot = (int.from_bytes(part.ljust(3, b"\0")) for part in (data[:3], data[3:6]))
    with _our_errors():
        rows = Rows(_state_row(_STATE, state), _snapshot_row(_SNAPSHOT, snapshot))
        for found in (rows, Rows(rows.state, None), Rows(None, rows.snapshot)):
            open_mailbox(found, KEYS, decoy.roles, decoy)


def fuzz_token_body(data: bytes) -> None:
    """Seal it as our own, for a form and for a cookie."""
    for good, context in ((_TOKEN, Label("token/send").over(b"report")), (_COOKIE, _RETURN)):
        with _our_errors():
            framed = encoding.framed(_laid_over(good, data), bulk.room_inside(SEALED_SIZE))
            text = urlsafe_b64encode(bulk.lock(framed, KEY, context)).decode()
            open_token(text, Purpose.REPORT, SERVER)
            open_return(text, 0, SERVER)


def fuzz_token_text(data: bytes) -> None:
    with _our_errors():
        open_token(data.decode("latin-1"), Purpose.REPORT, SERVER)


def fuzz_return_text(data: bytes) -> None:
    with _our_errors():
        open_return(data.decode("latin-1"), 0, SERVER)


def fuzz_proof(data: bytes) -> None:
    with _our_errors():
        read_proof(data)
    with _our_errors():
        read_proof(bytes(signing.SIGNATURE_SIZE) + data)


def fuzz_proof_text(data: bytes) -> None:
    with _our_errors():
        read_proof_text(data.decode("latin-1"))
