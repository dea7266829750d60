"""A session: its row and its cookie are two halves, it locks by itself, and it can be ended."""

import re
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from casework.history.domain import Verb
from casework.history.records import History
from casework.members.records import Sessions
from casework.members.services.sessions import Pass, find_visitor, lock_the_idle
from casework.rights import AtDoor, SignedIn
from crypto.keyring.handles import new_token
from crypto.keyring.session import SessionKey
from tests.browser import Visitor
from tests.members import WORDS, House, Somebody

COOKIE = "__Host-committee"


def cookie_of(visitor: Visitor) -> Pass:
    kept = visitor.client.get_cookie(COOKIE, domain="committee.example.com")
    assert kept is not None
    held = Pass.read(kept.value)
    assert held is not None
    return held


def put_cookie(visitor: Visitor, value: str) -> None:
    visitor.client.set_cookie(COOKIE, value, domain="committee.example.com", secure=True)


def is_in(visitor: Visitor) -> bool:
    return "Your sign-in" in visitor.get("/you").text


def lock_by(visitor: Visitor) -> TestResponse:
    return visitor.fill_in("/you", "/lock")


def test_the_seeds_are_there_for_the_request_and_are_the_member_s_own(
    house: House, maria: Somebody
) -> None:
    me = find_visitor(house.desk, cookie_of(house.signed_in(maria)))
    assert isinstance(me, SignedIn)
    assert me.seeds == maria.seeds
    assert maria.seeds.vault.raw.hex() not in repr(me)


def test_a_stolen_row_opens_nothing_without_its_cookie(house: House, maria: Somebody) -> None:
    """The thief of the database has box and id; the browser's token is only hashed there."""
    held = cookie_of(house.signed_in(maria))
    thief = house.visitor()
    for guess in (
        Pass(new_token(), held.key),
        Pass(type(held.token)(held.session), held.key),
        replace(held, key=SessionKey(bytes(32))),
        replace(held, key=None),
    ):
        put_cookie(thief, str(guess))
        assert not is_in(thief)


def test_a_stolen_cookie_opens_nothing_without_its_row(house: House, maria: Somebody) -> None:
    held = cookie_of(house.signed_in(maria))
    with house.desk.database.transaction() as tx:
        row = Sessions(tx).find(held.session)
        Sessions(tx).end(held.session)
    thief = house.visitor()
    put_cookie(thief, str(held))
    assert not is_in(thief)
    assert row is not None
    with house.desk.database.transaction() as tx:
        Sessions(tx).add(replace(row, box=None))
    assert not is_in(thief), "a row without its box gives the cookie nothing to open"


def test_one_member_s_box_opens_for_nobody_else(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    """Whoever may write the rows moves Maria's box into Thomas's session."""
    hers, his = cookie_of(house.signed_in(maria)), cookie_of(house.signed_in(thomas))
    with house.desk.database.transaction() as tx:
        box = Sessions(tx).find(hers.session)
        row = Sessions(tx).find(his.session)
        assert box is not None
        assert row is not None
        Sessions(tx).end(his.session)
        Sessions(tx).add(replace(row, box=box.box))
    assert find_visitor(house.desk, his) is None
    assert find_visitor(house.desk, Pass(his.token, hers.key)) is None


@pytest.mark.parametrize(
    "value", ["", "x", "%%%", "é", "AAAA", urlsafe_b64encode(bytes(64)).decode()]
)
def test_any_other_cookie_is_nobody(value: str, house: House, maria: Somebody) -> None:
    visitor = house.visitor()
    put_cookie(visitor, value)
    answer = visitor.get("/you")
    assert answer.status_code == 401
    assert "Use your passkey to go on." in answer.text


def test_the_cookies_are_locked_to_this_site_and_have_names_of_its_own(
    house: House, maria: Somebody
) -> None:
    visitor = house.on_device_of(maria)
    answer = visitor.fill_in("/", "/sign-in/code", name=maria.name, code=house.code(maria))
    given = answer.headers.getlist("Set-Cookie")
    assert {each.split("=")[0] for each in given} == {
        "__Host-committee", "__Host-committee-device",
    }  # fmt: skip
    for each in given:
        assert "; Secure" in each
        assert "; HttpOnly" in each
        assert "; SameSite=Strict" in each
        assert "; Path=/" in each
        assert "Domain" not in each
    [session] = [each for each in given if each.startswith("__Host-committee=")]
    assert "Max-Age" not in session
    assert "Expires" not in session


def test_an_id_seen_before_the_unlock_is_no_use_after_it(house: House, maria: Somebody) -> None:
    visitor = house.at_the_door(maria)
    before = cookie_of(visitor)
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert cookie_of(visitor).token != before.token
    assert find_visitor(house.desk, before) is None


def test_a_screen_that_was_left_locks_by_itself(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    house.clock.at += 9
    assert is_in(visitor)
    house.clock.at += 10
    answer = visitor.get("/you")
    assert answer.status_code == 401
    assert "MA, your keys are locked." in answer.text
    assert "Maria" not in answer.text
    with house.desk.database.reading() as tx:
        assert [each.box for each in Sessions(tx).of(maria.id)] == [None]


def test_nobody_s_next_request_is_needed_for_a_lock(house: House, maria: Somebody) -> None:
    held = cookie_of(house.signed_in(maria))
    house.clock.at += 10
    lock_the_idle(house.desk)
    with house.desk.database.reading() as tx:
        row = Sessions(tx).find(held.session)
    assert row is not None
    assert row.box is None


def test_a_member_chooses_when_the_screen_locks(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    visitor.fill_in("/you", "/you/idle", minutes="2")
    house.clock.at += 2
    assert not is_in(visitor)


@pytest.mark.parametrize("minutes", ["1", "31", "", "-5", "ten", "٣", "99999999999"])
def test_no_other_choice_is_taken(minutes: str, house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    answer = visitor.fill_in("/you", "/you/idle", minutes=minutes)
    assert answer.headers["Location"] == "/you?error=minutes"
    assert "Choose 2 to 30 minutes." in visitor.get("/you?error=minutes").text


def test_after_twelve_hours_everything_is_asked_again(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    visitor.fill_in("/you", "/you/idle", minutes="30")
    for _ in range(25):
        house.clock.at += 28
        assert is_in(visitor)
    house.clock.at += 28
    assert "Use your passkey to go on." in visitor.get("/you").text


def test_unlocking_again_does_not_move_the_end(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    house.clock.at += 718
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert is_in(visitor)
    house.clock.at += 3
    assert not is_in(visitor)


def test_lock_now_locks_and_the_old_cookie_opens_nothing(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    held = cookie_of(visitor)
    assert lock_by(visitor).status_code == 303
    assert isinstance(find_visitor(house.desk, held), AtDoor)
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert is_in(visitor)


def test_a_lock_is_never_a_link(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    for path in ("/lock", "/sign-out", "/unlock"):
        assert visitor.get(path).status_code in {404, 405}
    assert is_in(visitor)


def test_whoever_is_not_maria_signs_out_and_leaves_nothing(house: House, maria: Somebody) -> None:
    visitor = house.at_the_door(maria)
    visitor.fill_in("/", "/sign-out")
    assert visitor.client.get_cookie(COOKIE, domain="committee.example.com") is None
    assert "Use your passkey to go on." in visitor.get("/").text


def test_one_s_sessions_are_listed_and_can_be_ended(house: House, maria: Somebody) -> None:
    here, there = house.signed_in(maria), house.signed_in(maria)
    house.clock.at += 2
    page = here.get("/you").text
    assert "open, used just now" in page
    assert "open, last used 2 minutes ago" in page or "open, last used 1 minute ago" in page
    [other] = [
        each
        for each in re.findall(r'name="session" value="([^"]+)"', page)
        if each != urlsafe_b64encode(cookie_of(here).session).decode()
    ]
    here.fill_in("/you", "/you/sessions/end", session=other)
    assert is_in(here)
    assert not is_in(there)


def test_nobody_ends_the_session_of_another(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    hers, his = house.signed_in(maria), house.signed_in(thomas)
    session = urlsafe_b64encode(cookie_of(hers).session).decode()
    his.fill_in("/you", "/you/sessions/end", session=session)
    assert is_in(hers)


def test_what_was_done_stands_in_the_history(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    lock_by(visitor)
    visitor.fill_in("/", "/sign-out")
    with house.desk.database.reading() as tx:
        verbs = sorted(deed.verb for deed in History(tx).all(house.desk.today()))
    assert verbs == sorted([Verb.SIGNED_IN, Verb.LOCKED, Verb.SESSION_ENDED])
