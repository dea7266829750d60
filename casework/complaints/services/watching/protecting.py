"""Look after whoever spoke up: plans, days on which they are asked, and what is done for them."""

from dataclasses import dataclass, replace

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Watched, fearing, signs_of
from casework.complaints.domain.protection import (
    CheckIn,
    Incident,
    Measure,
    NoSuchCheckInError,
    Plan,
    ProtectedId,
    Role,
    Signal,
    Way,
)
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching.changing import Changed, Deed, watch
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """Who is to be looked after, how, and by whom."""

    person: ProtectedId
    role: Role
    way: Way
    watcher: PersonId


@dataclass(frozen=True, slots=True, repr=False)
class Day:
    """One of the days on which somebody is asked."""

    person: ProtectedId
    day: int


def protect(desk: Desk, me: SignedIn, case: CaseId, wanted: Wanted) -> Changed:
    """Begin a plan today. A watcher who must be kept away, or who does not read it, is none."""

    def work(file: CaseFile, watched: Watched) -> Watched | None:
        if wanted.watcher not in free_readers(file) or watched.protection.plan_of(wanted.person):
            return None
        plan = Plan(wanted.person, wanted.role, wanted.way, desk.today(), wanted.watcher)
        settled = None if wanted.role is Role.REPORTER else watched.feared
        protection = watched.protection.with_plan(plan)
        return replace(watched, protection=protection, feared=settled)

    return watch(desk, me, case, Deed(Did.PLAN_MADE), work)


def hand_on(
    desk: Desk, me: SignedIn, case: CaseId, person: ProtectedId, watcher: PersonId
) -> Changed:
    """Let somebody else ask from now on; what was asked so far stays."""

    def work(file: CaseFile, watched: Watched) -> Watched | None:
        plan = watched.protection.plan_of(person)
        if plan is None or watcher not in free_readers(file):
            return None
        after = watched.protection.with_plan(replace(plan, watcher=watcher))
        return replace(watched, protection=after)

    return watch(desk, me, case, Deed(Did.PLAN_MADE), work)


def check_in(desk: Desk, me: SignedIn, case: CaseId, on: Day, came: CheckIn) -> Changed:
    """Keep what came of one of the days. A day that somebody else put down stays as it is."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        plan = watched.protection.plan_of(on.person)
        try:
            after = plan.checked_in(on.day, came) if plan else None
        except NoSuchCheckInError:
            return None
        if after is None:
            return None
        # A sign that comes a second time is looked into a second time.
        reviewed = watched.protection.reviewed - came.signals
        protection = replace(watched.protection.with_plan(after), reviewed=reviewed)
        return replace(watched, protection=protection)

    return watch(desk, me, case, Deed(Did.CHECKED_IN), work)


def take_measure(desk: Desk, me: SignedIn, case: CaseId, what: str) -> Changed:
    def work(_file: CaseFile, watched: Watched) -> Watched:
        before, new = watched.protection, Measure(desk.today(), me.person, what)
        after = replace(before, measures=(*before.measures, new))
        return replace(watched, protection=after)

    return watch(desk, me, case, Deed(Did.MEASURE_TAKEN), work)


def review(desk: Desk, me: SignedIn, case: CaseId, signal: Signal, why: str) -> Changed:
    """Say that a sign was looked into, and what came of it."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        protection = watched.protection
        if signal not in signs_of(watched) - protection.reviewed:
            return None
        after = replace(protection, reviewed=protection.reviewed | {signal})
        return replace(watched, protection=after)

    return watch(desk, me, case, Deed(Did.SIGNAL_REVIEWED, {"why": why}), work)


def raise_fear(desk: Desk, me: SignedIn, case: CaseId) -> Changed:
    """Put down that somebody fears retaliation, wherever it was heard."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        after = fearing(watched, desk.today())
        return None if after is watched else after

    return watch(desk, me, case, Deed(Did.FEAR_RAISED), work)


def need_no_plan(desk: Desk, me: SignedIn, case: CaseId, why: str) -> Changed:
    """Say why no plan is needed. Whatever the reporter writes later may raise it again."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        protection = watched.protection
        is_planned = any(each.role is Role.REPORTER for each in protection.plans)
        if not watched.feared and (is_planned or not protection.needs_plan):
            return None
        return replace(watched, feared=None, protection=replace(protection, needs_plan=False))

    return watch(desk, me, case, Deed(Did.FEAR_SETTLED, {"why": why}), work)


def log_outing(desk: Desk, me: SignedIn, case: CaseId, what: str) -> Changed:
    """Keep an attempt to find out who the reporter is. It is never let pass."""

    def work(_file: CaseFile, watched: Watched) -> Watched:
        before, new = watched.protection, Incident(desk.today(), what=what)
        after = replace(before, incidents=(*before.incidents, new))
        return replace(watched, protection=after)

    return watch(desk, me, case, Deed(Did.OUTING_LOGGED), work)


def handle_outing(desk: Desk, me: SignedIn, case: CaseId, number: int, why: str) -> Changed:
    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        incidents = list(watched.protection.incidents)
        if not 0 <= number < len(incidents) or incidents[number].handled:
            return None
        incidents[number] = replace(incidents[number], handled=desk.today())
        after = replace(watched.protection, incidents=tuple(incidents))
        return replace(watched, protection=after)

    return watch(desk, me, case, Deed(Did.OUTING_HANDLED, {"why": why}), work)
