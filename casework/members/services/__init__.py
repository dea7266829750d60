"""The verbs of members: come in, unlock, lock, join, and keep one's keys and devices."""
