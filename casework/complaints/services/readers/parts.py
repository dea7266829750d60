"""Which words of a reporter each person could read, and whether they had them on a screen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.case.deeds import SEEING, Did, Line
from casework.complaints.services.deeds import line_of
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    is_unnumbered,
)
from crypto.names import PersonId
from store.database import Transaction


@dataclass(slots=True)
class Sight:
    """Of one person: since when they had it open, and what there was when they left, if they did.

    A part is the report, or a later message of its reporter.
    """

    first: date | None = None
    left_after: int = 0
    how: Did | None = None


def sights_in(tx: Transaction, file: CaseFile) -> dict[PersonId, Sight]:
    """Go through the case in the order of writing."""
    parts, found = 0, _Found()
    entries = entries_of(tx, file, Kind.MESSAGE, Kind.DEED)
    came = [each.day for each in entries if each.kind is Kind.MESSAGE]
    for entry in entries:
        if entry.kind is Kind.MESSAGE:
            parts += 1
        elif is_unnumbered(entry):
            # What a guest did has a day and no place: it is never said that they read less.
            found.did(line_of(entry), sum(day <= entry.day for day in came))
        else:
            found.did(line_of(entry), parts)
    return found.sights


@dataclass(frozen=True, slots=True)
class _Found:
    sights: dict[PersonId, Sight] = field(default_factory=dict)

    def did(self, line: Line, parts: int) -> None:
        if line.by is not None and line.did in SEEING:
            sight = self._of(line.by)
            sight.first = sight.first or line.day
        for who in _who_left(line):
            sight = self._of(who)
            sight.left_after, sight.how = parts, line.did

    def _of(self, who: PersonId) -> Sight:
        return self.sights.setdefault(who, Sight())


def _who_left(line: Line) -> Iterator[PersonId]:
    if line.did is Did.STEPPED_BACK and line.by is not None:
        yield line.by
    if line.did is Did.REMOVED:
        yield from (PersonId(each) for each in line.said.get("who", "").split(", ") if each)
