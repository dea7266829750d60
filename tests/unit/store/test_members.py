"""Accounts, second factors, sessions and devices, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.members.domain.accounts import Account, State
from casework.members.domain.factors import Factors, Invitation, Passkey
from casework.members.domain.sessions import Device, Session
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.members.services.leaving import end_sessions_of
from casework.rights import Role, SessionId
from crypto.keyring.handles import Known
from crypto.keyring.session import SessionBox
from crypto.names import PersonId
from store.database import Transaction
from store.errors import RefusedError
from tests.unit.store.builders import DAY
from tests.unit.store.conftest import Ground

M1, M2 = PersonId("m1"), PersonId("m2")
MARIA = Account(M1, "Maria Álvarez", frozenset({Role.CHAIR, Role.MEMBER}), State.ACTIVE, bytes(16))
THOMAS = Account(M2, "Thomas Okafor", frozenset({Role.EXTERNAL}), State.INVITED, b"h" * 16, 30)
PASSKEY = Passkey(b"credential", M1, "iPad", b"public", 3, DAY, opens=True)
BOX = SessionBox(bytes(124))
NOW = 29_000_000


def a_hash(letter: str) -> Known:
    return Known(letter.encode() * 32)


def a_session(letter: str, person: PersonId = M1, seen: int = NOW) -> Session:
    return Session(SessionId(a_hash(letter)), person, a_hash("d"), NOW + 720, seen, BOX)


def with_people(tx: Transaction) -> None:
    Accounts(tx).add(MARIA)
    Accounts(tx).add(THOMAS)


def test_an_account_comes_back_as_it_was_kept(casework_ground: Ground) -> None:
    with casework_ground.casework.transaction() as tx:
        assert Accounts(tx).is_empty()
        with_people(tx)
        changed = replace(MARIA, state=State.ENDED, totp=bytes(48), idle_minutes=2)
        Accounts(tx).change(changed)
    with casework_ground.casework.reading() as tx:
        assert not Accounts(tx).is_empty()
        assert Accounts(tx).everybody() == [changed, THOMAS]
        assert Accounts(tx).by_person(M2) == THOMAS
        assert Accounts(tx).by_name_key("mariaalvarez") == changed
        assert Accounts(tx).by_name_key("maria") is None
        assert Accounts(tx).by_person(PersonId("m9")) is None


def test_two_people_cannot_sign_in_by_one_name(casework_ground: Ground) -> None:
    with casework_ground.casework.transaction() as tx:
        Accounts(tx).add(MARIA)
    same = replace(THOMAS, name="maria alvarez")
    with pytest.raises(RefusedError), casework_ground.casework.transaction() as tx:
        Accounts(tx).add(same)


def test_passkeys_and_codes_are_kept_for_their_person(casework_ground: Ground) -> None:
    codes = frozenset({a_hash("a"), a_hash("b")})
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = SecondFactors(tx)
        mine.add_passkey(PASSKEY)
        mine.set_codes(M1, [a_hash("z")])
        mine.set_codes(M1, codes)
        mine.count_use(PASSKEY, 9)
        used = replace(PASSKEY, uses=9)
        assert mine.of(M1, has_app=False) == Factors((used,), codes)
        assert mine.of(M2, has_app=True) == Factors((), frozenset(), has_app=True)
        assert mine.passkey(b"credential") == used
        assert mine.passkey(b"other") is None


def test_a_code_on_paper_counts_once_and_for_its_person(casework_ground: Ground) -> None:
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = SecondFactors(tx)
        mine.set_codes(M1, [a_hash("a")])
        assert not mine.spend_code(M2, a_hash("a"))
        assert mine.spend_code(M1, a_hash("a"))
        assert not mine.spend_code(M1, a_hash("a"))


def test_what_is_taken_from_somebody_is_gone(casework_ground: Ground) -> None:
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = SecondFactors(tx)
        for passkey in (PASSKEY, replace(PASSKEY, credential=b"second")):
            mine.add_passkey(passkey)
        mine.set_codes(M1, [a_hash("a")])
        mine.remove_passkey(PASSKEY)
        assert [each.credential for each in mine.of(M1, has_app=False).passkeys] == [b"second"]
        mine.drop_passkeys_and_codes(M1)
        assert mine.of(M1, has_app=False) == Factors()


def test_the_newest_invitation_counts_until_its_last_day(casework_ground: Ground) -> None:
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = SecondFactors(tx)
        mine.invite(Invitation(M2, a_hash("a"), DAY))
        mine.invite(Invitation(M2, a_hash("b"), DAY))
        assert mine.invited(a_hash("a"), DAY) is None
        assert mine.invited(a_hash("b"), DAY) == M2
        assert mine.invited(a_hash("b"), DAY + timedelta(days=1)) is None
        mine.withdraw(M2)
        assert mine.invited(a_hash("b"), DAY) is None


def test_a_session_is_found_locked_and_ended(casework_ground: Ground) -> None:
    one, other = a_session("a"), a_session("b")
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = Sessions(tx)
        for session in (one, other, a_session("c", M2)):
            mine.add(session)
        assert mine.of(M1) == [one, other]
        mine.see(one.id, NOW + 3)
        mine.lock(one.id)
        assert mine.find(one.id) == replace(one, seen=NOW + 3, box=None)
        mine.end(one.id)
        assert mine.find(one.id) is None
        mine.end_on(one.device, M1)
        assert mine.of(M1) == []
        assert len(mine.of(M2)) == 1
        end_sessions_of(tx, M2)
        assert mine.of(M2) == []


def test_tidying_locks_the_idle_as_each_chose_and_ends_what_is_over(
    casework_ground: Ground,
) -> None:
    """Maria locks after 10 minutes, Thomas after 30."""
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = Sessions(tx)
        mine.add(a_session("a", M1, NOW - 10))
        mine.add(a_session("b", M1, NOW - 9))
        mine.add(a_session("c", M2, NOW - 29))
        mine.add(a_session("e", M2, NOW + 1))
        mine.add(replace(a_session("f"), ends=NOW))
        mine.add(replace(a_session("g"), ends=NOW + 721))
        mine.tidy(NOW)
        locked = {each.id[:1]: each.box is None for who in (M1, M2) for each in mine.of(who)}
    assert locked == {b"a": True, b"b": False, b"c": False, b"e": True}


def test_a_device_belongs_to_each_person_by_itself(casework_ground: Ground) -> None:
    device = Device(a_hash("d"), M1, 471, DAY, approved=False)
    theirs = replace(device, person=M2, number=100)
    with casework_ground.casework.transaction() as tx:
        with_people(tx)
        mine = Devices(tx)
        mine.add(device)
        mine.add(theirs)
        assert mine.waiting() == []
        Sessions(tx).add(a_session("a"))
        assert mine.waiting() == [device]
        vouched = replace(device, vouched=M2)
        mine.change(vouched)
        assert mine.find(device.id, M1) == vouched
        mine.change(replace(device, approved=True, vouched=M2))
        assert mine.waiting() == []
        assert mine.of(M2) == [theirs]
        mine.remove(device.id, M1)
        assert mine.find(device.id, M1) is None
        mine.remove_of(M2)
        assert mine.of(M2) == []
