"""The history: it grows at night, members put their names under it, and nothing in it changes."""
