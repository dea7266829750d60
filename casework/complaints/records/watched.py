"""What is watched in a case, as a part of its sealed inside."""

from casework.complaints.domain.case.watched import Happened, Watched
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.european import Step, Transcript
from casework.complaints.records.protections import (
    proposed_value,
    protection_value,
    read_proposed,
    read_protection,
)
from casework.complaints.records.sealing import a_day, keyed_since, mapping, some_day
from crypto.encoding import Value, day, items, word


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
        "transcript": _transcript(watched.transcript),
    }


def read_watched(value: Value) -> Watched:
    names = ("first_word", "last_word", "events", "protection", "feared")
    found = keyed_since(value, *names, proposed=[], transcript=None)
    return Watched(
        first_word=some_day(found["first_word"]),
        last_word=some_day(found["last_word"]),
        events={
            word(Event, event): _happened(each) for event, each in mapping(found["events"]).items()
        },
        protection=read_protection(found["protection"]),
        feared=some_day(found["feared"]),
        proposed=tuple(map(read_proposed, items(found["proposed"]))),
        transcript=_read_transcript(found["transcript"]),
    )


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
