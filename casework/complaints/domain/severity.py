"""How serious a case is, by what it is and not by how loudly it is told.

Any one trigger is enough for its level; twelve points are critical without one. A person may
judge otherwise, with a reason: what was computed stays beside what was decided.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import Final, TypeAlias

CRITICAL_POINTS: Final = 12


class Level(IntEnum):
    """One is the worst, as in the procedure."""

    CRITICAL = 1
    HIGH = 2
    MEDIUM = 3
    LOW = 4


class Trigger(StrEnum):
    """What makes a case at least as serious as its level, by itself."""

    SENIOR_IMPLICATED = "executive officer, director or finance head implicated"
    MATERIAL_OR_ILLEGAL = "possible material misstatement or illegal act"
    FILING_IMMINENT = "imminent filing or offering"
    DESTRUCTION_RISK = "destruction risk"
    THREAT_TO_PERSON = "threat to a person"
    PLAUSIBLE_EVIDENCE = "in scope with plausible evidence"
    CONTROL_OVERRIDE = "control override"
    RETALIATION = "retaliation on an in-scope report"
    REGULATOR_INTEREST = "regulator interest"
    LIMITED = "in scope but limited"
    LEGAL_EXPOSURE = "not in scope, with legal exposure"


_LEVELS: Final[Mapping[Trigger, Level]] = {
    Trigger.SENIOR_IMPLICATED: Level.CRITICAL,
    Trigger.MATERIAL_OR_ILLEGAL: Level.CRITICAL,
    Trigger.FILING_IMMINENT: Level.CRITICAL,
    Trigger.DESTRUCTION_RISK: Level.CRITICAL,
    Trigger.THREAT_TO_PERSON: Level.CRITICAL,
    Trigger.PLAUSIBLE_EVIDENCE: Level.HIGH,
    Trigger.CONTROL_OVERRIDE: Level.HIGH,
    Trigger.RETALIATION: Level.HIGH,
    Trigger.REGULATOR_INTEREST: Level.HIGH,
    Trigger.LIMITED: Level.MEDIUM,
    Trigger.LEGAL_EXPOSURE: Level.MEDIUM,
}


class FirstAction(StrEnum):
    HUMAN_TRIAGE = "human triage"
    HOLD = "hold"
    CHAIR_CALL = "chair call"
    COUNSEL = "counsel"


class Attention(StrEnum):
    """How the committee hears of it."""

    SPECIAL_MEETING = "special meeting considered"
    NEXT_MEETING = "chair now, committee at its next meeting or sooner"
    DIGEST = "next digest with detail"
    COUNTS = "counts only"


FIRST_ACTIONS: Final[Mapping[Level, tuple[FirstAction, ...]]] = {
    Level.CRITICAL: tuple(FirstAction),
    Level.HIGH: (FirstAction.HUMAN_TRIAGE, FirstAction.CHAIR_CALL),
    Level.MEDIUM: (FirstAction.HUMAN_TRIAGE,),
    Level.LOW: (FirstAction.HUMAN_TRIAGE,),
}
ATTENTION: Final[Mapping[Level, Attention]] = dict(zip(Level, Attention, strict=True))


class MalformedHintsError(ValueError):
    """A hint beyond what it may weigh would let one answer outweigh all others."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What adds up. Each has a most, so that none decides alone."""

    seniority: int = 0
    amount: int = 0  # against materiality
    evidence: int = 0
    continuing: int = 0
    filing: int = 0
    reporter_at_risk: int = 0
    pattern: int = 0

    def __post_init__(self) -> None:
        for hint, points in asdict(self).items():
            if not 0 <= points <= MOST[hint]:
                raise MalformedHintsError(f"{hint} weighs 0 to {MOST[hint]}")

    @property
    def total(self) -> int:
        return sum(asdict(self).values())


MOST: Final[Mapping[str, int]] = {
    "seniority": 4,
    "amount": 4,
    "evidence": 3,
    "continuing": 3,
    "filing": 2,
    "reporter_at_risk": 2,
    "pattern": 2,
}


@dataclass(frozen=True, slots=True)
class Override:
    level: Level
    reason: str


@dataclass(frozen=True, slots=True)
class Severity:
    computed: Level
    override: Override | None = None

    @property
    def level(self) -> Level:
        return self.override.level if self.override else self.computed


@dataclass(frozen=True, slots=True)
class Grade:
    """How serious somebody says a case is, and from what that follows."""

    triggers: frozenset[Trigger]
    hints: Hints
    severity: Severity

    @property
    def level(self) -> Level:
        return self.severity.level


@dataclass(frozen=True, slots=True)
class ReasonMissing:
    """Nobody judges otherwise without saying why."""


Overridden: TypeAlias = Severity | ReasonMissing


def assess(triggers: frozenset[Trigger], hints: Hints) -> Severity:
    if hints.total >= CRITICAL_POINTS:
        return Severity(Level.CRITICAL)
    return Severity(min((_LEVELS[each] for each in triggers), default=Level.LOW))


def overridden(severity: Severity, level: Level, reason: str) -> Overridden:
    """Return the level that somebody decided instead, beside the one that was computed."""
    if level == severity.computed:
        return Severity(severity.computed)
    if not reason.strip():
        return ReasonMissing()
    return Severity(severity.computed, Override(level, reason.strip()))
