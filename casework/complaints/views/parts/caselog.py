"""What a case tells the audit log about itself, as long as one of its readers asks.

The history has a commitment for each deed and no word. The words lie in the case, so whoever
does not open the case gets none, and is told the same as about a case that never was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.deeds import SEEING, Line
from casework.complaints.services.deeds import committed_lines
from casework.complaints.services.files import without_hidden_names
from casework.complaints.services.queue import queue_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.pages import seen
from casework.complaints.views.parts.addresses import address, is_address
from casework.complaints.views.parts.happened import event
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.wording import name_of
from casework.desk import Desk
from casework.frame import REPORTS
from casework.history.domain import CaseLine, CaseLog
from casework.rights import SignedIn
from config.words import with_year
from crypto.names import CaseId, PersonId
from store.database import Transaction

_MOST: Final = 50  # of those that are due next; every other case leads here from its own timeline


@dataclass(frozen=True, slots=True, eq=False)
class CasesOf:
    """The cases of one person who is in."""

    desk: Desk
    me: SignedIn

    def names(self) -> Mapping[str, str]:
        found = queue_of(self.desk, self.me, most=_MOST).seen
        return {_name_in_address(each.line.id): each.card.name for each in found}

    def of(self, case: str) -> CaseLog | None:
        found = is_address(case)
        return None if found is None else seen(self.desk, self.me, found, _log)

    def called(self, case: str) -> str:
        found = is_address(case)
        if found is None:
            return ""
        return seen(self.desk, self.me, found, lambda _tx, file: file.card.name) or ""


def log_address(case: CaseId) -> str:
    """Return the filter of the audit log that shows this case."""
    return _name_in_address(case)


def _name_in_address(case: CaseId) -> str:
    return address(case).removeprefix(f"{REPORTS}/")


def _log(tx: Transaction, file: CaseFile) -> CaseLog | None:
    """A guest reads what was granted, and no log of it."""
    if file.inside is None:
        return None
    found = committed_lines(tx, file)
    lines = without_hidden_names(tx, file, (line for _, line in found))
    says = [
        CaseLine(commitment, line.day, _people(line), event(line, file.committee).in_one)
        for (commitment, _), line in zip(found, lines, strict=True)
    ]
    return CaseLog(tuple(says), tuple(_seen_by(file, lines)))


def _people(line: Line) -> frozenset[PersonId]:
    named = line.said.get("who", "").split(", ")
    return frozenset(PersonId(each) for each in (line.by, *named) if each)


def _seen_by(file: CaseFile, lines: Sequence[Line]) -> Iterator[tuple[str, str, str]]:
    """Name everybody who may read it or had it open, with the first day on which they did."""
    first: dict[PersonId, date] = {}
    for line in lines:  # newest first, so the oldest stays
        if line.by is not None and line.did in SEEING:
            first[line.by] = line.day
    rights = {who: str(_("Reads all of it")) for who in readers_of(file)}
    rights |= {who: str(_("Guest, parts of it")) for who in guests_of(file)}
    for who in sorted({*rights, *first}, key=lambda each: name_of(file.committee, each)):
        day = str(_("Not so far")) if who not in first else with_year(first[who])
        yield name_of(file.committee, who), rights.get(who, str(_("No longer"))), day
