"""What is planned against somebody protected waits until a reader without a stake has judged it.

Once a contract is ended nobody can look first. So it is put down while it is only proposed, with
who proposes it and why, and neither they nor whoever wrote it down says whether it may be done.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

from casework.complaints.domain.conflicts.ties import Tie, TieKind, matches
from casework.complaints.domain.protection import ProtectedId, Signal
from crypto.names import PersonId

KINDS: Final = tuple(each for each in Signal if each is not Signal.OUTING)
"""All that an employer can plan. To look for the reporter is no plan that could be allowed."""


class Verdict(StrEnum):
    MAY_GO_AHEAD = "may go ahead"
    MUST_NOT = "must not"


class NotFreeError(ValueError):
    """A review by somebody with a stake would be worth nothing."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Something that an employer wants to do to a protected person."""

    person: ProtectedId
    kind: Signal
    on: date  # when it was proposed
    proposer: str = field(repr=False)
    why: str = field(repr=False)
    by: PersonId  # who put it down
    put_down: date
    reviewer: PersonId
    verdict: Verdict | None = None
    judged: date | None = None
    reason: str = field(default="", repr=False)

    @property
    def may_go_ahead(self) -> bool:
        return self.verdict is Verdict.MAY_GO_AHEAD

    @property
    def waits(self) -> bool:
        return self.verdict is None

    def judged_by(self, who: PersonId, verdict: Verdict, reason: str, on: date) -> Self:
        if who != self.reviewer:
            raise NotFreeError("only whoever was asked says whether it may be done")
        return replace(self, verdict=verdict, reason=reason, judged=on)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads the case and need not be kept away, with the name they are known by."""

    person: PersonId
    name: str


def may_review(proposed: Proposed, readers: Collection[Reader]) -> frozenset[PersonId]:
    """Return who may judge it: nobody who proposes it, nor who put it down.

    A name that is like the proposer's is taken for it: somebody else judges just as well.
    """
    return frozenset(
        each.person
        for each in readers
        if each.person != proposed.by and not _may_be(each, proposed.proposer)
    )


def _may_be(reader: Reader, name: str) -> bool:
    return bool(matches(name, [Tie(reader.person, TieKind.SELF, reader.name)]))
