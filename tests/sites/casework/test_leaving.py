"""Whoever leaves is out at once, and what they signed in with counts no more."""

from casework.members.domain.factors import Factors
from casework.members.records import Accounts, SecondFactors
from casework.members.services.belongings import look_at
from casework.members.services.leaving import end_account, end_sessions_of, give_roles
from casework.rights import Role
from crypto.names import PersonId
from tests.members import House, Somebody
from tests.sites.casework.test_passkeys import REFUSED, is_in, use, with_passkey
from tests.sites.casework.test_sign_in import NO_MATCH, try_code


def end(house: House, somebody: Somebody) -> None:
    with house.desk.database.transaction() as tx:
        end_account(tx, somebody.id)


def test_whoever_was_removed_is_out_before_the_next_page(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    assert is_in(visitor)
    end(house, maria)
    assert not is_in(visitor)


def test_nothing_that_they_signed_in_with_counts_any_more(house: House, maria: Somebody) -> None:
    key = with_passkey(house, maria)
    end(house, maria)
    visitor = house.on_device_of(maria)
    assert REFUSED in use(visitor, key)
    assert NO_MATCH in try_code(visitor, maria.name, house.code(maria))
    assert NO_MATCH in try_code(visitor, maria.name, maria.sheet.codes[0])


def test_not_even_new_ways_to_sign_in_open_an_account_that_has_ended(
    house: House, maria: Somebody
) -> None:
    end(house, maria)
    with house.desk.database.transaction() as tx:
        SecondFactors(tx).set_codes(maria.id, maria.sheet.known)
    visitor = house.on_device_of(maria)
    assert NO_MATCH in try_code(visitor, maria.name, maria.sheet.codes[0])


def test_of_what_they_had_nothing_is_kept(house: House, maria: Somebody) -> None:
    with_passkey(house, maria)
    house.signed_in(maria)
    end(house, maria)
    mine = look_at(house.desk, maria.id)
    assert mine is not None
    assert (mine.sessions, mine.devices, mine.factors) == ((), (), Factors())


def test_the_others_stay(house: House, maria: Somebody, thomas: Somebody) -> None:
    visitor = house.signed_in(thomas)
    end(house, maria)
    with house.desk.database.transaction() as tx:
        end_account(tx, PersonId("nobody-here"))
    assert is_in(visitor)


def test_ended_sessions_are_begun_anew_with_all_that_one_had(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    with house.desk.database.transaction() as tx:
        end_sessions_of(tx, maria.id)
    assert not is_in(visitor)
    assert is_in(house.signed_in(maria))


def test_another_role_counts_from_the_next_request(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    with house.desk.database.transaction() as tx:
        give_roles(tx, maria.id, frozenset({Role.SECRETARY}))
        give_roles(tx, PersonId("nobody-here"), frozenset({Role.CHAIR}))
        found = Accounts(tx).by_person(maria.id)
    assert is_in(visitor)
    assert found is not None
    assert found.roles == {Role.SECRETARY}
