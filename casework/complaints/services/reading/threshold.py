"""What stands before a reader's first look: a name in the report may be on their own list.

Nothing of the report is shown before they chose. They are not told which name it is: whoever steps
back should know no more than they must, and whoever reads on is known to have been asked.
"""

from casework.complaints.domain.case.deeds import SEEING, Did
from casework.complaints.domain.conflicts.ties import gives_pause
from casework.complaints.services.assessing.matching import ties_of, words_told
from casework.complaints.services.deeds import timeline, with_deed
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, open_file, save
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import RefusedError
from crypto.names import CaseId
from store.database import Transaction
from store.errors import BusyError


class AtThresholdError(RefusedError):
    """Whoever asks has not chosen yet. Nothing was shown, and nothing changed."""

    def __init__(self, case: CaseId) -> None:
        super().__init__("whoever asks must choose first whether to read on")
        self.case = case


def is_at_threshold(tx: Transaction, desk: Desk, file: CaseFile) -> bool:
    """Say whether they must choose first. Who had it open once has nothing left to choose."""
    if has_looked(tx, file) or _has_read_on(tx, file):
        return False
    return gives_pause(words_told(tx, file), ties_of(desk, file.me))


def require_crossed(tx: Transaction, desk: Desk, file: CaseFile | None) -> None:
    if file is not None and is_at_threshold(tx, desk, file):
        raise AtThresholdError(file.id)


def has_looked(tx: Transaction, file: CaseFile) -> bool:
    """Say whether they had it on a screen. The sealed case knows it of whoever reads all of it."""
    me = file.me.person
    if file.inside is not None and me in file.inside.looked:
        return True
    return any(each.by == me and each.did in SEEING for each in timeline(tx, file))


def read_on(desk: Desk, me: SignedIn, case: CaseId) -> NotThere | None:
    """Choose to read it all the same. Everybody who reads the case can see that they were asked."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_file(tx, desk, me, case)
        if file is None:
            return NotThere()
        if not file.is_settled:
            raise BusyError("somebody leaves this case right now")
        if is_at_threshold(tx, desk, file):
            save(tx, with_deed(tx, desk, file, Did.READ_ON))
    return None


def _has_read_on(tx: Transaction, file: CaseFile) -> bool:
    me = file.me.person
    return any(each.by == me and each.did is Did.READ_ON for each in timeline(tx, file))
