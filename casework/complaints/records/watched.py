"""What is watched in a case, as a part of its sealed inside."""

from collections.abc import Mapping
from typing import Final

from casework.complaints.domain.case.proposed import Proposed
from casework.complaints.domain.case.tasks import Shows, State, Task, Tasks
from casework.complaints.domain.case.watched import Happened, Watched
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.european import Step, Transcript
from casework.complaints.domain.protection import Protection
from casework.complaints.records.protections import (
    proposed_value,
    protection_value,
    read_proposed,
    read_protection,
)
from casework.complaints.records.sealing import a_day, filled_in, mapping, some_day, somebody
from crypto.encoding import Value, day, items, keyed, number, word

_NOBODY: Final = Protection()
# What a case did not have that was written before these were.
_SINCE_THEN: Final[Mapping[str, Value]] = {
    "tasks": [],
    "proposed": [],
    "transcript": None,
    "began": None,
}


def watched_value(watched: Watched) -> Value:
    return {
        "first_word": a_day(watched.first_word),
        "last_word": a_day(watched.last_word),
        "events": {
            event.value: [a_day(each.on), a_day(each.done)]
            for event, each in watched.events.items()
        },
        "protection": protection_value(watched.protection),
        "feared": a_day(watched.feared),
        "proposed": [proposed_value(each) for each in watched.proposed],
        "began": a_day(watched.began),
        "transcript": _transcript(watched.transcript),
        "tasks": [_task(each) for each in watched.tasks.each],
    }


def read_watched(value: Value) -> Watched:
    known = ("first_word", "last_word", "events", "protection", "feared", *_SINCE_THEN)
    found = keyed(filled_in(value, _SINCE_THEN), *known)
    return Watched(
        first_word=some_day(found["first_word"]),
        last_word=some_day(found["last_word"]),
        events={
            word(Event, event): _happened(each) for event, each in mapping(found["events"]).items()
        },
        protection=read_protection(found["protection"]),
        feared=some_day(found["feared"]),
        proposed=tuple(map(read_proposed, items(found["proposed"]))),
        began=some_day(found["began"]),
        transcript=_read_transcript(found["transcript"]),
        tasks=Tasks(tuple(map(_read_task, items(found["tasks"])))),
    )


def protection_in(value: Value) -> Protection:
    """Read this alone, for whoever opens thousands: mostly nobody was looked after."""
    found = mapping(value)["protection"]
    written = mapping(found)
    is_empty = not any(written[each] for each in ("plans", "incidents", "measures"))
    return _NOBODY if is_empty else read_protection(found)


def proposed_in(value: Value) -> tuple[Proposed, ...]:
    """Read this alone, for whoever opens thousands."""
    return tuple(map(read_proposed, items(mapping(value).get("proposed", []))))


def _happened(value: Value) -> Happened:
    on, done = items(value, 2, 2)
    return Happened(day(on), some_day(done))


def _transcript(transcript: Transcript | None) -> Value:
    if transcript is None:
        return None
    return {step.value: on.isoformat() for step, on in transcript.taken.items()}


def _read_transcript(value: Value) -> Transcript | None:
    if value is None:
        return None
    return Transcript({word(Step, step): day(on) for step, on in mapping(value).items()})


def _task(task: Task) -> Value:
    return {
        "number": task.number,
        "words": task.words,
        "owner": task.owner,
        "since": a_day(task.since),
        "due": a_day(task.due),
        "shows": None if task.shows is None else task.shows.value,
        "had": task.had,
        "state": task.state.value,
        "came": task.came,
        "ended": a_day(task.ended),
        "ended_by": task.ended_by,
        "changes": task.changes,
    }


def _read_task(value: Value) -> Task:
    found = keyed(
        value,
        *("number", "words", "owner", "since", "due", "shows", "had", "state", "came"),
        *("ended", "ended_by", "changes"),
    )
    return Task(
        number=number(found["number"]),
        words=number(found["words"]),
        owner=somebody(found["owner"]),
        since=day(found["since"]),
        due=day(found["due"]),
        shows=None if found["shows"] is None else word(Shows, found["shows"]),
        had=somebody(found["had"]),
        state=word(State, found["state"]),
        came=number(found["came"]),
        ended=some_day(found["ended"]),
        ended_by=somebody(found["ended_by"]),
        changes=number(found["changes"]),
    )
