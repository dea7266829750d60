"""What the history keeps: deeds, and the tree that proves them. Both can only grow."""

from casework.history.records.deeds import History

__all__ = ["History"]
