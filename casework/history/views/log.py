"""The audit log: who did what, on which day, and whether anything is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final, TypeAlias
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.desk import desk
from casework.frame import HISTORY, casework_frame
from casework.history.domain import Verb
from casework.history.services.log import (
    Log,
    OfCase,
    cases_in,
    check_chain,
    look_up,
    look_up_case,
    take_along,
)
from casework.history.services.reading import Wanted
from casework.history.views.sentences import Names, kind, names_of, sentence
from casework.rights import Role
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words, with_year
from crypto.names import PersonId

log = Blueprint("history", __name__)

_ON_A_PAGE: Final = 50
_CHECKED: Final = "checked"
_MONTH: Final = timedelta(days=30)
_YEAR: Final = timedelta(days=365)
_PERIODS: Final = ("month", "year", "all")


Columns: TypeAlias = tuple[tuple[str, bool], ...]
Rows: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class HistoryPage(Page):
    template: ClassVar[str] = "history/log.html"
    frame: CaseworkFrame
    csrf: str
    state: str
    is_broken: bool
    can_read: bool
    filters: "Filters"
    columns: Columns
    rows: Rows
    seen_columns: Columns
    seen_by: Rows
    paging: "Paging"


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen, and what can be."""

    person: str
    people: tuple[tuple[str, str], ...]
    verb: str
    verbs: tuple[tuple[str, str], ...]
    period: str
    periods: tuple[tuple[str, str], ...]
    case: str = ""
    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paging:
    words: str
    before: str
    after: str


@log.get(HISTORY)
@opens_to(Right.AUDITOR)
def show_history(me: SignedIn) -> ResponseReturnValue:
    names = names_of(desk().trust.now())
    wanted, filters = _asked(names)
    can_read = Role.MEMBER in me.roles
    found = look_up(desk(), wanted, with_words=can_read)
    of_case = look_up_case(desk(), me, filters.case, wanted) if can_read and filters.case else None
    state, is_broken = _state_with(of_case, found)
    rows = _all_rows(found, names) if of_case is None else _rows_of(of_case)
    filters = _with_cases(me, filters, is_shown=of_case is not None) if can_read else filters
    number = _page_number(len(rows))
    return render(
        HistoryPage(
            frame=casework_frame(me, HISTORY),
            csrf=generate_csrf(),
            state=state,
            is_broken=is_broken,
            can_read=can_read,
            filters=filters,
            columns=_columns(can_read=can_read),
            rows=rows[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE],
            seen_columns=_seen_columns(),
            seen_by=() if of_case is None else tuple(of_case.seen_by),
            paging=_paging(len(rows), number, filters),
        )
    )


@log.post(f"{HISTORY}/copy")
@opens_to(Right.AUDITOR)
def take_copy(me: SignedIn) -> ResponseReturnValue:
    """Hand out the whole history, signed; its words only to who may read them."""
    lines = take_along(desk(), me.person, with_words=Role.MEMBER in me.roles)
    return Response(
        "".join(lines),
        mimetype="text/plain",
        headers={"Content-Disposition": "attachment; filename=history.txt"},
    )


def _asked(names: Names) -> tuple[Wanted, Filters]:
    """Read the filters. What is no choice of ours is no filter."""
    person, verb = request.args.get("person", ""), request.args.get("kind", "")
    period = request.args.get("when", "")
    people = tuple(
        sorted(((str(each), name) for each, name in names.items()), key=lambda it: it[1])
    )
    person = person if person in dict(people) else ""
    verb = verb if verb in set(Verb) else ""
    period = period if period in _PERIODS else _PERIODS[0]
    kinds = tuple(sorted(((each.value, kind(each)) for each in Verb), key=lambda it: it[1]))
    wanted = Wanted(
        _since(period), PersonId(person) if person else None, Verb(verb) if verb else None
    )
    case = request.args.get("case", "")
    filters = Filters(person, people, verb, kinds, period, _periods(), case)
    return wanted, filters


def _with_cases(me: SignedIn, filters: Filters, *, is_shown: bool) -> Filters:
    """Offer what this reader opens. A case that somebody may not read is no choice of ours."""
    cases = cases_in(desk(), me)
    names = dict(cases.names())
    if is_shown and filters.case not in names:
        names[filters.case] = cases.called(filters.case)
    offered = tuple(sorted(names.items(), key=lambda each: each[1]))
    if not is_shown:
        return replace(filters, case="", cases=offered)
    # The kinds are those of the committee's own deeds, so none of them chooses among a case's.
    return replace(filters, verb="", cases=offered)


def _periods() -> tuple[tuple[str, str], ...]:
    words = (_("The last 30 days"), _("The last year"), _("From the beginning"))
    return tuple((code, str(text)) for code, text in zip(_PERIODS, words, strict=True))


def _since(period: str) -> date:
    today = desk().today()
    return {"month": today - _MONTH, "year": today - _YEAR, "all": date.min}[period]


def _state_with(of_case: OfCase | None, found: Log) -> tuple[str, bool]:
    if of_case is not None and not of_case.is_whole:
        return str(_("A line of this report does not stand in the history.")), True
    return _state(found, check=_CHECKED in request.args)


def _state(found: Log, *, check: bool) -> tuple[str, bool]:
    if found.sealed is None:
        return str(_("The history is sealed each night. The first night is still to come.")), False
    if not check:
        return str(_("Sealed up to %(day)s.", day=with_year(found.sealed))), False
    checked = check_chain(desk())
    if checked.since is None or not checked.is_whole:
        return str(_("Something is missing from the history, or was changed.")), True
    return str(_("No gaps from %(day)s to now.", day=with_year(checked.since))), False


def _columns(*, can_read: bool) -> Columns:
    words = (_("Day"), _("What was done")) if can_read else (_("Day"), _("Kind"), _("Commitment"))
    return tuple((str(each), False) for each in words)


def _seen_columns() -> Columns:
    return tuple((str(each), False) for each in (_("Who"), _("May read"), _("First opened")))


def _all_rows(found: Log, names: Names) -> Rows:
    said = [(_day(each.day), sentence(each, names)) for each in found.said]
    marks = [(_day(each.day), kind(each.verb), each.commitment.hex()) for each in found.marks]
    return (*said, *marks)


def _rows_of(case: OfCase) -> Rows:
    return tuple((_day(each.day), each.says) for each in case.lines)


def _day(day: date) -> str:
    return in_words(day) if day.year == desk().today().year else with_year(day)


def _page_number(count: int) -> int:
    asked = request.args.get("page", "1")
    last = max(1, -(-count // _ON_A_PAGE))
    return min(int(asked), last) if asked.isascii() and asked.isdigit() and int(asked) else 1


def _paging(count: int, number: int, filters: Filters) -> Paging:
    last = max(1, -(-count // _ON_A_PAGE))
    words = _("Page %(number)d of %(last)d", number=number, last=last) if last > 1 else ""
    before = _address(filters, number - 1) if number > 1 else ""
    after = _address(filters, number + 1) if number < last else ""
    return Paging(str(words), before, after)


def _address(filters: Filters, page: int) -> str:
    asked: Sequence[tuple[str, object]] = (
        ("person", filters.person),
        ("kind", filters.verb),
        ("when", filters.period),
        *((("case", filters.case),) if filters.case else ()),
        ("page", page),
    )
    return f"{HISTORY}?{urlencode(asked)}"
