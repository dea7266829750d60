"""Set tasks in a case, hand them on, and say what came of them. Their words are notes' words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from casework.complaints.domain.case.casefile import Card, Entry, Exposure, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.nextstep import tasks_to_do
from casework.complaints.domain.case.tasks import Shows, State, Task, Tasks
from casework.complaints.domain.clocks.running import Light, light_of
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    free_readers,
    with_entry,
)
from casework.complaints.services.reading.pages import seen_before
from casework.complaints.services.reading.threshold import is_at_threshold
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, by whom and until when, and whether it could show anything."""

    what: str = field(repr=False)
    owner: PersonId | None
    due: date
    shows: Shows | None = None
    how: str = field(default="", repr=False)  # it is done without showing it


@dataclass(frozen=True, slots=True)
class Near:
    """A task that somebody is to be asked for today."""

    what: str = field(repr=False)
    owner: PersonId | None
    due: date


@dataclass(frozen=True, slots=True)
class Which:
    """A task, and how often it had changed when somebody saw it."""

    number: int
    changes: int


def set_task(desk: Desk, me: SignedIn, case: CaseId, wanted: Wanted) -> Changed:
    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        tasks = tasks_of(file)
        if tasks.is_full or not _may_be(file, wanted):
            return None
        file, words = _worded(tx, desk, file, wanted, None)
        new = Task(
            tasks.next_number, words, wanted.owner, desk.today(), wanted.due, shows=wanted.shows
        )
        file = _with(file, replace(tasks, each=(*tasks.each, new)))
        return with_deed(tx, desk, file, Did.TASK_SET, task=wanted.what, who=wanted.owner or "")

    return change(desk, me, case, work)


def change_task(desk: Desk, me: SignedIn, case: CaseId, which: Which, wanted: Wanted) -> Changed:
    """Word it anew, give it another day or another owner. What it said before is not lost."""

    def work(tx: Transaction, file: CaseFile, task: Task) -> CaseFile | None:
        if not task.is_open or not _may_be(file, wanted):
            return None
        file, words = _worded(tx, desk, file, wanted, task)
        after = replace(
            task,
            words=words,
            owner=wanted.owner,
            due=wanted.due,
            shows=wanted.shows,
            had=None if wanted.owner else task.had,
        )
        did = Did.TASK_CHANGED if task.owner == wanted.owner else Did.TASK_HANDED
        file = _with(file, tasks_of(file).with_(after))
        return with_deed(tx, desk, file, did, task=wanted.what, who=wanted.owner or "")

    return _changing(desk, me, case, which, work)


def take_over(desk: Desk, me: SignedIn, case: CaseId, which: Which) -> Changed:
    """Do it oneself from now on."""

    def work(tx: Transaction, file: CaseFile, task: Task) -> CaseFile | None:
        if not task.is_open or me.person not in free_readers(file) or task.owner == me.person:
            return None
        after = replace(task, owner=me.person, had=None)
        file = _with(file, tasks_of(file).with_(after))
        said = {"task": _says(tx, file, task), "who": me.person}
        return with_deed(tx, desk, file, Did.TASK_HANDED, **said)

    return _changing(desk, me, case, which, work)


def finish_task(desk: Desk, me: SignedIn, case: CaseId, which: Which, came: str) -> Changed:
    return _ended(desk, me, case, which, (State.DONE, Did.TASK_DONE, came))


def withdraw_task(desk: Desk, me: SignedIn, case: CaseId, which: Which, why: str) -> Changed:
    """Let it go. It can be taken up again, so that nobody needs to be asked first."""
    return _ended(desk, me, case, which, (State.WITHDRAWN, Did.TASK_WITHDRAWN, why))


def take_up_again(desk: Desk, me: SignedIn, case: CaseId, which: Which) -> Changed:
    """Open what was done or let go, as it was."""

    def work(tx: Transaction, file: CaseFile, task: Task) -> CaseFile | None:
        if task.is_open or tasks_of(file).is_full:
            return None
        after = replace(task, state=State.OPEN, came=0, ended=None, ended_by=None)
        file = _with(file, tasks_of(file).with_(after))
        return with_deed(tx, desk, file, Did.TASK_AGAIN, task=_says(tx, file, task))

    return _changing(desk, me, case, which, work)


def tasks_of(file: CaseFile) -> Tasks:
    return file.inside.watched.tasks if file.inside else Tasks()


def words_of_tasks(tx: Transaction, file: CaseFile) -> dict[int, Entry]:
    """Return what was written about tasks, by the numbers under which they know it."""
    return {each.number: each for each in entries_of(tx, file, Kind.TASK)}


def tasks_near(desk: Desk, me: SignedIn, case: CaseId, card: Card) -> Sequence[Near]:
    """Return what this person has to do soon, and what nobody has taken, as the case says it.

    The card, which is open already, says whether to look: most cases have nothing.
    """
    mine = card.tasks.get(me.person)
    is_near = mine is not None and light_of(mine, desk.today()) is not Light.IN_TIME
    if not is_near and card.untaken is None:
        return ()
    return seen_before(desk, me, case, partial(_near, desk)) or ()


def _near(desk: Desk, tx: Transaction, file: CaseFile) -> Sequence[Near]:
    """Whoever has yet to choose whether they read the case is told that there is something."""
    if file.inside is None:
        return ()
    today, is_before = desk.today(), is_at_threshold(tx, desk, file)
    words = words_of_tasks(tx, file)
    return [
        Near("" if is_before else words[each.words].text, each.owner, each.due)
        for each in tasks_to_do(file.card, file.inside).kept_by(free_readers(file)).open
        if each.owner is None
        or (each.owner == file.me.person and light_of(each.due, today) is not Light.IN_TIME)
    ]


def must_be_asked(file: CaseFile) -> bool:
    """Say whether a task could be what gives the reporter away."""
    return file.card.exposure is Exposure.HIGH


def _may_be(file: CaseFile, wanted: Wanted) -> bool:
    """Ask once more when it is written: the owner may have left, the exposure risen."""
    is_free = wanted.owner is None or wanted.owner in free_readers(file)
    return is_free and not (must_be_asked(file) and wanted.shows is None)


def _ended(
    desk: Desk, me: SignedIn, case: CaseId, which: Which, end: tuple[State, Did, str]
) -> Changed:
    state, did, words = end

    def work(tx: Transaction, file: CaseFile, task: Task) -> CaseFile | None:
        if not task.is_open:
            return None
        what = _says(tx, file, task)
        file, came = _written(tx, file, _entry(desk, file, words))
        after = replace(task, state=state, came=came, ended=desk.today(), ended_by=me.person)
        file = _with(file, tasks_of(file).with_(after))
        return with_deed(tx, desk, file, did, task=what, came=words)

    return _changing(desk, me, case, which, work)


_Work = Callable[[Transaction, CaseFile, Task], CaseFile | None]


def _changing(desk: Desk, me: SignedIn, case: CaseId, which: Which, work: _Work) -> Changed:
    """Do it, unless somebody else has changed the task since it was seen."""

    def whole(tx: Transaction, file: CaseFile) -> CaseFile | None:
        task = tasks_of(file).of(which.number, which.changes)
        return None if task is None else work(tx, file, task)

    return change(desk, me, case, whole)


def _worded(
    tx: Transaction, desk: Desk, file: CaseFile, wanted: Wanted, before: Task | None
) -> tuple[CaseFile, int]:
    """Keep the words, unless these are the ones that stand there already."""
    there = words_of_tasks(tx, file).get(before.words) if before else None
    if before and there and (there.text, there.about) == (wanted.what, wanted.how):
        return file, before.words
    return _written(tx, file, _entry(desk, file, wanted.what, wanted.how))


def _entry(desk: Desk, file: CaseFile, words: str, how: str = "") -> Entry:
    return Entry(Kind.TASK, 0, desk.today(), file.me.person, words, how)


def _written(tx: Transaction, file: CaseFile, entry: Entry) -> tuple[CaseFile, int]:
    """Keep words as an entry, which is never changed, and return the number it got."""
    file = with_entry(tx, file, entry)
    return file, require_inside(file).entries


def _with(file: CaseFile, tasks: Tasks) -> CaseFile:
    inside = require_inside(file)
    return replace(file, inside=replace(inside, watched=replace(inside.watched, tasks=tasks)))


def _says(tx: Transaction, file: CaseFile, task: Task) -> str:
    found = words_of_tasks(tx, file).get(task.words)
    return found.text if found else ""
