"""A state that departs from its format in one place is no state."""

from dataclasses import replace
from struct import pack

import pytest

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.errors import MalformedError
from crypto.mailbox.state import NoState, Part, State, read_state, seal_state
from crypto.suite import Label
from tests.unit.crypto.mailboxes import KEYS, STATE

KEY, TAG = KEYS.state_key, KEYS.state_tag
PART = pack(">HBHH", 2026, 1, 1, 1)


def _row(**changed: Value) -> bytes:
    """Seal a body that our own writer would refuse."""
    body: dict[str, Value] = {
        "v": 1,
        "version": 1,
        "language": "en",
        "admitted": ["maria"],
        "left_out": [],
        "first": bytes(16),
        "followups": b"",
        "earlier": 0,
        "parts": b"",
        "standing": "open",
        "seen": 0,
        "changes": 0,
    }
    framed = encoding.framed(encode({**body, **changed}), 8_120)
    return bulk.lock(framed, KEY, Label("mailbox/state").over(TAG))


@pytest.mark.parametrize(
    "parts", [b"", PART, pack(">HBHH", 1, 1, 1, 0) + pack(">HBHH", 9_999, 53, 65_535, 65_535)]
)
def test_a_body_of_this_version_opens(parts: bytes) -> None:
    assert isinstance(read_state(_row(parts=parts, followups=bytes(range(32))), KEY, TAG), State)


@pytest.mark.parametrize(
    "part", [Part(65_536, 1, 1, 1), Part(2026, 256, 1, 1), Part(2026, 1, 1, -1)]
)
def test_a_part_that_no_row_could_hold_is_not_written(part: Part) -> None:
    with pytest.raises(MalformedError):
        seal_state(replace(STATE, parts=(part,)), KEY, TAG)


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": 0},
        {"version": 0},
        {"version": 2**32},
        {"language": "x" * 17},
        {"admitted": ["maria", "maria"]},
        {"left_out": ["maria"]},
        {"admitted": [""]},
        {"admitted": ["x" * 65]},
        {"admitted": [f"{number}" for number in range(41)]},
        {"admitted": ["a"] * 41},
        {
            "admitted": [f"{number}" for number in range(21)],
            "left_out": [f"-{number}" for number in range(20)],
        },
        {"first": bytes(15)},
        {"followups": bytes(16) * 129},
        {"followups": bytes(17)},
        {"earlier": -1},
        {"followups": [bytes(16)]},
        {"followups": bytes(15)},
        {"followups": "x" * 16},
        {"parts": PART * 201},
        {"parts": PART[:6]},
        {"parts": PART + b"\0"},
        {"parts": [PART]},
        {"parts": pack(">HBHH", 0, 1, 1, 1)},
        {"parts": pack(">HBHH", 10_000, 1, 1, 1)},
        {"parts": pack(">HBHH", 2026, 0, 1, 1)},
        {"parts": pack(">HBHH", 2026, 54, 1, 1)},
        {"parts": PART + pack(">HBHH", 2026, 1, 0, 1)},
        {"standing": "gone"},
        {"seen": None},
        {"changes": True},
        {"extra": 1},
    ],
)
def test_a_body_outside_the_format_leaves_no_state(changed: dict[str, Value]) -> None:
    assert read_state(_row(**changed), KEY, TAG) == NoState()
