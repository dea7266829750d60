"""Words that a reader has typed for one of three audiences, read from a form once."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes
from typing import Final

from flask_babel import ngettext

from casework.complaints.services.talking import LONGEST_NOTE, Reply
from crypto.mailbox.snapshot import MessageId
from crypto.names import ID_SIZE


@dataclass(frozen=True, slots=True)
class TypedDay:
    """Three boxes as they were typed, so that a wrong day is not typed again from the start."""

    month: str = ""
    day: str = ""
    year: str = ""


SHORT: Final = 300
"""Letters of a reason."""
LINE: Final = 400
"""Letters that stand whole in a line of the timeline, which has room for so many and no more."""
_BYTES_OF_A_LETTER: Final = 2

NO_DAY: Final = TypedDay()


def typed_day(form: Mapping[str, str], name: str) -> TypedDay:
    return TypedDay(*(form.get(f"{name}-{part}", "")[:4] for part in ("month", "day", "year")))


def day_typed(day: date | None) -> TypedDay:
    return NO_DAY if day is None else TypedDay(str(day.month), str(day.day), str(day.year))


def new_reply_id() -> str:
    """Name a reply before it is written, so that a second press of Send sends nothing again."""
    return urlsafe_b64encode(token_bytes(ID_SIZE)).decode("ascii")


def read_reply(form: Mapping[str, str]) -> Reply:
    return Reply(
        MessageId(_id(form.get("id", ""))),
        words(form, "reply"),  # never cut: whoever wrote too much is told
        asks=form.get("asks") == "1",
        seen=count(form.get("seen", "")),
    )


def words(form: Mapping[str, str], name: str) -> str:
    """Return all that was typed, its lines ended as everywhere. Too much is told, and not cut."""
    return form.get(name, "").replace("\r\n", "\n").strip()


def too_long(form: Mapping[str, str], name: str, most: int = LONGEST_NOTE) -> str:
    """Say by how much too much was typed: what is cut without a word is lost without a trace."""
    typed = words(form, name)
    over = len(typed) - len(_fitting(typed, most))
    if not over:
        return ""
    says = ngettext(
        "It is too long by %(count)s character. Shorten it.",
        "It is too long by %(count)s characters. Shorten it.",
        over,
        count=f"{over:,}",
    )
    return str(says)


def _fitting(text: str, most: int) -> str:
    """Return what there is room for: letters of three bytes leave less of it in a line."""
    if most > LINE:
        return text[:most]
    return text[:most].encode()[: most * _BYTES_OF_A_LETTER].decode(errors="ignore")


def count(text: str) -> int:
    """Read a number that we wrote into the form ourselves; anything else is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**32)) else 0


def _id(text: str) -> bytes:
    """Return the id; one that we did not write gets another, and counts as a new reply."""
    try:
        raw = urlsafe_b64decode(text)
    except ValueError:
        raw = b""
    return raw if len(raw) == ID_SIZE else token_bytes(ID_SIZE)
