"""Why something was refused.

One family, so that a caller can refuse everything with one `except`. Wrong key
and changed bytes are one error on purpose: telling them apart is an oracle. No
message ever carries plaintext, a key, a passcode, or the bytes that were refused.
"""


class CryptoError(Exception):
    """Base of every error that leaves this package; never raised itself."""


class CannotOpenError(CryptoError):
    """The key does not fit, or the bytes were changed after sealing."""


class MalformedError(CryptoError):
    """The bytes are not of any format and version that we know."""


class RefusedError(CryptoError):
    """The bytes are what they claim to be, and a rule of the committee forbids them."""
