"""Coming in: a second factor first, then the words that unlock the key."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from casework.gatehouse import MustWait, Waits
from casework.members.domain.accounts import State
from casework.members.records import Accounts
from tests.browser import Visitor
from tests.members import WORDS, House, Somebody

NO_MATCH = "That name and that code do not match."
NO_WORDS = "That passphrase does not match. Check Caps Lock and language."
_CHANGING = re.compile(r'(csrf_token" value|data-options)="[^"]*"')


def try_code(visitor: Visitor, name: str, code: str) -> str:
    return visitor.fill_in("/", "/sign-in/code", name=name, code=code).text


def try_words(visitor: Visitor, words: str) -> str:
    return visitor.fill_in("/", "/unlock", passphrase=words).text


def test_a_code_and_then_the_passphrase_let_a_member_in(house: House, maria: Somebody) -> None:
    visitor = house.at_the_door(maria)
    page = visitor.get("/").text
    assert "MA, your keys are locked." in page
    assert "Maria" not in page
    answer = visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert answer.status_code == 303
    assert "Your sign-in" in visitor.get("/you").text


@pytest.mark.parametrize("typed", ["Maria Alvarez", "maria.alvarez", "  MARIA  ÁLVAREZ "])
def test_a_name_may_be_typed_as_one_likes(typed: str, house: House, maria: Somebody) -> None:
    visitor = house.on_device_of(maria)
    answer = visitor.fill_in("/", "/sign-in/code", name=typed, code=house.code(maria))
    assert answer.status_code == 303


@pytest.mark.parametrize("typed", [WORDS.upper(), f"  {WORDS.replace(' ', '  ')} ", WORDS.title()])
def test_a_passphrase_may_be_typed_as_one_likes(typed: str, house: House, maria: Somebody) -> None:
    visitor = house.at_the_door(maria)
    assert visitor.fill_in("/", "/unlock", passphrase=typed).status_code == 303


def test_before_anybody_was_invited_there_is_nothing_to_sign_in_to(house: House) -> None:
    assert "The committee is not set up yet" in house.visitor().get("/").text
    house.account("m1", "Maria Alvarez", state=State.INVITED)
    assert "Sign in" in house.visitor().get("/").text


@pytest.mark.parametrize("code", ["000000", "7KQM-2DXR-9W00-AAAA", "", "no code at all"])
def test_an_unknown_name_looks_like_a_known_one(
    code: str, house: House, maria: Somebody, thomas: Somebody
) -> None:
    """Thomas has no app; Nobody is nobody. Text, status, headers and cookies are the same."""
    house.account("m7", "Ann Invited", state=State.INVITED)
    house.account("m8", "Eve Ended", state=State.ENDED)
    seen = set()
    for name in (maria.name, thomas.name, "Ann Invited", "Eve Ended", "Nobody Known"):
        # Two names share a place of the waits once in 65,536 times, whoever they are.
        house.desk.gatehouse.strangers = Waits(house.clock.minute)
        visitor = house.visitor()
        answer = visitor.fill_in("/", "/sign-in/code", name=name, code=code)
        assert NO_MATCH in answer.text
        page = _CHANGING.sub("", answer.text).replace(name, "NAME")
        headers = sorted(name for name, _ in answer.headers)
        seen.add((answer.status_code, page, tuple(headers)))
    assert len(seen) == 1, sorted(seen)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note all that is said to any database."""
    said: list[str] = []

    def note(*call: object) -> None:
        said.append(str(call[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("code", ["000000", "7KQM-2DXR-9W00-AAAA"])
def test_an_unknown_name_costs_the_same_work(code: str, house: House, maria: Somebody) -> None:
    asked = []
    for name in (maria.name, "Nobody Known"):
        visitor = house.visitor()
        visitor.get("/")
        with statements() as said:
            try_code(visitor, name, code)
        asked.append(said)
    assert asked[0] == asked[1]
    assert len(asked[0]) > 2


def test_a_code_of_an_app_counts_once(house: House, maria: Somebody) -> None:
    code = house.code(maria)
    first, second = house.on_device_of(maria), house.on_device_of(maria)
    assert not try_code(first, maria.name, code).count(NO_MATCH)
    assert NO_MATCH in try_code(second, maria.name, code)


@pytest.mark.parametrize(("minutes", "fits"), [(-1, False), (0, True), (1, False)])
def test_a_code_of_another_minute_does_not_count(
    minutes: int, house: House, maria: Somebody, *, fits: bool
) -> None:
    code = house.code(maria)
    house.clock.at += minutes
    assert (NO_MATCH not in try_code(house.on_device_of(maria), maria.name, code)) == fits


def test_a_code_of_somebody_else_does_not_count(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    assert NO_MATCH in try_code(house.on_device_of(maria), maria.name, house.code(thomas))
    assert NO_MATCH in try_code(house.on_device_of(maria), maria.name, thomas.sheet.codes[0])


def test_a_code_on_paper_counts_once(house: House, maria: Somebody) -> None:
    code = maria.sheet.codes[3].lower().replace("-", " ")
    visitor = house.on_device_of(maria)
    assert NO_MATCH not in try_code(visitor, maria.name, code)
    assert "9 codes are left" in house.signed_in(maria).get("/you").text
    assert NO_MATCH in try_code(house.on_device_of(maria), maria.name, code)


def test_a_wrong_passphrase_says_what_to_check_and_how_often(house: House, maria: Somebody) -> None:
    visitor = house.at_the_door(maria)
    page = try_words(visitor, "orbit lemon chalk river piano waggon")
    assert NO_WORDS in page
    assert "You can try 5 more times before a 10-minute wait. Nothing is erased." in page
    assert "<title>Error: Unlock" in page
    for left in ("4 more times", "3 more times", "2 more times", "1 more time before"):
        assert left in try_words(visitor, "wrong")
    assert "Please wait 10 minutes before the next try." in try_words(visitor, "wrong")
    assert "Please wait 10 minutes before the next try." in try_words(visitor, WORDS)
    house.clock.at += 10
    assert visitor.fill_in("/", "/unlock", passphrase=WORDS).status_code == 303


@pytest.mark.parametrize("words", ["", "   ", "\0", "🙂", "x" * 100_000])
def test_no_words_at_all_are_a_wrong_passphrase(words: str, house: House, maria: Somebody) -> None:
    assert NO_WORDS in try_words(house.at_the_door(maria), words)


def test_an_outsider_locks_no_member_out(house: House, maria: Somebody) -> None:
    """Somebody guesses from devices that were never here: Maria comes in on hers."""
    pages = [try_code(house.visitor(), maria.name, "000000") for _ in range(8)]
    assert "Please wait" in pages[-1]
    house.signed_in(maria)


class Full(Waits):
    """What a flood of names leaves: every place waits for a day."""

    def spend(self, *_who: bytes) -> MustWait:
        return MustWait(24 * 60)


def test_a_flood_of_names_keeps_nobody_waiting_who_is_known(house: House, maria: Somebody) -> None:
    house.desk.gatehouse.strangers = Full(house.clock.minute)
    assert "Please wait" in try_code(house.visitor(), "Anybody", "000000")
    house.signed_in(maria)
    visitor = house.visitor()
    assert NO_MATCH not in try_code(visitor, maria.name, maria.sheet.codes[0])
    assert NO_WORDS in try_words(visitor, "wrong")


def test_guessing_keeps_nobody_from_a_code_on_paper(house: House, maria: Somebody) -> None:
    """All her devices are lost, and somebody goes on guessing: the sheet still counts."""
    for _ in range(7):
        try_code(house.visitor(), maria.name, "000000")
    for _ in range(8):
        page = try_code(house.visitor(), maria.name, "7KQM-2DXR-9W00-AAAA")
        assert f"{NO_MATCH} Check each letter. Nothing is erased." in page
    assert NO_MATCH not in try_code(house.visitor(), maria.name, maria.sheet.codes[0])


def test_guessing_from_new_devices_is_slowed_by_the_name_and_not_by_the_device(
    house: House, maria: Somebody
) -> None:
    for _ in range(6):
        try_code(house.visitor(), "Maria Alvarez", "000000")
    assert "Please wait 10 minutes" in try_code(house.visitor(), "maria.alvarez", "000000")
    assert NO_MATCH in try_code(house.visitor(), "Thomas Okafor", "000000")


def test_another_member_s_device_is_a_new_one_for_maria(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    for _ in range(6):
        try_code(house.on_device_of(thomas), maria.name, "000000")
    assert "Please wait" in try_code(house.on_device_of(thomas), maria.name, "000000")
    house.signed_in(maria)


def test_a_lost_key_file_is_said_and_nothing_is_counted_against_it(
    house: House, maria: Somebody
) -> None:
    with house.desk.keystore.change() as tx:
        tx.key_files.drop_person(maria.id)
    page = try_words(house.at_the_door(maria), WORDS)
    assert "Your key file is not here. Ask another member for help." in page


def test_help_promises_no_reset(house: House) -> None:
    page = house.visitor().get("/help").text
    assert "Nobody can reset your keys alone" in page
    assert "forgot" not in page.lower()


def test_an_exchanged_secret_of_the_site_leaves_the_sheet_good(
    house: House, maria: Somebody
) -> None:
    with house.desk.database.transaction() as tx:
        Accounts(tx).change(maria.account.invited_anew().joined())
    visitor = house.on_device_of(maria)
    assert NO_MATCH in try_code(visitor, maria.name, house.code(maria))
    assert NO_MATCH not in try_code(visitor, maria.name, maria.sheet.codes[0])


def test_nobody_is_led_to_another_site(house: House, maria: Somebody) -> None:
    for then in (
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere",
        "javascript:x",
    ):
        visitor = house.on_device_of(maria)
        answer = visitor.fill_in(
            "/", "/sign-in/code", name=maria.name, code=house.code(maria), then=then
        )
        assert answer.headers["Location"] == "/"
