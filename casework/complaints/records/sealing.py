"""Cards, insides and entries as the sealed fields of rows: padded, so that no size tells much."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.casefile import Card, Entry, Exposure, Flag, Kind
from casework.complaints.domain.clocks.running import Clock, Ticking
from casework.complaints.domain.hidden import Hidden
from casework.complaints.domain.severity import Level
from casework.complaints.domain.status import Status
from crypto.encoding import (
    LENGTH_SIZE,
    Value,
    day,
    decode,
    decode_vouched,
    encode,
    flag,
    framed,
    items,
    keyed,
    number,
    text,
    unframed,
    word,
)
from crypto.errors import MalformedError
from crypto.keyring.casekeys import PartKey
from crypto.keyring.fields import FieldKey, Place, open_field, seal_field
from crypto.names import CaseId, EnvelopeId, PersonId

CARD_STEP: Final = 1_024
ENTRY_STEP: Final = 2_048
_CASES: Final = "cases"
_ENTRIES: Final = "case_entries"
_OF_CARD: Final = (
    *("name", "received", "status", "topics", "flags", "lead", "second", "exposure", "clock"),
    *("news", "aside_by", "aside", "aside_why", "guests", "level", "unsaid", "drafted"),
    *("check_in", "watcher"),
)
# What a card did not have that was written before these were.
_SINCE_THEN: Final[Mapping[str, Value]] = {
    "tasks": {},
    "untaken": None,
    "clocks": [],
    "asks_counsel": False,
    "reviewers": [],
    "unsigned": False,
    "hidden": [],
    "asked_second": None,
    "wrote": None,
}


def seal_card(card: Card, key: PartKey) -> bytes:
    value: dict[str, Value] = {
        "name": card.name,
        "received": card.received.isoformat(),
        "status": card.status.value,
        "topics": list(card.topics),
        "flags": sorted(each.value for each in card.flags),
        "lead": card.lead,
        "second": card.second,
        "exposure": card.exposure.value,
        "clock": card.clock.value,
        "news": card.has_news,
        "aside_by": card.set_aside_by,
        "aside": card.is_set_aside,
        "aside_why": card.aside_why,
        "guests": {str(who): until.isoformat() for who, until in card.guests.items()},
        "level": None if card.level is None else card.level.value,
        "unsaid": sorted(card.unsaid),
        "drafted": card.drafted_by,
        **_beside(card),
    }
    return seal_value(value, key, Place(_CASES, "card", key.case), CARD_STEP)


def _beside(card: Card) -> dict[str, Value]:
    return {
        "check_in": a_day(card.check_in),
        "watcher": card.watcher,
        "reviewers": sorted(card.reviewers),
        "unsigned": card.is_unsigned,
        "clocks": [_ticking_value(each) for each in card.clocks],
        "tasks": {str(who): due.isoformat() for who, due in card.tasks.items()},
        "untaken": a_day(card.untaken),
        "asks_counsel": card.asks_counsel,
        "asked_second": a_day(card.asked_second),
        "wrote": a_day(card.wrote),
        "hidden": [_hidden_value(each) for each in card.hidden],
    }


def open_card(sealed: bytes, key: PartKey | FieldKey) -> Card:
    opened = open_value(sealed, key, Place(_CASES, "card", case_of(key)))
    found = keyed(filled_in(opened, _SINCE_THEN), *_OF_CARD, *_SINCE_THEN)
    card = Card(
        name=text(found["name"]),
        received=day(found["received"]),
        status=word(Status, found["status"]),
        topics=tuple(text(each) for each in items(found["topics"])),
        flags=frozenset(word(Flag, each) for each in items(found["flags"])),
        lead=somebody(found["lead"]),
        second=somebody(found["second"]),
        exposure=word(Exposure, found["exposure"]),
        clock=word(Clock, found["clock"]),
        has_news=flag(found["news"]),
        set_aside_by=somebody(found["aside_by"]),
        is_set_aside=flag(found["aside"]),
        aside_why=text(found["aside_why"]),
        guests={PersonId(who): day(until) for who, until in mapping(found["guests"]).items()},
        level=_level(found["level"]),
        unsaid=frozenset(people(found["unsaid"])),
        drafted_by=somebody(found["drafted"]),
    )
    return _asked_beside(card, found)


@dataclass(frozen=True, slots=True, repr=False)
class Glimpse:
    """What a search asks a card for."""

    name: str
    received: date
    guests: Mapping[PersonId, date]


def open_glimpse(sealed: bytes, key: PartKey | FieldKey) -> Glimpse:
    """Read these few fields alone, for whoever opens thousands of cards."""
    place = Place(_CASES, "card", case_of(key))
    found = mapping(decode_vouched(unframed(open_field(sealed, key, place))))
    until = mapping(found.get("guests", {})).items()
    guests = {PersonId(who): day(each) for who, each in until}
    return Glimpse(text(found["name"]), day(found["received"]), guests)


def _asked_beside(card: Card, found: Mapping[str, Value]) -> Card:
    """Read what Today asks of one person, or warns of, beside what comes first in a case."""
    return replace(
        card,
        check_in=some_day(found["check_in"]),
        watcher=somebody(found["watcher"]),
        clocks=tuple(map(_read_ticking, items(found["clocks"]))),
        tasks={PersonId(who): day(due) for who, due in mapping(found["tasks"]).items()},
        untaken=some_day(found["untaken"]),
        asks_counsel=flag(found["asks_counsel"]),
        asked_second=some_day(found["asked_second"]),
        wrote=some_day(found["wrote"]),
        reviewers=frozenset(people(found["reviewers"])),
        is_unsigned=flag(found["unsigned"]),
        hidden=tuple(map(_read_hidden, items(found["hidden"]))),
    )


def _hidden_value(each: Hidden) -> Value:
    return [each.what, each.by, each.agreed, a_day(each.since), each.showing]


def _read_hidden(value: Value) -> Hidden:
    what, by, agreed, since, showing = items(value, 5, 5)
    who = PersonId(text(by))
    return Hidden(raw_bytes(what), who, somebody(agreed), some_day(since), somebody(showing))


def _ticking_value(each: Ticking) -> Value:
    days = (each.since, each.near, each.due)
    return [each.clock.value, *(day_of.isoformat() for day_of in days)]


def _read_ticking(value: Value) -> Ticking:
    clock, *days = items(value, 4, 4)
    since, near, due = map(day, days)
    return Ticking(word(Clock, clock), since, near, due)


def case_of(key: PartKey | FieldKey) -> CaseId:
    return key.of.case if isinstance(key, FieldKey) else key.case


def seal_entry(entry: Entry, key: PartKey, row: bytes) -> bytes:
    value = {**asdict(entry), "kind": entry.kind.value, "day": entry.day.isoformat()}
    del value["hidden"]  # what is hidden stands on the card, and may be shown again
    return seal_value(value, key, Place(_ENTRIES, "sealed", row), ENTRY_STEP)


def open_entry(sealed: bytes, key: PartKey | FieldKey, row: bytes) -> Entry:
    found = keyed(
        open_value(sealed, key, Place(_ENTRIES, "sealed", row)),
        *("kind", "number", "day", "by", "text", "about", "raw", "envelope", "generation"),
    )
    return Entry(
        kind=word(Kind, found["kind"]),
        number=number(found["number"]),
        day=day(found["day"]),
        by=somebody(found["by"]),
        text=text(found["text"]),
        about=text(found["about"]),
        raw=raw_bytes(found["raw"]),
        envelope=EnvelopeId(raw_bytes(found["envelope"])),
        generation=number(found["generation"]),
    )


def padded_for(value: Value, step: int) -> bytes:
    body = encode(value)
    size = -(-(len(body) + LENGTH_SIZE) // step) * step
    return framed(body, size)


def seal_value(value: Mapping[str, Value], key: PartKey, place: Place, step: int) -> bytes:
    return seal_field(padded_for(value, step), key, place)


def open_value(sealed: bytes, key: PartKey | FieldKey, place: Place) -> Value:
    return decode(unframed(open_field(sealed, key, place)))


def filled_in(value: Value, absent: Mapping[str, Value]) -> Value:
    """Give fields that came later to what was sealed before they did."""
    return {**absent, **mapping(value)}


def somebody(value: Value) -> PersonId | None:
    return None if value is None else PersonId(text(value))


def people(value: Value) -> tuple[PersonId, ...]:
    return tuple(PersonId(text(each)) for each in items(value))


def _level(value: Value) -> Level | None:
    return None if value is None else Level(number(value, len(Level), 1))


def a_day(day_or_none: date | None) -> str | None:
    return None if day_or_none is None else day_or_none.isoformat()


def some_day(value: Value) -> date | None:
    return None if value is None else day(value)


def raw_bytes(value: Value) -> bytes:
    if not isinstance(value, bytes):
        raise MalformedError("not bytes")
    return value


def mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise MalformedError("not a map")
    return value
