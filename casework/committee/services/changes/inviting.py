"""Ask somebody who stands in the list to join the site. Who has joined is never asked again here.

An invitation takes everything that somebody signs in with from them, so for who has joined it
is made at the machine itself, where two people stand.
"""

from dataclasses import dataclass

from casework.desk import Desk
from casework.members.domain.accounts import State
from casework.members.records import Accounts
from casework.members.services.inviting import Guest, HasJoined, Invited, NameTaken, invite
from casework.members.services.seated import OF_GUESTS, roles_of
from casework.rights import SignedIn
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated
from crypto.names import PersonId


def has_joined(desk: Desk, person: PersonId) -> bool:
    with desk.database.reading() as tx:
        account = Accounts(tx).by_person(person)
    return account is not None and account.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class NotSaid:
    """The list names a guest. Whether that is counsel or internal audit, nobody has said."""


def invite_person(
    desk: Desk, me: SignedIn, person: Person, kind: str = ""
) -> Invited | NameTaken | HasJoined | NotSaid:
    """Make the code. Of a guest alone the list does not say what they are: `kind` does."""
    roles = roles_of(person)
    if person.role is Seated.GUEST:
        roles = frozenset(each for each in OF_GUESTS if each.value == kind)
    if not roles:
        return NotSaid()
    return invite(desk, Guest(person.id, person.name, roles), me.person)
