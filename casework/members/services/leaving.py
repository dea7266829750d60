"""What becomes of an account when its person leaves, loses a device, or serves in another role.

Each is part of another deed, such as a new manifest, which records it: all work inside its
transaction. The keys in the key store are that deed's to remove.
"""

from dataclasses import replace

from casework.members.domain.accounts import State
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.rights import Role, SessionId
from crypto.names import PersonId
from store.database import Transaction


def end_account(tx: Transaction, person: PersonId) -> None:
    """Shut the door to somebody at once, and forget all that they signed in with."""
    account = Accounts(tx).by_person(person)
    if account is None:
        return
    Accounts(tx).change(replace(account, state=State.ENDED, totp=None))
    end_sessions_of(tx, person)
    Devices(tx).remove_of(person)
    SecondFactors(tx).drop_passkeys_and_codes(person)
    SecondFactors(tx).withdraw(person)


def end_sessions_of(tx: Transaction, person: PersonId) -> None:
    """End all that is open for somebody, who may sign in again: after new keys, for instance."""
    Sessions(tx).end_of(person)


def forget_devices(tx: Transaction, person: PersonId) -> None:
    """End what is open on any device of somebody, and ask for each to be approved again."""
    end_sessions_of(tx, person)
    for device in Devices(tx).of(person):
        Devices(tx).change(replace(device, approved=False, vouched=None))


def forget_other_devices(tx: Transaction, person: PersonId, here: SessionId) -> None:
    """Do so for all devices but the one of this session, and end all sessions but this one."""
    kept = Sessions(tx).find(here)
    for session in Sessions(tx).of(person):
        if session.id != here:
            Sessions(tx).end(session.id)
    for device in Devices(tx).of(person):
        if kept is None or device.id != kept.device:
            Devices(tx).change(replace(device, approved=False, vouched=None))


def give_roles(tx: Transaction, person: PersonId, roles: frozenset[Role]) -> None:
    """Let somebody serve in these roles from their next request on."""
    account = Accounts(tx).by_person(person)
    if account is not None:
        Accounts(tx).change(replace(account, roles=roles))
