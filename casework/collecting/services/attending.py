"""What a member's presence is good for, beyond what the member came for."""

from casework.collecting.domain import Mark
from casework.collecting.records.marks import Marks
from casework.desk import Desk
from casework.history.services.attesting import Attested, countersign
from casework.rights import SignedIn
from casework.trust import Standing


def at_unlock(desk: Desk, me: SignedIn) -> None:
    """Put this member's name under the newest checkpoint, or raise the alarm."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return
    with desk.database.transaction() as tx:
        if countersign(tx, committee, me) is Attested.BROKEN:
            Marks(tx).put(Mark.HISTORY_BROKEN, desk.today())
