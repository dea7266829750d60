"""`python -m casework invite`: ask somebody in from the machine itself, before anybody is in."""

import argparse
import re
import sys
from collections.abc import Sequence

from casework.desk import Desk
from casework.members.domain.accounts import MalformedAccountError
from casework.members.services.inviting import Guest, HasJoined, Invited, NameTaken, invite
from casework.rights import Role
from crypto.errors import CryptoError
from crypto.names import PersonId
from store.errors import StoreError

_ROLES = {role.value.replace(" ", "-"): role for role in Role}


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    return _parser().parse_args(arguments)


def run(asked: argparse.Namespace, desk: Desk) -> int:
    """Print the code, or say in a sentence why there is none."""
    roles = frozenset(_ROLES[role] for role in asked.role)
    if Role.CHAIR in roles:
        roles |= {Role.MEMBER}
    guest = Guest(PersonId(asked.person), asked.name, roles)
    try:
        invited = invite(desk, guest, None, anew=asked.anew)
    except (MalformedAccountError, CryptoError, StoreError) as sorry:
        sys.stderr.write(f"Nobody was invited: {sorry}.\n")
        return 1
    return _told(invited, desk.settings.address, asked.name)


def _told(invited: Invited | NameTaken | HasJoined, address: str, name: str) -> int:
    if isinstance(invited, NameTaken):
        sys.stderr.write("Nobody was invited: another person's name is typed the same way.\n")
        return 1
    if isinstance(invited, HasJoined):
        sys.stderr.write(
            f"{name} has joined already. With --anew all that they sign in with is taken from"
            " them, and they begin again.\n"
        )
        return 1
    sys.stdout.write(
        f"Invitation for {name}\n\n"
        f"  1. Open {address}/join on your own device.\n"
        f"  2. Type this code: {invited.code}\n\n"
        f"It counts once, until {invited.ends.ends.isoformat()}."
        " Hand it over on paper, in person.\n"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m casework invite")
    parser.add_argument("person", type=_person, help="the id in the manifest, such as m1")
    parser.add_argument("--name", required=True, help="as it is shown, and typed to sign in")
    parser.add_argument("--role", required=True, action="append", choices=sorted(_ROLES))
    parser.add_argument("--anew", action="store_true", help="begin again with somebody who is in")
    return parser


def _person(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,31}", text):
        raise argparse.ArgumentTypeError("1 to 32 of a-z, 0-9 and -, a letter first")
    return text
