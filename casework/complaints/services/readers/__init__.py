"""Who reads a case from now on: each change makes new keys, and is told to the reporter."""
