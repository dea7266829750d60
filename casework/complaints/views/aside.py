"""Several reports that are likely none: one reason for all, and a second member for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Standing
from casework.complaints.forms.writing import words
from casework.complaints.services.aside import Left, Word, set_aside, words_left
from casework.complaints.services.deciding import Done
from casework.complaints.services.queue import Seen, queue_of
from casework.complaints.services.reading.threshold import AtThresholdError
from casework.complaints.views.parts.addresses import address, case_at, go
from casework.complaints.views.parts.wording import flags_in_words, name_of, topics_in_words
from casework.complaints.views.pressing.fitting import holding
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from casework.trust import Standing as Committee
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from crypto.names import CaseId

aside = Blueprint("reports-aside", __name__)

ASIDE: Final = f"{REPORTS}/aside"
_UNPROCESSABLE = 422
_MOST: Final = 100
_LONGEST: Final = 200
_OPEN: Final = (Standing.NEW, Standing.US, Standing.REPORTER)


@dataclass(frozen=True, slots=True)
class Choice:
    """A report that can be ticked."""

    key: str
    name: str
    facts: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was ticked and typed, and is not done."""

    ticked: tuple[str, ...] = ()
    why: str = field(default="", repr=False)
    problem: str = ""
    is_second: bool = False


@dataclass(frozen=True)
class AsidePage(Page):
    template: ClassVar[str] = "complaints/aside.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    new: tuple[Choice, ...]
    said: tuple[Choice, ...]
    typed: Typed
    done: str


@aside.get(ASIDE)
@opens_to(Right.CASES)
def show_aside(me: SignedIn) -> ResponseReturnValue:
    done = _("It is done.") if "done" in request.args else ""
    return render(_page(me, Typed(), str(done)))


@aside.post(ASIDE)
@opens_to(Right.CASES)
@holding(why=_LONGEST)
def put_several_aside(me: SignedIn) -> ResponseReturnValue:
    """Say it of all that were ticked. What somebody changed meanwhile stays, and is named."""
    ticked = tuple(request.form.getlist("which"))[:_MOST]
    is_second = request.form.get("second") == "1"
    typed = Typed(ticked, words(request.form, "why"), "", is_second)
    problem = _problem(typed)
    if problem:
        return _again(me, typed, problem)
    word = Word(typed.why, is_second) if typed.why else Word(is_second=is_second)
    left = [each for each in ticked if not isinstance(_said(me, each, word), Done)]
    if not left:
        return go(f"{ASIDE}?done")
    says = ngettext(
        "One was changed meanwhile, or cannot go from where it is. Look at it first.",
        "%(num)d were changed meanwhile, or cannot go from where they are. Look at them first.",
        len(left),
    )
    return _again(me, Typed(tuple(left), typed.why, "", is_second), str(says))


def _said(me: SignedIn, key: str, word: Word) -> object:
    try:
        return set_aside(desk(), me, case_at(key), word)
    except AtThresholdError:
        return None  # they have yet to choose whether they read it


def _problem(typed: Typed) -> str:
    if not typed.ticked:
        return str(_("Tick at least one report."))
    if not typed.is_second and not typed.why:
        return str(_("Say why these are likely no reports."))
    return ""


def _again(me: SignedIn, typed: Typed, problem: str) -> ResponseReturnValue:
    wrong = Typed(typed.ticked, typed.why, problem, typed.is_second)
    return render(_page(me, wrong, "")), _UNPROCESSABLE


def _page(me: SignedIn, typed: Typed, done: str) -> AsidePage:
    seen = [
        each
        for each in queue_of(desk(), me, _OPEN, most=_MOST).seen
        if me.person not in each.card.guests and not each.card.is_set_aside
    ]
    about = [each.line.id for each in seen if each.card.set_aside_by is not None]
    spoken = words_left(desk(), me, about)
    return AsidePage(
        frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
        csrf=generate_csrf(),
        here=ASIDE,
        new=_choices([each for each in seen if _is_new(each, spoken)]),
        said=_choices([each for each in seen if spoken.get(each.line.id) is Left.SECOND]),
        typed=typed,
        done=done,
    )


def _is_new(seen: Seen, spoken: Mapping[CaseId, Left]) -> bool:
    if seen.card.set_aside_by is None:
        return seen.line.standing is Standing.NEW
    return spoken.get(seen.line.id) is Left.FIRST


def _choices(some: Sequence[Seen]) -> tuple[Choice, ...]:
    return tuple(
        Choice(address(each.line.id).rpartition("/")[2], each.card.name, _facts(each))
        for each in some
    )


def _facts(seen: Seen) -> str:
    card, committee = seen.card, desk().trust.now()
    by = name_of(committee, card.set_aside_by) if isinstance(committee, Committee) else ""
    facts = (
        _("Came in %(day)s", day=in_words(card.received)),
        topics_in_words(card),
        ", ".join(flags_in_words(card)),
        _("%(name)s: %(why)s", name=by, why=card.aside_why) if card.set_aside_by else "",
    )
    return ". ".join(str(each) for each in facts if each)
