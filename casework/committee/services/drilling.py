"""Twice a year everybody shows that their paper still works, with a practice report.

What is typed is used once and thrown away. Only the day is kept, so that an overdue drill can
be seen by all: a sheet that nobody has tried for a year is a sheet that nobody has.
"""

from dataclasses import dataclass
from secrets import token_bytes
from typing import TypeAlias

from casework.committee.records.recovery import Drill, Recovery
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.rights import SignedIn
from crypto.errors import CryptoError, RefusedError
from crypto.keyring.keyfile import Passphrase, unlock_with_passphrase
from crypto.recovery import ReadShare, RecoveryShare, read_share
from crypto.suite import KEY_SIZE, Label, hpke_open, hpke_seal

_PRACTICE = Label("practice-report")


@dataclass(frozen=True, slots=True)
class Works:
    """The sheet opened the practice report."""


@dataclass(frozen=True, slots=True)
class DoesNotOpen:
    """These words do not open this person's keys."""


@dataclass(frozen=True, slots=True)
class NotAShare:
    """Words that belong to another product's share."""


SheetTried: TypeAlias = Works | DoesNotOpen
ShareTried: TypeAlias = Works | NotAShare | ReadShare


def try_sheet(desk: Desk, me: SignedIn, typed: str) -> SheetTried:
    """Open a practice report with nothing but the words of the passphrase sheet."""
    with desk.keystore.reading() as keys:
        file = keys.key_files.passphrase_file(me.person)
    if file is None or me.seeds is None:
        return DoesNotOpen()
    practice = token_bytes(KEY_SIZE)
    sealed = hpke_seal(practice, me.seeds.vault.public, bytes(_PRACTICE))
    try:
        seeds = unlock_with_passphrase(file, me.person, Passphrase(typed))
        opened = hpke_open(sealed, seeds.vault, bytes(_PRACTICE))
    except CryptoError:
        return DoesNotOpen()
    if opened != practice:
        return DoesNotOpen()
    _note(desk, me, Drill.SHEET)
    return Works()


def try_share(desk: Desk, me: SignedIn, typed: str) -> ShareTried:
    """Check one's recovery sheet by its checksum. The share itself goes nowhere."""
    try:
        share = read_share(typed)
    except RefusedError:
        return NotAShare()
    if not isinstance(share, RecoveryShare):
        return share
    _note(desk, me, Drill.RECOVERY)
    return Works()


def _note(desk: Desk, me: SignedIn, kind: Drill) -> None:
    with desk.database.transaction() as tx:
        Recovery(tx).drilled(me.person, kind, desk.today())
        record(tx, Said(Verb.DRILL_HELD, desk.today(), me.person, {"kind": kind.value}))
