"""Ask somebody in, by a code on paper that counts once and for a week."""

from dataclasses import dataclass, field, replace
from secrets import token_bytes

from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.domain.accounts import HANDLE_SIZE, Account, State, name_key
from casework.members.domain.factors import (
    GROUPS,
    IN_GROUP,
    Invitation,
    last_day,
)
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.members.services import custody
from casework.rights import Role
from crypto.keyring.handles import Handle, generate_code, known, read_code
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Invited:
    code: str = field(repr=False)
    ends: Invitation


@dataclass(frozen=True, slots=True)
class NameTaken:
    """Somebody else's name is typed the same way, so neither could sign in by it."""


@dataclass(frozen=True, slots=True)
class HasJoined:
    """They are in already. Inviting anew takes all they sign in with from them: say so first."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom to invite."""

    person: PersonId
    name: str
    roles: frozenset[Role]


def invite(
    desk: Desk, guest: Guest, by: PersonId | None, *, anew: bool = False
) -> Invited | NameTaken | HasJoined:
    """Make the account if there is none, and a code. An earlier code counts no more."""
    code = generate_code(GROUPS, IN_GROUP)
    invitation = Invitation(
        guest.person, known(read_code(code), Handle.INVITATION), last_day(desk.today())
    )
    with desk.database.transaction() as tx:
        there = Accounts(tx).by_person(guest.person)
        named = Accounts(tx).by_name_key(name_key(guest.name))
        if named is not None and named.person != guest.person:
            return NameTaken()
        if there is not None and there.state is State.ACTIVE and not anew:
            return HasJoined()
        _prepare(tx, guest, there)
        SecondFactors(tx).invite(invitation)
        subject = {"person": guest.person, "anew": "yes" if there is not None else "no"}
        record(tx, Said(Verb.INVITED, desk.today(), by, subject))
    _forget_ways_in(desk, guest.person)
    return Invited(code, invitation)


def _prepare(tx: Transaction, guest: Guest, there: Account | None) -> None:
    if there is None:
        handle = token_bytes(HANDLE_SIZE)
        state = State.INVITED
        Accounts(tx).add(Account(guest.person, guest.name, guest.roles, state, handle))
        return
    named = replace(there, name=guest.name, roles=guest.roles)
    Accounts(tx).change(named.invited_anew())
    Sessions(tx).end_of(guest.person)
    Devices(tx).remove_of(guest.person)
    SecondFactors(tx).drop_passkeys_and_codes(guest.person)


def _forget_ways_in(desk: Desk, person: PersonId) -> None:
    with desk.keystore.reading() as tx:
        credentials = tx.key_files.passkeys(person)
    if credentials:
        custody.forget_passkeys(desk, person, credentials)
