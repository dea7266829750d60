"""The key store and its mirror, for an administrator who has no key: `python -m casework keystore`.

check        say whether the two are one, and catch a mirror up that is behind
new-mirror   make the mirror's file anew, after its disk was lost
"""

import argparse
from collections.abc import Sequence
from enum import StrEnum

from casework.committee.commands.terminal import Terminal
from casework.desk import Desk
from store.errors import StoreError
from store.keystore.reconciling import Reconciled


class Verb(StrEnum):
    CHECK = "check"
    NEW_MIRROR = "new-mirror"


_FOUND = {
    Reconciled.TOGETHER: "The key store and its mirror are one.",
    Reconciled.CAUGHT_UP: "The mirror was behind. It has been caught up.",
}


def parse(arguments: Sequence[str]) -> Verb:
    parser = argparse.ArgumentParser(prog="python -m casework keystore")
    parser.add_argument("verb", type=Verb, choices=list(Verb))
    verb: Verb = parser.parse_args(arguments).verb
    return verb


def do(verb: Verb, desk: Desk, terminal: Terminal) -> int:
    try:
        if verb is Verb.NEW_MIRROR:
            desk.keystore.replace_mirror()
        terminal.say(_FOUND[desk.keystore.reconcile()])
    except StoreError as sorry:
        terminal.say(f"{str(sorry)[:1].upper()}{str(sorry)[1:]}.")
        return 1
    return 0
