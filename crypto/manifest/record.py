"""The record of a key day: the page that everybody signs by hand, and each member by key, too."""

from crypto.encoding import utf8
from crypto.signing import SigningPublic, SigningSeed, sign, verify
from crypto.suite import Label

_RECORD = Label("ceremony-record")


def sign_record(text: str, key: SigningSeed) -> bytes:
    return sign(_RECORD, utf8(text), key)


def verify_record(text: str, signature: bytes, public: SigningPublic) -> None:
    """Return where that key signed that page, letter by letter; raise where it did not."""
    verify(_RECORD, utf8(text), signature, public)
