"""The herald's daily word: which manifest is the newest, and that the channel still works.

Without it, whoever controls the dropbox could keep the public site on an old
manifest by saying nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from crypto.errors import MalformedError, RefusedError
from crypto.manifest.body import LAST_DAY
from crypto.manifest.lines import Lines, day, escape, from_hex, unescape
from crypto.manifest.people import check_name
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash
from crypto.signing import SIGNATURE_SIZE, SigningPublic, SigningSeed, sign, verify
from crypto.suite import Label

NOTICE_LABEL = Label("herald-notice")
MOST_FIGURES = 64
# The two sites may stand in different time zones, so a notice may be dated tomorrow.
AHEAD = timedelta(days=1)
_HEADING = "charterline-notice"
_FORMAT = "1"
_NONE = "none"
_MAGIC = b"CLN1"
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The days on which the last test report was sent, returned to and collected."""

    sent: date | None
    returned: date | None
    collected: date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One public figure, in the words in which it is shown: "at least 12"."""

    key: str
    value: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise MalformedError("a figure's key has 1 to 40 of a-z, 0-9 and -")
        check_name(self.value)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the herald says today. Figures and promise were counted in a member's session."""

    day: date
    manifest: ManifestHash
    counted: date | None
    promise: str
    self_test: SelfTest
    figures: tuple[Figure, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self.manifest) != MANIFEST_HASH_SIZE:
            raise MalformedError("a manifest's hash has 32 bytes")
        if not date.min + AHEAD <= self.day <= LAST_DAY:
            raise MalformedError("a day beyond the calendar that we keep")
        check_name(self.promise)
        keys = [figure.key for figure in self.figures]
        if keys != sorted(set(keys)) or len(keys) > MOST_FIGURES:
            raise MalformedError("figures stand in the order of their keys, each once")


def serialise_notice(notice: Notice) -> bytes:
    return "".join(f"{line}\n" for line in _lines(notice)).encode("ascii")


def parse_notice(text: bytes) -> Notice:
    """Read the only text that this notice can have, and refuse every other."""
    lines = Lines(text)
    if lines.value(_HEADING) != _FORMAT:
        raise MalformedError("a notice of a format that we do not know")
    notice = Notice(
        day=day(lines.value("day")),
        manifest=ManifestHash(from_hex(lines.value("manifest"))),
        counted=_maybe_day(lines.value("counted")),
        promise=unescape(lines.value("promise")),
        self_test=SelfTest(*map(_maybe_day, lines.words("self-test", 3))),
        figures=lines.several("figures", _figure, MOST_FIGURES),
    )
    lines.done()
    if serialise_notice(notice) != text:
        raise MalformedError("not the one form of this notice")
    return notice


def sign_notice(notice: Notice, herald: SigningSeed) -> bytes:
    text = serialise_notice(notice)
    return _MAGIC + sign(NOTICE_LABEL, text, herald) + text


def verify_notice(raw: bytes, herald: SigningPublic, newest_day: date, today: date) -> Notice:
    """Read a notice of this herald that is neither older than the newest seen nor of the future.

    A stolen herald key could otherwise sign one notice that never goes stale.
    """
    if raw[: len(_MAGIC)] != _MAGIC:
        raise MalformedError("not a notice")
    start = len(_MAGIC) + SIGNATURE_SIZE
    verify(NOTICE_LABEL, raw[start:], raw[len(_MAGIC) : start], herald)
    notice = parse_notice(raw[start:])
    if not newest_day <= notice.day <= today + AHEAD:
        raise RefusedError("a notice older than one that was seen, or of a day to come")
    return notice


def _lines(notice: Notice) -> Iterator[str]:
    test = notice.self_test
    days = (test.sent, test.returned, test.collected)
    yield f"{_HEADING} {_FORMAT}"
    yield f"day {notice.day.isoformat()}"
    yield f"manifest {notice.manifest.hex()}"
    yield f"counted {_spell(notice.counted)}"
    yield f"promise {escape(notice.promise)}"
    yield "self-test " + " ".join(map(_spell, days))
    yield f"figures {len(notice.figures)}"
    for figure in notice.figures:
        yield f"figure {figure.key} {escape(figure.value)}"


def _spell(when: date | None) -> str:
    return _NONE if when is None else when.isoformat()


def _maybe_day(text: str) -> date | None:
    return None if text == _NONE else day(text)


def _figure(lines: Lines) -> Figure:
    key, _, value = lines.value("figure").partition(" ")
    return Figure(key, unescape(value))
