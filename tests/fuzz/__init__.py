"""Hostile bytes for every parser. Anything but our own error is a find."""
