"""What the site must remember for a reporter, sealed so that only the passcode reads it.

Above all: who was left out. A follow-up is sealed by this row and by nothing
else, so a lost row stops follow-ups; it never lets the accused back in.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import starmap
from typing import Self

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.errors import CryptoError, MalformedError
from crypto.mailbox.tags import StateKey
from crypto.names import ID_SIZE, EnvelopeId, PersonId, Tag
from crypto.readers import Readers
from crypto.suite import Label, check_key

STATE_SIZE = 8_192
PERSON_SIZE = 64
LANGUAGE_SIZE = 16
PERSONS_KEPT = 40
FOLLOW_UPS_KEPT = 128
PARTS_KEPT = 200
_VERSION = 1
_ROOM = bulk.room_inside(STATE_SIZE)
_ROW = Label("mailbox/state")
_MOST_FILES = 2**16 - 1
_LAST_YEAR = 9_999
_WEEKS = 53
_PART = struct.Struct(">HBHH")  # year, week, sendings, files
_NAMES = ("admitted", "changes", "earlier", "first", "followups", "language", "left_out")
_MORE_NAMES = ("parts", "seen", "standing", "v", "version")


class Standing(StrEnum):
    OPEN = "open"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NoState:
    """There is no row, or none that this key opens. Nothing may be sent on the strength of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the reporter sent in a week: how often and how many files, never a word of it."""

    year: int
    week: int
    sendings: int
    files: int

    @classmethod
    def sent_on(cls, when: date, files: int) -> Self:
        year, week, _ = when.isocalendar()
        return cls(year, week, 1, min(files, _MOST_FILES))

    def joined(self, later: "Part") -> "Part":
        return replace(
            later,
            sendings=min(self.sendings + later.sendings, _MOST_FILES),
            files=min(self.files + later.files, _MOST_FILES),
        )


@dataclass(frozen=True, slots=True)
class State:
    version: int
    language: str
    readers: Readers
    first: EnvelopeId = field(repr=False)
    # The newest; what no longer fits is only counted.
    follow_ups: tuple[EnvelopeId, ...] = field(repr=False)
    earlier_follow_ups: int
    parts: tuple[Part, ...]
    standing: Standing
    snapshot_seen: int  # the highest version of a snapshot that was acted upon
    changes_applied: int  # how many changes of readers the committee made that we followed

    @classmethod
    def begun(cls, first: EnvelopeId, language: str, readers: Readers, part: Part) -> Self:
        return cls(1, language, readers, first, (), 0, (part,), Standing.OPEN, 0, 0)

    def followed_up(self, envelope: EnvelopeId, part: Part) -> Self:
        """Add a follow-up. The first envelope always stays; of the rest, the newest."""
        kept = (*self.follow_ups, envelope)[-FOLLOW_UPS_KEPT:]
        dropped = len(self.follow_ups) + 1 - len(kept)
        return replace(
            self,
            version=self.version + 1,
            follow_ups=kept,
            earlier_follow_ups=self.earlier_follow_ups + dropped,
            parts=_shortened((*self.parts, part)),
        )

    def leaving_out(self, persons: Iterable[PersonId]) -> Self:
        return replace(self, version=self.version + 1, readers=self.readers.without(persons))

    def standing_as(self, standing: Standing) -> Self:
        return replace(self, version=self.version + 1, standing=standing)


def seal_state(state: State, key: StateKey, tag: Tag) -> bytes:
    """Return a row of 8,192 bytes that looks new each time, also for the same state."""
    return bulk.lock(encoding.framed(written(state), _ROOM), key, _ROW.over(tag))


def written(state: State) -> bytes:
    body = encode(_to_value(state))
    read_body(body)  # What we could not read back must never be written.
    return body


def read_state(row: bytes, key: StateKey, tag: Tag) -> State | NoState:
    """Open a row of the store, hostile or not. Damage of every kind is one answer: no state."""
    check_key(key)
    if len(row) != STATE_SIZE:
        return NoState()
    try:
        return read_body(encoding.unframed(bulk.unlock(row, key, _ROW.over(tag))))
    except CryptoError:
        return NoState()


def _shortened(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Join the oldest of one week, else the two oldest, but never the report itself."""
    if len(parts) <= PARTS_KEPT:
        return parts
    weeks = [(part.year, part.week) for part in parts]
    twins = (place for place in range(1, len(parts) - 1) if weeks[place] == weeks[place + 1])
    at = next(twins, 1)
    return (*parts[:at], parts[at].joined(parts[at + 1]), *parts[at + 2 :])


def _to_value(state: State) -> Value:
    return {
        "v": _VERSION,
        "version": state.version,
        "language": state.language,
        "admitted": state.readers.admitted,
        "left_out": state.readers.left_out,
        "first": state.first,
        "followups": b"".join(state.follow_ups),
        "earlier": state.earlier_follow_ups,
        "parts": b"".join(map(part_bytes, state.parts)),
        "standing": state.standing.value,
        "seen": state.snapshot_seen,
        "changes": state.changes_applied,
    }


def read_body(body: bytes) -> State:
    """Read what was in a frame, and refuse what this version could not have written."""
    found = encoding.fields(body, *_NAMES, *_MORE_NAMES)
    encoding.number(found["v"], _VERSION, _VERSION)
    return State(
        version=encoding.number(found["version"], least=1),
        language=encoding.text(found["language"], LANGUAGE_SIZE),
        readers=_readers(found),
        first=EnvelopeId(encoding.sized(found["first"], ID_SIZE)),
        follow_ups=tuple(map(EnvelopeId, _follow_ups(found["followups"]))),
        earlier_follow_ups=encoding.number(found["earlier"]),
        parts=_parts(found["parts"]),
        standing=encoding.word(Standing, found["standing"]),
        snapshot_seen=encoding.number(found["seen"]),
        changes_applied=encoding.number(found["changes"]),
    )


def part_bytes(part: Part) -> bytes:
    try:
        return _PART.pack(part.year, part.week, part.sendings, part.files)
    except struct.error as exc:
        raise MalformedError("more than its place in a row holds") from exc


def _readers(found: dict[str, Value]) -> Readers:
    admitted, left_out = (
        tuple(person(one) for one in encoding.items(found[name]))
        for name in ("admitted", "left_out")
    )
    if len(admitted) + len(left_out) > PERSONS_KEPT:
        raise MalformedError("more persons than a committee has")
    return Readers(admitted, left_out)


def person(value: Value) -> PersonId:
    return PersonId(encoding.text(value, PERSON_SIZE, 1))


def _follow_ups(value: Value) -> Iterator[bytes]:
    strip = encoding.strip(value, ID_SIZE, FOLLOW_UPS_KEPT)
    return (strip[at : at + ID_SIZE] for at in range(0, len(strip), ID_SIZE))


def _parts(value: Value) -> tuple[Part, ...]:
    found = list(_PART.iter_unpack(encoding.strip(value, _PART.size, PARTS_KEPT)))
    if not all(
        1 <= year <= _LAST_YEAR and 1 <= week <= _WEEKS and sent for year, week, sent, _ in found
    ):
        raise MalformedError("no week of the calendar, or nothing was sent in it")
    return tuple(starmap(Part, found))
