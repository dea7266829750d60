"""Words that are hard to bear stand behind “Show”. Nothing is lost, and nobody is shut out."""

from dataclasses import replace

from casework.complaints.domain.case.casefile import Flag
from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


def cover(desk: Desk, me: SignedIn, case: CaseId, *, on: bool) -> Changed:
    """Put what the reporter wrote behind “Show” for everybody who reads it, or take that back."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        if on == (Flag.DISTRESSING in file.card.flags):
            return None
        card = replace(file.card, flags=file.card.flags ^ {Flag.DISTRESSING})
        did = Did.COVERED if on else Did.UNCOVERED
        return with_deed(tx, desk, replace(file, card=card), did)

    return change(desk, me, case, work)
