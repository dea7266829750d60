"""Complaints: every rule has a test whose name is a sentence."""
