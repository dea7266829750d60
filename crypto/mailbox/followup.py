"""Show that a follow-up comes from the reporter, to the committee and to nobody else.

A MAC under a key that the readers know as well: they can be sure, and can never
prove it to a third party. That is on purpose.
"""

from enum import StrEnum
from hashlib import sha256

from crypto.errors import CannotOpenError, MalformedError
from crypto.mailbox.readers import Accepted, Holders, unlawful
from crypto.mailbox.reading import Known, StateLost, Unknown
from crypto.mailbox.state import Standing, State
from crypto.mailbox.tags import FollowUpKey
from crypto.names import EnvelopeId
from crypto.suite import Label, mac, same

DIGEST_SIZE = sha256().digest_size
_MAC = Label("followup/mac")


class NoFollowUp(StrEnum):
    UNKNOWN = "unknown"
    NO_STATE = "no-state"
    CLOSED = "closed"
    UNLAWFUL = "unlawful"


def ready_to_write(mailbox: Known | StateLost | Unknown, current: Holders) -> State | NoFollowUp:
    """Return the state that a follow-up must be sealed by and written back with, or why not."""
    if not isinstance(mailbox, Known):
        return NoFollowUp.UNKNOWN if isinstance(mailbox, Unknown) else NoFollowUp.NO_STATE
    state = mailbox.answer.state if isinstance(mailbox.answer, Accepted) else mailbox.state
    if state.standing is Standing.CLOSED:
        return NoFollowUp.CLOSED
    return NoFollowUp.UNLAWFUL if unlawful(state.readers, current) else state


def authenticate(key: FollowUpKey, first: EnvelopeId, this: EnvelopeId, content: bytes) -> bytes:
    """Bind a follow-up's content (its SHA-256) to its report and to its own envelope."""
    if len(content) != DIGEST_SIZE:
        raise MalformedError("the digest of a follow-up has 32 bytes")
    return mac(key, _MAC.over(first, this, content))


def verify_followup(
    key: FollowUpKey, first: EnvelopeId, this: EnvelopeId, content: bytes, authentication: bytes
) -> None:
    """Return if the MAC is the one that only the reporter, or a reader, could have made."""
    if not same(authenticate(key, first, this, content), authentication):
        raise CannotOpenError("the follow-up is not the reporter's")
