"""What reports ask of somebody today: a sentence with a verb, a day, and where to do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.case.casefile import Card, Standing
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.services.queue import Seen, queue_of
from casework.complaints.services.readers.asking import told_me
from casework.complaints.services.readers.urgent import PRESSING
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import CONVERSATION, DUE, OVERVIEW, PEOPLE, TRIAGE
from casework.desk import Desk

_MOST: Final = 8
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
    for seen in queue_of(desk, me, _OPEN, most=_MOST).seen:
        asked = _asked(seen, me, desk.today())
        if asked is not None:
            yield asked


def _asked(seen: Seen, me: SignedIn, today: date) -> Asked | None:
    found = next(_words(seen, me, today), None)
    if found is None:
        return None
    what, button, place = found
    is_new = seen.line.standing is Standing.NEW
    is_pressing = is_new and not PRESSING.isdisjoint(seen.card.flags)
    return Asked(what, button, address(seen.line.id, place), seen.line.due, is_pressing)


def _words(seen: Seen, me: SignedIn, today: date) -> Iterator[tuple[str, str, str]]:
    """Yield what comes first. Whoever leads is asked; where nobody leads yet, every reader is."""
    card = seen.card
    name = card.name
    if card.set_aside_by not in {None, me.person}:
        yield _("Say whether “%(name)s” is a report at all", name=name), _("Look"), TRIAGE
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
    if due <= today:
        yield _due(card)


def _due(card: Card) -> tuple[str, str, str]:
    if card.clock in _TO_WRITE:
        what = _("Write to the reporter of “%(name)s”", name=card.name)
        return what, _("Write"), CONVERSATION
    return _("Look at what is due in “%(name)s”", name=card.name), _("Look"), DUE
