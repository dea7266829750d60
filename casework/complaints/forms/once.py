"""What each form that adds carries, so that a second press of its button can be told."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from secrets import token_bytes
from typing import Final

from crypto.keyring.presses import Once, Press, name_of_press
from crypto.names import ID_SIZE, CaseId

ONCE: Final = "once"
NOT_TYPED: Final = frozenset({ONCE, "csrf_token"})


def new_once() -> str:
    """Draw one for a form. It is written down nowhere but on that page."""
    return urlsafe_b64encode(token_bytes(ID_SIZE)).decode("ascii")


def read_once(text: str) -> Once | None:
    """Read what we drew. Anything else is as good as nothing."""
    try:
        raw = urlsafe_b64decode(text)
    except ValueError:
        return None
    return Once(raw) if len(raw) == ID_SIZE else None


def press_of(once: Once, case: CaseId, fields: Iterable[tuple[str, str]]) -> Press:
    """Name a press by all that was typed: whoever changes a word has said something else."""
    typed = sorted((name, value) for name, value in fields if name not in NOT_TYPED)
    return name_of_press(once, case, (part.encode() for pair in typed for part in pair))
