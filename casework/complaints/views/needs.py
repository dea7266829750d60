"""What reports ask of somebody today: a sentence with a verb, a day, and where to do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.case.casefile import Card, Standing
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.services.linking.together import make_even
from casework.complaints.services.queue import Seen, queue_of
from casework.complaints.services.readers.asking import told_me
from casework.complaints.services.readers.identities import untouched_identities
from casework.complaints.services.readers.urgent import PRESSING
from casework.complaints.services.watching.tasking import tasks_near
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import (
    CONVERSATION,
    DUE,
    IDENTITY,
    OVERVIEW,
    PEOPLE,
    PROTECTION,
    TASKS,
    TRIAGE,
)
from casework.complaints.views.parts.wording import name_of
from casework.desk import Desk

_MOST: Final = 8
_MOST_WITH_TASKS: Final = 100
_OPEN: Final = (Standing.NEW, Standing.US, Standing.REPORTER)
_TO_WRITE: Final = frozenset(
    {Clock.UPDATE, Clock.ANSWER, Clock.ACKNOWLEDGE, Clock.ACKNOWLEDGE_EU, Clock.FEEDBACK_EU}
)


@dataclass(frozen=True, slots=True)
class Asked:
    what: str
    button: str
    href: str
    until: date
    is_pressing: bool


def needs_of(desk: Desk, me: SignedIn) -> Iterator[Asked]:
    """Yield what is due first. If one member acts, the others are asked no more."""
    for note in told_me(desk, me):
        what = _("Read a note that was written to you alone")
        yield Asked(what, _("Read"), address(note.case, PEOPLE), desk.today(), is_pressing=False)
    yield from _told_who(desk, me)
    yield from _still_reading(desk, me)
    found, outliving = (
        queue_of(desk, me, _OPEN, most=_MOST_WITH_TASKS).seen,
        [*_outliving(desk, me)],
    )
    for seen in (*found[:_MOST], *outliving):
        yield from _asked(seen, me, desk.today())
    for seen in (*found, *outliving):
        yield from _of_tasks(desk, me, seen)


def _told_who(desk: Desk, me: SignedIn) -> Iterator[Asked]:
    """Ask those alone who were told, until each has looked or somebody asks no more."""
    for file in untouched_identities(desk, me):
        what = _("The reporter of “%(name)s” told you who they are", name=file.card.name)
        place = address(file.id, IDENTITY)
        yield Asked(what, _("Look"), place, desk.today(), is_pressing=False)


def _still_reading(desk: Desk, me: SignedIn) -> Iterator[Asked]:
    """Let what others did in one of two cases reach the other; ask where that cannot be done."""
    for each in make_even(desk, me):
        names = ", ".join(name_of(each.file.committee, who) for who in each.people)
        what = _(
            "%(names)s must not read “%(name)s” any more, and too few would remain",
            names=names,
            name=each.file.card.name,
        )
        place = address(each.file.id, PEOPLE)
        yield Asked(what, _("Look"), place, desk.today(), is_pressing=True)


def _of_tasks(desk: Desk, me: SignedIn, seen: Seen) -> Iterator[Asked]:
    """Ask whoever has taken something on, when its day is near; and all, if nobody has."""
    for each in tasks_near(desk, me, seen.line.id, seen.card):
        is_mine = each.owner == me.person
        if is_mine:
            what = _("“%(what)s”, in “%(name)s”", what=each.what, name=seen.card.name)
        else:
            what = _("Take over “%(what)s”, in “%(name)s”", what=each.what, name=seen.card.name)
        button = _("Open") if is_mine else _("Take it")
        place = address(seen.line.id, TASKS)
        yield Asked(what, button, place, each.due, is_pressing=False)


def _outliving(desk: Desk, me: SignedIn) -> Iterator[Seen]:
    """Yield what is due in cases that are finished: protection lasts for a year."""
    found = queue_of(desk, me, (Standing.FINISHED,), most=_MOST).seen
    return (each for each in found if each.line.due <= desk.today())


def _asked(seen: Seen, me: SignedIn, today: date) -> Iterator[Asked]:
    """Yield what comes first in a case; and whom to ask, which somebody does beside all else."""
    card, line = seen.card, seen.line
    if me.person in card.guests:
        return  # a guest reads what was granted, and nothing of it waits for them
    if card.watcher == me.person and card.check_in is not None and card.check_in <= today:
        what = _("Ask whoever is protected in “%(name)s”", name=card.name)
        place = address(line.id, PROTECTION)
        yield Asked(what, _("Ask"), place, card.check_in, is_pressing=False)
    for what, button, place in islice(_words(seen, me, today), 1):
        is_new = line.standing is Standing.NEW
        is_pressing = is_new and not PRESSING.isdisjoint(card.flags)
        yield Asked(what, button, address(line.id, place), line.due, is_pressing)


def _words(seen: Seen, me: SignedIn, today: date) -> Iterator[tuple[str, str, str]]:
    """Yield what comes first. Whoever leads is asked; where nobody leads yet, every reader is."""
    card = seen.card
    name = card.name
    if card.set_aside_by not in {None, me.person} and not card.is_set_aside:
        yield _("Say whether “%(name)s” is a report at all", name=name), _("Look"), TRIAGE
    if card.drafted_by not in {None, me.person}:
        yield (
            _("Say whether words to the reporter of “%(name)s” may go", name=name),
            _("Look"),
            CONVERSATION,
        )
    if me.person in card.unsaid and card.status not in OVER:
        yield _("Say whether you are free to act on “%(name)s”", name=name), _("Say"), PEOPLE
    if seen.line.standing is Standing.NEW:
        yield _("Decide what to do with the new report “%(name)s”", name=name), _("Open"), OVERVIEW
    if card.lead in {None, me.person}:
        yield from _of_lead(card, seen.line.due, today)


def _of_lead(card: Card, due: date, today: date) -> Iterator[tuple[str, str, str]]:
    if card.has_news and card.status in OVER:
        what = _("Read what the reporter of “%(name)s” wrote after its end", name=card.name)
        yield what, _("Read"), CONVERSATION
    if card.has_news:
        what = _("Read the reporter’s words in “%(name)s”", name=card.name)
        yield what, _("Read"), CONVERSATION
    if due <= today and card.clock is not Clock.CHECK_IN:
        yield _due(card)


def _due(card: Card) -> tuple[str, str, str]:
    if card.clock is Clock.PROTECT:
        what = _("Decide who is protected in “%(name)s”", name=card.name)
        return what, _("Decide"), PROTECTION
    if card.clock in _TO_WRITE:
        what = _("Write to the reporter of “%(name)s”", name=card.name)
        return what, _("Write"), CONVERSATION
    return _("Look at what is due in “%(name)s”", name=card.name), _("Look"), DUE
