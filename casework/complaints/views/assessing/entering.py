"""Enter a report that reached the committee by another way, and hand over nine words, once."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.entering import (
    TypedReport,
    is_read_back,
    read_entered,
    typed_report,
    wrong_in,
)
from casework.complaints.forms.writing import words as words_typed
from casework.complaints.services.assessing.entering import (
    Entering,
    NobodyReads,
    Sent,
    Started,
    TooFewLeft,
    carried,
    carried_back,
    enter,
    started,
)
from casework.complaints.services.opening.entered import Lies, leave_out, lies
from casework.complaints.views.parts.addresses import address, go
from casework.complaints.views.parts.heading import PEOPLE
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from casework.trust import Standing
from config.frames import CaseworkFrame
from config.questions.entered import CHANNEL, NAMED
from config.questions.report import ABOUT
from config.rendering import Page, render
from crypto.names import PersonId
from crypto.passcode.issuing import words
from crypto.passcode.wordlist import load
from store.errors import BusyError

entering = Blueprint("enter-report", __name__)

_PLACE: Final = f"{REPORTS}/enter"
_UNPROCESSABLE: Final = 422
AGAIN: Final = "again"
_BACK: Final = "back"
_NOT_TYPED: Final = frozenset({"csrf_token", "token", "second", "sixth", AGAIN, _BACK})
_LANGUAGE: Final = "en"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EnterPage(Page):
    template: ClassVar[str] = "complaints/enter.html"
    frame: CaseworkFrame
    csrf: str
    token: str
    channels: Choices
    named: Choices
    topics: Choices
    people: Choices
    typed: TypedReport
    errors: Mapping[str, str]  # by the box that each is about


@dataclass(frozen=True, slots=True)
class Again:
    """What was pressed once more: what of it is not in what was sealed, and who can read that."""

    typed: str = field(repr=False)
    says: tuple[str, ...]
    button: str  # to leave somebody out now
    people_href: str  # where others judge it, once they have looked
    step_back_href: str


@dataclass(frozen=True)
class WordsPage(Page):
    template: ClassVar[str] = "complaints/entered_words.html"
    frame: CaseworkFrame
    csrf: str
    token: str
    words: tuple[str, ...]
    carried: tuple[tuple[str, str], ...]
    again: Again | None
    problem: str
    problem_at: str


@dataclass(frozen=True)
class EnteredPage(Page):
    template: ClassVar[str] = "complaints/entered.html"
    frame: CaseworkFrame


@entering.get(_PLACE)
@opens_to(Right.HOLDER)
def show_form(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, started(), TypedReport(), {}))


@entering.post(_PLACE)
@opens_to(Right.HOLDER)
def take_down(me: SignedIn) -> ResponseReturnValue:
    """Seal it and show the words: in the answer itself, so that they are in no address."""
    form = request.form
    several = {name: form.getlist(name) for name in ("topics", "left_out")}
    typed = typed_report(form, several)
    begun = carried_back(form.get("token", ""), me) or started()
    if _BACK in form:
        return render(_page(me, begun, typed, {}))
    entered = read_entered(form, typed, desk().today())
    errors = wrong_in(form, typed, desk().today(), dict(_people()))
    if entered is None or errors:
        return render(_page(me, begun, typed, errors)), _UNPROCESSABLE
    outcome = enter(desk(), me, begun, entered)
    if isinstance(outcome, Sent):
        return render(_words(me, begun, is_again=outcome.before))
    return render(_page(me, begun, typed, _why_not(outcome))), _UNPROCESSABLE


@entering.post(f"{_PLACE}/words")
@opens_to(Right.HOLDER)
def read_back(me: SignedIn) -> ResponseReturnValue:
    """Ask for two words from the copy: the one moment at which a slip of the pen costs nothing."""
    begun = carried_back(request.form.get("token", ""), me)
    if begun is None:
        return go(_PLACE)
    if is_read_back(request.form, begun.passcode, load(_LANGUAGE)):
        return render(EnteredPage(casework_frame(me, REPORTS)))
    problem = _("These are not the second and the sixth word. Look at the copy again.")
    is_again = AGAIN in request.form
    page = _words(me, begun, is_again=is_again, problem=str(problem))
    return render(page), _UNPROCESSABLE


@entering.post(f"{_PLACE}/leave-out")
@opens_to(Right.HOLDER)
def leave_somebody_out(me: SignedIn) -> ResponseReturnValue:
    """Leave out now whom the reporter leaves out, though the report was sealed to them."""
    begun = carried_back(request.form.get("token", ""), me)
    if begun is None:
        return go(_PLACE)
    found = lies(desk(), me, begun)
    if found is None:
        return go(_PLACE)
    why = str(_("The reporter leaves them out. That was said when the report was entered."))
    with suppress(BusyError):
        if leave_out(desk(), me, begun, _to_leave_out(me, found), why):
            return render(_words(me, begun, is_again=True))
    problem = _("That could not be done just now. Try once more in a minute, or look it up below.")
    page = _words(me, begun, is_again=True, problem=str(problem), problem_at="leave-out")
    return render(page), _UNPROCESSABLE


def _why_not(outcome: Entering) -> dict[str, str]:
    if isinstance(outcome, TooFewLeft):
        says = _("Two readers must remain, one of them from outside. Leave out fewer people.")
        return {"left_out": str(says)}
    if isinstance(outcome, NobodyReads):
        return {"": str(_("The committee’s list of keys is not in force today. Nothing was sent."))}
    return {}


def _page(me: SignedIn, begun: Started, typed: TypedReport, errors: Mapping[str, str]) -> EnterPage:
    topics = ABOUT.questions[0]
    return EnterPage(
        frame=casework_frame(me, REPORTS, wrong=bool(errors)),
        csrf=generate_csrf(),
        token=carried(begun, me),
        channels=tuple((each.code, str(_(each.text))) for each in CHANNEL.options),
        named=tuple((each.code, str(_(each.text))) for each in NAMED.options),
        topics=tuple((each.code, str(_(each.text))) for each in topics.options),
        people=_people(),
        typed=typed,
        errors=errors,
    )


def _people() -> Choices:
    committee = desk().trust.now()
    if not isinstance(committee, Standing):
        return ()
    manifest = committee.manifest
    return tuple((str(each.id), each.name) for each in (*manifest.members, *manifest.externals))


def _words(
    me: SignedIn, begun: Started, *, is_again: bool, problem: str = "", problem_at: str = "second"
) -> WordsPage:
    return WordsPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        csrf=generate_csrf(),
        token=carried(begun, me),
        words=words(begun.passcode, load(_LANGUAGE)),
        carried=_typed_before(is_again=is_again),
        again=_again(me, begun) if is_again else None,
        problem=problem,
        problem_at=problem_at,
    )


def _typed_before(*, is_again: bool) -> tuple[tuple[str, str], ...]:
    """Return all that was typed, for whoever goes back to it or is asked once more."""
    fields = (each for each in request.form.items(multi=True) if each[0] not in _NOT_TYPED)
    return (*fields, (AGAIN, "1")) if is_again else tuple(fields)


def _again(me: SignedIn, begun: Started) -> Again:
    """Say what stands of a report that was entered before, by what is typed and ticked now."""
    found = lies(desk(), me, begun)
    form = request.form
    wanted = frozenset(map(PersonId, form.getlist("left_out")))
    can_read = frozenset() if found is None else wanted & found.readers
    to_leave_out = frozenset() if found is None else _to_leave_out(me, found)
    case = None if found is None else found.case
    return Again(
        typed=words_typed(form, "words"),
        says=() if found is None else tuple(_stands(me, found, wanted)),
        button=_("Leave out now: %(names)s", names=_names(to_leave_out)) if to_leave_out else "",
        people_href=address(case, PEOPLE) if case and can_read - {me.person} else "",
        step_back_href=address(case, "step-back") if case and me.person in can_read else "",
    )


def _to_leave_out(me: SignedIn, found: Lies) -> frozenset[PersonId]:
    """Return who can be left out at once: nobody, once others have looked, and never oneself."""
    wanted = frozenset(map(PersonId, request.form.getlist("left_out")))
    ours = wanted & frozenset(who for who, _name in _people())
    return frozenset() if found.case else ours - found.left_out - {me.person}


def _stands(me: SignedIn, found: Lies, wanted: frozenset[PersonId]) -> Iterator[str]:
    can_read, stay_out = wanted & found.readers, found.left_out - wanted
    if can_read - {me.person}:
        names = _names(can_read - {me.person})
        yield str(_("%(names)s can read it: it was sealed before you ticked that.", names=names))
    if me.person in can_read:
        yield str(_("You can read it yourself. Step back from it as soon as it is in the list."))
    if wanted & found.left_out:
        names = _names(wanted & found.left_out)
        yield str(_("Left out, and for ever: %(names)s.", names=names))
    if stay_out:
        names = _names(stay_out)
        yield str(_("Left out when it was sealed, and that stays: %(names)s.", names=names))


def _names(people: Collection[PersonId]) -> str:
    known = dict(_people())
    return ", ".join(sorted(known.get(who, who) for who in people))
