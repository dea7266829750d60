"""Everything that one page needs of a case, in one look at the database.

No page shows anything of it to whoever has to choose first whether they read it at all.
"""

from collections.abc import Callable
from typing import TypeVar

from casework.complaints.services.reading.casefiles import CaseFile, open_file
from casework.complaints.services.reading.threshold import require_crossed
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction

T = TypeVar("T")


def seen(
    desk: Desk, me: SignedIn, case: CaseId, read: Callable[[Transaction, CaseFile], T]
) -> T | None:
    with desk.database.reading() as tx:
        file = open_file(tx, desk, me, case)
        require_crossed(tx, desk, file)
        return None if file is None else read(tx, file)


def seen_before(
    desk: Desk, me: SignedIn, case: CaseId, read: Callable[[Transaction, CaseFile], T]
) -> T | None:
    """The same for the two pages on which somebody chooses. They show nothing that was sent."""
    with desk.database.reading() as tx:
        file = open_file(tx, desk, me, case)
        return None if file is None else read(tx, file)
