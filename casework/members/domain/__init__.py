"""Nouns and rules of members: pure values, which know no database and no web."""
