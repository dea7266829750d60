"""What is to be done in a case, by whom and until when. Only those who read all of it see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final, TypeAlias

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.tasks import MOST, MOST_OPEN, Shows
from casework.complaints.forms.tasking import (
    LONGEST_TEXT,
    LONGEST_WHAT,
    NOBODY,
    Typed,
    read_typed,
    wanted_of,
    which_of,
    with_fault,
)
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching import tasking
from casework.complaints.services.watching.changing import Changed, Done, Overtaken
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import TASKS, Heading, heading_of, readers_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.complaints.views.watching.tasklist import (
    NOTHING,
    Listed,
    blank,
    listed,
    owners_of,
    unsaved,
    withdrawn_last,
)
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from crypto.names import CaseId
from store.database import Transaction

tasks = Blueprint("case-tasks", __name__)

_PLACE = f"{REPORTS}/<case>/{TASKS}"
_WITHDRAWN: Final = "withdrawn"
_UNPROCESSABLE = 422
_SHOWS: Final[Mapping[Shows, str]] = {
    Shows.NO: asked("No, nobody could tell"),
    Shows.YES: asked("Yes, or perhaps"),
}
_Doing: TypeAlias = Callable[[SignedIn, CaseId, Typed], Changed]


@dataclass(frozen=True, slots=True)
class Undo:
    """What brings back the task that was withdrawn a moment ago."""

    form: str
    changes: int


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of the page's forms; none about showing, where nobody asks."""

    owners: tuple[tuple[str, str], ...]
    shows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TasksPage(Page):
    template: ClassVar[str] = "complaints/tasks.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    errors: tuple[tuple[str, str], ...]
    unsaved: tuple[str, ...]
    undo: Undo | None
    seen_by: str
    listed: Listed
    new: Typed
    ways: Ways


@tasks.get(_PLACE)
@opens_to(Right.CASES)
def show_tasks(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, NOTHING)))


@tasks.post(_PLACE)
@opens_to(Right.CASES)
@holding(what=LONGEST_WHAT, how=LONGEST_TEXT, text=LONGEST_TEXT)
@adds(TASKS)
def work_on_tasks(case: str, me: SignedIn) -> ResponseReturnValue:
    """Do what one of the page's forms asks for; each says by its name which one it is."""
    typed = read_typed(request.form)
    kind = typed.form.partition("-")[0]
    checked = shown_whole(me, case, lambda _tx, file: _checked(kind, typed, file))
    if checked.wrong:
        return _again(me, case, checked)
    outcome = _KINDS[kind](me, case_at(case), typed)
    if isinstance(outcome, Done):
        return go(
            f"{address(case_at(case), TASKS)}{'?' + _WITHDRAWN if kind == 'withdraw' else ''}"
        )
    if isinstance(outcome, Overtaken):
        says = _("Somebody changed this while you were reading. Look at it first.")
        return _again(me, case, with_fault(typed, "", str(says)))
    return not_there()


def _checked(kind: str, typed: Typed, file: CaseFile) -> Typed:
    """Say beside each box what is wrong with it, before anything is done."""
    if kind not in _KINDS:
        return with_fault(typed, "", str(_("Choose what to do.")))
    if kind == "done" and not typed.text:
        return with_fault(typed, "text", str(_("Say in a few words what came of it.")))
    if kind in {"set", "again"} and tasking.tasks_of(file).is_full:
        says = _(
            "A report holds %(open)d open tasks, and %(most)d in all.", open=MOST_OPEN, most=MOST
        )
        return with_fault(typed, "", str(says))
    return _checked_words(typed, file) if kind in {"set", "change"} else typed


def _checked_words(typed: Typed, file: CaseFile) -> Typed:
    known = {NOBODY, *free_readers(file)}
    needs_answer = tasking.must_be_asked(file) and typed.shows not in set(Shows)
    faults = {
        "what": "" if typed.what else _("Say what is to be done. Begin with a verb."),
        "owner": "" if typed.owner in known else _("Choose who does it."),
        "due": "" if typed.due and typed.due >= desk().today() else _("Give a day to come."),
        "shows": _("Say whether it could show somebody that there is a report.")
        if needs_answer
        else "",
        "how": _("Say how it is done without showing it.")
        if typed.shows == Shows.YES and not typed.how
        else "",
    }
    for name, says in faults.items():
        typed = with_fault(typed, name, str(says)) if says else typed
    return typed


def _set(me: SignedIn, case: CaseId, typed: Typed) -> Changed:
    wanted = wanted_of(typed)
    return Overtaken() if wanted is None else tasking.set_task(desk(), me, case, wanted)


def _change(me: SignedIn, case: CaseId, typed: Typed) -> Changed:
    wanted, which = wanted_of(typed), which_of(request.form)
    if wanted is None:
        return Overtaken()
    return tasking.change_task(desk(), me, case, which, wanted)


def _take(me: SignedIn, case: CaseId, _typed: Typed) -> Changed:
    return tasking.take_over(desk(), me, case, which_of(request.form))


def _done(me: SignedIn, case: CaseId, typed: Typed) -> Changed:
    return tasking.finish_task(desk(), me, case, which_of(request.form), typed.text)


def _withdraw(me: SignedIn, case: CaseId, typed: Typed) -> Changed:
    return tasking.withdraw_task(desk(), me, case, which_of(request.form), typed.text)


def _take_up(me: SignedIn, case: CaseId, _typed: Typed) -> Changed:
    return tasking.take_up_again(desk(), me, case, which_of(request.form))


_KINDS: Final[Mapping[str, _Doing]] = {
    "set": _set,
    "change": _change,
    "take": _take,
    "done": _done,
    "withdraw": _withdraw,
    "again": _take_up,
}


def _again(me: SignedIn, case: str, typed: Typed) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, typed))), _UNPROCESSABLE


def _page(me: SignedIn, typed: Typed, tx: Transaction, file: CaseFile) -> TasksPage:
    readers = (name_of(file.committee, who) for who in readers_of(file))
    shows = _SHOWS.items() if tasking.must_be_asked(file) else ()
    return TasksPage(
        frame=casework_frame(me, REPORTS, wrong=bool(typed.wrong)),
        head=heading_of(file, TASKS),
        csrf=generate_csrf(),
        here=address(file.id, TASKS),
        errors=typed.errors,
        unsaved=unsaved(file, typed),
        undo=_undo(file) if _WITHDRAWN in request.args else None,
        seen_by=", ".join(readers),
        listed=listed(tx, file, desk().today(), typed),
        new=blank(file, typed),
        ways=Ways(owners_of(file), tuple((each.value, str(_(says))) for each, says in shows)),
    )


def _undo(file: CaseFile) -> Undo | None:
    last = withdrawn_last(file)
    return None if last is None else Undo(f"again-{last.number}", last.changes)
