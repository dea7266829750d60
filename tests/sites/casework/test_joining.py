"""From an invitation on paper to the first sign-in, and nothing is left of what was not ended."""

import re
from base64 import b32decode
from dataclasses import replace
from datetime import timedelta

import pytest

from casework.desk import lay_desk
from casework.gatehouse import step_at
from casework.members.commands.inviting import parse, run
from casework.members.domain.accounts import State
from casework.members.records import Accounts, SecondFactors
from casework.members.services import codes
from casework.members.services.inviting import Guest, HasJoined, Invited, NameTaken, invite
from casework.rights import Role
from crypto.names import PersonId
from tests.authenticator import Authenticator
from tests.browser import Visitor
from tests.members import CASEWORK, WORDS, House, Somebody, options_in

JUNE = Guest(PersonId("m3"), "June Park", frozenset({Role.MEMBER}))
ANN = Guest(PersonId("ann"), "Ann Lee", frozenset({Role.SECRETARY}))
_SECRET = re.compile(r'name="app" value="([^"]+)"')
_LETTERS = re.compile(r'<span class="letters"[^>]*>([A-Z2-7 ]+)</span>')
_LISTED = re.compile(r"<li>([A-Za-z0-9-]+)</li>")


def invited(house: House, guest: Guest = JUNE, *, anew: bool = False) -> str:
    outcome = invite(house.desk, guest, None, anew=anew)
    assert isinstance(outcome, Invited)
    return outcome.code


def begun(house: House, code: str) -> Visitor:
    visitor = house.visitor()
    assert visitor.fill_in("/join", code=code).status_code == 303
    return visitor


def confirmed(house: House, code: str, words: str = WORDS) -> Visitor:
    visitor = begun(house, code)
    answer = visitor.fill_in("/join/steps", "/join/words", passphrase=words)
    assert answer.status_code == 303, answer.text
    return visitor


def add_app(visitor: Visitor, house: House) -> codes.AppSecret:
    page = visitor.get("/join/steps").text
    sealed = _SECRET.findall(page)[0]
    letters = _LETTERS.findall(page)[0].replace(" ", "")
    secret = codes.AppSecret(b32decode(letters))
    code = secret.code(step_at(house.clock.epoch()))
    answer = visitor.fill_in("/join/steps", "/join/app", app=sealed, code=code)
    assert answer.status_code == 303, answer.text
    return secret


def add_passkey(visitor: Visitor, label: str = "iPad") -> Authenticator:
    key = Authenticator(CASEWORK)
    answer = key.make(options_in(visitor.get("/join/steps").text))
    posted = visitor.fill_in("/join/steps", "/join/passkey", label=label, **answer)
    assert posted.status_code == 303, posted.text
    return key


def sheet_of(visitor: Visitor) -> list[str]:
    page = visitor.fill_in("/join/steps", "/join/codes").text
    assert "Print these ten codes" in page
    return _LISTED.findall(page)


def test_june_joins_with_an_app(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = confirmed(house, code)
    secret = add_app(visitor, house)
    sheet = sheet_of(visitor)
    assert len(set(sheet)) == 10
    finish = visitor.fill_in("/join/steps", "/join/finish", code=sheet[4].lower())
    assert finish.headers["Location"] == "/"
    page = visitor.get("/you").text
    assert "You also use an app" in page
    assert "10 codes are left" in page
    house.clock.at += 1
    again = house.visitor()
    step = step_at(house.clock.epoch())
    answer = again.fill_in("/", "/sign-in/code", name="June Park", code=secret.code(step))
    assert answer.status_code == 303


def test_june_joins_with_two_passkeys_that_open_her_keys(house: House) -> None:
    code = invited(house)
    seeds = house.keys(JUNE.person)
    visitor = confirmed(house, code)
    first = add_passkey(visitor)
    page = visitor.get("/join/steps").text
    assert "Add one more passkey" in page
    assert "iPad. It signs you in and unlocks your keys." in page
    add_passkey(visitor, "blue key")
    [typed, *_] = sheet_of(visitor)
    visitor.fill_in("/join/steps", "/join/finish", code=typed)
    fresh = house.visitor()
    answer = first.use(options_in(fresh.get("/").text))
    fresh.fill_in("/", "/sign-in/passkey", **answer)
    assert "This device is new" in fresh.get("/").text, "it is unlocked, and waits for approval"
    assert seeds is not None


def test_what_a_passkey_cannot_open_it_still_signs_in_to(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = confirmed(house, code)
    key = Authenticator(CASEWORK, secret=b"")
    answer = key.make(options_in(visitor.get("/join/steps").text))
    visitor.fill_in("/join/steps", "/join/passkey", label="old key", **answer)
    assert "your passphrase unlocks your keys" in visitor.get("/join/steps").text


def test_no_step_can_be_left_out(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = begun(house, code)
    steps = "/join/steps"
    for path in ("/join/codes", "/join/passkey", "/join/app", "/join/new-words"):
        assert visitor.fill_in(steps, path).headers["Location"] == steps
    assert "That is not a code" in visitor.fill_in(steps, "/join/finish", code="x").text
    assert "Type your passphrase" in visitor.get(steps).text
    visitor.fill_in(steps, "/join/words", passphrase=WORDS)
    assert "Add two passkeys" in visitor.get(steps).text
    visitor.fill_in(steps, "/join/codes")
    assert "That is not a code" in visitor.fill_in(steps, "/join/finish", code="x").text
    add_app(visitor, house)
    assert "Get your recovery codes" in visitor.get(steps).text
    assert "That is not a code" in visitor.fill_in(steps, "/join/finish", code="x").text
    assert visitor.get("/you").headers.get("Location") == steps


def test_a_wrong_passphrase_is_said_in_joining_too(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = begun(house, code)
    page = visitor.fill_in("/join/steps", "/join/words", passphrase="wrong").text
    assert "That passphrase does not match." in page
    assert "5 more times" in page


def test_beginning_again_throws_away_what_was_begun(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = confirmed(house, code)
    add_passkey(visitor)
    add_app(visitor, house)
    begun(house, code)
    with house.desk.database.reading() as tx:
        account = Accounts(tx).by_person(JUNE.person)
        factors = SecondFactors(tx).of(JUNE.person, has_app=False)
    assert account is not None
    assert account.totp is None
    assert not factors.passkeys
    with house.desk.keystore.reading() as keys:
        assert keys.key_files.passkeys(JUNE.person) == ()
        assert keys.key_files.passphrase_file(JUNE.person) is not None
    assert "Use your passkey" in visitor.get("/join/steps").text


def test_a_code_of_an_invitation_counts_once(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = confirmed(house, code)
    add_app(visitor, house)
    [typed, *_] = sheet_of(visitor)
    visitor.fill_in("/join/steps", "/join/finish", code=typed)
    answer = house.visitor().fill_in("/join", code=code)
    assert "That code does not fit." in answer.text


def test_an_invitation_ends_after_a_week_and_by_the_next_one(house: House) -> None:
    old, new = invited(house), invited(house)
    assert "That code does not fit." in house.visitor().fill_in("/join", code=old).text
    begun(house, new.lower().replace("-", ""))
    today = house.desk.today()
    later = replace(house.desk, today=lambda: today + timedelta(days=8))
    lay_desk(house.app, later)
    assert "That code does not fit." in house.visitor().fill_in("/join", code=new).text


@pytest.mark.parametrize("code", ["", "----", "7KQM-2DXR-9WPA-C3HN", "x" * 10_000, "\0"])
def test_no_other_code_is_an_invitation(code: str, house: House) -> None:
    invited(house)
    assert "That code does not fit." in house.visitor().fill_in("/join", code=code).text


def test_whoever_is_being_enrolled_is_not_in(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = confirmed(house, code)
    secret = add_app(visitor, house)
    assert visitor.get("/you").headers["Location"] == "/join/steps"
    house.clock.at += 1
    stranger = house.visitor()
    step = step_at(house.clock.epoch())
    answer = stranger.fill_in("/", "/sign-in/code", name="June Park", code=secret.code(step))
    assert "That name and that code do not match." in answer.text


def test_a_member_without_a_key_file_is_sent_to_the_chair_and_gets_no_other_keys(
    house: House,
) -> None:
    visitor = begun(house, invited(house))
    assert "Your keys are not here yet" in visitor.get("/join/steps").text
    token = re.findall(r'csrf_token" value="([^"]+)"', visitor.get("/join").text)[0]
    visitor.post("/join/new-words", csrf_token=token)
    with house.desk.keystore.reading() as keys:
        assert keys.key_files.passphrase_file(JUNE.person) is None


def test_a_secretary_gets_words_that_are_shown_once(house: House) -> None:
    visitor = begun(house, invited(house, ANN))
    assert "Get your passphrase" in visitor.get("/join/steps").text
    page = visitor.fill_in("/join/steps", "/join/new-words").text
    words = _LISTED.findall(page)
    assert len(words) == 6
    assert "Type your passphrase" in visitor.get("/join/steps").text
    answer = visitor.fill_in("/join/steps", "/join/words", passphrase=" ".join(words))
    assert answer.headers["Location"] == "/join/steps"


def test_ten_new_codes_end_the_ten_before(house: House) -> None:
    code = invited(house)
    house.keys(JUNE.person)
    visitor = confirmed(house, code)
    add_app(visitor, house)
    old, new = sheet_of(visitor), sheet_of(visitor)
    page = visitor.fill_in("/join/steps", "/join/finish", code=old[0])
    assert "That is not a code of your newest sheet." in page.text
    assert visitor.fill_in("/join/steps", "/join/finish", code=new[0]).status_code == 303


def test_nobody_gets_a_name_that_is_typed_like_another(house: House, maria: Somebody) -> None:
    twin = Guest(PersonId("m9"), "María  Álvarez".replace("  ", " "), frozenset({Role.MEMBER}))
    assert invite(house.desk, twin, None) == NameTaken()


def test_a_member_is_invited_anew_only_by_saying_so(house: House, maria: Somebody) -> None:
    guest = Guest(maria.id, maria.name, maria.account.roles)
    visitor = house.signed_in(maria)
    assert invite(house.desk, guest, None) == HasJoined()
    assert "Your sign-in" in visitor.get("/you").text
    invited(house, guest, anew=True)
    assert visitor.get("/you").status_code == 401
    with house.desk.database.reading() as tx:
        account = Accounts(tx).by_person(maria.id)
    assert account is not None
    assert account.state is State.INVITED
    assert account.totp is None
    page = house.on_device_of(maria).fill_in(
        "/", "/sign-in/code", name=maria.name, code=maria.sheet.codes[0]
    )
    assert "do not match" in page.text


def test_the_command_prints_a_code_that_works(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parse(["m3", "--name", "June Park", "--role", "chair"]), house.desk) == 0
    said = capsys.readouterr().out
    code = re.findall(r"code: (\S+)", said)[0]
    begun(house, code)
    with house.desk.database.reading() as tx:
        account = Accounts(tx).by_person(JUNE.person)
    assert account is not None
    assert account.roles == {Role.CHAIR, Role.MEMBER}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["m9", "--name", "Maria Alvarez", "--role", "member"], "another person's name"),
        (["m1", "--name", "Maria Alvarez", "--role", "member"], "has joined already"),
        (["m9", "--name", " ", "--role", "member"], "Nobody was invited"),
    ],
)
def test_the_command_says_why_nobody_was_invited(
    arguments: list[str],
    says: str,
    house: House,
    maria: Somebody,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(parse(arguments), house.desk) == 1
    assert says in capsys.readouterr().err
