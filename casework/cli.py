"""What is done without a browser: `python -m casework <verb> …`.

Every command prints plain sentences and returns 0 when it did what was asked, 1 when it
could not, 2 when it was asked wrongly or stopped.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from casework import verify_proof
from casework.collecting.commands import alarms, backup, collect, mail, notice, selftest
from casework.committee.commands import ceremony, keystore, people, recovery
from casework.committee.commands.terminal import RealTerminal
from casework.complaints.commands import verify as verify_destruction
from casework.complaints.services.book import CaseBook
from casework.desk import Desk, new_desk
from casework.export.commands import verify as verify_export
from casework.history.commands import export, nightly, verify
from casework.members.commands import inviting
from config.faults import line_of
from config.settings import CaseworkSettings, from_environment
from crypto.errors import CryptoError
from store.clock import utc_today
from store.errors import StoreError

Command = Callable[[Sequence[str]], int]
_ASKED_WRONGLY: Final = 2


def main(arguments: Sequence[str]) -> int:
    verb, rest = arguments[0], arguments[1:]
    command = VERBS.get(verb)
    if command is None:
        sys.stderr.write(f"There is no “{verb}”. There are: {', '.join(sorted(VERBS))}.\n")
        return _ASKED_WRONGLY
    return command(rest)


def _each(verbs: Sequence[str]) -> int:
    """Do several unattended things one after the other; that one fails stops no other."""
    unknown = [verb for verb in verbs if verb not in UNATTENDED]
    if unknown or not verbs:
        sys.stderr.write(f"Say which of: {', '.join(sorted(UNATTENDED))}.\n")
        return _ASKED_WRONGLY
    return max(_alone(verb) for verb in verbs)


def _alone(verb: str) -> int:
    """Do one thing. A dropbox that is away, say, stops this and not the alarm about it."""
    try:
        return UNATTENDED[verb]([])
    except (StoreError, CryptoError, OSError) as fault:
        sys.stderr.write(f"“{verb}” has stopped. {line_of(fault)}")
        return 1


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


def _at_desk(command: Callable[[Sequence[str], Desk], int]) -> Command:
    """Put the desk together when the verb is called, and not when verbs are listed."""
    return lambda arguments: command(arguments, _desk())


def _desk() -> Desk:
    return replace(new_desk(from_environment(CaseworkSettings), utc_today), book_of=CaseBook)


UNATTENDED: Final[Mapping[str, Command]] = {
    "alarms": _at_desk(alarms.main),
    "backup": _at_desk(backup.main),
    "collect": _at_desk(collect.main),
    "mail": _at_desk(mail.main),
    "nightly": _at_desk(nightly.main),
    "notice": _at_desk(notice.main),
    "self-test": _at_desk(selftest.main),
}
"""What timers start, and what asks nobody anything."""

VERBS: Final[Mapping[str, Command]] = {
    **UNATTENDED,
    "ceremony": _ceremony,
    "each": _each,
    "export-history": _at_desk(export.main),
    "invite": _invite,
    "keystore": _keystore,
    "people": _people,
    "recovery": _recovery,
    "verify-destruction": verify_destruction.main,
    "verify-export": verify_export.main,
    "verify-history": verify.main,
    "verify-proof": verify_proof.main,
}
