"""Whoever sits at the terminal, with a key that was unlocked there and is gone with the command.

The machine's own door is the second factor here: whoever may type a command on it could read
the key store as well, and needs the passphrase all the same.
"""

from casework.committee.commands.terminal import Terminal
from casework.desk import Desk
from casework.members.services.seated import roles_of
from casework.rights import Role, SessionId, SignedIn
from casework.trust import Standing
from crypto.errors import CryptoError
from crypto.keyring.keyfile import Passphrase, unlock_with_passphrase
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated

_NO_SESSION = SessionId(bytes(32))
_HOLDERS = {Seated.MEMBER, Seated.EXTERNAL}


class SorryError(Exception):
    """Says in one sentence why nothing was done."""


def committee(desk: Desk) -> Standing:
    found = desk.trust.now()
    if not isinstance(found, Standing):
        raise SorryError("There is no committee yet, or its first hash is not in the settings.")
    return found


def person_called(found: Standing, person: str) -> Person:
    for each in found.manifest.persons:
        if each.id == person and each.role in _HOLDERS:
            return each
    raise SorryError(f"Nobody with the id “{person}” holds keys.")


def take_seat(desk: Desk, person: str, terminal: Terminal) -> SignedIn:
    """Unlock somebody's keys with the words of their sheet."""
    seat = person_called(committee(desk), person)
    with desk.keystore.reading() as keys:
        file = keys.key_files.passphrase_file(seat.id)
    if file is None:
        raise SorryError(f"{seat.name} has no keys here. Somebody else proposes new ones.")
    typed = terminal.ask_unseen(f"The six words of {seat.name}’s sheet:")
    try:
        seeds = unlock_with_passphrase(file, seat.id, Passphrase(typed))
    except CryptoError:
        raise SorryError("These words do not open the keys. Nothing was done.") from None
    return SignedIn(seat.id, seat.name, roles_of(seat), _NO_SESSION, seeds)


def require_member(me: SignedIn) -> SignedIn:
    if Role.MEMBER not in me.roles:
        raise SorryError("Only members change keys. Nothing was done.")
    return me
