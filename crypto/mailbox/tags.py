"""Find a mailbox without an account: only the passcode yields the names of its two rows.

A thief of the database cannot tell which two rows belong together, nor that
two rows belong to anybody at all.
"""

from dataclasses import dataclass, field
from typing import NewType

from crypto.errors import MalformedError
from crypto.names import ID_SIZE, Tag
from crypto.suite import KEY_SIZE, Label, VaultPublic, VaultSeed, mac

MailboxRoot = NewType("MailboxRoot", bytes)  # 32 bytes, known to the reporter and the readers
StateKey = NewType("StateKey", bytes)  # 32 bytes, known to the reporter alone
FollowUpKey = NewType("FollowUpKey", bytes)  # 32 bytes, known to the reporter and the readers

_TAG = Label("mailbox/tag")
STATE_ROW = 0
SNAPSHOT_ROW = 1


def tag(root: MailboxRoot, row: int) -> Tag:
    if row not in (STATE_ROW, SNAPSHOT_ROW):
        raise MalformedError("a mailbox has two rows")
    return Tag(mac(root, bytes(_TAG) + bytes([row]))[:ID_SIZE])


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where an answer goes, and to whom. Readers know it; it opens nothing."""

    tag: Tag
    reporter: VaultPublic

    def __post_init__(self) -> None:
        if len(self.tag) != ID_SIZE:
            raise MalformedError("a tag has 16 bytes")


@dataclass(frozen=True, slots=True, eq=False)
class MailboxKeys:
    """All that a passcode yields."""

    root: MailboxRoot = field(repr=False)
    seed: VaultSeed = field(repr=False)
    state_key: StateKey = field(repr=False)
    followup_key: FollowUpKey = field(repr=False)

    def __post_init__(self) -> None:
        if {len(self.root), len(self.state_key), len(self.followup_key)} != {KEY_SIZE}:
            raise MalformedError("every key of a mailbox has 32 bytes")

    @property
    def state_tag(self) -> Tag:
        return tag(self.root, STATE_ROW)

    @property
    def snapshot_tag(self) -> Tag:
        return tag(self.root, SNAPSHOT_ROW)

    @property
    def address(self) -> MailboxAddress:
        return MailboxAddress(self.snapshot_tag, self.seed.public)
