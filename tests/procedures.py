"""A committee whose procedure says otherwise than the one that comes with the site."""

from collections.abc import Iterable
from dataclasses import replace

from casework.complaints.domain.european import Entity, European, EuropeanClocks
from casework.complaints.services.procedure import procedure_of
from casework.desk import lay_desk
from tests.channel import Channel


def in_europe(channel: Channel, *, is_on: bool = True, entities: Iterable[Entity] = ()) -> None:
    """Let the procedure say whether European rules are on, and for whom."""
    usual = procedure_of(channel.desk)
    rules = replace(usual.rules, europe=EuropeanClocks() if is_on else None)
    changed = replace(usual, rules=rules, europe=European(tuple(entities), is_on=is_on))
    desk = replace(channel.desk, procedure=changed)
    lay_desk(channel.house.app, desk)
    channel.house.desk = desk
