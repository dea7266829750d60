"""A state that departs from its format in one place is no state."""

import pytest

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.mailbox.state import NoState, State, read_state
from crypto.suite import Label
from tests.unit.crypto.mailboxes import KEYS

KEY, TAG = KEYS.state_key, KEYS.state_tag


def _row(**changed: Value) -> bytes:
    """Seal a body that our own writer would refuse."""
    body: dict[str, Value] = {
        "v": 1,
        "version": 1,
        "language": "en",
        "admitted": ["maria"],
        "left_out": [],
        "first": bytes(16),
        "followups": [],
        "earlier": 0,
        "parts": [],
        "standing": "open",
        "seen": 0,
        "changes": 0,
    }
    framed = encoding.framed(encode({**body, **changed}), 8_120)
    return bulk.lock(framed, KEY, Label("mailbox/state").over(TAG))


def test_a_body_of_this_version_opens() -> None:
    assert isinstance(read_state(_row(), KEY, TAG), State)


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
        {"followups": [bytes(16)] * 129},
        {"followups": [bytes(17)]},
        {"earlier": -1},
        {"parts": [[2026, 1, 1, 1]] * 201},
        {"parts": [[2026, 1, 1]]},
        {"parts": [[2026, 1, 1, 1, 1]]},
        {"parts": [[0, 1, 1, 1]]},
        {"parts": [[10_000, 1, 1, 1]]},
        {"parts": [[2026, 0, 1, 1]]},
        {"parts": [[2026, 54, 1, 1]]},
        {"parts": [[2026, 1, 0, 1]]},
        {"parts": [[2026, 1, 65_536, 1]]},
        {"parts": [[2026, 1, 1, 65_536]]},
        {"standing": "gone"},
        {"seen": None},
        {"changes": True},
        {"extra": 1},
    ],
)
def test_a_body_outside_the_format_leaves_no_state(changed: dict[str, Value]) -> None:
    assert read_state(_row(**changed), KEY, TAG) == NoState()
