"""Take somebody out at once on one word; another reader says whether that stays."""

from dataclasses import replace

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.removals import agreed_to
from casework.complaints.services.deciding import Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.linking.together import take_out
from casework.complaints.services.moving import require_inside, whole_readers
from casework.complaints.services.readers.acting import Deed, open_to_act
from casework.complaints.services.readers.rekeying import (
    Change,
    Changed,
    NotThere,
    TooFew,
    Unanswered,
    settle,
    would_be_enough,
)
from casework.complaints.services.readers.removals import forget_pointers
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.admission import holders_of
from crypto.names import CaseId, PersonId
from store.database import Transaction


def remove(
    desk: Desk, me: SignedIn, case: CaseId, who: PersonId, why: str
) -> Changed | TooFew | NotThere | Unanswered:
    """Take somebody out. They keep what they have read, and get nothing new."""
    settle(desk, me, case)
    with desk.database.reading() as tx:
        file = open_to_act(tx, desk, me, case)
    if file is None or not why.strip():
        return NotThere()
    if who in whole_readers(file) and not would_be_enough(file, who):
        return TooFew()
    gone = frozenset({who})
    # A guest has no voice, so whoever let one in shows one out.
    by_word = gone & whole_readers(file)
    change = Change(removed=gone, did=Did.REMOVED, why=why, by_word=by_word)
    return take_out(desk, me, case, change)


def agree_to_removal(desk: Desk, me: SignedIn, case: CaseId, who: PersonId) -> Decided:
    """Say that it was right. From then on whoever did it may take out somebody else."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        after = agreed_to(inside.removals, who, me.person)
        if after is None:
            return None
        forget_pointers(tx, desk, me, case, who)
        file = replace(file, inside=replace(inside, removals=after))
        return with_deed(tx, desk, file, Did.REMOVAL_AGREED, who=who)

    return decided(desk, me, case, work, Deed.CARE)


def still_sealed_to(file: CaseFile) -> list[PersonId]:
    """Return who reads no more and stands all the same in what the reporter goes by."""
    inside, there = require_inside(file), file.listed.readers if file.listed else {}
    holders = set(holders_of(file.committee.manifest))
    left = set(inside.readers.admitted) & holders - set(there) - set(inside.leaving)
    return sorted(left)
