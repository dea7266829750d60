"""Find words in all that somebody may read. The index lies in memory, from unlock to lock."""
