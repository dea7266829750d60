"""What two members agreed not to show: asked for, agreed to, opened with a reason, shown again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Entry
from casework.complaints.domain.hidden import Hidden, still_asked
from casework.complaints.forms.writing import too_long, words
from casework.complaints.services.moving import voices_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, Overtaken
from casework.complaints.services.watching.hiding import (
    Thing,
    agree_to_hide,
    ask_to_hide,
    let_it_be_seen,
    open_hidden,
    show_again,
    things_in,
)
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.heading import FILES, HIDDEN, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words, with_year
from crypto.names import CaseId
from store.database import Transaction

hiding = Blueprint("case-hiding", __name__)

_PLACE = f"{REPORTS}/<case>/{HIDDEN}"
_UNPROCESSABLE: Final = 422
_LONGEST: Final = 200
_NEED_WHY: Final = frozenset({"ask", "open"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One message or file: what was said about hiding it, and what this reader can do now."""

    key: str
    title: str
    says: str
    why: str
    can: tuple[str, ...]
    file_href: str
    opened: Told | None
    typed: str
    problem: str


@dataclass(frozen=True)
class HidingPage(Page):
    template: ClassVar[str] = "complaints/hidden.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    things: tuple[Shown, ...]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed about one thing and is not done, or what was opened of it."""

    key: str = ""
    typed: str = ""
    problem: str = ""
    opened: Entry | None = field(default=None, repr=False)


@hiding.get(_PLACE)
@opens_to(Right.CASES)
def show_hidden(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, Asked())))


@hiding.post(_PLACE)
@opens_to(Right.CASES)
def hide_or_show(case: str, me: SignedIn) -> ResponseReturnValue:
    """Do what a button says. What was opened stands in the answer itself, and in no address."""
    key, why = request.form.get("which", ""), words(request.form, "why")
    does = request.form.get("does", "")
    what = _what(key)
    says = too_long(request.form, "why", _LONGEST) if why else _("Say why.")
    if does in _NEED_WHY and says:
        return _again(me, case, Asked(key, why, str(says)))
    if does == "open":
        found = open_hidden(desk(), me, case_at(case), what, why)
        return _shown(me, case, key, found)
    if does == "ask":
        return _after(me, case, key, ask_to_hide(desk(), me, case_at(case), what, why))
    if does not in _DOING:
        not_there()
    return _after(me, case, key, _DOING[does](me, case_at(case), what))


def _shown(me: SignedIn, case: str, key: str, found: Entry | None) -> ResponseReturnValue:
    if found is None:
        return _again(me, case, Asked(key, problem=_overtaken()))
    return render(shown_whole(me, case, partial(_page, Asked(key, opened=found))))


def _after(me: SignedIn, case: str, key: str, outcome: Changed) -> ResponseReturnValue:
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, Overtaken):
        return _again(me, case, Asked(key, problem=_overtaken()))
    return go(address(case_at(case), HIDDEN))


def _overtaken() -> str:
    return str(_("Somebody changed this while you were reading. Look at it first."))


def _again(me: SignedIn, case: str, asked: Asked) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, asked))), _UNPROCESSABLE


_Doing = Callable[[SignedIn, CaseId, bytes], Changed]
_DOING: Final[Mapping[str, _Doing]] = {
    "agree": lambda me, case, what: agree_to_hide(desk(), me, case, what),
    "leave": lambda me, case, what: let_it_be_seen(desk(), me, case, what),
    "show": lambda me, case, what: show_again(desk(), me, case, what, is_second=False),
    "show too": lambda me, case, what: show_again(desk(), me, case, what, is_second=True),
}


def _what(key: str) -> bytes:
    try:
        return bytes.fromhex(key)
    except ValueError:
        return b""


def _page(asked: Asked, tx: Transaction, file: CaseFile) -> HidingPage:
    things = tuple(_thing(file, each, asked) for each in things_in(tx, file))
    known = {each.key for each in things}
    place = f"why-{asked.key}" if asked.key in known else ""
    return HidingPage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(asked.problem)),
        head=heading_of(file, HIDDEN),
        csrf=generate_csrf(),
        here=address(file.id, HIDDEN),
        things=things,
        errors=((place, asked.problem),) if asked.problem else (),
    )


def _thing(file: CaseFile, thing: Thing, asked: Asked) -> Shown:
    key, is_it = thing.what.hex(), thing.what.hex() == asked.key
    return Shown(
        key=key,
        title=_title(thing),
        says=hidden_in_words(file, thing.hidden),
        why=thing.why if thing.hidden else "",
        can=tuple(_can(file, thing)),
        file_href=_file_at(file, thing),
        opened=told(asked.opened) if is_it and asked.opened else None,
        typed=asked.typed if is_it else "",
        problem=asked.problem if is_it else "",
    )


def _title(thing: Thing) -> str:
    day = in_words(thing.day)
    if thing.file:
        return str(_("File %(number)d, came %(day)s", number=thing.file, day=day))
    if not thing.later:
        return str(_("The report of %(day)s", day=day))
    return str(_("Later message %(number)d, %(day)s", number=thing.later, day=day))


def _file_at(file: CaseFile, thing: Thing) -> str:
    """Lead to where a hidden file is opened: with a reason, as every original is."""
    is_hidden = thing.hidden is not None and not thing.hidden.waits
    return f"{address(file.id, FILES)}#file-{thing.file}" if thing.file and is_hidden else ""


def _can(file: CaseFile, thing: Thing) -> list[str]:
    hidden, me, voices = thing.hidden, file.me.person, voices_in(file)
    if me not in voices:
        return []
    if hidden is None or (hidden.waits and not still_asked(hidden, voices)):
        return ["ask"]
    if hidden.waits:
        return ["leave"] if hidden.by == me else ["agree", "leave"]
    word = "show too" if hidden.showing in voices else "show"
    shows = [] if hidden.showing == me else [word]
    return shows if thing.file else ["open", *shows]


def hidden_in_words(file: CaseFile, hidden: Hidden | None) -> str:
    """Say by whose words it is hidden, or who would have it hidden."""
    if hidden is None:
        return ""
    if hidden.agreed is None or hidden.since is None:
        return _asked_in_words(file, hidden)
    says = _(
        "Hidden by %(one)s and %(other)s on %(day)s.",
        one=name_of(file.committee, hidden.by),
        other=name_of(file.committee, hidden.agreed),
        day=with_year(hidden.since),
    )
    return " ".join(filter(None, (str(says), _showing_in_words(file, hidden))))


def _asked_in_words(file: CaseFile, hidden: Hidden) -> str:
    by = name_of(file.committee, hidden.by)
    if still_asked(hidden, voices_in(file)):
        return str(_("%(name)s asks to hide it. A second member must agree.", name=by))
    return str(_("%(name)s asked to hide it, and has no voice here now.", name=by))


def _showing_in_words(file: CaseFile, hidden: Hidden) -> str:
    if file.inside is None or hidden.showing not in voices_in(file):
        return ""
    who = name_of(file.committee, hidden.showing)
    return str(_("%(name)s would show it again. A second member must agree.", name=who))
