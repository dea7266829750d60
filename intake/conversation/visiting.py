"""Find a mailbox by its passcode, in the same way whether there is one or not.

Every derivation that the manifest names is run, both rows are always fetched, and
what is there is opened by the one routine that does the same work for nobody.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from crypto.mailbox.filling import Decoy, Rows
from crypto.mailbox.readers import Accepted
from crypto.mailbox.reading import Known, StateLost, Unknown, open_mailbox
from crypto.mailbox.roles import Roles
from crypto.mailbox.tags import MailboxKeys
from crypto.mailbox.token import open_return, seal_return
from crypto.manifest.body import Derivation
from crypto.passcode.issuing import Passcode
from crypto.passcode.reporter import HashCost, reporter_keys
from intake.keys import KeyFile
from intake.throttle import Gates
from intake.trust import Word
from store.clock import Minute
from store.database import Database
from store.mailbox import Mailbox, Slot

MINUTES = 30
_PARTS_IN_MOST, _MESSAGES_IN_MOST = 1, 1

Found: TypeAlias = Known | StateLost | Unknown


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A mailbox as it was found, and the keys that found it. Looking at it changes nothing."""

    keys: MailboxKeys
    found: Found
    row: bytes | None = field(repr=False)  # the state as it is stored, to be swapped for the next


class Door:
    def __init__(
        self, dropbox: Database, keys: KeyFile, gates: Gates, decoy: Decoy, minute: Minute
    ) -> None:
        self._dropbox = dropbox
        self._keys = keys
        self._gates = gates
        self._decoy = decoy
        self._minute = minute

    def come_back(self, passcode: Passcode, word: Word) -> Visit:
        """Try every derivation, also after one has found something: the work shows nothing."""
        visits = [
            self.visit(self._derived(passcode, each), word.roles)
            for each in word.manifest.derivations
        ]
        known = [visit for visit in visits if not isinstance(visit.found, Unknown)]
        return (known or visits)[-1]

    def visit(self, keys: MailboxKeys, roles: Roles) -> Visit:
        with self._dropbox.reading() as tx:
            slots = Mailbox(tx).read(keys.state_tag, keys.snapshot_tag)
        state, snapshot = _open_row(slots.state), _open_row(slots.snapshot)
        found = open_mailbox(Rows(state, snapshot), keys, roles, self._decoy)
        return Visit(keys, found, state)

    @property
    def nobody(self) -> Visit:
        """Return a mailbox of nobody, for work that is to show nothing.

        As much is said in it as in most. The fullest there can be would take longer to draw than
        any real one, and a clock would tell.
        """
        decoy = self._decoy
        full = decoy.signed.content
        state = replace(decoy.state, follow_ups=(), parts=decoy.state.parts[:_PARTS_IN_MOST])
        said = replace(full, messages=full.messages[:_MESSAGES_IN_MOST])
        return Visit(decoy.keys, Known(state, Accepted(said, state)), None)

    def let_in(self, sealed: str) -> MailboxKeys | None:
        """Open the cookie of somebody who came back less than half an hour ago."""
        keys = open_return(sealed, self._minute(), self._keys.now())
        return keys if isinstance(keys, MailboxKeys) else None

    def seal(self, keys: MailboxKeys) -> str:
        """Seal the cookie anew. One that finds nothing looks, and lasts, like any other."""
        return seal_return(keys, self._minute() + MINUTES, self._keys.now())

    def _derived(self, passcode: Passcode, by: Derivation) -> MailboxKeys:
        cost = HashCost(by.passes, by.memory_kib, by.lanes)
        with self._gates.derivation():
            return reporter_keys(passcode, by.salt, cost)


def _open_row(slot: Slot | None) -> bytes | None:
    """Take the row of a mailbox that was closed for good as none: nobody is to see that it was."""
    return None if slot is None or slot.closed else slot.sealed
