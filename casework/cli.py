"""What is done without a browser: `python -m casework <verb> …`.

Every command prints plain sentences and returns 0 when it did what was asked, 1 when it
could not, 2 when it was asked wrongly or stopped.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from casework import verify_proof
from casework.collecting.commands import backup, collect
from casework.committee.commands import ceremony, keystore, people, recovery
from casework.committee.commands.terminal import RealTerminal
from casework.desk import Desk, new_desk
from casework.history.commands import export, nightly, verify
from casework.members.commands import inviting
from config.settings import CaseworkSettings, from_environment
from store.clock import utc_today

Command = Callable[[Sequence[str]], int]
_ASKED_WRONGLY: Final = 2


def main(arguments: Sequence[str]) -> int:
    verb, rest = arguments[0], arguments[1:]
    command = VERBS.get(verb)
    if command is None:
        sys.stderr.write(f"There is no “{verb}”. There are: {', '.join(sorted(VERBS))}.\n")
        return _ASKED_WRONGLY
    return command(rest)


def _ceremony(arguments: Sequence[str]) -> int:
    return ceremony.hold(ceremony.parse(arguments), _desk(), RealTerminal())


def _invite(arguments: Sequence[str]) -> int:
    return inviting.run(inviting.parse(arguments), _desk())


def _keystore(arguments: Sequence[str]) -> int:
    return keystore.do(keystore.parse(arguments), _desk(), RealTerminal())


def _people(arguments: Sequence[str]) -> int:
    return people.do(people.parse(arguments), _desk(), RealTerminal())


def _recovery(arguments: Sequence[str]) -> int:
    return recovery.do(recovery.parse(arguments), _desk(), RealTerminal())


def _collect(arguments: Sequence[str]) -> int:
    return collect.main(arguments, _desk())


def _backup(arguments: Sequence[str]) -> int:
    return backup.main(arguments, _desk())


def _nightly(arguments: Sequence[str]) -> int:
    return nightly.main(arguments, _desk())


def _export_history(arguments: Sequence[str]) -> int:
    return export.main(arguments, _desk())


def _desk() -> Desk:
    return new_desk(from_environment(CaseworkSettings), utc_today)


VERBS: Final[Mapping[str, Command]] = {
    "backup": _backup,
    "ceremony": _ceremony,
    "collect": _collect,
    "export-history": _export_history,
    "invite": _invite,
    "keystore": _keystore,
    "nightly": _nightly,
    "people": _people,
    "recovery": _recovery,
    "verify-history": verify.main,
    "verify-proof": verify_proof.main,
}
