"""Who is looked after because they spoke up: plans, days on which they are asked, what is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import ClassVar, TypeAlias, TypeVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.proposed import KINDS
from casework.complaints.domain.protection import Uncovered
from casework.complaints.forms.protecting import LONGEST_NAME, LONGEST_TEXT, Typed, read_typed
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching.changing import Done, Overtaken
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import CONVERSATION, PROTECTION, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.complaints.views.watching.doing import doing_of
from casework.complaints.views.watching.planned import (
    VERDICTS,
    Planned,
    is_judged_here,
    planned_in,
    rights_in,
)
from casework.complaints.views.watching.plans import (
    NOTHING,
    Open,
    Watching,
    attempts_in,
    gaps_in,
    measures_in,
    missing_in,
    people_in,
    plans_in,
    signs_in,
    typed_in,
)
from casework.complaints.views.watching.protected import ANSWERS, RIGHTS, ROLES, SIGNALS, WAYS
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

protection = Blueprint("case-protection", __name__)

_PLACE = f"{REPORTS}/<case>/{PROTECTION}"
_UNPROCESSABLE = 422
Word = TypeVar("Word", bound=StrEnum)
Choices: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of this page's forms."""

    roles: Choices
    ways: Choices
    watchers: Choices
    answers: Choices
    signals: Choices
    rights: Choices
    people: Choices  # who is looked after
    judges: Choices  # of what somebody else puts down
    kinds: Choices
    verdicts: Choices


@dataclass(frozen=True)
class ProtectionPage(Page):
    template: ClassVar[str] = "complaints/protection.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    errors: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    is_feared: bool
    ask_href: str
    plans: tuple[Watching, ...]
    signs: tuple[Open, ...]
    may_allege: bool
    planned: tuple[Planned, ...]
    rights: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    attempts: tuple[Open, ...]
    ways: Ways
    plan: Typed
    measure: Typed
    attempt: Typed
    unneeded: Typed
    action: Typed
    may_need_none: bool


@protection.get(_PLACE)
@opens_to(Right.CASES)
def show_protection(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, NOTHING)))


@protection.post(_PLACE)
@opens_to(Right.CASES)
@holding(name=LONGEST_NAME, text=LONGEST_TEXT)
@adds(PROTECTION)
def look_after(case: str, me: SignedIn) -> ResponseReturnValue:
    """Do what one of the page's forms asks for; each says by its name which one it is."""
    ticked = {name: request.form.getlist(name) for name in ("signals", "told")}
    typed = read_typed(request.form, ticked)
    outcome = doing_of(typed.form)(me, case_at(case), typed)
    if isinstance(outcome, Done):
        return go(address(case_at(case), PROTECTION))
    if isinstance(outcome, Overtaken):
        outcome = str(_("Somebody changed this while you were reading. Look at it first."))
    if not isinstance(outcome, str):
        not_there()
    typed = replace(typed, problem=outcome)
    return render(shown_whole(me, case, partial(_page, me, typed))), _UNPROCESSABLE


def _page(me: SignedIn, typed: Typed, _tx: Transaction, file: CaseFile) -> ProtectionPage:
    today = desk().today()
    return ProtectionPage(
        frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
        head=heading_of(file, PROTECTION),
        csrf=generate_csrf(),
        here=address(file.id, PROTECTION),
        errors=((typed.form, typed.problem),) if typed.problem else (),
        missing=missing_in(file, today),
        is_feared=file.inside is not None and file.inside.watched.feared is not None,
        ask_href=f"{address(file.id, CONVERSATION)}?ask",
        plans=plans_in(file, today, typed),
        signs=signs_in(file, typed),
        may_allege=not is_judged_here(file),
        planned=planned_in(file, typed),
        rights=rights_in(file),
        measures=measures_in(file),
        attempts=attempts_in(file, typed),
        ways=_ways(file),
        plan=typed_in("plan", typed),
        measure=typed_in("measure", typed),
        attempt=typed_in("outing", typed),
        unneeded=typed_in("unneeded", typed),
        action=typed_in("action", typed),
        may_need_none=Uncovered.NO_PLAN_FOR_REPORTER in gaps_in(file, today),
    )


def _ways(file: CaseFile) -> Ways:
    named = tuple((str(who), name_of(file.committee, who)) for who in sorted(free_readers(file)))
    return Ways(
        roles=_choices(ROLES),
        ways=_choices(WAYS),
        watchers=named,
        answers=_choices(ANSWERS),
        signals=_choices(SIGNALS),
        rights=_choices(RIGHTS),
        people=people_in(file),
        judges=tuple(each for each in named if each[0] != file.me.person),
        kinds=_choices({each: SIGNALS[each] for each in KINDS}),
        verdicts=_choices(VERDICTS),
    )


def _choices(found: Mapping[Word, str]) -> Choices:
    return tuple((str(each), str(_(words))) for each, words in found.items())
