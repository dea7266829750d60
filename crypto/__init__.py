"""Sealing and opening, and nothing else.

Pure functions over bytes and keys: no Flask, no database, no settings, no
logging, no clock. An auditor can read this package alone, in an afternoon, and
know everything the product does with a secret. FORMAT.md gives every byte.
"""
