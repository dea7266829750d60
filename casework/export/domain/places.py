"""Names of files that are safe wherever somebody unpacks them, and cells that no sheet computes."""

import unicodedata
from collections.abc import Iterable, Sequence
from csv import QUOTE_ALL, writer
from io import StringIO
from typing import Final

_LONGEST: Final = 100  # bytes of a name, so that a folder before it still fits anywhere
_LONGEST_ENDING: Final = 12
_SAFE: Final = frozenset(" -_.,()[]+&@#")
# What makes a spreadsheet compute a cell instead of showing it, in narrow and in wide letters.
_COMPUTES: Final = frozenset("=+-@\t\r\n|%")


def file_name(number: int, name: str) -> str:
    """Number a file and keep what is harmless of its own name. No two numbers are equal."""
    stem, dot, ending = "".join(map(_safe, unicodedata.normalize("NFC", name))).rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING:
        stem, dot, ending = f"{stem}{dot}{ending}", "", ""
    stem = _cut(stem.strip(" ."), _LONGEST - _LONGEST_ENDING)
    return f"{number:03d} {stem}{dot}{ending}".rstrip(" .")


def folder_name(name: str) -> str:
    return _cut("".join(map(_safe, name)).strip(" ."), _LONGEST) or "case"


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table for a spreadsheet, which reads the mark at the beginning as “UTF-8”."""
    out = StringIO(newline="")
    lines = writer(out, quoting=QUOTE_ALL, lineterminator="\r\n")
    lines.writerows([cell(each) for each in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def cell(words: str) -> str:
    """Let no cell begin like a formula, also behind spaces that a sheet may strip."""
    begins = {words[:1], words.lstrip(" \u00a0\u3000\ufeff\u200b")[:1]}
    narrow = {unicodedata.normalize("NFKC", each) for each in begins}
    return words if (begins | narrow).isdisjoint(_COMPUTES) else f"'{words}"


def _safe(letter: str) -> str:
    """Letters and digits of every script, and a few signs. The rest can lead, hide or command."""
    is_word = unicodedata.category(letter)[0] in "LMN"
    return letter if is_word or letter in _SAFE else "_"


def _cut(words: str, most: int) -> str:
    return words.encode(errors="replace")[:most].decode(errors="ignore").strip(" .")
