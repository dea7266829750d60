"""What somebody declares once: people, firms and offices that they are too close to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.conflicts.ties import Tie
from casework.complaints.forms.assessing import LONGEST_NAME, is_fitting, read_tie
from casework.complaints.forms.writing import count
from casework.complaints.services.assessing.ties import (
    ChangedMeanwhile,
    Declared,
    Declaring,
    Kept,
    be_called_on,
    declare,
    declared_by_me,
)
from casework.complaints.views.assessing.wording import OFFICES, TIES
from casework.complaints.views.parts.addresses import go
from casework.complaints.views.pressing.fitting import holding
from casework.desk import desk
from casework.frame import TIES as PLACE
from casework.frame import casework_frame
from casework.rights import opens
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year

ties = Blueprint("ties", __name__)

_UNPROCESSABLE: Final = 422
_RIGHT: Final[Mapping[str, str]] = {}
_PHONE: Final = re.compile(r"\+?(?=(?:\D*\d){3})[\d ()./#*x-]{3,40}")
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One tie as the list shows it."""

    place: int
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes, so that nothing typed is lost."""

    kind: str = ""
    name: str = ""
    aliases: str = ""
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TiesPage(Page):
    template: ClassVar[str] = "complaints/ties.html"
    frame: CaseworkFrame
    csrf: str
    says: str
    ties: tuple[Shown, ...]
    was: int
    kinds: Choices
    offices: Choices
    typed: Typed
    wrong: Mapping[str, str]
    asks_phone: bool
    phone: str


@ties.get(PLACE)
@opens_to(Right.CASES)
def show_ties(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, declared_by_me(desk(), me)))


@ties.post(PLACE)
@opens_to(Right.CASES)
@holding(name=LONGEST_NAME)
def add_tie(me: SignedIn) -> ResponseReturnValue:
    form, mine = request.form, declared_by_me(desk(), me)
    offices = form.getlist("offices")
    tie = read_tie(form, offices, me.person)
    typed = Typed(
        form.get("kind", ""), form.get("name", ""), form.get("aliases", ""), tuple(offices)
    )
    if tie is None:
        wrong = {"name": str(_("Give a name, and say what ties you."))}
        return render(_page(me, mine, typed, wrong)), _UNPROCESSABLE
    if not is_fitting(tie):
        says = _("Write eight other names at most, each of a hundred letters at most.")
        return render(_page(me, mine, typed, {"aliases": str(says)})), _UNPROCESSABLE
    if tie in mine.ties:
        return go(PLACE)  # a second press, or a tie that stands in the list already
    return _after(me, declare(desk(), me, (*mine.ties, tie), _was()), typed)


@ties.post(f"{PLACE}/remove")
@opens_to(Right.CASES)
def remove_tie(me: SignedIn) -> ResponseReturnValue:
    place, mine = count(request.form.get("place", "")), declared_by_me(desk(), me)
    kept = tuple(tie for number, tie in enumerate(mine.ties, 1) if number != place)
    return _after(me, declare(desk(), me, kept, _was()))


@ties.post(f"{PLACE}/right")
@opens_to(Right.CASES)
def say_it_is_right(me: SignedIn) -> ResponseReturnValue:
    """Say again that the list is whole, or that there is nothing to declare."""
    return _after(me, declare(desk(), me, declared_by_me(desk(), me).ties, _was()))


@ties.post(f"{PLACE}/phone")
@opens_to(Right.CASES)
def give_number(me: SignedIn) -> ResponseReturnValue:
    """Keep the number on which they are called, or none any more."""
    phone = " ".join(request.form.get("phone", "").split())
    if phone and not _PHONE.fullmatch(phone):
        says = _("Write a telephone number, such as +1 555 010 0199.")
        page = _page(me, declared_by_me(desk(), me), wrong={"phone": str(says)})
        return render(page), _UNPROCESSABLE
    return _after(me, be_called_on(desk(), me, phone, _was()))


def _was() -> int:
    return count(request.form.get("was", ""))


def _after(me: SignedIn, outcome: Declaring, typed: Typed | None = None) -> ResponseReturnValue:
    if isinstance(outcome, Kept):
        return go(PLACE)
    if isinstance(outcome, ChangedMeanwhile):
        words = _("You changed this list on another screen. Nothing was saved: look at it first.")
    else:
        words = _("This list is full. Make it shorter first.")
    page = _page(me, declared_by_me(desk(), me), typed, {"": str(words)})
    return render(page), _UNPROCESSABLE


def _page(
    me: SignedIn,
    mine: Declared,
    typed: Typed | None = None,
    wrong: Mapping[str, str] = _RIGHT,
) -> TiesPage:
    return TiesPage(
        frame=casework_frame(me, PLACE, wrong=bool(wrong)),
        csrf=generate_csrf(),
        says=_says(mine),
        ties=tuple(_shown(number, each) for number, each in enumerate(mine.ties, 1)),
        was=mine.version,
        kinds=tuple((each.value, str(_(words))) for each, words in TIES.items()),
        offices=tuple((each.value, str(_(words))) for each, words in OFFICES.items()),
        typed=typed or Typed(),
        wrong=wrong,
        asks_phone=mine.on is not None and opens(Right.HOLDER, me),
        phone=request.form.get("phone", mine.phone),
    )


def _says(mine: Declared) -> str:
    if mine.on is None:
        return str(_("You have not declared anything yet."))
    day = with_year(mine.on)
    if not mine.ties:
        return str(_("You said on %(day)s that there is nothing to declare.", day=day))
    return str(_("You said on %(day)s that this list is whole.", day=day))


def _shown(place: int, tie: Tie) -> Shown:
    held = ", ".join(str(_(words)) for office, words in OFFICES.items() if office in tie.offices)
    parts = (str(_(TIES[tie.kind])), ", ".join(tie.aliases), held)
    return Shown(place, tie.name, ". ".join(each for each in parts if each))
