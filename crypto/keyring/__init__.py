"""Everything that needs a private key of a member, or a key that only members hold.

The public site may not import this package, so nothing that it runs can open.
"""
