"""Words for one copy: drawn for the page that shows them, and carried by it until it is taken.

They are stored nowhere. Each look at the page draws others, so whoever takes the copy has just
read those that open it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from typing import Final

from casework.access import SignedIn
from casework.desk import desk
from casework.export.domain.wish import Seal
from casework.export.services.sealing import Inside, locked
from casework.export.views import wording
from casework.export.views.sending import Stream
from casework.frame import EXPORTS
from crypto.errors import CryptoError
from crypto.export.locking import TelephoneWords, draw_words
from crypto.passcode.wordlist import load

_LANGUAGE: Final = "en"
_WHAT: Final = "telephone-words"
_LOCKED: Final = "-locked.zip"


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """The ways in which a copy may travel, the words for one of them, and by what it is checked."""

    seals: wording.Options
    words: str
    token: str
    keys_href: str


def offer(me: SignedIn) -> Offer:
    words = draw_words(load(_LANGUAGE).words)
    box = desk().site_key.lock(bytes(words), _WHAT, me.person)
    token = urlsafe_b64encode(box).decode("ascii")
    return Offer(wording.seals(), words.text, token, f"{EXPORTS}/keys")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What is put around a copy; nothing, where it stays open."""

    words: TelephoneWords | None = field(repr=False)

    def around(self, stream: Stream) -> Stream:
        if self.words is None:
            return stream
        stem, _dot, _ending = stream.name.rpartition(".")
        pieces = locked(stream.pieces, Inside(stream.name, stream.about), self.words)
        return replace(stream, name=f"{stem}{_LOCKED}", mimetype="application/zip", pieces=pieces)


def wrapping(seal: Seal | None, token: str, me: SignedIn) -> Wrapping | None:
    """Return nothing if no way was chosen, or if these are not the words that this member saw."""
    if seal is Seal.OPEN:
        return Wrapping(None)
    if seal is None:
        return None
    try:
        plain = desk().site_key.unlock(urlsafe_b64decode(token), _WHAT, me.person)
        return Wrapping(TelephoneWords(plain.decode("ascii")))
    except (ValueError, CryptoError):
        return None
