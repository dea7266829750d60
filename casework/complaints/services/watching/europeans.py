"""How far European rules are met in what one person reads: nothing else is in any count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.complaints.domain.case.casefile import Card
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.clocks.sources import EUROPEAN
from casework.complaints.services.queue import every_card
from casework.desk import Desk
from casework.rights import SignedIn


@dataclass(frozen=True, slots=True)
class Met:
    """How many open reports lack something."""

    late: int = 0
    unsigned: int = 0
    without_lead: int = 0


def how_far_met(desk: Desk, me: SignedIn) -> Met:
    cards = tuple(_open_cards(desk, me))
    return Met(
        late=sum(_is_late(each, desk.today()) for each in cards),
        unsigned=sum(each.is_unsigned for each in cards),
        without_lead=sum(each.lead is None for each in cards),
    )


def _open_cards(desk: Desk, me: SignedIn) -> Iterator[Card]:
    with desk.database.reading() as tx:
        for seen in every_card(tx, desk, me):
            if seen.card.status not in OVER:
                yield seen.card


def _is_late(card: Card, today: date) -> bool:
    return any(each.clock in EUROPEAN and each.due < today for each in card.clocks)
