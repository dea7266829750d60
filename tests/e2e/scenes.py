"""Scenes that look around: everything that one kind of person is shown, and what nobody asks for.

What is refused, done or asked first is shown by the tests of each feature; see chapters.py.
"""

from typing import Final

from flask import render_template

from casework.faults import FAULTS
from casework.rights import Role
from config.frames import GateFrame
from config.rendering import render
from tests.browser import Visitor
from tests.cases import done, press
from tests.channel import EXTERNALS, JUNE, MARIA, Channel
from tests.endings import finished
from tests.evidence import ready
from tests.members import House
from tests.privilege import ADA, let_in, with_lawyers
from tests.privilege import reading as reading_guest

LISTS: Final = (
    "/today", "/reports", "/reports?show=finished", "/reports/aside", "/records", "/figures",
    "/ties", "/reports/enter", "/reports/load", "/keyboard", "/stand-ins", "/charter", "/exports",
    "/search", "/people", "/keys", "/keys/drill", "/keys/lost", "/devices", "/settings", "/you",
    "/history", "/history?kind=drill held", "/recovery", "/settings/europe",
)  # fmt: skip
PARTS: Final = (
    "", "/conversation", "/files", "/notes", "/privileged", "/triage", "/people", "/outcome",
    "/finish", "/kept", "/timeline", "/timeline/sheet", "/step-back", "/conflicts", "/due",
    "/protection", "/severity", "/scope", "/hand-over", "/linked", "/tasks", "/hidden",
    "/translate/1", "/export", "/files/1/custody", "/files/1/label",
)  # fmt: skip


def look_around(visitor: Visitor, case: str = "") -> None:
    """Open every page that there is. What this person may not is a page as well."""
    for path in LISTS:
        visitor.get(path)
    for part in PARTS if case else ():
        visitor.get(f"{case}{part}")


def june_finds_nothing_at_all(channel: Channel) -> None:
    look_around(channel.sign_in(JUNE))


def members_and_externals_look_at_a_new_report(channel: Channel) -> None:
    maria, case = ready(channel, files={"gate-log.csv": b"0" * 100})
    done(press(maria, f"{case}/notes", note="Counsel says to keep the drive."))
    for visitor in (maria, channel.sign_in(EXTERNALS[0])):
        look_around(visitor, case)


def a_member_looks_at_what_is_finished(channel: Channel) -> None:
    _, case = finished(channel)
    look_around(channel.sign_in(MARIA), case)


def a_guest_looks_at_what_was_granted(channel: Channel) -> None:
    with_lawyers(channel, ADA)
    maria, case = ready(channel, files={"gate-log.csv": b"0" * 100})
    done(let_in(channel, maria, case, ADA, "evidence", "advice"))
    look_around(reading_guest(channel, case, ADA), case)


def a_secretary_looks_around(house: House) -> None:
    look_around(house.signed_in(house.joined("ann", "Ann Poole", Role.SECRETARY)))


def an_auditor_of_record_looks_around(house: House) -> None:
    look_around(house.signed_in(house.joined("lee", "Lee Hart", Role.AUDITOR)))


def nothing_works(house: House) -> None:
    """Show what no visit brings about: the machine is full, busy, or broken."""
    makers = (*FAULTS.by_code.values(), *FAULTS.by_type.values())
    with house.app.test_request_context(base_url="https://committee.example.com"):
        for make in makers:
            house.app.finalize_request(render(make()))
        # Drawn by whoever sets up the front, which answers with it while the site cannot.
        kept = render_template("faults/wait_kept.html", frame=GateFrame())
        house.app.finalize_request(kept)
