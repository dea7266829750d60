"""Twice a year everybody shows that their paper still works, with a practice report.

What is typed is used once and thrown away. Only the day is kept, so that an overdue drill can
be seen by all: a sheet that nobody has tried for a year is a sheet that nobody has.
"""

from dataclasses import dataclass
from typing import TypeAlias

from casework.committee.domain.sharing import Mistake
from casework.committee.domain.sheets import Keeper
from casework.committee.records.recovery import Drill, Recovery
from casework.committee.services.recovery.sheets import Known, OtherSet, read_sheet
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.errors import CryptoError
from crypto.keyring.keyfile import Passphrase, unlock_with_passphrase
from crypto.keyring.seeds import opens_practice
from crypto.manifest.signed import key_id


@dataclass(frozen=True, slots=True)
class Works:
    """The paper does what it is for. Of a recovery sheet: whose it is."""

    keeper: Keeper | None = None


@dataclass(frozen=True, slots=True)
class DoesNotOpen:
    """These words do not open this person's keys."""


@dataclass(frozen=True, slots=True)
class TooOld:
    """A sheet of a recovery key that was replaced: kept until nothing is sealed to it."""


SheetTried: TypeAlias = Works | DoesNotOpen
ShareTried: TypeAlias = Works | TooOld | OtherSet | Mistake


def try_sheet(desk: Desk, me: SignedIn, typed: str) -> SheetTried:
    """Open a practice report with nothing but the words of the passphrase sheet."""
    with desk.keystore.reading() as keys:
        file = keys.key_files.passphrase_file(me.person)
    if file is None:
        return DoesNotOpen()
    try:
        with desk.gatehouse.derivation():
            seeds = unlock_with_passphrase(file, me.person, Passphrase(typed))
    except CryptoError:
        return DoesNotOpen()
    if not opens_practice(seeds, me.seeds.vault.public):
        return DoesNotOpen()
    with desk.database.transaction() as tx:
        Recovery(tx).note(me.person, Drill.SHEET, desk.today())
        record(tx, Said(Verb.DRILL_HELD, desk.today(), me.person, {"sheet": "passphrase"}))
    return Works()


def try_share(desk: Desk, me: SignedIn, typed: str) -> ShareTried:
    """Check a recovery sheet, on whoever's screen its keeper types it. The share goes nowhere."""
    read = read_sheet(desk, typed)
    if not isinstance(read, Known):
        return read
    found = desk.trust.now()
    if not isinstance(found, Standing) or read.key != key_id(found.manifest.recovery.signing):
        return TooOld()
    subject = {"sheet": f"recovery, {read.keeper.name if read.keeper else 'keeper unknown'}"}
    with desk.database.transaction() as tx:
        if read.keeper is not None:
            Recovery(tx).tried(read.keeper, desk.today())
        record(tx, Said(Verb.DRILL_HELD, desk.today(), me.person, subject))
    return Works(read.keeper)
