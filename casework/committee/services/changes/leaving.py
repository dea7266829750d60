"""What the list of people means at the sign-in desk: who is a member, and who is the chair."""

from typing import Final

from casework.members.records import Accounts
from casework.members.services.leaving import give_roles
from casework.members.services.seated import roles_of
from casework.rights import Role
from crypto.manifest.body import Manifest
from store.database import Transaction

_OF_THE_LIST: Final = frozenset({Role.CHAIR, Role.MEMBER, Role.EXTERNAL})


def follow_the_list(tx: Transaction, after: Manifest) -> None:
    """Give everybody who stands in the list the role that it names, and no more than that."""
    for person in after.persons:
        account = Accounts(tx).by_person(person.id)
        listed = roles_of(person)
        if account is None or not listed:
            continue
        roles = account.roles - _OF_THE_LIST | listed
        if roles != account.roles:
            give_roles(tx, person.id, roles)
