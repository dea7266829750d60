"""The lists, read once for all tests, and the ways in which people write nine words."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from crypto.passcode.issuing import SECRET_WORDS, Passcode
from crypto.passcode.wordlist import LIST_SIZE, load

EN = load("en")
ES = load("es")
BOTH = (EN, ES)

_WRITTEN = Path(__file__).with_suffix(".json")
_NUMBER = st.integers(0, LIST_SIZE - 1)

passcodes = st.tuples(*[_NUMBER] * SECRET_WORDS).map(Passcode)


def written() -> list[dict[str, Any]]:
    fixtures: list[dict[str, Any]] = json.loads(_WRITTEN.read_text("ascii"))
    return fixtures
