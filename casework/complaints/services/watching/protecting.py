"""Look after whoever spoke up: plans, days on which they are asked, and what is done for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from casework.complaints.domain.case.casefile import Flag
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Watched, fearing
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
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId
from store.database import Transaction


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


@dataclass(frozen=True, slots=True)
class _Deed:
    did: Did
    said: Mapping[str, str] = field(default_factory=dict)


_Watching = Callable[[CaseFile, Watched], Watched | None]


def protect(desk: Desk, me: SignedIn, case: CaseId, wanted: Wanted) -> Changed:
    """Begin a plan today. A watcher who must be kept away, or who does not read it, is none."""

    def work(file: CaseFile, watched: Watched) -> Watched | None:
        if wanted.watcher not in free_readers(file) or watched.protection.plan_of(wanted.person):
            return None
        plan = Plan(wanted.person, wanted.role, wanted.way, desk.today(), wanted.watcher)
        settled = None if wanted.role is Role.REPORTER else watched.feared
        protection = watched.protection.with_plan(plan)
        return replace(watched, protection=protection, feared=settled)

    return _watching(desk, me, case, _Deed(Did.PLAN_MADE), work)


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

    return _watching(desk, me, case, _Deed(Did.PLAN_MADE), work)


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
        return replace(watched, protection=watched.protection.with_plan(after))

    return _watching(desk, me, case, _Deed(Did.CHECKED_IN), work)


def take_measure(desk: Desk, me: SignedIn, case: CaseId, what: str) -> Changed:
    def work(_file: CaseFile, watched: Watched) -> Watched:
        before, new = watched.protection, Measure(desk.today(), me.person, what)
        after = replace(before, measures=(*before.measures, new))
        return replace(watched, protection=after)

    return _watching(desk, me, case, _Deed(Did.MEASURE_TAKEN), work)


def review(desk: Desk, me: SignedIn, case: CaseId, signal: Signal, why: str) -> Changed:
    """Say that a sign was looked into, and what came of it."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        protection = watched.protection
        if signal not in protection.signals - protection.reviewed:
            return None
        after = replace(protection, reviewed=protection.reviewed | {signal})
        return replace(watched, protection=after)

    return _watching(desk, me, case, _Deed(Did.SIGNAL_REVIEWED, {"why": why}), work)


def raise_fear(desk: Desk, me: SignedIn, case: CaseId) -> Changed:
    """Put down that somebody fears retaliation, wherever it was heard."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        after = fearing(watched, desk.today())
        return None if after is watched else after

    return _watching(desk, me, case, _Deed(Did.FEAR_RAISED), work)


def settle_fear(desk: Desk, me: SignedIn, case: CaseId, why: str) -> Changed:
    """Say why no plan is needed. Whatever the reporter writes later may raise it again."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        return replace(watched, feared=None) if watched.feared else None

    return _watching(desk, me, case, _Deed(Did.FEAR_SETTLED, {"why": why}), work)


def log_outing(desk: Desk, me: SignedIn, case: CaseId, what: str) -> Changed:
    """Keep an attempt to find out who the reporter is. It is never let pass."""

    def work(_file: CaseFile, watched: Watched) -> Watched:
        before, new = watched.protection, Incident(desk.today(), what=what)
        after = replace(before, incidents=(*before.incidents, new))
        return replace(watched, protection=after)

    return _watching(desk, me, case, _Deed(Did.OUTING_LOGGED), work)


def handle_outing(desk: Desk, me: SignedIn, case: CaseId, number: int, why: str) -> Changed:
    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        incidents = list(watched.protection.incidents)
        if not 0 <= number < len(incidents) or incidents[number].handled:
            return None
        incidents[number] = replace(incidents[number], handled=desk.today())
        after = replace(watched.protection, incidents=tuple(incidents))
        return replace(watched, protection=after)

    return _watching(desk, me, case, _Deed(Did.OUTING_HANDLED, {"why": why}), work)


def _watching(desk: Desk, me: SignedIn, case: CaseId, deed: _Deed, work: _Watching) -> Changed:
    def whole(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        after = work(file, inside.watched)
        if after is None:
            return None
        flags = file.card.flags | ({Flag.RETALIATION} if after.feared else set())
        card = replace(file.card, flags=flags)
        file = replace(file, card=card, inside=replace(inside, watched=after))
        return with_deed(tx, desk, file, deed.did, **deed.said)

    return change(desk, me, case, whole)
