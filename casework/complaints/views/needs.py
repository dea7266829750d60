"""What reports ask of somebody today: a sentence with a verb, a day, and where to do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.case.casefile import Card, Standing
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.domain.clocks.sources import LAWS
from casework.complaints.services.assessing.ties import has_declared
from casework.complaints.services.ending.seconds import Second, seconds_of
from casework.complaints.services.linking.together import make_even
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.queue import Seen
from casework.complaints.services.readers.asking import told_me
from casework.complaints.services.readers.identities import untouched_identities
from casework.complaints.services.readers.removals import taken_out
from casework.complaints.services.readers.urgent import PRESSING
from casework.complaints.services.watching.hiding import waits_for
from casework.complaints.services.watching.tasking import tasks_near
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import (
    CONVERSATION,
    FINISH,
    HIDDEN,
    IDENTITY,
    KEPT,
    OUTCOME,
    OVERVIEW,
    PEOPLE,
    PROTECTION,
    TASKS,
    TRANSCRIPT,
    TRIAGE,
)
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.watching.near import asks_for, is_near, presses, ticking_in
from casework.desk import Desk, desk
from casework.frame import RECORDS, REPORTS, TIES
from casework.rights import Right, Role, opens
from casework.trust import Standing as Committee
from config.questions.asked import asked

# Whoever asks a protected person, or took a task on, is asked for it; the law's days stand beside.
_OF_OTHERS: Final = frozenset({Clock.CHECK_IN, Clock.TASK, Clock.SECOND, *LAWS})


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that somebody is asked for, and what tells how much harm waiting does."""

    what: str
    button: str
    href: str
    until: date | None
    is_pressing: bool = False  # nobody has looked at something that cannot wait
    is_feared: bool = False  # somebody in it may come to harm
    is_law: bool = False  # a day that the law sets


def needs_of(desk: Desk, me: SignedIn, found: Sequence[Seen]) -> Iterator[Asked]:
    """Yield all that is asked, the oldest report first. If one acts, the others are asked no more.

    `found` are the cases in which something may be asked of this person.
    """
    yield from _of_ties(desk, me)
    for note in told_me(desk, me):
        what = _("Read a note that was written to you alone")
        yield Asked(what, _("Read"), address(note.case, PEOPLE), desk.today())
    yield from _taken_out(desk, me)
    yield from _told_who(desk, me)
    yield from _still_reading(desk, me)
    for seen in sorted(found, key=lambda each: each.card.received):
        yield from _asked(seen, me, desk.today())
        yield from _of_tasks(desk, me, seen)
        yield from _of_the_end(desk, me, seen)
        if waits_for(desk, me, seen.line.id, seen.card):
            what = _("Say whether something in “%(name)s” is shown", name=seen.card.name)
            yield Asked(what, _("Look"), address(seen.line.id, HIDDEN), desk.today())


def _of_ties(desk: Desk, me: SignedIn) -> Iterator[Asked]:
    """Whoever has said nothing may be the friend of somebody who is named, and nobody knows."""
    is_seated = opens(Right.CASES, me) and isinstance(desk.trust.now(), Committee)
    if is_seated and not has_declared(desk, me.person):
        what = _("Say whether you have ties to anybody who may be named in a report")
        yield Asked(what, _("Say"), TIES, None)


def _taken_out(desk: Desk, me: SignedIn) -> Iterator[Asked]:
    """Ask those who remain whether it was right; whoever is out has no key of the question."""
    for each in taken_out(desk, me):
        committee, removal = each.file.committee, each.removal
        what = _(
            "%(who)s was taken out of “%(name)s” by %(by)s: agree or let them back",
            who=name_of(committee, removal.who),
            by=name_of(committee, removal.by),
            name=each.file.card.name,
        )
        place = address(each.file.id, PEOPLE)
        yield Asked(what, _("Look"), place, removal.on, is_pressing=True)


def _told_who(desk: Desk, me: SignedIn) -> Iterator[Asked]:
    """Ask those alone who were told, until each has looked or somebody asks no more."""
    for file in untouched_identities(desk, me):
        what = _("The reporter of “%(name)s” told you who they are", name=file.card.name)
        yield Asked(what, _("Look"), address(file.id, IDENTITY), desk.today())


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
    is_feared = not PRESSING.isdisjoint(seen.card.flags)
    for each in tasks_near(desk, me, seen.line.id, seen.card):
        is_mine = each.owner == me.person
        if not each.what:
            what = _("Something is to be done in “%(name)s”", name=seen.card.name)
        elif is_mine:
            what = _("“%(what)s” in “%(name)s”", what=each.what, name=seen.card.name)
        else:
            what = _("Take over “%(what)s” in “%(name)s”", what=each.what, name=seen.card.name)
        button = _("Open") if is_mine else _("Take it")
        place = address(seen.line.id, TASKS)
        yield Asked(what, button, place, each.due, is_feared=is_feared)


_SECONDS: Final[Mapping[Second, tuple[str, str]]] = {
    Second.LETTING_GO: (asked("Say whether “%(name)s” may be finished without a line"), FINISH),
    Second.LIFTING: (asked("Say whether the hold on “%(name)s” is lifted"), KEPT),
    Second.DISPOSAL: (asked("Say whether “%(name)s”, and what stands with it, is destroyed"), ""),
}


def _of_the_end(desk: Desk, me: SignedIn, seen: Seen) -> Iterator[Asked]:
    """Ask for the second word on what one reader wants of its end."""
    for each in seconds_of(desk, me, seen.line.id, seen.card):
        says, place = _SECONDS[each]
        what = _(says, name=seen.card.name)
        is_list, name = each is Second.DISPOSAL, address(seen.line.id).removeprefix(f"{REPORTS}/")
        href = f"{RECORDS}/list/{name}" if is_list else address(seen.line.id, place)
        yield Asked(what, _("Look"), href, seen.card.asked_second)


def _asked(seen: Seen, me: SignedIn, today: date) -> Iterator[Asked]:
    """Yield what a case asks; and whom to ask, which somebody does beside all else."""
    card, line = seen.card, seen.line
    if me.person in card.guests:
        return  # a guest reads what was granted, and nothing of it waits for them
    is_feared = not PRESSING.isdisjoint(card.flags)
    if card.watcher == me.person and card.check_in is not None and card.check_in <= today:
        what = _("Ask whoever is protected in “%(name)s”", name=card.name)
        place = address(line.id, PROTECTION)
        yield Asked(what, _("Ask"), place, card.check_in, is_feared=is_feared)
    if me.person in card.reviewers:
        what = _("Judge what is planned against a protected person in “%(name)s”", name=card.name)
        yield Asked(what, _("Judge"), address(line.id, PROTECTION), today, is_feared=True)
    elif card.is_unsigned and card.lead in {None, me.person} and procedure_of(desk()).europe.is_on:
        what = _("Let the reporter of “%(name)s” sign what was written down", name=card.name)
        yield Asked(what, _("Look"), address(line.id, TRANSCRIPT), today)
    is_pressing = is_feared and (line.standing is Standing.NEW or card.has_news)
    for what, button, place, until in _first_of_each(_words(seen, me, today)):
        yield Asked(what, button, address(line.id, place), until, is_pressing, is_feared)
    yield from _of_law(seen, me, today)


_Words = tuple[str, str, str, date]


def _first_of_each(words: Iterator[_Words]) -> Iterator[_Words]:
    """Ask once for each place. Until it is decided what a report is, all else waits."""
    places = set()
    for each in words:
        place = each[2]
        if place not in places:
            places.add(place)
            yield each
        if place == OVERVIEW:
            return


def _words(seen: Seen, me: SignedIn, today: date) -> Iterator[_Words]:
    """Yield what comes first. Whoever leads is asked; where nobody leads yet, every reader is."""
    card, due = seen.card, seen.line.due
    if card.has_news and not PRESSING.isdisjoint(card.flags):
        yield _read_on(card, due)  # somebody must look now, whoever leads
    yield from _of_second(seen, me)
    if seen.line.standing is Standing.NEW:
        what = _("Decide what to do with the new report “%(name)s”", name=card.name)
        yield what, _("Open"), OVERVIEW, due
    if card.lead in {None, me.person}:
        yield from _of_lead(seen, today)


def _of_second(seen: Seen, me: SignedIn) -> Iterator[_Words]:
    """Yield what somebody else began and only another reader can go on with."""
    card, name, due = seen.card, seen.card.name, seen.line.due
    if card.set_aside_by not in {None, me.person} and not card.is_set_aside:
        yield _("Say whether “%(name)s” is a report at all", name=name), _("Look"), TRIAGE, due
    if card.drafted_by not in {None, me.person}:
        what = _("Say whether words to the reporter of “%(name)s” may go", name=name)
        yield what, _("Look"), CONVERSATION, due
    if card.asks_counsel and Role.EXTERNAL in me.roles:
        what = _("Say whether “%(name)s” may be called knowingly false", name=name)
        yield what, _("Look"), OUTCOME, due
    if me.person in card.unsaid and card.status not in OVER:
        what = _("Say whether you are free to act on “%(name)s”", name=name)
        yield what, _("Say"), PEOPLE, due


def _of_lead(seen: Seen, today: date) -> Iterator[_Words]:
    card = seen.card
    if card.has_news:
        yield _read_on(card, seen.line.due)
    for each in ticking_in(seen):
        if is_near(each, today) and each.clock not in _OF_OTHERS:
            yield *asks_for(card, each.clock), each.due


def _of_law(seen: Seen, me: SignedIn, today: date) -> Iterator[Asked]:
    """The law's days stand beside all else: none of them waits for what comes first."""
    if seen.card.lead not in {None, me.person}:
        return
    is_feared = not PRESSING.isdisjoint(seen.card.flags)
    for each in ticking_in(seen):
        if is_near(each, today) and each.clock in LAWS:
            what, button, place = asks_for(seen.card, each.clock)
            href = address(seen.line.id, place)
            is_now = presses(each, today)
            yield Asked(what, button, href, each.due, is_now, is_feared, is_law=True)


def _read_on(card: Card, due: date) -> _Words:
    if card.status in OVER:
        what = _("Read what the reporter of “%(name)s” wrote after its end", name=card.name)
    else:
        what = _("Read the reporter’s words in “%(name)s”", name=card.name)
    return what, _("Read"), CONVERSATION, due
