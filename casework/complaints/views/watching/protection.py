"""Who is looked after because they spoke up: plans, days on which they are asked, what is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import ClassVar, Final, TypeAlias, TypeVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.protection import ProtectedId, Signal
from casework.complaints.forms.protecting import Typed, check_in_of, read_typed, wanted_of
from casework.complaints.forms.writing import count
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching import protecting
from casework.complaints.services.watching.changing import Changed, Done, Overtaken
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import CONVERSATION, PROTECTION, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.watching.plans import (
    NOTHING,
    Open,
    Watching,
    attempts_in,
    measures_in,
    missing_in,
    plans_in,
    signs_in,
    typed_in,
)
from casework.complaints.views.watching.protected import ANSWERS, RIGHTS, ROLES, SIGNALS, WAYS
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from crypto.names import CaseId, PersonId
from store.database import Transaction

protection = Blueprint("case-protection", __name__)

_PLACE = f"{REPORTS}/<case>/{PROTECTION}"
_UNPROCESSABLE = 422
Word = TypeVar("Word", bound=StrEnum)
Choices: TypeAlias = tuple[tuple[str, str], ...]
_Doing: TypeAlias = Callable[[SignedIn, CaseId, Typed], Changed | str]


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of this page's forms."""

    roles: Choices
    ways: Choices
    watchers: Choices
    answers: Choices
    signals: Choices
    rights: Choices


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
    measures: tuple[tuple[str, str], ...]
    attempts: tuple[Open, ...]
    ways: Ways
    plan: Typed
    measure: Typed
    attempt: Typed
    unneeded: Typed


@protection.get(_PLACE)
@opens_to(Right.CASES)
def show_protection(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, NOTHING)))


@protection.post(_PLACE)
@opens_to(Right.CASES)
def look_after(case: str, me: SignedIn) -> ResponseReturnValue:
    """Do what one of the page's forms asks for; each says by its name which one it is."""
    ticked = {name: request.form.getlist(name) for name in ("signals", "told")}
    typed = read_typed(request.form, ticked)
    outcome = _doing(typed.form)(me, case_at(case), typed)
    if isinstance(outcome, Done):
        return go(address(case_at(case), PROTECTION))
    if isinstance(outcome, Overtaken):
        outcome = str(_("Somebody changed this while you were reading. Look at it first."))
    if not isinstance(outcome, str):
        not_there()
    typed = replace(typed, problem=outcome)
    return render(shown_whole(me, case, partial(_page, me, typed))), _UNPROCESSABLE


def _doing(form: str) -> _Doing:
    """Many forms of one kind are told apart by a number or a word behind the kind."""
    kind = next((each for each in _KINDS if form == each or form.startswith(f"{each}-")), "")
    return _KINDS.get(kind, _nothing)


def _nothing(_me: SignedIn, _case: CaseId, _typed: Typed) -> str:
    return str(_("Choose what to do."))


def _plan(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    wanted = wanted_of(typed)
    if wanted is None:
        return str(_("Say who it is, how they are asked, and who asks."))
    return protecting.protect(desk(), me, case, wanted)


def _watcher(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    person = ProtectedId(request.form.get("person", ""))
    return protecting.hand_on(desk(), me, case, person, PersonId(typed.watcher))


def _check_in(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    came = check_in_of(typed, me.person, desk().today())
    if came is None:
        return str(_("Say how they are. If something changed, tick what."))
    on = protecting.Day(
        ProtectedId(request.form.get("person", "")), count(request.form.get("day", ""))
    )
    return protecting.check_in(desk(), me, case, on, came)


def _raise(me: SignedIn, case: CaseId, _typed: Typed) -> Changed:
    return protecting.raise_fear(desk(), me, case)


def _with_words(work: Callable[[SignedIn, CaseId, str], Changed]) -> _Doing:
    def doing(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
        if not typed.text:
            return str(_("Write it down first."))
        return work(me, case, typed.text)

    return doing


def _measure(me: SignedIn, case: CaseId, text: str) -> Changed:
    return protecting.take_measure(desk(), me, case, text)


def _outing(me: SignedIn, case: CaseId, text: str) -> Changed:
    return protecting.log_outing(desk(), me, case, text)


def _unneeded(me: SignedIn, case: CaseId, text: str) -> Changed:
    return protecting.settle_fear(desk(), me, case, text)


def _review(me: SignedIn, case: CaseId, text: str) -> Changed:
    key = request.form.get("key", "")
    if key not in set(Signal):
        return Overtaken()
    return protecting.review(desk(), me, case, Signal(key), text)


def _handled(me: SignedIn, case: CaseId, text: str) -> Changed:
    number = count(request.form.get("key", ""))
    return protecting.handle_outing(desk(), me, case, number, text)


_KINDS: Final[Mapping[str, _Doing]] = {
    "plan": _plan,
    "watcher": _watcher,
    "check-in": _check_in,
    "raise": _raise,
    "measure": _with_words(_measure),
    "outing": _with_words(_outing),
    "unneeded": _with_words(_unneeded),
    "review": _with_words(_review),
    "handled": _with_words(_handled),
}


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
        measures=measures_in(file),
        attempts=attempts_in(file, typed),
        ways=_ways(file),
        plan=typed_in("plan", typed),
        measure=typed_in("measure", typed),
        attempt=typed_in("outing", typed),
        unneeded=typed_in("unneeded", typed),
    )


def _ways(file: CaseFile) -> Ways:
    watchers = sorted(free_readers(file))
    return Ways(
        roles=_choices(ROLES),
        ways=_choices(WAYS),
        watchers=tuple((str(who), name_of(file.committee, who)) for who in watchers),
        answers=_choices(ANSWERS),
        signals=_choices(SIGNALS),
        rights=_choices(RIGHTS),
    )


def _choices(found: Mapping[Word, str]) -> Choices:
    return tuple((str(each), str(_(words))) for each, words in found.items())
