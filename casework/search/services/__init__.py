"""Make the index a little at a time, and look something up in it."""
