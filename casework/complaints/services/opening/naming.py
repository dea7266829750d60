"""A name for each new case that its opener has not met in another, asked for once in a visit.

Only cases that this session reads count. To avoid the others would tell that they are there.
"""

from casework.complaints.domain.casenames import CaseName, new_name
from casework.complaints.services.queue import every_card
from casework.desk import Desk
from casework.rights import SignedIn
from store.database import Transaction


class Names:
    """Reads the cards at the first new case, and none if nothing new has come."""

    def __init__(self, desk: Desk, me: SignedIn) -> None:
        self._desk = desk
        self._me = me
        self._taken: set[CaseName] | None = None

    def another(self, tx: Transaction) -> CaseName:
        if self._taken is None:
            seen = every_card(tx, self._desk, self._me)
            self._taken = {CaseName(each.card.name) for each in seen}
        name = new_name(self._taken)
        self._taken.add(name)
        return name
