"""The day on which a committee gets its keys, or a new recovery key, all of it on one table."""
