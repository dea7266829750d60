"""Passkeys: what was not made for this page, by this person, just now, is refused alike."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.members.records import Accounts
from casework.members.services.passkeys import SIGN_IN, Answer, NotOurs, check_new, check_use
from tests.authenticator import PRESENT, Authenticator
from tests.browser import Visitor
from tests.members import CASEWORK, WORDS, House, Somebody, options_in

REFUSED = "That passkey was not accepted."


def with_passkey(house: House, somebody: Somebody, secret: bytes | None = None) -> Authenticator:
    """Add a passkey to somebody who is in, as the page does."""
    key = Authenticator(CASEWORK) if secret is None else Authenticator(CASEWORK, secret=secret)
    visitor = house.signed_in(somebody)
    page = visitor.get("/you/passkeys/new").text
    posted = visitor.fill_in("/you/passkeys/new", label="iPad", **key.make(options_in(page)))
    assert posted.headers["Location"] == "/you?done=passkey-added"
    return key


def use(visitor: Visitor, key: Authenticator, **bent: str) -> str:
    answer = key.use(options_in(visitor.get("/").text)) | bent
    return visitor.fill_in("/", "/sign-in/passkey", **answer).text


def is_in(visitor: Visitor) -> bool:
    return "Your sign-in" in visitor.get("/you").text


def test_a_passkey_that_opens_lets_a_member_in_at_one_touch(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    visitor = house.on_device_of(maria)
    use(visitor, key)
    assert is_in(visitor)


def test_with_one_passkey_alone_a_second_is_asked_for(house: House, maria: Somebody) -> None:
    with_passkey(house, maria)
    visitor = house.signed_in(maria)
    assert "Add a second one" not in visitor.get("/you").text
    with house.desk.database.transaction() as tx:
        Accounts(tx).change(replace(maria.account, totp=None))
    assert "Add a second one, on another device." in visitor.get("/you").text


def test_one_that_does_not_open_leads_to_the_passphrase(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria, secret=b"")
    visitor = house.on_device_of(maria)
    use(visitor, key)
    assert "MA, your keys are locked." in visitor.get("/").text
    assert "Unlock with your passkey" not in visitor.get("/").text
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert is_in(visitor)


@pytest.mark.parametrize("secret", ["", "AAAA", "%%%", "A" * 43])
def test_a_wrong_secret_opens_nothing_and_still_signs_in(
    secret: str, house: House, maria: Somebody
) -> None:
    key = with_passkey(house, maria)
    visitor = house.on_device_of(maria)
    use(visitor, key, secret=secret)
    assert "MA, your keys are locked." in visitor.get("/").text


def test_a_locked_screen_opens_at_one_touch(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    visitor = house.signed_in(maria)
    visitor.fill_in("/you", "/lock")
    page = visitor.get("/").text
    asked = json.loads(options_in(page))
    assert [each["id"] for each in asked["allowCredentials"]] == [
        json.loads(key.use(options_in(page))["words"])["id"]
    ]
    visitor.fill_in("/", "/unlock/passkey", **key.use(options_in(page)))
    assert is_in(visitor)


def test_one_whose_way_in_was_taken_is_not_asked_for_again(house: House, maria: Somebody) -> None:
    """After new keys, and after a device was blocked, it signs in and unlocks nothing."""
    key = with_passkey(house, maria)
    with house.desk.keystore.change() as tx:
        for credential in tx.key_files.passkeys(maria.id):
            tx.key_files.drop_passkey(maria.id, credential)
    visitor = house.on_device_of(maria)
    use(visitor, key)
    assert "Unlock with your passkey" not in visitor.get("/").text
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    assert "Your passphrase unlocks your keys." in visitor.get("/you").text


def test_a_passkey_of_another_member_unlocks_nothing(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    with_passkey(house, maria)
    his = with_passkey(house, thomas)
    visitor = house.signed_in(maria)
    visitor.fill_in("/you", "/lock")
    answer = his.use(options_in(visitor.get("/").text))
    page = visitor.fill_in("/", "/unlock/passkey", **answer).text
    assert "That passkey did not unlock your keys." in page
    assert not is_in(visitor)


def test_the_sign_in_page_names_no_passkey(house: House, maria: Somebody) -> None:
    with_passkey(house, maria)
    asked = json.loads(options_in(house.visitor().get("/").text))
    assert "allowCredentials" not in asked or asked["allowCredentials"] == []
    assert asked["userVerification"] == "required"
    assert asked["rpId"] == "committee.example.com"


@pytest.mark.parametrize("counts", [True, False])
def test_an_answer_counts_once(house: House, maria: Somebody, counts: bool) -> None:
    key = replace(with_passkey(house, maria), counts=counts)
    visitor = house.on_device_of(maria)
    answer = key.use(options_in(visitor.get("/").text))
    visitor.fill_in("/", "/sign-in/passkey", **answer)
    again = house.on_device_of(maria).fill_in("/", "/sign-in/passkey", **answer)
    assert REFUSED in again.text


def test_a_forged_answer_leaves_nothing_to_remember(house: House, maria: Somebody) -> None:
    """It does not even spend the page's question: only an answer that was good does."""
    key = with_passkey(house, maria)
    visitor = house.on_device_of(maria)
    options = options_in(visitor.get("/").text)
    forged = Authenticator(CASEWORK, credential=key.credential, handle=key.handle)
    assert REFUSED in visitor.fill_in("/", "/sign-in/passkey", **forged.use(options)).text
    visitor.fill_in("/", "/sign-in/passkey", **key.use(options))
    assert is_in(visitor)


def test_an_answer_to_an_old_page_does_not_count(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    visitor = house.on_device_of(maria)
    options = options_in(visitor.get("/").text)
    house.clock.at += 31
    assert REFUSED in visitor.fill_in("/", "/sign-in/passkey", **key.use(options)).text
    assert "Press the button again" in use(
        visitor, replace(key, origin="https://elsewhere.example")
    )
    use(visitor, key)
    assert is_in(visitor)


def test_what_was_asked_to_unlock_does_not_sign_in(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    visitor = house.signed_in(maria)
    visitor.fill_in("/you", "/lock")
    answer = key.use(options_in(visitor.get("/").text))
    other = house.on_device_of(maria)
    assert REFUSED in other.fill_in("/", "/sign-in/passkey", **answer).text


BENT = {
    "another site": {"origin": "https://elsewhere.example"},
    "another port": {"origin": f"{CASEWORK}:8443"},
    "no check of who holds it": {"flags": PRESENT},
    "nobody there": {"flags": 0},
    "another credential": {"credential": b"other"},
    "another person's handle": {"handle": b"x" * 16},
    "a counter set back": {"uses": -1},
}


@pytest.mark.parametrize("bent", list(BENT))
def test_a_bent_answer_is_refused(bent: str, house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    key.uses = 5
    visitor = house.on_device_of(maria)
    use(visitor, key)
    changed = replace(key, **BENT[bent])  # type: ignore[arg-type]  # each is a field of it
    assert REFUSED in use(house.on_device_of(maria), changed)


def test_another_key_under_a_known_name_is_refused(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    forged = Authenticator(CASEWORK, credential=key.credential, handle=key.handle)
    assert REFUSED in use(house.on_device_of(maria), forged)


def test_a_passkey_that_somebody_has_is_added_for_nobody_else(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    key = with_passkey(house, maria)
    visitor = house.signed_in(thomas)
    page = visitor.get("/you/passkeys/new").text
    again = visitor.fill_in("/you/passkeys/new", label="x", **key.make(options_in(page)))
    assert "That passkey was not added." in again.text


def test_what_was_asked_of_one_member_adds_nothing_for_another(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    hers = options_in(house.signed_in(maria).get("/you/passkeys/new").text)
    his = house.signed_in(thomas)
    answer = his.fill_in("/you/passkeys/new", label="x", **Authenticator(CASEWORK).make(hers))
    assert "That passkey was not added." in answer.text


def test_a_removed_passkey_signs_in_no_more_and_its_key_file_is_gone(
    house: House, maria: Somebody
) -> None:
    key = with_passkey(house, maria)
    visitor = house.signed_in(maria)
    credential = urlsafe_b64encode(key.credential).decode()
    visitor.fill_in("/you", "/you/passkeys/remove", credential=credential)
    with house.desk.keystore.reading() as keys:
        assert keys.key_files.passkeys(maria.id) == ()
    assert REFUSED in use(house.on_device_of(maria), key)


def test_nobody_removes_a_passkey_of_another(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    key = with_passkey(house, maria)
    credential = urlsafe_b64encode(key.credential).decode()
    his = house.signed_in(thomas)
    his.fill_in("/you", "/you/passkeys/remove", credential=credential)
    visitor = house.on_device_of(maria)
    use(visitor, key)
    assert is_in(visitor)


@given(
    words=st.text(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "rawId",
                        "type",
                        "response",
                        "clientDataJSON",
                        "signature",
                        "authenticatorData",
                        "attestationObject",
                        "userHandle",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=12,
    ).map(json.dumps)
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_at_all_break_the_door(words: str, house: House) -> None:
    assert check_use(house.desk, Answer(words), SIGN_IN) == NotOurs()
    assert check_new(house.desk, Answer(words), house.desk.settings.company) == NotOurs()  # type: ignore[arg-type]  # any name


@pytest.mark.parametrize("words", ["[" * 15_000, "x" * 30_000, "{}", "null", "1e999"])
def test_heavy_words_are_refused_as_well(words: str, house: House) -> None:
    assert check_use(house.desk, Answer(words), SIGN_IN) == NotOurs()
