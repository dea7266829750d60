"""What is done with the history: add to it, seal it at night, hand it out, check it."""

from casework.history.services.recording import commit, record

__all__ = ["commit", "record"]
