"""What the list of people means at the sign-in desk: who comes in no more, and who is the chair."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from casework.members.domain.accounts import State
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.members.services.sessions import end_sessions_of
from casework.rights import Role
from crypto.manifest.body import Manifest
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated
from crypto.names import PersonId
from store.database import Transaction

_OF_THE_LIST: Final = frozenset({Role.CHAIR, Role.MEMBER, Role.EXTERNAL})
_ROLES: Final[Mapping[Seated, Role]] = {
    Seated.MEMBER: Role.MEMBER,
    Seated.EXTERNAL: Role.EXTERNAL,
}


def end_sessions(tx: Transaction, person: PersonId) -> None:
    """End every session of somebody, within the deed that takes their keys away."""
    end_sessions_of(tx, person)


def end_account(tx: Transaction, person: PersonId) -> None:
    """Let nobody come in by this name any more, with whatever they still hold."""
    Sessions(tx).end_of(person)
    Devices(tx).remove_of(person)
    SecondFactors(tx).drop_passkeys_and_codes(person)
    SecondFactors(tx).withdraw(person)
    account = Accounts(tx).by_person(person)
    if account is not None:
        Accounts(tx).change(replace(account, state=State.ENDED, totp=None))


def forget_devices(tx: Transaction, person: PersonId) -> None:
    """End what is open on any device of somebody, and ask for each to be approved again."""
    Sessions(tx).end_of(person)
    for device in Devices(tx).of(person):
        Devices(tx).change(replace(device, approved=False, vouched=None))


def follow_the_list(tx: Transaction, after: Manifest) -> None:
    """Give everybody who stands in the list the role that it names, and no more than that."""
    for person in after.persons:
        account = Accounts(tx).by_person(person.id)
        if account is None or person.role not in _ROLES:
            continue
        roles = account.roles - _OF_THE_LIST | roles_of(person)
        if roles != account.roles:
            Accounts(tx).change(replace(account, roles=roles))


def roles_of(person: Person) -> frozenset[Role]:
    """Return what somebody is at the sign-in desk, by what the list says of them."""
    if person.role not in _ROLES:
        return frozenset()
    mine = {_ROLES[person.role]}
    return frozenset(mine | {Role.CHAIR} if person.chair else mine)
