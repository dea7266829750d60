"""The steps of the dropbox, in order."""
