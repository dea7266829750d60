"""A case on its way to its end, through the pages alone."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.desk import lay_desk
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import cases_of, decide, done, hidden_in, press, reply, surely
from tests.channel import EXTERNALS, MARIA, MEMBERS, THOMAS, Channel
from tests.reporting import Returning

STORY: Final = Answer("what", "The rebates are kept in a file called the cushion.")
YEARS: Final = timedelta(days=8 * 366)
COUNSEL: Final = EXTERNALS[0]

ANSWERS: dict[str, str | list[str]] = {
    "basis": "No proof.",
    "level": "3",
    "saw": "1",
    "auditor": "no",
    "board": "yes",
    "agency": "no",
    "by": [MARIA, THOMAS],
    "decided-month": "1",
    "decided-day": "2",
    "decided-year": "2026",
    "vote": "unanimous",
}


def moved(visitor: Visitor, case: str, *states: str) -> None:
    place = f"{case}/outcome"
    for to in states:
        done(press(visitor, place, f"{place}/move", to=to, reason="It is time."))


def with_feedback(maria: Visitor, thomas: Visitor, case: str) -> None:
    """Work a case until only the list stands between it and its end."""
    with_decision(maria, thomas, case)
    reply(maria, case, "We have finished. We could not confirm it.")
    moved(maria, case, "feedback given")


def with_decision(maria: Visitor, thomas: Visitor, case: str) -> None:
    done(decide(maria, case, "ours", choice="ACC-EXP"))
    done(decide(maria, case, "can_act", choice="read_on"))
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    done(press(thomas, f"{case}/people", f"{case}/people/free"))
    moved(maria, case, "investigating", "findings drafted", "review")
    found = {"outcome": "UNS", "basis": "The file was looked for and is empty."}
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **found))
    moved(maria, case, "decided")


def with_list_done(maria: Visitor, case: str, *, plan: bool = False) -> None:
    """Answer the list. Where there is, or will be, a plan, nobody says that none is needed."""
    place = f"{case}/finish"
    done(press(maria, place, f"{place}/answers", **ANSWERS))
    if not plan:
        without_plan(maria, case)


def without_plan(maria: Visitor, case: str) -> None:
    """Say why nobody looks after the reporter."""
    unneeded = {"form": "unneeded", "text": "Nobody knows of the report."}
    done(press(maria, f"{case}/protection", **unneeded))


def closed(maria: Visitor, thomas: Visitor, case: str, *, plan: bool = False) -> None:
    with_feedback(maria, thomas, case)
    with_list_done(maria, case, plan=plan)
    place = f"{case}/finish"
    done(surely(maria, place, f"{place}/close", reason="All of it is done."))


def later(channel: Channel, by: timedelta = YEARS) -> None:
    """Turn the calendar, after a backup of all that came in was read back."""
    house, before = channel.house, channel.desk.today()
    with house.desk.database.transaction() as tx:
        Arrivals(tx).make_safe(Arrivals(tx).not_safe())
    channel.collect()
    house.desk = replace(house.desk, today=lambda: before + by)
    lay_desk(house.app, house.desk)


def finished(channel: Channel, leaving_out: tuple[str, ...] = ()) -> tuple[Returning, str]:
    files = {"Rebates.txt": b"0123456789" * 9_000}
    out = tuple(each for each in MEMBERS if each in leaving_out)
    sent = channel.report(STORY, files=files, leaving_out=out)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    closed(maria, thomas, case)
    channel.deliver()
    return sent, case


def put_forward(visitor: Visitor) -> None:
    page = visitor.get("/records").text
    chosen = re.findall(r'name="cases"\s+value="([\w-]{43})"', page)
    assert chosen, "nothing may go"
    fields: dict[str, str | list[str]] = dict(hidden_in(page, "/records/propose"))
    done(visitor.post("/records/propose", **fields | {"cases": chosen}))


def list_of(case: str) -> str:
    return case.replace("/reports/", "/records/list/")


def destroyed(channel: Channel, case: str) -> None:
    put_forward(channel.sign_in(MARIA))
    done(press(channel.sign_in(COUNSEL), list_of(case)))
