"""What is typed when the door shuts is not lost, and lies open to nobody meanwhile."""

import re

import pytest

from casework.members.services.sessions import find_visitor
from casework.rights import AtDoor
from tests.members import WORDS, House, Somebody
from tests.sites.casework.test_sessions import cookie_of, lock_by


def test_what_was_posted_after_the_lock_is_offered_again(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', visitor.get("/you").text))
    house.clock.at += 10
    locked = visitor.post("/you/idle", csrf_token=token, minutes="5", note="ledger <b>&")
    assert locked.status_code == 401
    assert "What you typed is kept." in locked.text
    assert "ledger" not in locked.text
    kept = re.findall(r'name="kept" value="([^"]+)"', locked.text)[0]
    back = visitor.fill_in("/", "/unlock", passphrase=WORDS, kept=kept)
    assert back.status_code == 200
    assert 'action="/you/idle"' in back.text
    assert 'name="minutes" value="5"' in back.text
    assert "ledger &lt;b&gt;&amp;" in back.text
    assert back.text.count('name="csrf_token"') == 1
    sent = visitor.fill_in("/you", "/you/idle", minutes="5")
    assert sent.headers["Location"] == "/you?done=idle"


def test_what_was_typed_on_a_screen_that_was_left_is_kept(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    held = cookie_of(visitor)
    locked = visitor.fill_in(
        "/you", "/lock/keep", minutes="5", note="ledger", **{"kept-path": "/you/idle"}
    )
    assert "What you typed is kept." in locked.text
    assert "ledger" not in locked.text
    assert isinstance(find_visitor(house.desk, held), AtDoor)
    kept = re.findall(r'name="kept" value="([^"]+)"', locked.text)[0]
    back = visitor.fill_in("/", "/unlock", passphrase=WORDS, kept=kept)
    assert 'action="/you/idle"' in back.text
    assert 'name="note" value="ledger"' in back.text
    assert "kept-path" not in back.text


def test_what_was_typed_is_kept_for_no_other_site(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    away = {"kept-path": "https://elsewhere.example/steal"}
    locked = visitor.fill_in("/you", "/lock/keep", note="ledger", **away)
    kept = re.findall(r'name="kept" value="([^"]+)"', locked.text)[0]
    back = visitor.fill_in("/", "/unlock", passphrase=WORDS, kept=kept)
    assert "elsewhere" not in back.text


def test_what_one_member_posted_is_offered_to_nobody_else(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    visitor = house.signed_in(maria)
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', visitor.get("/you").text))
    house.clock.at += 10
    locked = visitor.post("/you/idle", csrf_token=token, note="ledger")
    kept = re.findall(r'name="kept" value="([^"]+)"', locked.text)[0]
    his = house.at_the_door(thomas)
    for stolen in (kept, kept[:-8], "%%%", "AAAA"):
        answer = his.fill_in("/", "/unlock", passphrase=WORDS, kept=stolen)
        assert answer.status_code == 303
        assert "ledger" not in answer.text
        lock_by(his)


def test_what_is_too_long_to_keep_is_said(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', visitor.get("/you").text))
    house.clock.at += 10
    locked = visitor.post("/you/idle", csrf_token=token, note="x" * 400_000)
    assert "What you sent was not saved." in locked.text
    assert 'name="kept"' not in locked.text


@pytest.mark.parametrize("secret", ["passphrase", "words", "share", "code", "secret"])
def test_no_page_keeps_what_opens_or_lets_in(house: House, maria: Somebody, secret: str) -> None:
    """Not even sealed: a passphrase that is nowhere cannot be taken from there."""
    visitor = house.signed_in(maria)
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', visitor.get("/you").text))
    screen = visitor.fill_in("/you", "/lock/keep", **{"kept-path": "/keys/drill", secret: WORDS})
    house.signed_in(maria, visitor)
    house.clock.at += 10
    late = visitor.post("/you/idle", csrf_token=token, **{secret: WORDS})
    for page in (screen, late):
        assert "What you sent was not saved." in page.text
        assert 'name="kept"' not in page.text


def test_the_page_that_was_wanted_is_shown_after_the_unlock(house: House, maria: Somebody) -> None:
    visitor = house.on_device_of(maria)
    asked = visitor.get("/devices")
    assert asked.status_code == 401
    assert 'name="then" value="/devices"' in asked.text
    answer = visitor.fill_in(
        "/", "/sign-in/code", name=maria.name, code=house.code(maria), then="/devices"
    )
    assert answer.headers["Location"] == "/devices"
    assert 'name="then" value="/devices"' in visitor.get("/devices").text
