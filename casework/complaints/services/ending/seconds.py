"""What waits for a second word at the end of a case, and who may give it.

Whoever may not act on it is asked nothing, so a line on a first page is never a dead end.
"""

from collections.abc import Iterator
from enum import Enum
from functools import partial

from casework.complaints.domain.case.casefile import Card
from casework.complaints.domain.retention.holds import Lifted
from casework.complaints.domain.status import FINISHED
from casework.complaints.services.ending.closing import may_pass_over
from casework.complaints.services.ending.disposal import list_of, may_agree
from casework.complaints.services.ending.keeping import holds_on, voice_of
from casework.complaints.services.moving import passed_over, require_inside, voices_in
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.pages import seen_before
from casework.complaints.services.reading.threshold import is_at_threshold
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


class Second(Enum):
    LETTING_GO = "lines of the closing list"
    LIFTING = "a hold"
    DISPOSAL = "a list of what is to go"


def seconds_of(desk: Desk, me: SignedIn, case: CaseId, card: Card) -> tuple[Second, ...]:
    """Return what this person is asked. The card, which is open, says whether to look at all."""
    if card.asked_second is None:
        return ()
    return seen_before(desk, me, case, partial(_asked, desk)) or ()


def _asked(desk: Desk, tx: Transaction, file: CaseFile) -> tuple[Second, ...]:
    if file.inside is None or file.me.person not in voices_in(file):
        return ()
    return () if is_at_threshold(tx, desk, file) else tuple(_waiting(desk, tx, file))


def _waiting(desk: Desk, tx: Transaction, file: CaseFile) -> Iterator[Second]:
    passing, me = passed_over(file), file.me
    is_open = passing is not None and len(passing.by) == 1 and file.card.status not in FINISHED
    if is_open and passing is not None and may_pass_over(me) and me.person not in passing.by:
        yield Second.LETTING_GO
    if any(_would_lift(desk, file, place) for place, _hold in holds_on(file, desk.today())):
        yield Second.LIFTING
    # A list is asked about once, however many reports stand on it.
    proposed = require_inside(file).keeping.proposed
    if (
        may_agree(file)
        and file.id == min(proposed, default=None)
        and list_of(tx, desk, me, file.id)
    ):
        yield Second.DISPOSAL


def _would_lift(desk: Desk, file: CaseFile, place: int) -> bool:
    """Say whether a hold that somebody would lift ends with this person's word."""
    hold, today = dict(holds_on(file, desk.today()))[place], desk.today()
    is_asked = bool(hold.lifting) and file.me.person not in {who for who, _voice in hold.lifting}
    return is_asked and isinstance(hold.lifted_by(file.me.person, voice_of(file), today), Lifted)
