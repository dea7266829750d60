"""What a browser or a sheet of paper holds, and how a row knows it without holding it too.

A stolen table of sessions, devices or codes names nobody's door: each row has the
hash of something random, of 75 bits and more, so that no guess needs to be made dear. A dear
guess would be a queue in which strangers could stand before a member.
"""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from secrets import choice, token_bytes
from typing import NewType

from crypto.keyring.boxes import lock, unlock
from crypto.suite import Label, derive, mac

Token = NewType("Token", bytes)  # 32 bytes, random, for a cookie
Known = NewType("Known", bytes)  # 32 bytes, for the row

TOKEN_SIZE = 32
KNOWN_SIZE = 32
LONGEST_CODE = 64
# Crockford's base32 leaves out I, L, O and U, which are misread or form words.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_SITE = Label("door/site-box")
_SITE_KEY = Label("door/site-key")
_MARK = Label("door/mark")


class Handle(Enum):
    """What is known by its hash. A hash of one kind is never taken for one of another."""

    SESSION = Label("door/session")
    DEVICE = Label("door/device")
    INVITATION = Label("door/invitation")
    CODE = Label("door/recovery-code")


@dataclass(frozen=True, slots=True, eq=False)
class SiteKey:
    """What the site can open without a member. It comes from a file, never from a database."""

    raw: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> "SiteKey":
        return cls(derive(secret, bytes(_SITE_KEY)))

    def lock(self, plain: bytes, what: str, whose: str) -> bytes:
        return lock(plain, self.raw, _SITE.over(what.encode(), whose.encode()))

    def unlock(self, box: bytes, what: str, whose: str) -> bytes:
        return unlock(box, self.raw, _SITE.over(what.encode(), whose.encode()))

    def mark(self, text: bytes) -> bytes:
        """Return 32 bytes that only this site can make of this text."""
        return mac(derive(self.raw, bytes(_MARK)), text)


def new_token() -> Token:
    return Token(token_bytes(TOKEN_SIZE))


def known(token: bytes, handle: Handle) -> Known:
    """Hash what cannot be guessed."""
    return Known(derive(token, bytes(handle.value)))


def generate_code(groups: int, in_group: int) -> str:
    """Draw a code of five bits a letter, such as 7KQM-2DXR."""
    drawn = ("".join(choice(_ALPHABET) for _ in range(in_group)) for _ in range(groups))
    return "-".join(drawn)


def read_code(typed: str) -> bytes:
    """Return the letters that count: any case, spacing and dashes, and I, L, O as they are read."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST_CODE]).upper().translate(_MISREAD)
    return "".join(each for each in plain if each in _ALPHABET).encode("ascii")
