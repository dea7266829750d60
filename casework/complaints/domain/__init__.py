"""What may become of a complaint, decided by pure values: no database, no web, no clock, no key."""
