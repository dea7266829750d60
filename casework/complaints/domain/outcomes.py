"""What was found about each allegation, and what was done about it.

An outcome is a word that follows people for years. So some of them ask for more than a tick:
“knowingly false” is never another word for “could not confirm”.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType, Self

from casework.complaints.domain.taxonomy import CategoryCode, Scope
from crypto.names import PersonId

AllegationId = NewType("AllegationId", str)


class Outcome(StrEnum):
    SUBSTANTIATED = "SUB"
    PARTLY = "PAR"
    UNSUBSTANTIATED = "UNS"  # evidence was looked for and not found
    UNFOUNDED = "UNF"  # evidence disproves it
    INSUFFICIENT = "INS"  # the reporter cannot be reached
    POLICY = "POL"  # no breach, but a weak control or policy
    DUPLICATE = "DUP"
    OUT_OF_SCOPE = "OOS"
    INQUIRY = "INQ"
    WITHDRAWN = "WDN"
    KNOWINGLY_FALSE = "MIS"


CONFIRMED: Final = frozenset({Outcome.SUBSTANTIATED, Outcome.PARTLY})
JUDGED: Final = CONFIRMED | {Outcome.UNSUBSTANTIATED, Outcome.UNFOUNDED}
NEED_NO_INQUIRY: Final = frozenset({Outcome.DUPLICATE, Outcome.OUT_OF_SCOPE, Outcome.INQUIRY})


class Action(StrEnum):
    NONE = "none"
    COACHING = "coaching"
    DISCIPLINE = "discipline"
    SEPARATION = "separation"
    CONTROL_CHANGE = "control change"
    POLICY_CHANGE = "policy change"
    TRAINING = "training"
    ADJUSTMENT = "accounting adjustment"
    RESTATEMENT_REVIEW = "restatement review"
    RECOVERY = "recovery"
    AUDITOR_INFORMED = "auditor informed"
    REGULATOR_REPORT = "regulator report"
    LAW_ENFORCEMENT = "law enforcement"
    INSURER_NOTICE = "insurer notice"
    PROCESS_REFERRAL = "process referral"


class RootCause(StrEnum):
    PRESSURE = "pressure"
    OPPORTUNITY = "opportunity"
    RATIONALISATION = "rationalisation"
    CONTROL_DESIGN = "control design"
    CONTROL_OPERATION = "control operation"
    TRAINING = "training"
    TONE = "tone"


class Flaw(StrEnum):
    """What a finding still lacks."""

    NO_BASIS = "no basis"
    NO_ACTION = "no action"
    NONE_AND_SOME = "none and some"
    NO_ROOT_CAUSE = "no root cause"
    NOT_INQUIRED = "withdrawn, and nobody looked into it"
    COUNSEL_HAS_NOT_APPROVED = "counsel has not approved"
    NO_OTHER_CASE = "no other case"
    STILL_OURS = "still ours"


@dataclass(frozen=True, slots=True)
class Finding:
    outcome: Outcome
    basis: str = field(repr=False)
    on: date
    actions: frozenset[Action] = field(default_factory=frozenset)
    root_causes: frozenset[RootCause] = field(default_factory=frozenset)
    inquired: bool = True
    """Somebody looked into it, whatever the reporter wished later."""
    approved_by_counsel: PersonId | None = None
    other_case: bool = False
    """The case is linked that holds the same matter."""
    by: PersonId | None = None  # of what was written before this was kept, nobody knows

    @property
    def was_acted_on(self) -> bool:
        return bool(self.actions - {Action.NONE})

    def says_as(self, other: "Finding") -> bool:
        return (self.outcome, self.basis) == (other.outcome, other.basis)

    def in_place_of(self, earlier: "Finding | None") -> "Finding":
        """Keep day, writer and approval of one that says the same: saved again, it is no other."""
        if earlier is None or not self.says_as(earlier):
            return self
        approved = earlier.approved_by_counsel
        return replace(self, on=earlier.on, by=earlier.by, approved_by_counsel=approved)


@dataclass(frozen=True, slots=True)
class Former:
    """A finding that stands no more: about what it was, and who sorted or found that anew, when."""

    finding: Finding
    category: CategoryCode
    by: PersonId
    on: date


@dataclass(frozen=True, slots=True)
class Allegation:
    id: AllegationId
    category: CategoryCode
    scope: Scope
    finding: Finding | None = None
    former: tuple[Former, ...] = ()
    of_triage: bool = False
    """An answer of triage put it here, and nobody has sorted it since: another answer moves it."""

    def found(self, finding: Finding) -> Self:
        return replace(self, finding=finding)

    def found_anew(self, finding: Finding, by: PersonId) -> Self:
        """Return it with what was found now. What said something else is kept beside it."""
        before, former = self.finding, self.former
        if before is not None and not finding.says_as(before):
            former = (*former, Former(before, self.category, by, finding.on))
        return replace(self, finding=finding.in_place_of(before), former=former)

    def moved_to(self, category: CategoryCode, scope: Scope, by: PersonId, on: date) -> Self:
        """Return it under another category. What was found was found about something else."""
        former = self.former
        if self.finding is not None:
            former = (*former, Former(self.finding, self.category, by, on))
        return replace(self, category=category, scope=scope, finding=None, former=former)

    @property
    def flaws(self) -> frozenset[Flaw]:
        return frozenset() if self.finding is None else frozenset(_flaws(self.finding, self.scope))

    @property
    def asks_counsel(self) -> bool:
        """Say whether it is called knowingly false, and counsel has not agreed yet."""
        return Flaw.COUNSEL_HAS_NOT_APPROVED in self.flaws

    @property
    def is_open(self) -> bool:
        return self.finding is None or bool(self.flaws)


def next_number(allegations: Collection[Allegation]) -> AllegationId:
    return AllegationId(str(len(allegations) + 1))


def open_among(allegations: Iterable[Allegation]) -> tuple[AllegationId, ...]:
    return tuple(each.id for each in allegations if each.is_open)


def need_an_inquiry(allegations: Iterable[Allegation]) -> bool:
    """Say whether anything was found that only looking can find."""
    outcomes = {each.finding.outcome for each in allegations if each.finding}
    return not outcomes <= NEED_NO_INQUIRY


def _flaws(finding: Finding, scope: Scope) -> Iterator[Flaw]:
    if not finding.basis.strip():
        yield Flaw.NO_BASIS
    if Action.NONE in finding.actions and len(finding.actions) > 1:
        yield Flaw.NONE_AND_SOME
    yield from _flaws_of_confirmed(finding)
    yield from _flaws_of_outcome(finding, scope)


def _flaws_of_confirmed(finding: Finding) -> Iterator[Flaw]:
    if finding.outcome not in CONFIRMED:
        return
    if not finding.actions:
        yield Flaw.NO_ACTION
    if not finding.root_causes:
        yield Flaw.NO_ROOT_CAUSE


def _flaws_of_outcome(finding: Finding, scope: Scope) -> Iterator[Flaw]:
    may_be_ours = scope in {Scope.IN, Scope.OPEN}
    if finding.outcome is Outcome.WITHDRAWN and may_be_ours and not finding.inquired:
        yield Flaw.NOT_INQUIRED
    if finding.outcome is Outcome.KNOWINGLY_FALSE and finding.approved_by_counsel is None:
        yield Flaw.COUNSEL_HAS_NOT_APPROVED
    if finding.outcome is Outcome.DUPLICATE and not finding.other_case:
        yield Flaw.NO_OTHER_CASE
    if finding.outcome is Outcome.OUT_OF_SCOPE and may_be_ours:
        yield Flaw.STILL_OURS
