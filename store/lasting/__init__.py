"""How long what lies in the dropbox lasts."""
