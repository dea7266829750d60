"""Ask somebody who stands in the list to join the site. Who has joined is never asked again here.

An invitation takes everything that somebody signs in with from them, so for who has joined it
is made at the machine itself, where two people stand.
"""

from casework.desk import Desk
from casework.members.domain.accounts import State
from casework.members.records import Accounts
from casework.members.services.inviting import Guest, HasJoined, Invited, NameTaken, invite
from casework.members.services.seated import roles_of
from casework.rights import SignedIn
from crypto.manifest.people import Person
from crypto.names import PersonId


def has_joined(desk: Desk, person: PersonId) -> bool:
    with desk.database.reading() as tx:
        account = Accounts(tx).by_person(person)
    return account is not None and account.state is State.ACTIVE


def invite_person(desk: Desk, me: SignedIn, person: Person) -> Invited | NameTaken | HasJoined:
    return invite(desk, Guest(person.id, person.name, roles_of(person)), me.person)
