"""What was to be done in a case, for whoever gets a copy: by whom, until when, what came of it."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Entry
from casework.complaints.domain.case.tasks import State, Task
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.tasking import tasks_of, words_of_tasks
from casework.complaints.views.parts.wording import name_of
from casework.export.domain.contents import Item, Section
from config.words import with_year
from store.database import Transaction


def done(tx: Transaction, file: CaseFile) -> Iterator[Section]:
    """Put what is still open first. How a task is hidden from somebody stays here."""
    tasks, words = tasks_of(file), words_of_tasks(tx, file)
    items = tuple(_item(file, each, words) for each in (*tasks.open, *tasks.over))
    yield Section(str(_("Tasks")), (), items, str(_("No task was set.")))


def _item(file: CaseFile, task: Task, words: Mapping[int, Entry]) -> Item:
    what, came = words.get(task.words), words.get(task.came)
    lines = (what.text if what else "", came.text if came else "")
    return Item(_head(file, task), "\n".join(filter(None, lines)))


def _head(file: CaseFile, task: Task) -> str:
    if task.state is State.OPEN:
        due = with_year(task.due)
        if task.owner is None:
            return str(_("To do by %(day)s; nobody has taken it", day=due))
        name = name_of(file.committee, task.owner)
        return str(_("To do by %(day)s, %(name)s", day=due, name=name))
    ended = with_year(task.ended) if task.ended else ""
    name = name_of(file.committee, task.ended_by)
    if task.state is State.DONE:
        return str(_("Done %(day)s, %(name)s", day=ended, name=name))
    return str(_("Withdrawn %(day)s, %(name)s", day=ended, name=name))
