"""A case as it opens for one reader: keys, rows, and who else reads."""
