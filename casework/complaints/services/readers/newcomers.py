"""What is asked about somebody before there is a key for them: a key cannot be taken back unread.

Whoever is to come knows nothing of the report and can say nothing about it. So those who let them
in write down how they know, and a declared tie to somebody who is written down stops them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.ties import SURE, Match, Tie, matches
from casework.complaints.domain.privilege.labels import LawyerRole
from casework.complaints.domain.status import Status
from casework.complaints.services.assessing.matching import Known, matches_in
from casework.complaints.services.deeds import timeline
from casework.complaints.services.linking.ends import one_with
from casework.complaints.services.moving import kept_away
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.desk import Desk
from crypto.manifest.people import Person
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Vouched:
    """Why somebody should read it, and how it is known that nothing stands in their way.

    Of a guest who is let in to what lawyers protect: whose lawyer it is, or works for.
    """

    why: str = field(default="", repr=False)
    free: str = field(default="", repr=False)
    lawyer: LawyerRole | None = None


@dataclass(frozen=True, slots=True)
class Tied:
    """Somebody who is written down in it stands on the list of whoever should come."""


def is_tied(file: CaseFile, known: Known, who: PersonId) -> bool:
    """Say whether a name that was written down is, beyond doubt, on somebody's own list."""
    named = file.inside.assessed.named if file.inside else ()
    theirs = [tie for tie in known.ties if tie.person == who]
    sure = (_is_surely(each.name, theirs) for each in named if not each.is_struck)
    return any(sure)


def may_touch(tx: Transaction, file: CaseFile, known: Known, who: PersonId) -> list[Match]:
    """Return what the report and somebody's list may have in common: a person decides."""
    return [each for each in matches_in(tx, file, known) if each.tie.person == who]


def vouched_for(tx: Transaction, file: CaseFile, who: PersonId) -> Vouched:
    """Return what the first reader wrote who asked for somebody."""
    return next(_asked(tx, file, who), Vouched())


def _asked(tx: Transaction, file: CaseFile, who: PersonId) -> Iterator[Vouched]:
    for line in timeline(tx, file):
        if line.did is Did.ASKED_FOR and line.said.get("who") == who:
            yield Vouched(line.said.get("why", ""), line.said.get("free", ""))


def _is_surely(name: str, ties: list[Tie]) -> bool:
    return any(each.how in SURE for each in matches(name, ties))


def may_join(tx: Transaction, desk: Desk, file: CaseFile) -> list[PersonId]:
    """Return who does not read it and could: nobody who is kept away from it or what it holds."""
    manifest = file.committee.manifest
    return _free_among(tx, desk, file, (*manifest.members, *manifest.externals))


def may_be_guests(tx: Transaction, desk: Desk, file: CaseFile) -> list[PersonId]:
    """Return the guests of the committee who do not read it yet, and whom nothing keeps away."""
    return _free_among(tx, desk, file, file.committee.manifest.guests)


def _free_among(
    tx: Transaction, desk: Desk, file: CaseFile, people: Iterable[Person]
) -> list[PersonId]:
    # Whoever came to a case that goes on in another would see that there is another.
    if file.listed is None or file.card.status is Status.MERGED:
        return []
    parts = [open_whole(tx, desk, file.me, case) for case in one_with(tx, desk, file)]
    # Whom a name, a tie or the route keeps away is let in by two who lift that first.
    away = frozenset().union(*(kept_away(each) for each in (file, *parts) if each))
    barred = away | file.listed.readers.keys()
    return sorted(each.id for each in people if each.id not in barred)
