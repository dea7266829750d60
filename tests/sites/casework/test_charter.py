"""Whoever is new reads the charter, and puts down which version: the first page asks until then."""

from tests.browser import Visitor
from tests.cases import done, press
from tests.channel import EXTERNALS, MARIA, THOMAS, Channel
from tests.sites.casework.tasks import today_of

ASKS = "Read the committee’s charter, and put down that you did"
ADOPTED = "adopted March 3, 2026"


def read(visitor: Visitor) -> None:
    done(press(visitor, "/charter", version=ADOPTED))


def test_the_first_page_asks_each_member_until_they_have_put_it_down(channel: Channel) -> None:
    assert ASKS in today_of(channel, MARIA)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    assert "Nobody has put down yet" in maria.get("/charter").text
    read(maria)
    assert ASKS not in maria.get("/today").text
    assert ASKS in thomas.get("/today").text
    page = thomas.get("/charter").text
    assert f"{ADOPTED}, " in page.partition("Maria Alvarez")[2]
    assert f'value="{ADOPTED}"' in page, "all of them name it alike"
    assert f"Maria Alvarez read the charter: {ADOPTED}." in thomas.get("/history?when=all").text


def test_a_second_press_puts_nothing_down_twice_and_a_new_version_is_a_new_line(
    channel: Channel,
) -> None:
    maria = channel.sign_in(MARIA)
    for _ in range(2):
        read(maria)
    assert maria.get("/charter").text.count("<dt>Maria Alvarez</dt>") == 1
    done(press(maria, "/charter", version="adopted June 1, 2026"))
    page = maria.get("/charter").text
    assert page.count("<dt>Maria Alvarez</dt>") == 2


def test_a_version_is_named_and_fits_or_nothing_typed_is_lost(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    for typed, says in ((" ", "Say which version you read"), ("ä" * 61, "That is too long.")):
        answer = press(maria, "/charter", version=typed)
        assert answer.status_code == 422
        assert says in answer.text
        assert typed.strip() in answer.text
    assert "Nobody has put down yet" in maria.get("/charter").text


def test_counsel_is_not_asked_for_it(channel: Channel) -> None:
    helen = channel.sign_in(EXTERNALS[0])
    assert ASKS not in helen.get("/today").text
    assert helen.get("/charter").status_code == 403
