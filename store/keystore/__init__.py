"""The one place for what opens things: key files, wraps and stanzas, and a mirror of them.

Whatever is removed here must be gone for good, or an erasure or a recusal would be undone by
the next restore. So it lies apart from casework's database and its historical backups, and
its mirror follows in the same moment, deletions too, and keeps nothing older.
"""
