"""Whether somebody who came back may write, and by which state.

Without a valid state nothing is sent, so that deleting a row never brings back
whom the reporter left out.
"""

from enum import StrEnum

from crypto.mailbox.readers import Accepted, unlawful
from crypto.mailbox.reading import Known, StateLost, Unknown
from crypto.mailbox.roles import Holders
from crypto.mailbox.state import Standing, State
from crypto.names import ID_SIZE, EnvelopeId
from crypto.suite import Label, mac

_SENDING = Label("mailbox/sending")


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


def sending_id(page: EnvelopeId, said: bytes) -> EnvelopeId:
    """Name the envelope of what is sent from a page on which people write.

    `page` is the random id that the page's token seals, `said` a fingerprint of what was
    written. The same words sent again are the same envelope, other words are another.
    """
    return EnvelopeId(mac(page, _SENDING.over(said))[:ID_SIZE])
