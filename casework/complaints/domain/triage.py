"""Six short questions, to be stopped at any point, and what their answers come to.

The first decides whether the others are put at all: whoever steps back leaves nothing behind
that could steer a case they must not touch.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final, Self, TypeAlias

from casework.complaints.domain.conflicts.check import LEAST_READERS
from casework.complaints.domain.taxonomy import Destination, Scope, may_go_elsewhere
from crypto.names import PersonId


class Question(IntEnum):
    CAN_ACT = 1
    OURS = 2
    DANGER = 3
    EXPOSURE = 4
    PEOPLE = 5
    FIRST_REPLY = 6


class CanAct(StrEnum):
    READ_ON = "read on"
    STEP_BACK = "step back"


class Danger(StrEnum):
    PERSON = "a person"
    EVIDENCE = "evidence"
    SOON = "something is about to happen"


class Exposure(StrEnum):
    """How easily the reporter could be found out by what is done next."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


class Reply(StrEnum):
    DRAFTED = "drafted"
    SENT = "sent"
    NOBODY_TO_REPLY_TO = "nobody to reply to"


class Precaution(StrEnum):
    NOTE_TO_COUNSEL = "preserve-evidence note to counsel"
    CALL_LIST = "call list"
    SECOND_PERSON_APPROVES = "a second person approves what goes to the reporter"


@dataclass(frozen=True, slots=True)
class Sorted:
    """What each allegation was sorted as, or that nobody can tell yet."""

    scopes: tuple[Scope, ...] = ()
    destinations: tuple[Destination, ...] = ()
    hand_over: str = field(default="", repr=False)

    @property
    def goes_elsewhere(self) -> bool:
        return may_go_elsewhere(self.scopes)


@dataclass(frozen=True, slots=True)
class Risk:
    exposure: Exposure
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Team:
    """Who works on it. Counsel and internal audit are guests, and none until ticked."""

    lead: PersonId
    second: PersonId
    others: frozenset[PersonId] = field(default_factory=frozenset)
    guests: frozenset[PersonId] = field(default_factory=frozenset)

    @property
    def readers(self) -> frozenset[PersonId]:
        return self.others | {self.lead, self.second}


@dataclass(frozen=True, slots=True)
class Referral:
    """A matter somebody else has. It stays ours to ask after until they say what came of it."""

    to: Destination
    handed_on: date
    accepted: date | None = None
    returned: date | None = None

    @property
    def is_settled(self) -> bool:
        return self.accepted is not None and self.returned is not None


class Fault(StrEnum):
    """Why an answer does not stand."""

    NO_HAND_OVER = "no hand-over text"
    NO_DESTINATION = "nowhere to go"
    NO_WHY = "no reason in one line"
    LEFT_OUT = "somebody who was left out"
    LEAD_IS_SECOND = "the lead cannot second"


@dataclass(frozen=True, slots=True)
class Panel:
    """The answers so far."""

    can_act: CanAct | None = None
    ours: Sorted | None = None
    danger: frozenset[Danger] | None = None
    risk: Risk | None = None
    team: Team | None = None
    reply: Reply | None = None

    def stepped_back(self) -> Self:
        return replace(type(self)(), can_act=CanAct.STEP_BACK)

    @property
    def next_question(self) -> Question | None:
        """Return the first that needs an answer. A matter handed over needs no team."""
        answered = {
            Question.CAN_ACT: self.can_act,
            Question.OURS: self.ours,
            Question.DANGER: self.danger,
            Question.EXPOSURE: self.risk,
            Question.PEOPLE: self.team or (self.ours and self.ours.goes_elsewhere) or None,
            Question.FIRST_REPLY: self.reply,
        }
        if self.can_act is CanAct.STEP_BACK:
            return None
        return next((each for each, answer in answered.items() if answer is None), None)

    @property
    def precautions(self) -> frozenset[Precaution]:
        return frozenset(_precautions(self))

    def faults(self, free: frozenset[PersonId]) -> frozenset[Fault]:
        """Return what is wrong with the answers. `free` are those whom nothing keeps away."""
        return frozenset((*_faults_of_hand_over(self), *_faults_of_team(self.team, free)))


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """The triager goes, and takes every answer along."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    destinations: tuple[Destination, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    team: Team


@dataclass(frozen=True, slots=True)
class Unfinished:
    question: Question


@dataclass(frozen=True, slots=True)
class Faulty:
    faults: frozenset[Fault]


Result: TypeAlias = SteppedBack | HandedOver | Taken | Unfinished | Faulty


def result(panel: Panel, free: frozenset[PersonId]) -> Result:
    """Return what the answers come to."""
    if panel.can_act is CanAct.STEP_BACK:
        return SteppedBack()
    faults = panel.faults(free)
    return Faulty(faults) if faults else _result(panel)


def _result(panel: Panel) -> Result:
    question = panel.next_question
    if question is not None:
        return Unfinished(question)
    if panel.ours and panel.ours.goes_elsewhere:
        return HandedOver(panel.ours.destinations)
    return Taken(panel.team) if panel.team else Unfinished(Question.PEOPLE)


def can_be_staffed(free: frozenset[PersonId]) -> bool:
    """Say whether enough people are free for a lead and a second; else the bench is asked."""
    return len(free) >= LEAST_READERS


_NOTED: Final = frozenset({Danger.EVIDENCE, Danger.SOON})


def _precautions(panel: Panel) -> Iterator[Precaution]:
    danger = panel.danger or frozenset()
    if danger & _NOTED:
        yield Precaution.NOTE_TO_COUNSEL
    if danger:
        yield Precaution.CALL_LIST
    if panel.risk and panel.risk.exposure is Exposure.HIGH:
        yield Precaution.SECOND_PERSON_APPROVES


def _faults_of_hand_over(panel: Panel) -> Iterator[Fault]:
    if panel.ours and panel.ours.goes_elsewhere:
        if not panel.ours.hand_over.strip():
            yield Fault.NO_HAND_OVER
        if not panel.ours.destinations:
            yield Fault.NO_DESTINATION
    # “Low” needs its reason most: if it is wrong, nobody takes care.
    if panel.risk and not panel.risk.why.strip():
        yield Fault.NO_WHY


def _faults_of_team(team: Team | None, free: frozenset[PersonId]) -> Iterator[Fault]:
    if team is None:
        return
    if not (team.readers | team.guests) <= free:
        yield Fault.LEFT_OUT
    if team.lead == team.second:
        yield Fault.LEAD_IS_SECOND
