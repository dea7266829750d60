"""A button that is pressed twice adds once, whichever of our processes hears which press.

What a press adds has the press's own name for its id. So the database itself refuses a second
one, and whoever comes later asks first, in the transaction that would write.
"""

from casework.complaints.records.contents import Contents
from casework.complaints.services.reading.casefiles import CaseFile, open_file
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


def stands(tx: Transaction, file: CaseFile) -> bool:
    """Say whether what this press adds is there already."""
    return file.press is not None and Contents(tx).has(file.press)


def was_done(desk: Desk, me: SignedIn, case: CaseId) -> bool:
    """Say the same before anything is checked: what is there makes most forms wrong by now."""
    with desk.database.reading() as tx:
        if me.press is None or not Contents(tx).has(me.press):
            return False
        return open_file(tx, desk, me, case) is not None
