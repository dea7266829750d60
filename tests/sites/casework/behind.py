"""What goes on behind June's back, and what she is shown and what it costs before and after."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.browser import Visitor
from tests.cases import (
    cases_of,
    day_of,
    decide,
    done,
    name_of,
    press,
    reply,
)
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.evidence import added
from tests.exports import WHOM, WORDS
from tests.sites.casework.test_left_out import FILE, NOTE, STORY, same_for_all

NOWHERE = f"/reports/{'A' * 43}"
SHARED = {
    "the overview of a report that she reads": "",
    "the conversation of a report that she reads": "/conversation",
    "what may be linked to a report that she reads": "/linked",
    "the timeline of a report that she reads": "/timeline",
    "the six questions about a report that she reads": "/triage",
    "the tasks in a report that she reads": "/tasks",
    "the ties in a report that she reads": "/conflicts",
    "the people of a report that she reads": "/people",
    "what is due in a report that she reads": "/due",
    "how long a report that she reads is kept": "/kept",
    "what goes out of a report that she reads": "/export",
    "the list before a report that she reads is finished": "/finish",
    "whoever looks after the reporter of a report that she reads": "/protection",
    "to whom a report that she reads is handed over": "/hand-over",
    "how large a matter that she reads is": "/scope",
}
HERS = {
    "the figures count what she reads": "/figures",
    "the list of who leads what": "/reports/load",
    "the reports of all, in the shortest list": "/reports?show=new",
    "the reports that wait for the committee": "/reports?show=us",
    "the reports that wait for the reporter": "/reports?show=reporter",
    "the reports that are finished": "/reports?show=finished",
    "the reports that were set aside": "/reports/aside",
    "the exports that wait for a second word": "/exports",
    "the records that may be destroyed": "/records",
    "the people of the committee": "/people",
    "whoever stands in for others": "/stand-ins",
    "what she is asked today": "/today",
    "her own ties": "/ties",
    "her devices and sessions": "/devices",
    "the settings of the site": "/settings",
    "the European rules": "/settings/europe",
    "what is still being opened": "/meanwhile",
    "her search before a word is typed": "/search",
}


# What a form that adds carries is new in each drawing; and she has come in once more.
_DRAWN = re.compile(r'name="(?:once|id)" value="[^"]*"|\d+ sessions')


@dataclass(frozen=True)
class Moment:
    """What June is shown, and what it costs, at one moment."""

    pages: dict[str, str]
    asked: dict[str, int]
    headers: dict[str, list[tuple[str, str]]]
    unlock: int


@dataclass(frozen=True)
class Behind:
    """What went on behind June's back: before, after, and the two reports."""

    channel: Channel
    june: Visitor
    shared: str
    hidden: str
    before: Moment
    after: Moment
    linked: Moment


@contextmanager
def statements() -> Iterator[list[str]]:
    """Count what any database of this process is asked."""
    said: list[str] = []

    def note(*asked: object) -> None:
        said.append(str(asked[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def looked(channel: Channel, shared: str) -> tuple[Visitor, Moment]:
    with statements() as unlocking:
        june = channel.sign_in(JUNE)
    pages, asked, headers = {}, {}, {}
    places = [*HERS.values(), *(f"{shared}{part}" for part in SHARED.values())]
    for place in places:
        june.get(place)  # what is kept from the first time on is kept in both
    for place in places:
        with statements() as said:
            answer = june.get(place)
        pages[place] = _DRAWN.sub("", same_for_all(answer.text))
        asked[place], headers[place] = len(said), named(answer.headers.items())
    return june, Moment(pages, asked, headers, len(unlocking))


def named(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers without what is new each time: lengths and cookies have tokens in them."""
    return [(name, value.split("=")[0]) for name, value in headers if name != "Content-Length"]


def worked(channel: Channel, shared: str) -> str:
    """Work on a report that leaves June out, and tie it to the one that she reads."""
    channel.report(STORY, files={FILE: b"0" * 70_000}, leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [hidden] = cases_of(maria) - {shared}
    done(decide(maria, hidden, "can_act", choice="read_on"))
    done(decide(maria, hidden, "people", lead=MARIA, second=THOMAS))
    reply(maria, hidden, "Thank you. Which quarter was it?")
    done(press(thomas, f"{hidden}/notes", note=NOTE))
    done(added(thomas, hidden))
    held = {"why": "claim", "reason": "A letter came."}
    done(press(maria, f"{hidden}/kept", f"{hidden}/kept/hold", **held))
    today = channel.desk.today()
    period = day_of("since", today) | day_of("until", today)

    several = {"pieces": ["report"], "second": THOMAS, **period, **WHOM, **WORDS}
    page = press(maria, "/exports", **several)
    assert name_of(maria, hidden) in page.text
    return hidden
