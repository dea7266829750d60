"""Sealed things come in, sealed answers go out, and nothing is lost on the way."""
