"""The words of law are counsel's and not ours: data that counsel edits, approves and signs for.

They are read once, at start. A site that would show words of law that nobody has
approved does not start at all, and says which.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from config.parsing import SettingsError

_DATA = Path(__file__).parent.parent / "config" / "data"
_PACKAGED = _DATA / "law.toml"
_NEVER = _DATA / "never.toml"
_SETTING = "CHARTERLINE_LAW"
_LANGUAGES = ("en",)
_KEYS = {"heading", "paragraphs", "approved_by", "approved_on"}
_LONGEST_HEADING = 80
_LONGEST_PARAGRAPH = 600
_MOST_PARAGRAPHS = 8
_MOST_WORDS = 25
_LONGEST_NAME = 120
_COMPANY = "{company}"
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_MARKS = frozenset("*{}<>")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")


class SectionId(StrEnum):
    """Where a section is shown is ours to say; what it says is not."""

    PROTECTED = "protected"
    SUMMARY = "summary"
    GOVERNMENT = "government"
    RETALIATION = "retaliation"
    DODD_FRANK = "dodd-frank"
    TRADE_SECRETS = "trade-secrets"
    ORIGIN = "origin"
    SHARING = "sharing"
    OUTSIDE = "outside"
    WITHDRAWAL = "withdrawal"


_RIGHTS = (
    SectionId.GOVERNMENT,
    SectionId.RETALIATION,
    SectionId.DODD_FRANK,
    SectionId.TRADE_SECRETS,
    SectionId.ORIGIN,
    SectionId.SHARING,
)


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    bold: bool = False


Paragraph = tuple[Span, ...]
Banned = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class Approval:
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Section:
    id: SectionId
    heading: str
    paragraphs: tuple[Paragraph, ...]
    approval: Approval | None


@dataclass(frozen=True, slots=True)
class Law:
    language: str
    sections: Mapping[SectionId, Section]

    def section(self, wanted: SectionId) -> Section:
        return self.sections[wanted]

    @property
    def rights(self) -> tuple[Section, ...]:
        """Return what stands on the page of rights, in its order, below the summary."""
        return tuple(self.sections[each] for each in _RIGHTS)


class LawError(SettingsError):
    """Names the section and the fault. Whoever reads it has the file before them."""


def read_law(path: Path | None, company: str, *, must_be_approved: bool) -> Law:
    """Read counsel's file, or the draft that comes with the site, and say all that is wrong."""
    found = _read(path or _PACKAGED)
    mistakes = list(_mistakes(found, read_banned()))
    if mistakes:
        raise LawError("\n".join(f"{_SETTING}: {mistake}" for mistake in mistakes))
    law = _law(found, company)
    unapproved = [each.id for each in law.sections.values() if each.approval is None]
    if must_be_approved and unapproved:
        names = ", ".join(unapproved)
        raise LawError(f"{_SETTING}: counsel has not approved these sections yet: {names}")
    return law


def read_banned() -> Banned:
    """Return what no page for reporters may ever say: patterns, each with its reason."""
    listed = tomllib.loads(_NEVER.read_text("utf-8"))["never"]
    return tuple((_pattern(each["says"]), str(each["because"])) for each in listed)


def why_banned(words: str, banned: Banned) -> str | None:
    return next((because for pattern, because in banned if pattern.search(words)), None)


def _pattern(says: str) -> re.Pattern[str]:
    # A space may be a line break in a template, and an apostrophe has two forms.
    return re.compile(says.replace(" ", r"\s+").replace("'", "['\u2019]"), re.IGNORECASE)


def sentences(words: str) -> list[str]:
    return [each.strip() for each in _SENTENCE_END.split(words) if each.strip()]


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeError):
        raise LawError(f"{_SETTING}: the file cannot be read") from None
    except tomllib.TOMLDecodeError as exc:
        raise LawError(f"{_SETTING}: not TOML: {exc}") from None


def _mistakes(found: Mapping[str, object], banned: Banned) -> Iterator[str]:
    if found.get("language") not in _LANGUAGES:
        yield "language must be one that this site speaks: en"
    known = set(SectionId)
    yield from (f"no section is called “{name}”" for name in found.keys() - known - {"language"})
    yield from (f"the section “{name}” is missing" for name in sorted(known - found.keys()))
    for name in SectionId:
        if name in found:
            yield from (f"[{name}] {mistake}" for mistake in _mistakes_of(found[name], banned))


def _mistakes_of(section: object, banned: Banned) -> Iterator[str]:
    if not isinstance(section, dict) or not section.keys() <= _KEYS:
        yield "has heading, paragraphs, approved_by and approved_on, and nothing else"
        return
    heading, paragraphs = section.get("heading"), section.get("paragraphs")
    if not _is_line(heading, _LONGEST_HEADING):
        yield f"needs a heading of at most {_LONGEST_HEADING} characters"
    if not isinstance(paragraphs, list) or not 1 <= len(paragraphs) <= _MOST_PARAGRAPHS:
        yield f"needs 1 to {_MOST_PARAGRAPHS} paragraphs"
        return
    for words in (heading, *paragraphs):
        yield from _mistakes_in(words, banned)
    yield from _mistakes_about(section.get("approved_by"), section.get("approved_on"))


def _mistakes_in(words: object, banned: Banned) -> Iterator[str]:
    if not isinstance(words, str) or not _is_line(words, _LONGEST_PARAGRAPH):
        yield f"a paragraph is one line of 1 to {_LONGEST_PARAGRAPH} characters"
        return
    plain = _BOLD.sub(r"\1", words).replace(_COMPANY, "")
    if _MARKS & set(plain):
        yield "only **bold** and {company} are marked up; no other star, brace or < >"
    if (why := why_banned(words, banned)) is not None:
        yield f"holds a phrase that no page may use: {why}"
    for sentence in sentences(words):
        if len(sentence.split()) > _MOST_WORDS:
            yield f"a sentence has over {_MOST_WORDS} words: “{sentence[:60]}…”"


def _mistakes_about(by: object, on: object) -> Iterator[str]:
    if (by is None) != (on is None):
        yield "is approved by somebody on a day: both lines, or neither"
    elif by is not None and not (_is_line(by, _LONGEST_NAME) and type(on) is date):
        yield "approved_by is a name, approved_on a day such as 2026-11-02"


def _is_line(words: object, longest: int) -> bool:
    if not isinstance(words, str):
        return False
    return 0 < len(words) <= longest and words.isprintable() and words == words.strip()


def _law(found: Mapping[str, Any], company: str) -> Law:
    sections = {name: _section(name, found[name], company) for name in SectionId}
    return Law(str(found["language"]), sections)


def _section(name: SectionId, found: Mapping[str, Any], company: str) -> Section:
    by = found.get("approved_by")
    return Section(
        id=name,
        heading=found["heading"].replace(_COMPANY, company),
        paragraphs=tuple(_spans(words, company) for words in found["paragraphs"]),
        approval=None if by is None else Approval(by, found["approved_on"]),
    )


def _spans(words: str, company: str) -> Paragraph:
    """Cut before the name is filled in: a star in a company's name is no markup."""
    pieces = enumerate(_BOLD.split(words))
    return tuple(
        Span(text.replace(_COMPANY, company), bold=bool(at % 2)) for at, text in pieces if text
    )
