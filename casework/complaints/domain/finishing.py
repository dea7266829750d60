"""What must be done before a case is closed. Two members may pass over some of it, with a reason.

An open finding, an unpassed conflict check and open remediation are not theirs to pass over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from casework.complaints.domain.outcomes import CONFIRMED, Allegation, Outcome, open_among
from casework.complaints.domain.severity import Level
from casework.complaints.domain.taxonomy import Scope, scope_of_case
from crypto.names import PersonId

_VOICES: Final = 2
_MEETING: Final = frozenset({Level.CRITICAL, None})


class Item(StrEnum):
    """A line of the list."""

    FINDINGS = "each allegation has a finding"
    CONFLICTS = "the conflict check is passed"
    REMEDIATION = "remediation is done or stands in the register of findings"
    FALSE_APPROVED = "counsel approved what is called knowingly false"
    DECISION = "who decided, when, and on what basis"
    FREE_DECIDERS = "those decided who must by the way of the case, and not alone if several must"
    REPORTER_TOLD = "the reporter was told"
    NOTHING_UNREAD = "nothing from the reporter is unread"
    NO_DRAFTS = "no draft or approval is waiting"
    TASKS = "no task is open"
    TOLD_OTHERS = "auditor, board and agency: told, not told, or on advice"
    COMMITTEE_SAW = "the committee saw what is its own"
    SPECIAL_MEETING = "a special meeting was considered"
    REFERRAL = "whoever took it over accepted it and said what came of it"
    PROTECTION = "check-ins are planned and none is overdue"
    RETENTION = "how long it is kept"


class Telling(StrEnum):
    """Whether somebody outside was told. Not yet answered is not an answer."""

    YES = "yes"
    NO = "no"
    ON_ADVICE = "on advice"


class Outsider(StrEnum):
    AUDITOR = "auditor"
    BOARD = "board"
    AGENCY = "agency"


NEVER_PASSED_OVER: Final = frozenset(
    {Item.FINDINGS, Item.CONFLICTS, Item.REMEDIATION, Item.FALSE_APPROVED, Item.FREE_DECIDERS}
)


_OF_SET_ASIDE: Final = frozenset(
    {Item.FINDINGS, Item.CONFLICTS, Item.NOTHING_UNREAD, Item.FREE_DECIDERS, Item.RETENTION}
)


@dataclass(frozen=True, slots=True)
class Decision:
    by: frozenset[PersonId] = field(default_factory=frozenset)
    basis: str = field(default="", repr=False)
    dated: bool = False
    voted: bool = False
    """How the votes went is said, where more than one decided."""
    may: frozenset[PersonId] = field(default_factory=frozenset)
    """Who decides by the way that the case goes; nobody, where it is decided outside."""
    free: frozenset[PersonId] = field(default_factory=frozenset)
    """Who else of the members may join them."""
    outside: str = field(default="", repr=False)
    """Who decided outside this system."""
    others_may: bool = False
    """The way leads to directors who are no members: they decide alone, or with those who are."""
    was_theirs: bool = False
    """It was so when it was written down, by the way that the case goes still."""

    @property
    def is_whole(self) -> bool:
        says_how = self.voted or len(self.by) <= 1
        says_who = bool(self.by) or bool(self.outside)
        return says_who and bool(self.basis.strip()) and self.dated and says_how

    @property
    def is_theirs(self) -> bool:
        """Say whether whoever decided may: where the way says several, one alone does not."""
        if self.was_theirs or not (self.by or self.outside):
            return True  # whoever leaves takes no decision along; none at all is another line's
        if not self.by <= self.may | self.free:
            return False
        if self.outside and (self.others_may or not self.may):
            return True
        return bool(self.may) and len(self.by & self.may) >= min(len(self.may), _VOICES)


@dataclass(frozen=True, slots=True)
class Remediation:
    open: int = 0
    in_register: int = 0
    """How many of the open ones are followed up as findings."""

    @property
    def is_settled(self) -> bool:
        return self.open <= self.in_register


@dataclass(frozen=True, slots=True)
class Loose:
    """What may still hang on a case."""

    unread: int = 0
    drafts: int = 0
    tasks: int = 0
    referrals: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """All that the list asks about. What is not said counts as not done."""

    allegations: tuple[Allegation, ...] = ()
    level: Level | None = None
    conflicts_clear: bool = False
    kept_away: frozenset[PersonId] = field(default_factory=frozenset)
    decision: Decision = Decision()
    remediation: Remediation = Remediation()
    loose: Loose = Loose()
    reporter_told: bool = False
    reporter_unreachable: bool = False
    told: Mapping[Outsider, Telling] = field(default_factory=dict)
    committee_saw: bool = False
    special_meeting_considered: bool = False
    protected: bool = False
    has_retention: bool = False
    was_referred: bool = False
    set_aside: bool = False
    """Two members said that it is likely not a report: there is nothing to find or to mend."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Two members, or more, and why."""

    by: frozenset[PersonId]
    reason: str
    items: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Finishable:
    passed_over: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Blocked:
    by: tuple[Item, ...]


Finish: TypeAlias = Finishable | Blocked


def undone(ending: Ending) -> tuple[Item, ...]:
    """Return what is missing, in the order of the list."""
    done = {**_of_findings(ending), **_of_people(ending), **_of_work(ending)}
    return tuple(item for item in asked_of(ending) if not done[item])


def asked_of(ending: Ending) -> tuple[Item, ...]:
    """Return the lines of the list for this case, in their order."""
    return tuple(item for item in Item if item in _OF_SET_ASIDE or not ending.set_aside)


def needless_in(ending: Ending) -> frozenset[Item]:
    """Return the lines that ask for nothing here. To call them done would say that it happened."""
    outcomes = {each.finding.outcome for each in ending.allegations if each.finding}
    asks = {
        Item.FALSE_APPROVED: Outcome.KNOWINGLY_FALSE in outcomes,
        Item.REMEDIATION: bool(outcomes & CONFIRMED),
        Item.SPECIAL_MEETING: ending.level in _MEETING or ending.special_meeting_considered,
        Item.TOLD_OTHERS: _is_ours(ending.allegations) or bool(ending.told),
        Item.COMMITTEE_SAW: _is_ours(ending.allegations) or ending.committee_saw,
        Item.REFERRAL: bool(ending.loose.referrals) or ending.was_referred,
    }
    return frozenset(item for item, is_asked in asks.items() if not is_asked)


def finish(ending: Ending, passing: PassedOver | None = None) -> Finish:
    """Say whether the case may be closed, and what two members passed over."""
    missing = undone(ending)
    over = _passed_over(ending, passing)
    left = tuple(item for item in missing if item not in over)
    return Blocked(left) if left else Finishable(over & frozenset(missing))


def _passed_over(ending: Ending, passing: PassedOver | None) -> frozenset[Item]:
    if passing is None or not passing.reason.strip():
        return frozenset()
    if len(passing.by - ending.kept_away) < _VOICES:
        return frozenset()
    return passing.items - NEVER_PASSED_OVER


def _of_findings(ending: Ending) -> dict[Item, bool]:
    return {
        Item.FINDINGS: _are_found(ending),
        Item.CONFLICTS: ending.conflicts_clear,
        Item.REMEDIATION: ending.remediation.is_settled,
        Item.FALSE_APPROVED: all(map(_is_approved, ending.allegations)),
        Item.DECISION: ending.decision.is_whole,
        Item.FREE_DECIDERS: ending.decision.by.isdisjoint(ending.kept_away)
        and ending.decision.is_theirs,
    }


def _of_people(ending: Ending) -> dict[Item, bool]:
    is_ours = _is_ours(ending.allegations)
    return {
        Item.REPORTER_TOLD: ending.reporter_told or ending.reporter_unreachable,
        Item.TOLD_OTHERS: ending.told.keys() == set(Outsider) or not is_ours,
        Item.COMMITTEE_SAW: ending.committee_saw or not is_ours,
        Item.SPECIAL_MEETING: ending.special_meeting_considered or ending.level not in _MEETING,
        Item.PROTECTION: ending.protected,
    }


def _of_work(ending: Ending) -> dict[Item, bool]:
    return {
        Item.NOTHING_UNREAD: not ending.loose.unread,
        Item.NO_DRAFTS: not ending.loose.drafts,
        Item.TASKS: not ending.loose.tasks,
        Item.REFERRAL: not ending.loose.referrals,
        Item.RETENTION: ending.has_retention,
    }


def _are_found(ending: Ending) -> bool:
    is_something = bool(ending.allegations) or ending.set_aside
    return is_something and not open_among(ending.allegations)


def _is_ours(allegations: Iterable[Allegation]) -> bool:
    return scope_of_case(each.scope for each in allegations) in {Scope.IN, Scope.OPEN}


def _is_approved(allegation: Allegation) -> bool:
    finding = allegation.finding
    return (
        finding is None
        or finding.outcome is not Outcome.KNOWINGLY_FALSE
        or finding.approved_by_counsel is not None
    )
