"""Cut a conversation into pages of bounded size.

A page that grew with what the committee wrote would tell a wiretap that there is an
answer, and how long it is. So a page holds what fits, and the rest is one link away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import escape
from typing import TypeAlias

from crypto.mailbox.snapshot import Message, Sender, Snapshot
from crypto.mailbox.state import Part, State

MOST_BYTES = 13_000
LEAST_BYTES = 2_000
_FRAME_BYTES = 260  # what the page writes around each entry
_MONDAY = 1
_HARMLESS = tuple(escape(each) for each in "&<>\"'")


@dataclass(frozen=True, slots=True)
class Own:
    """What the reporter sent in one week: how often and how many files, never a word of it."""

    monday: date
    sendings: int
    files: int
    with_report: bool

    @property
    def size(self) -> int:
        return _FRAME_BYTES


@dataclass(frozen=True, slots=True)
class Theirs:
    """A message of the committee, or the part of it that fits on one page."""

    monday: date
    sender: Sender
    text: str = field(repr=False)
    is_newest: bool = False
    goes_on: bool = False  # the rest is on the next page
    went_before: bool = False  # the beginning is on the page before

    @property
    def size(self) -> int:
        return _FRAME_BYTES + bytes_shown(self.text)


Entry: TypeAlias = Own | Theirs


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the conversation, oldest first. Pages are counted from the oldest, from 1."""

    entries: tuple[Entry, ...]
    number: int
    count: int


def leaf(state: State, snapshot: Snapshot | None, wanted: int | None, room: int) -> Leaf:
    """Return the page that was asked for, else the one on which the newest message begins."""
    leaves = _leaves(_entries(state, snapshot), max(room, LEAST_BYTES))
    at = wanted - 1 if wanted and wanted <= len(leaves) else _newest(leaves)
    return Leaf(leaves[at], at + 1, len(leaves))


def bytes_shown(text: str) -> int:
    """Return no less than what a text takes on a page, once every sign is made harmless."""
    return len(escape(text).encode())


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _entries(state: State, snapshot: Snapshot | None) -> list[Entry]:
    """Order by week, which is all that is kept; within a week the reporter's own come first."""
    messages = snapshot.messages if snapshot else ()
    theirs = [_theirs(message, is_newest=message is messages[-1]) for message in messages]
    entries: list[Entry] = [*_own(state.parts), *theirs]
    return sorted(entries, key=lambda entry: entry.monday)


def _own(parts: Iterable[Part]) -> list[Own]:
    weeks: dict[date, Own] = {}
    for place, part in enumerate(parts):
        monday = date.fromisocalendar(part.year, part.week, _MONDAY)
        before = weeks.get(monday, Own(monday, 0, 0, with_report=place == 0))
        weeks[monday] = replace(
            before, sendings=before.sendings + part.sendings, files=before.files + part.files
        )
    return list(weeks.values())


def _theirs(message: Message, *, is_newest: bool) -> Theirs:
    return Theirs(monday_of(message.day), message.sender, message.text, is_newest)


def _leaves(entries: Iterable[Entry], room: int) -> list[tuple[Entry, ...]]:
    """Fill from the newest backwards, so that the newest page is the fullest."""
    leaves: list[list[Entry]] = [[]]
    left = room
    for piece in reversed([piece for entry in entries for piece in _pieces(entry, room)]):
        size = piece.size
        if leaves[-1] and size > left:
            leaves.append([])
            left = room
        leaves[-1].append(piece)
        left -= size
    return [tuple(reversed(each)) for each in reversed(leaves)]


def _pieces(entry: Entry, room: int) -> Iterator[Entry]:
    if isinstance(entry, Own) or entry.size <= room:
        yield entry
        return
    rest, began = entry.text, False
    while rest:
        end = _end(rest, room - _FRAME_BYTES)
        part, rest = rest[:end], rest[end:]
        yield replace(
            entry,
            text=part,
            is_newest=entry.is_newest and not began,
            goes_on=bool(rest),
            went_before=began,
        )
        began = True


def _end(text: str, room: int) -> int:
    """Return where a page ends: after a line or a word if one ends in its second half."""
    end = _that_fits(text[:room], room)
    if end == len(text):
        return end
    near = max(text.rfind("\n", 0, end), text.rfind(" ", 0, end)) + 1
    return near if near > end // 2 else end


def _that_fits(text: str, room: int) -> int:
    """Count the signs that fit. How long it takes must not show how much was said."""
    shown = escape(text).encode()
    if len(shown) <= room:
        return len(text)
    cut = shown[:room].decode(errors="ignore")
    whole, mark, last = cut.rpartition("&")
    # A sign that the cut falls into is left out whole.
    kept = whole if mark and ";" not in last else cut
    return len(kept) - sum(kept.count(each) * (len(each) - 1) for each in _HARMLESS)


def _newest(leaves: list[tuple[Entry, ...]]) -> int:
    found = (
        at
        for at, entries in enumerate(leaves)
        if any(isinstance(entry, Theirs) and entry.is_newest for entry in entries)
    )
    return next(found, len(leaves) - 1)
