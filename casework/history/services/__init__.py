"""What is done with the history: add to it, seal it at night, hand it out, check it."""

from casework.history.services.recording import commit, record, room_beside

__all__ = ["commit", "record", "room_beside"]
