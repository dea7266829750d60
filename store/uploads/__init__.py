"""Files on their way in: from a body that still arrives into ciphertext, and past every disk."""

from store.uploads.body import Body, Pace, Stream
from store.uploads.outcomes import (
    Allowed,
    Failed,
    Fields,
    Outcome,
    Received,
    Trouble,
    Turned,
    What,
)
from store.uploads.receiving import Gate, receive

__all__ = [
    "Allowed",
    "Body",
    "Failed",
    "Fields",
    "Gate",
    "Outcome",
    "Pace",
    "Received",
    "Stream",
    "Trouble",
    "Turned",
    "What",
    "receive",
]
