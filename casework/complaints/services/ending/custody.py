"""Where a file has been: how it came, who had its original and why, and when it was taken out.

It is read from the case's own deeds, each of which the history vouches for. Whoever opened a
file before another of the same name came is told from them by its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.case.evidence import Went, went_with
from casework.complaints.services.deeds import timeline
from casework.complaints.services.files import (
    FileSeen,
    Place,
    as_shown,
    is_about,
    place_at,
    without_hidden_names,
)
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from crypto.names import PersonId
from store.database import Transaction

_OF_ONE: Final = frozenset({Did.FILE_ADDED, Did.FILE_OPENED, Did.FILE_LABELLED})


@dataclass(frozen=True, slots=True)
class Custody:
    """Everything that is known of one file, the oldest first."""

    file: FileSeen
    collected: date | None
    opened_by: PersonId | None  # whose keys opened what it came in
    since: Sequence[Line]


def custody_of(tx: Transaction, file: CaseFile, number: int) -> Custody | None:
    """Return nothing if the case has no such file."""
    place = place_at(tx, file, number)
    if place is None:
        return None
    collected = Arrivals(tx).days([place.envelope]).get(place.envelope)
    opened_by = {each.envelope: each.by for each in entries_of(tx, file, Kind.FILES)}
    lines = [each for each in reversed(timeline(tx, file)) if _is_about(each, place)]
    since = without_hidden_names(tx, file, lines)
    return Custody(as_shown(file, place.seen), collected, opened_by.get(place.envelope), since)


def _is_about(line: Line, place: Place) -> bool:
    if line.did is Did.EXPORTED:
        return went_with(line.said, place.seen.number) is not Went.NO
    return line.did in _OF_ONE and is_about(line, place.seen)
