"""The rules of accounts, sessions and devices, apart from any page."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.members.domain.accounts import Account, MalformedAccountError, State, name_key
from casework.members.domain.factors import Factors, Invitation, Passkey, last_day, short_label
from casework.members.domain.sessions import (
    LASTS_MINUTES,
    Approved,
    Device,
    NotYours,
    OneMore,
    Session,
    Voice,
    approval,
    standing,
)
from casework.rights import (
    OPENS_TO,
    AtDoor,
    Right,
    Role,
    SessionId,
    SignedIn,
    Standing,
    opens,
)
from crypto.errors import CryptoError
from crypto.keyring.handles import Known
from crypto.keyring.session import SessionBox
from crypto.names import PersonId
from tests.unit.crypto.committees import seeds_of

M1, M2, M3 = PersonId("m1"), PersonId("m2"), PersonId("m3")
DAY = date(2026, 6, 12)
ACCOUNT = Account(M1, "Maria Alvarez", frozenset({Role.MEMBER}), State.ACTIVE, bytes(16))
DEVICE = Device(Known(bytes(32)), M1, 471, DAY, approved=False)
SESSION = Session(SessionId(bytes(32)), M1, DEVICE.id, 1_720, 1_000, SessionBox(bytes(124)))


@pytest.mark.parametrize(
    "typed", ["Maria Alvarez", "maria alvarez", "MARIA  ALVAREZ", "maria.alvarez", "María Álvarez"]
)
def test_one_name_can_be_typed_in_many_ways(typed: str) -> None:
    assert name_key(typed) == "mariaalvarez"


@given(typed=st.text(max_size=300))
def test_a_name_however_typed_is_short_and_plain(typed: str) -> None:
    key = name_key(typed)
    assert len(key) <= 100
    assert all(each.isalnum() for each in key)
    assert name_key(key) == key


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": frozenset()},
        {"roles": frozenset({Role.CHAIR})},
        {"handle": b"short"},
        {"idle_minutes": 1},
        {"idle_minutes": 31},
        {"name": "Maria  Alvarez"},
        {"person": "M1"},
    ],
    ids=lambda wrong: str(sorted(wrong)),
)
def test_an_account_that_makes_no_sense_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises((MalformedAccountError, CryptoError)):
        replace(ACCOUNT, **wrong)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Maria Alvarez", "MA"),
        ("June", "J"),
        ("J. (Jo) van der Meer", "JVD"),
        ("Óscar Ødegård", "ÓØ"),
    ],
)
def test_a_locked_screen_shows_initials(name: str, initials: str) -> None:
    assert replace(ACCOUNT, name=name).initials == initials


def test_keys_of_those_who_stand_in_the_manifest_come_from_the_ceremony() -> None:
    from_ceremony = {
        role
        for role in Role
        if replace(
            ACCOUNT, roles=frozenset({role, Role.MEMBER} if role is Role.CHAIR else {role})
        ).keys_come_from_the_ceremony
    }
    assert from_ceremony == {
        Role.CHAIR, Role.MEMBER, Role.EXTERNAL, Role.COUNSEL, Role.INTERNAL_AUDIT,
    }  # fmt: skip


def test_two_passkeys_or_an_app_and_codes_on_paper_are_enough() -> None:
    passkey = Passkey(b"a", M1, "iPad", b"k", 0, DAY, opens=True)
    other = replace(passkey, credential=b"b")
    codes = frozenset({Known(b"c")})
    assert Factors((passkey, other), codes).are_enough
    assert Factors((), codes, has_app=True).are_enough
    assert not Factors((passkey,), codes).are_enough
    assert not Factors((passkey, other)).are_enough
    assert not Factors((), codes).are_enough


def test_the_last_way_in_cannot_be_taken_away() -> None:
    passkey = Passkey(b"a", M1, "iPad", b"k", 0, DAY, opens=True)
    other = replace(passkey, credential=b"b")
    assert Factors((passkey, other)).would_be_enough_without(b"a")
    assert Factors((passkey,), has_app=True).would_be_enough_without(b"a")
    assert not Factors((passkey,), frozenset({Known(b"c")})).would_be_enough_without(b"a")


def test_an_invitation_counts_for_a_week() -> None:
    invitation = Invitation(M1, Known(b""), last_day(DAY))
    assert invitation.counts(date(2026, 6, 19))
    assert not invitation.counts(date(2026, 6, 20))


@given(typed=st.text())
def test_a_label_fits_a_list(typed: str) -> None:
    label = short_label(typed)
    assert len(label) <= 40
    assert all(each.isprintable() for each in label)


def test_a_session_ends_after_twelve_hours_whatever_the_clock_does() -> None:
    assert not SESSION.is_over(1_000)
    assert not SESSION.is_over(1_719)
    assert SESSION.is_over(1_720)
    assert SESSION.is_over(1_720 - LASTS_MINUTES - 1)


def test_a_screen_locks_when_its_member_was_away_or_the_clock_was_set_back() -> None:
    assert not SESSION.is_idle(1_009, 10)
    assert SESSION.is_idle(1_010, 10)
    assert SESSION.is_idle(999, 10)


def test_nobody_is_in_before_everything_is_there() -> None:
    approved = replace(DEVICE, approved=True)
    assert standing(SESSION, approved, joining=False) is None
    assert standing(SESSION, approved, joining=True) is Standing.JOINING
    assert standing(SESSION, DEVICE, joining=False) is Standing.WAITING
    assert standing(SESSION, None, joining=False) is Standing.WAITING
    assert standing(replace(SESSION, box=None), approved, joining=False) is Standing.LOCKED


@given(st.sampled_from(Voice), st.sampled_from(Voice))
def test_a_device_needs_its_owner_or_two_others_of_whom_one_is_a_member(
    voice: Voice, earlier: Voice
) -> None:
    vouched = replace(DEVICE, vouched=M2)
    assert approval(DEVICE, M1, voice) == approval(vouched, M1, voice, earlier) == Approved()
    assert approval(DEVICE, M2, voice) == (NotYours() if voice is Voice.NONE else OneMore())
    assert approval(vouched, M2, voice, earlier) == NotYours()
    second = approval(vouched, M3, voice, earlier)
    if voice is Voice.NONE:
        assert second == NotYours()
    else:
        assert second == (Approved() if Voice.MEMBER in {voice, earlier} else OneMore())


WHO_MAY = {
    Role.CHAIR: {Right.SIGNED_IN, Right.CHAIR},
    Role.MEMBER: {
        Right.SIGNED_IN, Right.MEMBER, Right.HOLDER, Right.SECRETARY, Right.ASSISTANT,
        Right.AUDITOR, Right.CASES,
    },
    Role.EXTERNAL: {Right.SIGNED_IN, Right.HOLDER, Right.CASES},
    Role.COUNSEL: {Right.SIGNED_IN, Right.CASES},
    Role.INTERNAL_AUDIT: {Right.SIGNED_IN, Right.CASES},
    Role.SECRETARY: {Right.SIGNED_IN, Right.SECRETARY, Right.ASSISTANT},
    Role.ASSISTANT: {Right.SIGNED_IN, Right.ASSISTANT},
    Role.AUDITOR: {Right.SIGNED_IN, Right.AUDITOR},
}  # fmt: skip
BEFORE = {Right.ANYONE, Right.AT_DOOR}


def signed_in(*roles: Role) -> SignedIn:
    return SignedIn(M1, "Maria", frozenset(roles), SessionId(b""), seeds_of("m1"))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_these_rights_and_no_other(role: Role) -> None:
    found = {right for right in Right if opens(right, signed_in(role))}
    assert found == WHO_MAY[role] | BEFORE


@pytest.mark.parametrize("where", list(Standing))
def test_whoever_is_not_in_has_the_rights_of_the_door_alone(where: Standing) -> None:
    at = AtDoor(M1, "MA", SessionId(b""), where)
    needed = Right.JOINING if where is Standing.JOINING else Right.AT_DOOR
    assert {right for right in Right if opens(right, at)} == {Right.ANYONE, needed}


def test_a_stranger_has_no_right_and_no_right_is_none() -> None:
    assert {right for right in Right if opens(right, None)} == {Right.ANYONE}
    assert not opens(None, signed_in(*Role))
    assert OPENS_TO.keys() == set(Right) - {Right.ANYONE, Right.AT_DOOR, Right.JOINING}
