"""Tasks as the page shows them: what is to be done, by whom and until when, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Entry
from casework.complaints.domain.case.tasks import Shows, State, Task
from casework.complaints.forms.tasking import NOBODY, Typed
from casework.complaints.forms.writing import TypedDay
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching.tasking import (
    must_be_asked,
    tasks_of,
    words_of_tasks,
)
from casework.complaints.views.parts.wording import Lit, lit_by, name_of
from config.words import due_in_words, with_year
from store.database import Transaction

NOTHING = Typed()


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task that is open, and what its forms need."""

    key: str
    changes: int
    what: str
    who: str
    light: Lit | None
    shows: str
    is_unasked: bool
    may_take: bool
    change: Typed
    done: Typed


@dataclass(frozen=True, slots=True)
class Over:
    """A task that was done or withdrawn."""

    key: str
    changes: int
    what: str
    who: str
    came: str


@dataclass(frozen=True, slots=True)
class Listed:
    open: tuple[ToDo, ...]
    over: tuple[Over, ...]


def listed(tx: Transaction, file: CaseFile, today: date, typed: Typed) -> Listed:
    words, tasks = words_of_tasks(tx, file), tasks_of(file)
    return Listed(
        tuple(_to_do(file, each, words.get(each.words), (today, typed)) for each in tasks.open),
        tuple(_over(file, each, words) for each in tasks.over),
    )


def withdrawn_last(file: CaseFile) -> Task | None:
    """Return what this reader has withdrawn last, for whoever pressed the wrong button."""
    found = (each for each in tasks_of(file).over if each.ended_by == file.me.person)
    last = next(found, None)
    return last if last and last.state is State.WITHDRAWN else None


def unsaved(file: CaseFile, typed: Typed) -> tuple[str, ...]:
    """Return what was typed into a form that is not on the page any more."""
    forms = {f"{kind}-{each.number}" for each in tasks_of(file).open for kind in ("change", "done")}
    if not typed.wrong or typed.form in {"set", *forms}:
        return ()
    return tuple(filter(None, (typed.what, typed.how, typed.text)))


def owners_of(file: CaseFile) -> tuple[tuple[str, str], ...]:
    free = sorted(free_readers(file), key=lambda who: name_of(file.committee, who))
    people = tuple((str(who), name_of(file.committee, who)) for who in free)
    return (*people, (NOBODY, str(_("Nobody yet. All readers are asked to take it"))))


def blank(file: CaseFile, typed: Typed) -> Typed:
    """Return the form of a new task, with whoever reads as its owner."""
    return typed if typed.form == "set" else Typed("set", owner=file.me.person)


def _to_do(file: CaseFile, task: Task, entry: Entry | None, drawn: tuple[date, Typed]) -> ToDo:
    today, typed = drawn
    what, how = (entry.text, entry.about) if entry else ("", "")
    return ToDo(
        key=str(task.number),
        changes=task.changes,
        what=what,
        who=_who(file, task, today),
        light=lit_by(task.due, today),
        shows=_shows(task, how),
        is_unasked=must_be_asked(file) and task.shows is None,
        may_take=task.owner != file.me.person,
        change=_changing(task, what, how, typed),
        done=typed if typed.form == f"done-{task.number}" else NOTHING,
    )


def _changing(task: Task, what: str, how: str, typed: Typed) -> Typed:
    """Return the form as it was posted, or as the task stands."""
    form = f"change-{task.number}"
    if typed.form == form:
        return typed
    due = task.due
    day = TypedDay(str(due.month), str(due.day), str(due.year))
    shows = task.shows.value if task.shows else ""
    return Typed(form, what, task.owner or NOBODY, day, shows, how)


def _who(file: CaseFile, task: Task, today: date) -> str:
    day = due_in_words(task.due, today)
    if task.owner is not None:
        return str(_("%(name)s, by %(day)s", name=name_of(file.committee, task.owner), day=day))
    if task.had is None:
        return str(_("Nobody has taken it. By %(day)s", day=day))
    had = name_of(file.committee, task.had)
    return str(_("%(name)s had it. Somebody must take it. By %(day)s", name=had, day=day))


def _shows(task: Task, how: str) -> str:
    if task.shows is Shows.YES:
        return str(
            _("It could show that there is a report. How it is done all the same: %(how)s", how=how)
        )
    if task.shows is Shows.NO:
        return str(_("It shows nobody that there is a report."))
    return ""


def _over(file: CaseFile, task: Task, words: Mapping[int, Entry]) -> Over:
    said = (
        _("%(name)s did it, %(day)s")
        if task.state is State.DONE
        else _("%(name)s withdrew it, %(day)s")
    )
    who = name_of(file.committee, task.ended_by)
    day = with_year(task.ended) if task.ended else ""
    what, came = words.get(task.words), words.get(task.came)
    return Over(
        key=str(task.number),
        changes=task.changes,
        what=what.text if what else "",
        who=str(said) % {"name": who, "day": day},
        came=came.text if came else "",
    )
