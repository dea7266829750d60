"""Whether a report may be called knowingly false: counsel who reads it says so, or it is not.

That word follows a person for years and frightens the next one who would speak, so no member
writes it alone.
"""

from dataclasses import dataclass, field, replace

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.outcomes import Allegation, AllegationId
from casework.complaints.services.assessing.finding import finding_as_seen
from casework.complaints.services.deciding import Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside, voices_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.manifest.body import ids
from crypto.names import CaseId, PersonId
from store.database import Transaction


def counsel_in(file: CaseFile) -> frozenset[PersonId]:
    """Return the readers from outside who are free to act on it."""
    return voices_in(file) & ids(file.committee.manifest.externals)


@dataclass(frozen=True, slots=True)
class Agreed:
    """To which finding, why, and how it stood on the page that counsel read."""

    which: AllegationId
    why: str = field(repr=False)
    was: str = field(repr=False)


def approve_false(desk: Desk, me: SignedIn, case: CaseId, agreed: Agreed) -> Decided:
    """Let one finding stand that says so. A finding that is written anew asks counsel anew."""
    which, why = agreed.which, agreed.why

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        waiting = [each for each in inside.allegations if each.id == which]
        if me.person not in counsel_in(file) or not any(each.asks_counsel for each in waiting):
            return None
        if agreed.was not in finding_as_seen(inside.allegations, which):
            return None
        found = tuple(
            _approved(each, me.person) if each.id == which else each for each in inside.allegations
        )
        file = replace(file, inside=replace(inside, allegations=found))
        return with_deed(tx, desk, file, Did.FALSE_APPROVED, why=why)

    return decided(desk, me, case, work) if why.strip() else NotThere()


def _approved(allegation: Allegation, by: PersonId) -> Allegation:
    finding = allegation.finding
    if finding is None:
        return allegation
    return allegation.found(replace(finding, approved_by_counsel=by))
