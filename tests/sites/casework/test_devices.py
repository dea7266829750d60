"""A device that nobody has seen before waits: for its owner's word, or for two members'."""

import re
from base64 import urlsafe_b64encode

from casework.members.records import Devices
from casework.rights import Role
from tests.browser import Visitor
from tests.members import WORDS, House, Somebody


def new_device(house: House, somebody: Somebody) -> Visitor:
    visitor = house.at_the_door(somebody, house.visitor())
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert "This device is new" in visitor.get("/").text
    return visitor


def number_on(visitor: Visitor) -> str:
    [number] = re.findall(r'class="bignumber">(\d{3})<', visitor.get("/").text)
    return str(number)


def approve(visitor: Visitor) -> str:
    page = visitor.get("/devices").text
    device = re.findall(r'name="device" value="([^"]+)"', page)[0]
    person = re.findall(r'name="person" value="([^"]+)"', page)[0]
    done = visitor.fill_in("/devices", "/devices/approve", device=device, person=person)
    return visitor.get(done.headers["Location"]).text


def is_in(visitor: Visitor) -> bool:
    return "Your sign-in" in visitor.get("/you").text


def test_all_factors_on_a_new_device_open_nothing_yet(house: House, maria: Somebody) -> None:
    visitor = new_device(house, maria)
    answer = visitor.get("/you")
    assert answer.status_code == 401
    assert "Maria" not in answer.text
    assert not is_in(visitor)


def test_its_owner_approves_it_on_a_device_used_before(house: House, maria: Somebody) -> None:
    new, old = new_device(house, maria), house.signed_in(maria)
    assert f"Device {number_on(new)} of Maria Alvarez" in old.get("/devices").text
    assert "The device was approved." in approve(old)
    assert is_in(new)


def test_two_members_approve_it_and_one_alone_does_not(
    house: House, maria: Somebody, thomas: Somebody, june: Somebody
) -> None:
    new = new_device(house, maria)
    his, hers = house.signed_in(thomas), house.signed_in(june)
    assert "Somebody else has to" in approve(his)
    assert "Somebody has approved it." in new.get("/").text
    assert "Nothing was changed." in approve(his)
    assert not is_in(new)
    assert "The device was approved." in approve(hers)
    assert is_in(new)


def test_where_one_of_three_is_gone_a_member_and_a_reader_from_outside_are_enough(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    """Of three one is gone. The other two must be able to help each other back in."""
    new = new_device(house, maria)
    his = house.signed_in(thomas)
    hers = house.signed_in(house.joined("e1", "Ruth Lee", Role.EXTERNAL))
    assert "Somebody else has to" in approve(hers)
    assert not is_in(new)
    assert "The device was approved." in approve(his)
    assert is_in(new)


def test_readers_from_outside_let_nobody_in_without_a_member(house: House, maria: Somebody) -> None:
    new = new_device(house, maria)
    outside = [house.joined(f"e{at}", f"Ruth Lee {at}", Role.EXTERNAL) for at in (1, 2)]
    for each in outside:
        assert "Somebody else has to" in approve(house.signed_in(each))
    assert not is_in(new)


def test_nobody_without_keys_of_the_committee_speaks_for_another(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    new_device(house, maria)
    external = house.signed_in(house.joined("s1", "Ruth Lee", Role.SECRETARY))
    assert "No new device waits" in external.get("/devices").text
    with house.desk.database.reading() as tx:
        [device] = Devices(tx).waiting()
    outcome = external.fill_in(
        "/you",
        "/devices/approve",
        device=urlsafe_b64encode(device.id).decode(),
        person=maria.id,
    )
    assert outcome.headers["Location"] == "/devices?done=not-yours"


def test_a_waiting_device_approves_nothing_itself(house: House, maria: Somebody) -> None:
    new = new_device(house, maria)
    token = re.findall(r'csrf_token" value="([^"]+)"', new.get("/").text)[0]
    with house.desk.database.reading() as tx:
        [device] = Devices(tx).waiting()
    answer = new.post(
        "/devices/approve",
        csrf_token=token,
        device=urlsafe_b64encode(device.id).decode(),
        person=maria.id,
    )
    assert answer.status_code == 401
    assert not is_in(new)


def test_a_device_keeps_its_number_and_its_approval(house: House, maria: Somebody) -> None:
    new = new_device(house, maria)
    number = number_on(new)
    new.fill_in("/", "/sign-out")
    house.signed_in(maria, None)
    house.at_the_door(maria, new)
    new.fill_in("/", "/unlock", passphrase=WORDS)
    assert number_on(new) == number
    approve(house.signed_in(maria))
    new.fill_in("/you", "/sign-out")
    house.signed_in(maria, new)
    assert is_in(new)


def test_a_device_is_approved_for_one_person_and_not_for_the_next(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    shared = house.at_the_door(thomas, house.on_device_of(maria))
    shared.fill_in("/", "/unlock", passphrase=WORDS)
    assert "This device is new" in shared.get("/").text


def test_a_removed_device_is_signed_out_and_new_again(house: House, maria: Somebody) -> None:
    new = new_device(house, maria)
    old = house.signed_in(maria)
    approve(old)
    page = old.get("/you").text
    assert len(set(re.findall(r"Device (\d{3}), first", page))) == 2
    devices = re.findall(r'name="device" value="([^"]+)"', page)
    with house.desk.database.reading() as tx:
        theirs = [each for each in Devices(tx).of(maria.id) if each.number != 471]
    gone = urlsafe_b64encode(theirs[0].id).decode()
    assert gone in devices
    old.fill_in("/you", "/you/devices/remove", device=gone)
    assert new.get("/you").status_code == 401
    house.at_the_door(maria, new)
    new.fill_in("/", "/unlock", passphrase=WORDS)
    assert "This device is new" in new.get("/").text


def test_nobody_removes_their_only_approved_device(house: House, maria: Somebody) -> None:
    """One press would shut them out until two others are there."""
    new_device(house, maria)
    screen = house.signed_in(maria)
    with house.desk.database.reading() as tx:
        [mine] = [each for each in Devices(tx).of(maria.id) if each.approved]
    only = urlsafe_b64encode(mine.id).decode()
    answer = screen.fill_in("/you", "/you/devices/remove", device=only)
    assert answer.headers["Location"] == "/you?error=only-device"
    assert "This is your only approved device." in screen.get("/you?error=only-device").text
