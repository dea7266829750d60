"""Whether somebody who came back may write, and by which state.

Without a valid state nothing is sent, so that deleting a row never brings back
whom the reporter left out.
"""

from enum import StrEnum

from crypto.mailbox.readers import Accepted, unlawful
from crypto.mailbox.reading import Known, StateLost, Unknown
from crypto.mailbox.roles import Holders
from crypto.mailbox.state import Standing, State


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
