"""What the committee's keys ask of each unlock: finish what was signed, and wrap what is due."""

from casework.committee.services.changes.rekeying import former_seeds
from casework.committee.services.changes.settling import settle
from casework.committee.services.rewrapping import book_of, reader_of, rewrap_due
from casework.desk import Desk
from casework.rights import SignedIn


def at_unlock(desk: Desk, me: SignedIn) -> None:
    """Do for the committee what can be done with these keys, and only what is due."""
    settle(desk)
    former = [each.vault for each in former_seeds(desk, me)]
    book = book_of(desk, me.person, me.seeds.signing)
    rewrap_due(desk, reader_of(me, former), book)
