"""Who steps in for whom, as the signed list has it, and the test of it in every quarter."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.conflicts.bench import alternates_are_tested
from casework.complaints.services.assessing.standins import (
    Seat,
    Table,
    Tried,
    last_whole,
    note_test,
    table_of,
    tests_of,
)
from casework.complaints.views.parts.addresses import go, not_there
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import PEOPLE, STAND_INS, casework_frame
from casework.rights import opens
from casework.trust import Standing
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from crypto.names import PersonId

stand_ins = Blueprint("stand-ins", __name__)

_UNPROCESSABLE: Final = 422
_TRIED: Final = f"{STAND_INS}/tried"


@dataclass(frozen=True)
class StandInsPage(Page):
    template: ClassVar[str] = "complaints/stand_ins.html"
    frame: CaseworkFrame
    csrf: str
    back: str
    here: str
    seats: tuple[tuple[str, str], ...]
    outside: str
    is_tested: bool
    says: str
    tests: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    ticked: tuple[str, ...]
    may_note: bool
    problem: str


@stand_ins.get(STAND_INS)
@opens_to(Right.HOLDER)
def show_stand_ins(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, _committee()))


@stand_ins.post(_TRIED)
@opens_to(Right.MEMBER)
def note_the_test(me: SignedIn) -> ResponseReturnValue:
    """Keep who answered. One may put it down again when the others were reached."""
    committee = _committee()
    reached = frozenset(map(PersonId, request.form.getlist("reached")))
    if not reached or not reached <= table_of(committee).people:
        return render(_page(me, committee, is_wrong=True)), _UNPROCESSABLE
    note_test(desk(), me, reached)
    return go(STAND_INS)


def _committee() -> Standing:
    found = desk().trust.now()
    return found if isinstance(found, Standing) else not_there()


def _page(me: SignedIn, committee: Standing, *, is_wrong: bool = False) -> StandInsPage:
    table = table_of(committee)
    tests = tests_of(desk(), table)
    is_tested = alternates_are_tested(last_whole(tests), desk().today())
    return StandInsPage(
        frame=casework_frame(me, PEOPLE, wrong=is_wrong),
        csrf=generate_csrf(),
        back=PEOPLE,
        here=_TRIED,
        seats=tuple(_seat(committee, each) for each in table.seats),
        outside=_names(committee, table.outside),
        is_tested=is_tested,
        says=_says(tests, is_tested=is_tested),
        tests=tuple(_test(committee, each) for each in tests),
        people=_asked(committee, table, me),
        ticked=tuple(request.form.getlist("reached")),
        may_note=opens(Right.MEMBER, me),
        problem=str(_("Tick at least one who answered.")) if is_wrong else "",
    )


def _seat(committee: Standing, seat: Seat) -> tuple[str, str]:
    name = name_of(committee, seat.person)
    title = _("%(name)s, chair", name=name) if seat.is_chair else name
    return str(title), _names(committee, seat.stand_ins)


def _names(committee: Standing, people: tuple[PersonId, ...]) -> str:
    return ", ".join(name_of(committee, who) for who in people)


def _asked(committee: Standing, table: Table, me: SignedIn) -> tuple[tuple[str, str], ...]:
    order = (*(each.person for each in table.seats), *table.outside)
    return tuple((str(who), name_of(committee, who)) for who in order if who != me.person)


def _says(tests: tuple[Tried, ...], *, is_tested: bool) -> str:
    last = last_whole(tests)
    if last is None:
        return str(_("Nobody has tried yet whether all of them can be reached."))
    day = with_year(last)
    if is_tested:
        return str(_("All of them were reached on %(day)s.", day=day))
    return str(_("All of them were last reached on %(day)s. Try it again.", day=day))


def _test(committee: Standing, test: Tried) -> tuple[str, str]:
    by = name_of(committee, test.by)
    head = _("%(day)s, by %(name)s", day=with_year(test.on), name=by)
    if not test.missed:
        return str(head), str(_("All answered."))
    missed = _names(committee, tuple(sorted(test.missed)))
    return str(head), str(_("Not reached: %(names)s.", names=missed))
