"""European law on reporting, Directive (EU) 2019/1937. Off until a committee switches it on.

It counts in calendar months, asks for reasons in writing before an identity is told, and has
data deleted that nobody needs. Committees without a worker in Europe see none of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, Self

from casework.complaints.domain.clocks.levels import Limit, Unit
from casework.complaints.domain.clocks.workdays import months_after

_WORKERS: Final = 50
_OWN_CHANNEL_FROM: Final = 250
_WEEK: Final = Limit(7)
_THREE_MONTHS: Final = Limit(3, Unit.MONTHS)
MEMBER_STATES: Final = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip


class Requirement(StrEnum):
    """What the directive asks for beside its clocks, article by article."""

    IMPARTIAL_PERSON = "an impartial person keeps contact and asks for more, art. 9"
    ORAL_REPORTS = "oral reports, and a meeting on request, art. 9"
    TRANSCRIPT = "the reporter checks and signs the transcript, art. 18"
    ANONYMOUS_FOLLOW_UP = "anonymous reports are followed up where national law says so, art. 9"
    IDENTITY = "identity is told with explicit consent or by legal need, art. 16"
    DATA = "no more personal data than needed, art. 17"
    RECORDS = "records are kept, art. 18"
    NO_RETALIATION = "no retaliation, nor threats of it, art. 19"
    BURDEN = "the burden of proof is reversed, art. 21"
    EXTERNAL_CHANNELS = "the page names the authorities' channels, arts. 7 and 10 to 12"
    PENALTIES = "hindering, retaliating and revealing are punished, art. 23"


@dataclass(frozen=True, slots=True)
class Entity:
    country: str  # two letters, as in ISO 3166
    workers: int

    @property
    def is_covered(self) -> bool:
        return self.country in MEMBER_STATES and self.workers >= _WORKERS

    @property
    def needs_its_own_channel(self) -> bool:
        """From 250 workers on, an entity cannot leave its reports to the group."""
        return self.country in MEMBER_STATES and self.workers >= _OWN_CHANNEL_FROM


@dataclass(frozen=True, slots=True)
class EuropeanClocks:
    """The limits of articles 9 and 11. They are the same everywhere and not ours to change."""

    acknowledge: Limit = _WEEK
    feedback: Limit = _THREE_MONTHS
    acknowledge_warns: int = 5
    feedback_warns: int = 75

    def acknowledge_by(self, received: date) -> date:
        return received + timedelta(days=self.acknowledge.count)

    def acknowledge_warning(self, received: date) -> date:
        return received + timedelta(days=self.acknowledge_warns)

    def feedback_from(self, received: date, acknowledged: date | None) -> date:
        """Count from the acknowledgement, or from the end of day 7 when none was sent by then."""
        latest = self.acknowledge_by(received)
        return min(acknowledged, latest) if acknowledged else latest

    def feedback_by(self, start: date) -> date:
        return months_after(start, self.feedback.count)

    def feedback_warning(self, start: date) -> date:
        return start + timedelta(days=self.feedback_warns)


def should_be_on(entities: Iterable[Entity]) -> bool:
    return any(entity.is_covered for entity in entities)


@dataclass(frozen=True, slots=True)
class European:
    """What the procedure says of Europe: whether the module is on, and whom it is about."""

    entities: tuple[Entity, ...] = ()
    is_on: bool = False

    @property
    def is_wanted(self) -> bool:
        """Say whether the law applies by these numbers, and nobody has switched it on."""
        return not self.is_on and should_be_on(self.entities)

    @property
    def own_channels(self) -> tuple[str, ...]:
        """Return the countries whose entity cannot leave its reports to the group."""
        return tuple(each.country for each in self.entities if each.needs_its_own_channel)


def read_european(said: Mapping[str, Any]) -> European:
    found = said.get("entities", [])
    entities = tuple(Entity(each["country"], each["workers"]) for each in found)
    return European(entities, is_on=said["on"])


def faults_of_european(said: Mapping[str, Any]) -> Iterator[str]:
    if not {"on"} <= said.keys() <= {"on", "entities"} or not isinstance(said["on"], bool):
        yield "on must be true or false, and nothing but entities may stand beside it"
    entities = said.get("entities", [])
    if not isinstance(entities, list) or not all(map(_is_entity, entities)):
        yield "each of entities has a country of the Union in two capitals, and its workers"


def _is_entity(said: object) -> bool:
    if not isinstance(said, dict) or said.keys() != {"country", "workers"}:
        return False
    workers = said["workers"]
    return said["country"] in MEMBER_STATES and type(workers) is int and workers >= 0


class Ground(StrEnum):
    """By what right a reporter's name is told to somebody whom they did not choose."""

    CONSENT = "explicit consent"
    LAW = "the law demands it"


def may_tell_identity(ground: Ground, *, reasons_sent_before: bool) -> bool:
    """Without consent only the law opens it, and not before the reporter has the reasons."""
    return ground is Ground.CONSENT or reasons_sent_before


class Step(StrEnum):
    """What makes a record of a talk the reporter's own word, in this order."""

    OFFERED = "offered"
    CORRECTED = "corrected"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a member took down of what was told. Article 18 lets its reporter mend and sign it."""

    taken: Mapping[Step, date] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Say whether the record of a talk may stand for what the reporter said."""
        return set(Step) <= self.taken.keys()

    @property
    def next_step(self) -> Step | None:
        return next((each for each in Step if each not in self.taken), None)

    def took(self, step: Step, on: date) -> Self:
        return replace(self, taken={**self.taken, step: on})
