"""What a page carries for the site: one length, one purpose, and soon stale."""

from base64 import urlsafe_b64encode
from dataclasses import astuple, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.errors import MalformedError
from crypto.mailbox.tags import MailboxKeys
from crypto.mailbox.token import (
    PasscodeBytes,
    Purpose,
    SendToken,
    ServerKeys,
    Stale,
    open_return,
    open_token,
    page_digest,
    seal_return,
    seal_token,
)
from crypto.names import EnvelopeId, ManifestHash
from crypto.suite import Label
from tests.unit.crypto.mailboxes import KEYS, MANIFEST, envelope, secret

SERVER = ServerKeys(secret("server"), secret("server before"))
OTHER = ServerKeys(secret("other server"), None)
TOKEN = SendToken(envelope("this"), secret("page"), MANIFEST, PasscodeBytes(b"eleven little we"))
SEALED = seal_token(TOKEN, Purpose.REPORT, SERVER)
COOKIE = seal_return(KEYS, 1_000, SERVER)
TOKENS = st.builds(
    SendToken,
    st.binary(min_size=16, max_size=16).map(EnvelopeId),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=32, max_size=32).map(ManifestHash),
    st.none() | st.binary(min_size=16, max_size=16).map(PasscodeBytes),
)


def held_in(found: SendToken | MailboxKeys | Stale) -> tuple[object, ...]:
    """Return what a value holds: values that hold secrets are not compared by ours."""
    return astuple(found)


@settings(deadline=None)
@given(held=TOKENS, purpose=st.sampled_from(Purpose))
def test_every_token_has_one_length_and_is_read_back(held: SendToken, purpose: Purpose) -> None:
    sealed = seal_token(held, purpose, SERVER)
    assert len(sealed) == 480
    assert set(sealed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert held_in(open_token(sealed, purpose, SERVER)) == astuple(held)


def test_a_passcode_of_zeros_is_not_taken_for_none() -> None:
    zeros = replace(TOKEN, passcode=PasscodeBytes(bytes(16)))
    sealed = seal_token(zeros, Purpose.REPORT, SERVER)
    assert held_in(open_token(sealed, Purpose.REPORT, SERVER)) == astuple(zeros)


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - {Purpose.REPORT}))
def test_a_token_serves_one_purpose(purpose: Purpose) -> None:
    assert open_token(SEALED, purpose, SERVER) == Stale()


def test_a_token_outlives_one_change_of_keys_and_no_more() -> None:
    once = ServerKeys(secret("next"), SERVER.current)
    assert held_in(open_token(SEALED, Purpose.REPORT, once)) == astuple(TOKEN)
    assert held_in(open_return(COOKIE, 0, once)) == astuple(KEYS)
    twice = ServerKeys(secret("after"), secret("next"))
    assert open_token(SEALED, Purpose.REPORT, twice) == Stale()
    assert open_return(COOKIE, 0, twice) == Stale()
    assert open_token(SEALED, Purpose.REPORT, OTHER) == Stale()


def test_new_tokens_are_sealed_under_the_current_key() -> None:
    current = ServerKeys(SERVER.current, None)
    assert held_in(open_token(SEALED, Purpose.REPORT, current)) == astuple(TOKEN)
    assert held_in(open_return(COOKIE, 0, current)) == astuple(KEYS)


def test_a_cookie_and_a_token_are_not_each_other() -> None:
    for purpose in Purpose:
        assert open_token(COOKIE, purpose, SERVER) == Stale()
    assert open_return(SEALED, 0, SERVER) == Stale()


def test_the_same_token_is_never_the_same_text() -> None:
    assert seal_token(TOKEN, Purpose.REPORT, SERVER) != SEALED
    assert seal_return(KEYS, 1_000, SERVER) != COOKIE


@settings(deadline=None)
@given(at=st.integers(0, 479), letter=st.sampled_from("AZaz09-_"))
def test_a_changed_letter_makes_a_token_stale(at: int, letter: str) -> None:
    changed = SEALED[:at] + letter + SEALED[at + 1 :]
    expected = TOKEN if changed == SEALED else Stale()
    assert held_in(open_token(changed, Purpose.REPORT, SERVER)) == astuple(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "A" * 479,
        "A" * 484,
        "A" * 476 + "====",
        "é" * 480,
        "+" * 480,
        "A" * 479 + "\n",
        "\ud800" * 480,
    ],
)
def test_text_that_no_page_of_ours_carried_is_stale(text: str) -> None:
    assert open_token(text, Purpose.REPORT, SERVER) == Stale()
    assert open_return(text, 0, SERVER) == Stale()


def test_a_token_has_one_spelling() -> None:
    respelt = SEALED.replace("-", "+").replace("_", "/")
    assert respelt != SEALED
    assert open_token(respelt, Purpose.REPORT, SERVER) == Stale()


def test_a_cookie_opens_before_its_minute_and_not_in_it() -> None:
    assert held_in(open_return(COOKIE, 999, SERVER)) == astuple(KEYS)
    assert open_return(COOKIE, 1_000, SERVER) == Stale()
    assert open_return(COOKIE, 1_001, SERVER) == Stale()
    assert len(COOKIE) == 480
    latest = seal_return(KEYS, 2**32 - 1, SERVER)
    assert held_in(open_return(latest, 2**32 - 2, SERVER)) == astuple(KEYS)
    with pytest.raises(MalformedError):
        seal_return(KEYS, 2**32, SERVER)


def test_only_right_sizes_are_sealed() -> None:
    for wrong in (
        replace(TOKEN, passcode=PasscodeBytes(bytes(15))),
        replace(TOKEN, envelope=EnvelopeId(bytes(17))),
        replace(TOKEN, page=bytes(31)),
        replace(TOKEN, manifest=ManifestHash(bytes(33))),
    ):
        with pytest.raises(MalformedError):
            seal_token(wrong, Purpose.REPORT, SERVER)
    for size in (31, 33):
        with pytest.raises(MalformedError):
            ServerKeys(bytes(size), None)
        with pytest.raises(MalformedError):
            ServerKeys(bytes(32), bytes(size))


@pytest.mark.parametrize("room", [285, 291, 3_000])
def test_a_token_of_another_length_is_stale_whoever_sealed_it(room: int) -> None:
    body: dict[str, Value] = {
        "v": 1,
        "envelope": bytes(16),
        "page": bytes(32),
        "manifest": bytes(32),
    }
    sealed = _sealed({**body, "passcode": None}, Label("token/send").over(b"report"), room)
    assert open_token(sealed, Purpose.REPORT, SERVER) == Stale()


def _sealed(body: Value, context: bytes, room: int = 288) -> str:
    framed = encoding.framed(encode(body), room)
    raw = bulk.lock(framed, SERVER.current, context)
    return urlsafe_b64encode(raw).decode()


def _token(**changed: Value) -> str:
    good: dict[str, Value] = {
        "v": 1,
        "envelope": bytes(16),
        "page": bytes(32),
        "manifest": bytes(32),
        "passcode": None,
    }
    return _sealed({**good, **changed}, Label("token/send").over(b"report"))


def _cookie(**changed: Value) -> str:
    keys = dict.fromkeys(["root", "seed", "state", "followup"], bytes(32))
    return _sealed({"v": 1, "until": 5, **keys, **changed}, bytes(Label("token/return")))


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": 0},
        {"envelope": bytes(15)},
        {"page": None},
        {"manifest": bytes(33)},
        {"passcode": bytes(15)},
        {"more": 1},
    ],
)
def test_a_token_outside_the_format_is_refused(changed: dict[str, Value]) -> None:
    assert isinstance(open_token(_token(), Purpose.REPORT, SERVER), SendToken)
    with pytest.raises(MalformedError):
        open_token(_token(**changed), Purpose.REPORT, SERVER)


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": 0},
        {"until": -1},
        {"until": 2**32},
        {"root": bytes(31)},
        {"seed": bytes(31)},
        {"state": bytes(33)},
        {"followup": None},
        {"more": 1},
    ],
)
def test_a_cookie_outside_the_format_is_refused(changed: dict[str, Value]) -> None:
    assert open_return(_cookie(), 4, SERVER) != Stale()
    with pytest.raises(MalformedError):
        open_return(_cookie(**changed), 4, SERVER)


def test_no_passcode_and_no_key_is_ever_printed() -> None:
    assert "eleven" not in repr(TOKEN)
    assert repr(SERVER) == "ServerKeys()"


def test_values_that_hold_secrets_are_never_compared_byte_by_byte() -> None:
    again = replace(TOKEN), replace(KEYS), replace(SERVER)
    assert not set(again) & {TOKEN, KEYS, SERVER}


def test_the_same_fields_have_the_same_fingerprint_and_no_others() -> None:
    pages = [
        [("what", "a")],
        [("what", "a"), ("when", "")],
        [("wha", "ta")],
        [("when", ""), ("what", "a")],
        [],
    ]
    digests = [page_digest(page) for page in pages]
    assert len(set(digests)) == len(pages)
    assert page_digest([("what", "a")]) == digests[0]
    assert digests[0].hex() == "f9d48134371b3b69bfcd6c54d56cf7f6e673ab67171caf1e780d6f9778816089"
