"""Whether a case may move on, and what it is once it has: the procedure, asked about this case."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.assessed import Assessed
from casework.complaints.domain.case.casefile import Inside
from casework.complaints.domain.case.watched import gaps_of
from casework.complaints.domain.conflicts.bench import Bench, deciders
from casework.complaints.domain.conflicts.check import Clear, Says, Screen, Statement, check
from casework.complaints.domain.conflicts.named import route_of
from casework.complaints.domain.conflicts.restrictions import Origin, Restriction
from casework.complaints.domain.conflicts.routes import Decider, Route
from casework.complaints.domain.finishing import (
    Decision,
    Ending,
    Finishable,
    Loose,
    Outsider,
    PassedOver,
    Remediation,
    Telling,
    finish,
)
from casework.complaints.domain.outcomes import CONFIRMED
from casework.complaints.domain.protection import Uncovered
from casework.complaints.domain.retention.holds import Hold, held
from casework.complaints.domain.retention.periods import Why
from casework.complaints.domain.status import Because, Facts, Status, Stays, move
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from crypto.errors import RefusedError
from crypto.keyring.grants import Whole
from crypto.names import PersonId

IN_REGISTER: Final = "register"
_STILL_OPEN: Final = "What is to be put right is followed up in the register of findings."
THEIRS: Final = "theirs"
"""The answer that says as what a decision was theirs who made it, when it was written down."""
_DIRECTORS: Final = frozenset({Decider.INDEPENDENT_DIRECTORS, Decider.SPECIAL_COMMITTEE})
MENDED: Final = ("done", IN_REGISTER)
"""What may have become of everything that was to be put right."""


def ending_of(file: CaseFile, today: date) -> Ending:
    """Return what the list before closing asks, as the case answers it today."""
    inside = require_inside(file)
    said_so = inside.ending
    told = {each: Telling(said_so[each.value]) for each in Outsider if said_so.get(each.value)}
    return Ending(
        allegations=inside.allegations,
        level=inside.level,
        conflicts_clear=is_clear(file),
        kept_away=kept_away(file),
        decision=_decision(file, said_so),
        remediation=_remediation(inside),
        loose=_loose(file, inside),
        reporter_told=bool(said_so.get("told")),
        reporter_unreachable=bool(said_so.get("unreachable")),
        told=told,
        committee_saw=bool(said_so.get("saw")),
        special_meeting_considered=bool(said_so.get("special")),
        protected=_is_protected(inside, free_readers(file), today),
        # The procedure has a period for everything that can be alleged, and for what was set aside.
        has_retention=bool(inside.allegations) or file.card.is_set_aside,
        was_referred=bool(inside.assessed.hand_overs),
        set_aside=file.card.is_set_aside,
    )


def _loose(file: CaseFile, inside: Inside) -> Loose:
    return Loose(
        unread=int(file.card.has_news),
        drafts=int(inside.assessed.waiting is not None),
        tasks=len(inside.watched.tasks.open),
        referrals=inside.assessed.waiting_on_others,
    )


def _decision(file: CaseFile, said_so: Mapping[str, str]) -> Decision:
    return Decision(
        frozenset(map(PersonId, said_so.get("by", "").split())),
        said_so.get("basis", ""),
        dated=bool(said_so.get("day")),
        voted=bool(said_so.get("vote")),
        may=may_decide(file),
        free=bench_of(file).members & voices_in(file),
        outside=said_so.get("outside", ""),
        others_may=_route(file).decider in _DIRECTORS,
        was_theirs=said_so.get(THEIRS) == as_decided(file, said_so),
    )


def as_decided(file: CaseFile, said_so: Mapping[str, str]) -> str:
    """Name who decided, and by which way of whom kept away: another way asks anew whose it is."""
    away = " ".join(sorted(kept_away(file)))
    return "\n".join(
        (said_so.get("by", ""), said_so.get("outside", ""), _route(file).decider.name, away)
    )


def _route(file: CaseFile) -> Route:
    return route_of(require_inside(file).assessed.named)


def may_decide(file: CaseFile) -> frozenset[PersonId]:
    """Return who decides by the way of this case; nobody, where it is decided outside.

    Whoever does not read it decides nothing, though nothing may keep them away.
    """
    bench = bench_of(file)
    return deciders(
        _route(file).decider, bench, kept_away(file) | (bench.members - whole_readers(file))
    )


def bench_of(
    file: CaseFile, alternates: tuple[PersonId, ...] = (), counsel: tuple[PersonId, ...] = ()
) -> Bench:
    members = file.committee.manifest.members
    chair = next(each.id for each in members if each.chair)
    seated = frozenset(each.id for each in members)
    return Bench(chair, seated, frozenset(), alternates, counsel)


def passed_over(file: CaseFile) -> PassedOver | None:
    """Return what members let go, by those voices that still read the case."""
    passing = require_inside(file).keeping.passing
    readers = file.listed.readers if file.listed else {}
    return None if passing is None else replace(passing, by=passing.by & frozenset(readers))


def may_finish(file: CaseFile, today: date) -> bool:
    return isinstance(finish(ending_of(file, today), passed_over(file)), Finishable)


def _is_protected(inside: Inside, free: frozenset[PersonId], today: date) -> bool:
    """Whoever cannot be reached cannot be asked either; all else of a plan still counts."""
    gaps = gaps_of(inside.watched, free, today)
    if inside.ending.get("unreachable"):
        gaps -= {Uncovered.NO_PLAN_FOR_REPORTER}
    return not gaps


def _remediation(inside: Inside) -> Remediation:
    """What was confirmed leaves something to mend, until somebody says what became of it."""
    said = inside.ending.get("mended", "")
    outcomes = {each.finding.outcome for each in inside.allegations if each.finding}
    is_open = said == IN_REGISTER or (not said and bool(outcomes & CONFIRMED))
    return Remediation(int(is_open), int(said == IN_REGISTER))


def is_clear(file: CaseFile) -> bool:
    """Say whether the lead and the second are named, and nothing stands in their way."""
    inside, card = require_inside(file), file.card
    if card.lead is None or card.second is None or card.lead == card.second:
        return False
    readers = frozenset({card.lead, card.second})
    screen = Screen(readers, kept_away(file), inside.statements, inside.assessed.people_list)
    return isinstance(check(screen), Clear)


def kept_away(file: CaseFile) -> frozenset[PersonId]:
    """Return whom the reporter left out, and whom a name, a tie or the route keeps away."""
    left_out = file.listed.left_out if file.listed else frozenset()
    return left_out | require_inside(file).assessed.restricted


def whole_readers(file: CaseFile) -> frozenset[PersonId]:
    """Return the people who read all of it. Recovery is no person, and a guest has no voice."""
    # Whoever stepped back stands in the list until somebody has made the new keys.
    nobody = {file.committee.manifest.recovery.id, *require_inside(file).leaving}
    listed = file.listed.readers if file.listed else {}
    return frozenset(
        who for who, grant in listed.items() if isinstance(grant, Whole) and who not in nobody
    )


def voices_in(file: CaseFile) -> frozenset[PersonId]:
    """Return whose word counts where two are asked: they read all of it, and may act on it."""
    return whole_readers(file) - kept_away(file)


def stating(file: CaseFile, says: Says, *people: PersonId) -> CaseFile:
    """Let people say whether they are free, about the list of names as it stands now."""
    inside = require_inside(file)
    said = Statement(says, inside.assessed.people_list)
    statements = {**inside.statements, **dict.fromkeys(people, said)}
    return replace(file, inside=replace(inside, statements=statements))


def as_seen(inside: Inside, question: str) -> str:
    """Return what a page remembers of an answer, to notice that somebody has changed it."""
    return "\n".join(inside.triage.get(question, ("", "")))


def with_assessed(file: CaseFile, assessed: Assessed) -> CaseFile:
    return replace(file, inside=replace(require_inside(file), assessed=assessed))


def restricting(file: CaseFile, people: Iterable[PersonId], origin: Origin) -> CaseFile:
    """Keep people away, and out of the two places from which a case is led."""
    assessed = require_inside(file).assessed
    new = sorted(set(people) - kept_away(file))
    more = tuple(Restriction(who, origin) for who in new)
    file = with_assessed(file, replace(assessed, restrictions=(*assessed.restrictions, *more)))
    return vacated(file, new)


def vacated(file: CaseFile, people: Collection[PersonId]) -> CaseFile:
    """Take people out of the two places from which a case is led."""
    card, inside = file.card, require_inside(file)
    if {card.lead, card.second}.isdisjoint(people):
        return file
    lead, second = (None if who in people else who for who in (card.lead, card.second))
    triage = {name: said for name, said in inside.triage.items() if name != "people"}
    card = replace(card, lead=lead, second=second)
    return replace(file, card=card, inside=replace(inside, triage=triage))


def moved(file: CaseFile, to: Status, because: Because) -> CaseFile | Stays:
    facts = Facts(
        allegations=require_inside(file).allegations,
        conflicts_clear=is_clear(file),
        reporter_told=not {"told", "unreachable"}.isdisjoint(_said(require_inside(file).ending)),
        may_finish=may_finish(file, because.on),
    )
    course = move(require_inside(file).course, to, because, facts)
    if isinstance(course, Stays):
        return course
    card = replace(file.card, status=course.status)
    inside = replace(require_inside(file), course=course)
    if to is Status.REOPENED:
        inside = replace(inside, ending={}, keeping=inside.keeping.reopened())
    if to is Status.CLOSED and _asks_for_a_hold(inside, because.on):
        # It is not let go while the register still counts on it.
        hold = held(Why.REMEDIATION, _STILL_OPEN, because.by, because.on)
        keeping = replace(inside.keeping, holds=(*inside.keeping.holds, hold))
        inside = replace(inside, keeping=keeping)
    if to is Status.DECIDED and file.card.status is not Status.ON_HOLD:
        # What the reporter was told before was not of this decision.
        inside = replace(inside, ending={**inside.ending, "told": ""})
    return replace(file, card=card, inside=inside)


def _asks_for_a_hold(inside: Inside, today: date) -> bool:
    found = {each.finding.outcome for each in inside.allegations if each.finding}
    stands = any(
        each.why is Why.REMEDIATION and each.pause.is_on(today) for each in inside.keeping.holds
    )
    return bool(found & CONFIRMED) and inside.ending.get("mended") == IN_REGISTER and not stands


def holds_put_on(before: CaseFile, after: CaseFile) -> tuple[Hold, ...]:
    """Return the holds that a move brought with it: each is a deed of its own."""
    stood = len(require_inside(before).keeping.holds)
    return require_inside(after).keeping.holds[stood:]


def _said(ending: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, said in ending.items() if said)


def acknowledged(file: CaseFile, today: date) -> CaseFile:
    """A report whose reporter got an answer is no longer merely received."""
    if file.card.status is not Status.RECEIVED:
        return file
    return moved_on(file, Status.ACKNOWLEDGED, today, "the reporter was answered")


def moved_on(file: CaseFile, to: Status, today: date, reason: str) -> CaseFile:
    after = moved(file, to, Because(file.me.person, today, reason))
    return file if isinstance(after, Stays) else after


def require_inside(file: CaseFile) -> Inside:
    if file.inside is None:
        raise RefusedError("a guest decides nothing")
    return file.inside
