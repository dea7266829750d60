"""A name for each new case that its opener has not met in another, asked for once in a session.

Only cases that this session reads count. To avoid the others would tell that they are there.
"""

from casework.complaints.domain.casenames import CaseName, new_name
from casework.complaints.records.cases import Cases
from casework.complaints.services.queue import every_card
from casework.desk import Desk
from casework.rights import SignedIn
from casework.shelf.looking import Look
from crypto.names import CaseId


class Names:
    """Reads the cards before the first new case of a session, and none if nothing new has come."""

    def __init__(self, desk: Desk, me: SignedIn, look: Look) -> None:
        self._desk = desk
        self._me = me
        self._look = look

    def read_for(self, case: CaseId) -> None:
        """Read them where nobody waits for the one writer's turn: there may be thousands."""
        if self._look.names is not None:
            return
        with self._desk.database.reading() as tx:
            if not Cases(tx).there([case]):
                seen = every_card(tx, self._desk, self._me)
                self._look.names = {each.card.name for each in seen}

    def another(self) -> CaseName:
        taken = self._look.names or set()
        name = new_name({CaseName(each) for each in taken})
        self._look.names = {*taken, name}
        return name
