"""What waits for a member's keys is done when they are opened, and keeps nobody out."""

from dataclasses import replace

import pytest

from casework.desk import AtUnlock, Desk, lay_desk
from casework.rights import SignedIn
from store.errors import BusyError
from tests.members import House, Somebody
from tests.sites.casework.test_passkeys import is_in, use, with_passkey


class Waiting:
    """Something that is due, and whom it was done for."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __call__(self, _desk: Desk, me: SignedIn) -> None:
        self.done.append(me.person)


def fail(_desk: Desk, _me: SignedIn) -> None:
    raise BusyError("somebody else is at it")


def with_duties(house: House, *duties: AtUnlock) -> list[Exception]:
    """Have these done at each unlock; return where their faults are noted."""
    noted: list[Exception] = []
    house.desk = replace(house.desk, at_unlock=duties, note=noted.append)
    lay_desk(house.app, house.desk)
    return noted


def test_it_is_done_at_each_unlock_with_a_passphrase(house: House, maria: Somebody) -> None:
    waiting = Waiting()
    with_duties(house, waiting)
    visitor = house.at_the_door(maria)
    assert waiting.done == []
    visitor.fill_in("/", "/unlock", passphrase=maria.words)
    assert waiting.done == [maria.id]
    visitor.get("/you")
    assert waiting.done == [maria.id]
    visitor.fill_in("/you", "/lock")
    visitor.fill_in("/", "/unlock", passphrase=maria.words)
    assert waiting.done == [maria.id] * 2


def test_it_is_done_at_each_unlock_with_a_passkey(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    waiting = Waiting()
    with_duties(house, waiting)
    use(house.on_device_of(maria), key)
    assert waiting.done == [maria.id]


def test_it_is_not_done_on_a_device_that_nobody_approved(house: House, maria: Somebody) -> None:
    waiting = Waiting()
    with_duties(house, waiting)
    house.signed_in(maria, house.visitor())
    assert waiting.done == []


@pytest.mark.usefixtures("thomas")
def test_one_that_fails_is_noted_and_keeps_nobody_out(house: House, maria: Somebody) -> None:
    waiting = Waiting()
    noted = with_duties(house, fail, waiting)
    visitor = house.signed_in(maria)
    assert is_in(visitor)
    assert waiting.done == [maria.id]
    assert [type(fault) for fault in noted] == [BusyError]
