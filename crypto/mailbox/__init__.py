"""Talk with somebody who has no account and no name, through two rows that look like noise.

Everything here may be imported by the public site, except `answering`, which
holds a member's signing key.
"""
