"""What happened in a case. Nobody edits a line; whoever knows better adds a remark to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.deeds import About, Line, about_of
from casework.complaints.forms.writing import LINE, too_long, words
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Done
from casework.complaints.services.watching.remarking import (
    lines_with_names,
    remark,
    remarks_in,
)
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.caselog import log_address
from casework.complaints.views.parts.happened import Event, event, remarked
from casework.complaints.views.parts.heading import SHEET, TIMELINE, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import HISTORY, REPORTS, casework_frame
from casework.rights import opens
from config.frames import CaseworkFrame, Link
from config.questions.asked import asked
from config.rendering import Page, render
from store.database import Transaction

timeline = Blueprint("case-timeline", __name__)

_PLACE = f"{REPORTS}/<case>/{TIMELINE}"
_UNPROCESSABLE = 422
_ABOUT: Final[Mapping[About, str]] = {
    About.WORDS: asked("Words to and from the reporter"),
    About.WORK: asked("Work and decisions"),
    About.PEOPLE: asked("People"),
    About.CARE: asked("Protection"),
    About.SEEN: asked("Who saw what"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, what was remarked about it, and where to remark something."""

    event: Event
    remarks: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Remark:
    """The form, under the line that it is about."""

    on: str
    about: str
    text: str = field(default="", repr=False)
    problem: str = ""


@dataclass(frozen=True)
class TimelinePage(Page):
    template: ClassVar[str] = "complaints/timeline.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    filters: tuple[Link, ...]
    events: tuple[Shown, ...]
    remark: Remark | None
    sheet_href: str
    log_href: str


@timeline.get(_PLACE)
@opens_to(Right.CASES)
def show_timeline(case: str, me: SignedIn) -> ResponseReturnValue:
    asked_for = Remark(request.args.get("on", ""), "")
    return render(shown_whole(me, case, partial(_page, me, asked_for)))


@timeline.post(_PLACE)
@opens_to(Right.CASES)
@adds(TIMELINE)
def add_remark(case: str, me: SignedIn) -> ResponseReturnValue:
    typed = words(request.form, "remark")
    line = request.form.get("on", "")
    problem = _problem(typed)
    if not problem:
        if isinstance(remark(desk(), me, case_at(case), line, typed), Done):
            return go(address(case_at(case), TIMELINE))
        not_there()
    again = Remark(line, "", typed, problem)
    return render(shown_whole(me, case, partial(_page, me, again))), _UNPROCESSABLE


def _problem(typed: str) -> str:
    if not typed:
        return str(_("Write your remark first."))
    return too_long(request.form, "remark", LINE)


def _page(me: SignedIn, typed: Remark, tx: Transaction, file: CaseFile) -> TimelinePage:
    lines, chosen = lines_with_names(tx, file), request.args.get("show", "")
    log_href = f"{HISTORY}?when=all&case={log_address(file.id)}" if opens(Right.AUDITOR, me) else ""
    return TimelinePage(
        frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
        head=heading_of(file, TIMELINE),
        csrf=generate_csrf(),
        here=address(file.id, TIMELINE),
        filters=_filters(file, chosen),
        events=tuple(_shown(file, lines, chosen)),
        remark=_remark(file, lines, typed),
        sheet_href=address(file.id, f"{TIMELINE}/{SHEET}"),
        log_href=log_href,
    )


def _filters(file: CaseFile, chosen: str) -> tuple[Link, ...]:
    here = address(file.id, TIMELINE)
    every = Link(here, str(_("Everything")), chosen not in set(About))
    each = (
        Link(f"{here}?show={about}", str(_(says)), chosen == about)
        for about, says in _ABOUT.items()
    )
    return (every, *each)


def _shown(file: CaseFile, lines: Mapping[str, Line], chosen: str) -> Iterator[Shown]:
    here, remarks = address(file.id, TIMELINE), remarks_in(lines)
    for name, line in lines.items():
        if chosen in set(About) and about_of(line.did) != chosen:
            continue
        said = tuple(remarked(each, file.committee) for each in remarks.get(name, ()))
        yield Shown(event(line, file.committee), said, f"{here}?on={name}#remark")


def _remark(file: CaseFile, lines: Mapping[str, Line], typed: Remark) -> Remark | None:
    """Show the form under the line's own words; what is no line of this case has none."""
    line = lines.get(typed.on)
    if line is None:
        return None
    about = event(line, file.committee)
    return Remark(typed.on, f"{about.in_one} {about.when}", typed.text, typed.problem)
