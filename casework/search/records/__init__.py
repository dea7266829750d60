"""The index of one session: a database that has no file."""
