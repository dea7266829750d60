"""What somebody is asked on Today beside what comes first in a case: people, words, and the law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.domain.clocks.sources import EUROPEAN
from casework.complaints.services.queue import Seen
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import CONVERSATION, DUE, PROTECTION, TRANSCRIPT
from config.questions.asked import asked

_LOOK: Final = asked("Look")
_BY_LAW: Final[Mapping[Clock, tuple[str, str, str]]] = {
    Clock.LOOK_BACK: (
        asked("Go on with “%(name)s”: at 120 days its reporter loses the earlier date at the SEC"),
        _LOOK,
        DUE,
    ),
    Clock.ACKNOWLEDGE_EU: (
        asked("Write a first reply in “%(name)s”: the law gives 7 days"),
        asked("Write"),
        CONVERSATION,
    ),
    Clock.FEEDBACK_EU: (
        asked("Tell the reporter of “%(name)s” what came of it: the law gives 3 months"),
        asked("Write"),
        CONVERSATION,
    ),
    Clock.ILLEGAL_ACT: (
        asked("Tell the SEC what the auditor reported to the board, in “%(name)s”"),
        _LOOK,
        DUE,
    ),
    Clock.AUDITOR_CHANGED: (asked("File Form 8-K on the auditor, in “%(name)s”"), _LOOK, DUE),
    Clock.NON_RELIANCE: (asked("File Form 8-K on the statements, in “%(name)s”"), _LOOK, DUE),
}
SAID_BESIDE: Final = frozenset({Clock.CHECK_IN, *_BY_LAW})


@dataclass(frozen=True, slots=True)
class Asked:
    what: str
    button: str
    href: str
    until: date
    is_pressing: bool


def asked_beside(seen: Seen, me: SignedIn, today: date, *, is_european: bool) -> Iterator[Asked]:
    """Yield whom to ask, what to judge and what the law has near: beside all else in a case."""
    card, case = seen.card, seen.line.id
    if card.watcher == me.person and card.check_in is not None and card.check_in <= today:
        what = _("Ask whoever is protected in “%(name)s”", name=card.name)
        yield Asked(what, _("Ask"), address(case, PROTECTION), card.check_in, is_pressing=False)
    if me.person in card.reviewers:
        what = _("Judge what is planned against a protected person in “%(name)s”", name=card.name)
        yield Asked(what, _("Judge"), address(case, PROTECTION), today, is_pressing=False)
    if card.lead in {None, me.person}:
        yield from _of_lead(seen, today, is_european=is_european)


def _of_lead(seen: Seen, today: date, *, is_european: bool) -> Iterator[Asked]:
    card, case = seen.card, seen.line.id
    for law in card.law:
        # What was written while the rules were on is not shown once they are off.
        if law.is_near(today) and (is_european or law.clock not in EUROPEAN):
            what, button, place = _BY_LAW[law.clock]
            says = str(_(what, name=card.name))
            yield Asked(says, _(button), address(case, place), law.due, law.presses(today))
    if card.is_unsigned and is_european:
        what = _("Let the reporter of “%(name)s” sign what was written down", name=card.name)
        yield Asked(what, _(_LOOK), address(case, TRANSCRIPT), today, is_pressing=False)
