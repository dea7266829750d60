"""The list of reports: what each is called and about, and what is due next. No text of any."""

from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.collecting.services.selftesting import came_through, newest_test
from casework.complaints.domain.case.casefile import OPEN, Standing
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.records.cases import After
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.queue import Queue, Seen, queue_of
from casework.complaints.services.reading.near import near
from casework.complaints.views.parts.addresses import address, after_at, ended_at
from casework.complaints.views.parts.judging import LEVELS
from casework.complaints.views.parts.meanwhile import (
    ALONGSIDE,
    GOING_ON,
    Meanwhile,
    look_through,
    meanwhile,
)
from casework.complaints.views.parts.wording import (
    STANDINGS,
    Lit,
    age_in_words,
    clock_in_words,
    flags_in_words,
    lit_by,
    status_in_words,
    surname_of,
    topics_in_words,
)
from casework.complaints.views.watching.load import LOAD
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from casework.rights import opens
from casework.trust import Standing as Committee
from config.frames import CaseworkFrame, Link
from config.rendering import Page, render
from config.words import in_words

queue = Blueprint("reports", __name__)

_NO_CONTENT = 204


@dataclass(frozen=True, slots=True)
class Row:
    """A case as the list shows it."""

    name: str
    href: str
    status: str
    is_new: bool
    facts: str
    flags: tuple[str, ...]
    level: str
    clock: str
    light: Lit | None


@dataclass(frozen=True, slots=True)
class TestShown:
    """Proof that silence is no broken channel, or that it may be one."""

    works: bool
    says: str


@dataclass(frozen=True)
class QueuePage(Page):
    template: ClassVar[str] = "complaints/queue.html"
    frame: CaseworkFrame
    headline: str
    meanwhile: Meanwhile | None
    filters: tuple[Link, ...]
    rows: tuple[Row, ...]
    more_href: str
    enter_href: str
    load_href: str
    test: TestShown | None


@queue.get(REPORTS)
@opens_to(Right.CASES)
def show_queue(me: SignedIn) -> ResponseReturnValue:
    opening = meanwhile(desk(), me, _here())
    chosen = request.args.get("show", "")
    standings = (Standing(chosen),) if chosen in set(Standing) else OPEN
    found = queue_of(desk(), me, standings, after_at(request.args.get("after", "")))
    return render(
        QueuePage(
            frame=casework_frame(me, REPORTS),
            headline=_headline(found, standings),
            meanwhile=opening,
            filters=_filters(chosen),
            rows=tuple(map(_row, found.seen)),
            more_href=_more(chosen, found.after),
            enter_href=f"{REPORTS}/enter" if opens(Right.HOLDER, me) else "",
            load_href=LOAD,
            test=_test(me) if not found.seen else None,
        )
    )


@queue.get(GOING_ON)
@opens_to(Right.CASES)
def go_on_opening(me: SignedIn) -> ResponseReturnValue:
    """Go on while the page that asked for this is read. There is nothing to be seen of it."""
    end = monotonic() + ALONGSIDE
    look_through(desk(), me, ALONGSIDE)
    near(desk(), me, end - monotonic())
    return Response(status=_NO_CONTENT)


def _test(me: SignedIn) -> TestShown | None:
    """Say when the form was last tested. Guests are told nothing of the channel."""
    if not (opens(Right.HOLDER, me) and isinstance(desk().trust.now(), Committee)):
        return None
    days = newest_test(desk())
    if days.sent is None or not came_through(days, desk().today()):
        return TestShown(works=False, says=str(_("The daily test has not come through lately.")))
    says = _("The form was last tested on %(day)s and works.", day=in_words(days.sent))
    return TestShown(works=True, says=str(says))


def _here() -> str:
    """Return where one looks again: from the beginning of the list, which may have grown."""
    chosen = request.args.get("show", "")
    return f"{REPORTS}?show={chosen}" if chosen in set(Standing) else REPORTS


def _headline(found: Queue, standings: tuple[Standing, ...]) -> str:
    if standings == (Standing.FINISHED,):
        return str(_("Finished reports"))
    new = sum(each.line.standing is Standing.NEW for each in found.seen)
    if new:
        return str(ngettext("One new report", "%(num)d new reports", new))
    if found.seen:
        return str(_("No report is new"))
    return str(_("No report waits"))


def _filters(chosen: str) -> tuple[Link, ...]:
    every = Link(REPORTS, str(_("All open")), chosen not in set(Standing))
    each = (
        Link(f"{REPORTS}?show={standing}", str(_(words)), chosen == standing)
        for standing, words in STANDINGS.items()
    )
    return (every, *each)


def _row(seen: Seen) -> Row:
    card, today = seen.card, desk().today()
    levels = procedure_of(desk()).rules.levels
    return Row(
        name=card.name,
        href=address(seen.line.id),
        status=status_in_words(card),
        is_new=seen.line.standing is Standing.NEW,
        facts=_facts(seen),
        flags=(*flags_in_words(card), *age_in_words(card, today, levels)),
        level="" if card.level is None else str(_(LEVELS[card.level])),
        clock=clock_in_words(card.clock, seen.line.due, today),
        light=lit_by(seen.line.due, today),
    )


def _facts(seen: Seen) -> str:
    """Return one line: when it came in, what it is about, who leads, and whether words wait."""
    card, committee = seen.card, desk().trust.now()
    lead = surname_of(committee, card.lead) if isinstance(committee, Committee) else ""
    facts = (
        _("Came in %(day)s", day=in_words(card.received)),
        topics_in_words(card),
        _("%(name)s leads", name=lead) if lead else "",
        _news(seen),
    )
    return ". ".join(str(each) for each in facts if each)


def _news(seen: Seen) -> str:
    if not seen.card.has_news:
        return ""
    is_over = seen.card.status in OVER
    return str(_("The reporter wrote again") if is_over else _("The reporter wrote"))


def _more(chosen: str, after: After | None) -> str:
    if after is None:
        return ""
    shown = f"show={chosen}&" if chosen in set(Standing) else ""
    return f"{REPORTS}?{shown}after={ended_at(after)}"
