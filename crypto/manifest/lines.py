"""Canonical text: one value has one spelling, in plain ASCII that a person can read and compare.

A reader of a signed text must see what the signer saw. So every line has its
place, every value one form, and a parser of these lines ends by writing the
value again and comparing.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from urllib.parse import quote_from_bytes, unquote_to_bytes

from crypto.encoding import utf8
from crypto.errors import MalformedError

_T = TypeVar("_T")

LARGEST_TEXT = 262_144
_NUMBER = re.compile(r"0|[1-9][0-9]{0,9}")
# Everything that is printed in ASCII stands for itself, save the percent sign.
_PLAIN = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) != "%")


def escape(text: str) -> str:
    """Percent-encode UTF-8, so that any name fits into ASCII."""
    return quote_from_bytes(utf8(text), safe=_PLAIN)


def unescape(text: str) -> str:
    try:
        return unquote_to_bytes(utf8(text)).decode("utf-8")
    except UnicodeDecodeError as exc:
        raise MalformedError("not UTF-8") from exc


def number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise MalformedError("not a number")
    return int(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise MalformedError("not a day") from exc


def base64(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def from_base64(text: str) -> bytes:
    try:
        return b64decode(text)
    except ValueError as exc:
        raise MalformedError("not base64") from exc


def from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as exc:
        raise MalformedError("not hexadecimal") from exc


class Lines:
    """Reads `name value` lines in the only order that there is."""

    def __init__(self, raw: bytes) -> None:
        try:
            text = raw.decode("ascii")
        except UnicodeDecodeError as exc:
            raise MalformedError("not ASCII") from exc
        if len(raw) > LARGEST_TEXT or not text.endswith("\n"):
            raise MalformedError("too long, or the last line does not end")
        self._left = text[:-1].split("\n")[::-1]

    def value(self, name: str) -> str:
        start = f"{name} "
        if not self._left or not self._left[-1].startswith(start):
            raise MalformedError("a line is missing, or not in its place")
        return self._left.pop()[len(start) :]

    def words(self, name: str, count: int) -> list[str]:
        words = self.value(name).split()
        if len(words) != count:
            raise MalformedError("a line has more or fewer values than it should")
        return words

    def several(self, name: str, read: Callable[["Lines"], _T], most: int) -> tuple[_T, ...]:
        """Read a count, and then that many of whatever `read` reads."""
        count = number(self.value(name))
        if count > most:
            raise MalformedError("more than there can be")
        return tuple(read(self) for _ in range(count))

    def done(self) -> None:
        if self._left:
            raise MalformedError("lines are left over")
