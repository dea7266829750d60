"""Who may act in a case: asked in this one place, before anything in it is changed.

Whoever said that they have a tie, or is kept away in another way, may go on reading until that is
settled. What they do about themselves is theirs: step back, say how they stand, ask counsel.
"""

from enum import Enum

from casework.complaints.domain.status import FINISHED, Status
from casework.complaints.services.moving import kept_away
from casework.complaints.services.readers.rekeying import open_part_to_write, open_to_write
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.threshold import require_crossed
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import RefusedError
from crypto.names import CaseId
from store.database import Transaction
from store.errors import BusyError


class Deed(Enum):
    """What a deed is part of, and so when and by whom it may be done."""

    INQUIRY = "inquiry"  # not in a case that is finished, or goes on in another
    CLOSING = "closing"  # not in a case that is finished
    CARE = "care"  # at any time, by whoever may act
    ABOUT_MYSELF = "about myself"  # at any time, by whoever reads it


class MayNotActError(RefusedError):
    """Something stands in the way of whoever asks. Nothing was changed."""

    def __init__(self, case: CaseId) -> None:
        super().__init__("something stands in the way of whoever acts")
        self.case = case


def is_barred(file: CaseFile) -> bool:
    """Say whether something keeps away whoever looks at it. A guest acts in nothing anyway."""
    return file.inside is not None and file.me.person in kept_away(file)


def open_to_act(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    """Open a case to change it, for whoever may. Whoever calls has settled it."""
    file = open_to_write(tx, desk, me, case)
    require_crossed(tx, desk, file)
    require_free(file)
    return file


def open_part_to_act(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    """Do so for whoever may write into the part that they read: counsel, a translator.

    Their words wait for the new keys that somebody who left could not make, as everybody's do.
    """
    file = open_part_to_write(tx, desk, me, case)
    if file is not None and not file.is_settled:
        raise BusyError("somebody left this case, and nobody has made its new keys yet")
    require_crossed(tx, desk, file)
    require_free(file)
    return file


def require_free(*files: CaseFile | None) -> None:
    for each in files:
        if each is not None and is_barred(each):
            raise MayNotActError(each.id)


def is_too_late(file: CaseFile, deed: Deed) -> bool:
    """Say whether a deed of this kind would change what is finished."""
    if deed in {Deed.CARE, Deed.ABOUT_MYSELF}:
        return False
    is_part = deed is Deed.INQUIRY and file.card.status is Status.MERGED
    return is_part or file.card.status in FINISHED
