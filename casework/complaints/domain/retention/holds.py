"""A hold is put on by anybody who may, at once; it is lifted by two, one of them counsel.

Only that something is put right any two can say: no counsel has to advise on it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self, TypeAlias

from casework.complaints.domain.retention.periods import Pause, Why
from crypto.names import PersonId


class Voice(StrEnum):
    MEMBER = "member"
    COUNSEL = "counsel"


@dataclass(frozen=True, slots=True)
class Hold:
    """A flag on the case, whatever its status: nothing in it may go while this stands."""

    why: Why
    reason: str
    by: PersonId
    since: date
    lifting: tuple[tuple[PersonId, Voice], ...] = ()
    until: date | None = None

    @property
    def pause(self) -> Pause:
        return Pause(self.why, self.since, self.until)

    @property
    def needs_counsel(self) -> bool:
        return self.why is not Why.REMEDIATION

    @property
    def is_advised(self) -> bool:
        return any(said is Voice.COUNSEL for _, said in self.lifting)

    def _with(self, by: PersonId, voice: Voice) -> Self:
        others = tuple(said for said in self.lifting if said[0] != by)
        return replace(self, lifting=(*others, (by, voice)))

    def lifted_by(self, by: PersonId, voice: Voice, today: date) -> "Lifting":
        heard = self._with(by, voice)
        people = {person for person, _ in heard.lifting}
        if len(people) > 1 and (heard.is_advised or not self.needs_counsel):
            return Lifted(replace(heard, until=max(today, self.since)))
        return Stands(heard)


@dataclass(frozen=True, slots=True)
class Lifted:
    hold: Hold


@dataclass(frozen=True, slots=True)
class Stands:
    """One voice is not enough; nor are two without counsel, where counsel is needed."""

    hold: Hold


Lifting: TypeAlias = Lifted | Stands


class MalformedHoldError(ValueError):
    """A hold that nobody could explain later."""


def held(why: Why, reason: str, by: PersonId, today: date) -> Hold:
    if not reason.strip():
        raise MalformedHoldError("a hold has a reason")
    return Hold(why, reason.strip(), by, today)
