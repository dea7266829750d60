"""The people of a manifest, so that a name on a page and a key in a vault are one thing."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from crypto.errors import MalformedError, RefusedError
from crypto.names import PersonId
from crypto.signing import SigningPublic
from crypto.suite import VaultPublic

LONGEST_NAME = 100
LONGEST_ID = 32
_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")
# Controls, surrogates, separators and most format characters can make one name look like
# another. What nobody has assigned, or somebody for himself, looks different on every machine.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# The two joiners are the exception: Persian and Indic names need them, between two letters.
_JOINERS = "\u200c\u200d"
_NEEDED = frozenset({" ", *_JOINERS})
# Letters and marks that are drawn as nothing: fillers, the grapheme joiner, the Braille blank,
# two vowels of Khmer that are never written.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# Mongolian names need these, and yet they are seen in the letters around them only, if at all.
_MONGOLIAN_SELECTORS = "\u180b\u180c\u180d\u180f"
_NOT_SEEN_ALONE = dict.fromkeys(map(ord, _JOINERS + _MONGOLIAN_SELECTORS))


class Role(Enum):
    MEMBER = "member"
    EXTERNAL = "external"
    GUEST = "guest"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Person:
    """One holder of keys. The organisation is named for externals and guests, and only there."""

    id: PersonId
    role: Role
    name: str
    signing: SigningPublic
    vault: VaultPublic
    chair: bool = False
    organisation: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        check_name(self.name)
        if self.chair and self.role is not Role.MEMBER:
            raise RefusedError("only a member can be the chair")
        if names_organisation(self.role) != (self.organisation is not None):
            raise RefusedError("externals and guests name an organisation, nobody else does")
        if self.organisation is not None:
            check_name(self.organisation)


def names_organisation(role: Role) -> bool:
    return role in {Role.EXTERNAL, Role.GUEST}


def check_id(text: str) -> None:
    if not _ID.fullmatch(text):
        raise MalformedError("an id has 1 to 32 of a-z, 0-9 and -, and starts with a letter")


def check_name(text: str) -> None:
    """Refuse what could look like another name, or like no name at all."""
    if len(text) > LONGEST_NAME or text != text.strip(f" {_JOINERS}"):
        raise MalformedError("a name has 1 to 100 characters, no space or joiner around it")
    if "  " in text or any(_is_unseen(character) for character in text):
        raise MalformedError("a name holds only what can be seen")
    if not any(unicodedata.category(character)[0] in {"L", "N"} for character in text):
        raise MalformedError("a name holds a letter or a digit")
    if unicodedata.normalize("NFC", text) != text:
        raise MalformedError("a name is in the composed form, NFC")


def likeness(name: str) -> str:
    """Return what names that a reader could take for one another have in common."""
    plain = unicodedata.normalize("NFKC", name).translate(_NOT_SEEN_ALONE).casefold()
    # Folding can undo the composition, and dropping a joiner can allow one.
    return unicodedata.normalize("NFKC", plain)


def _is_unseen(character: str) -> bool:
    if character in _BLANK or any(ord(character) in selectors for selectors in _SELECTORS):
        return True
    return character not in _NEEDED and unicodedata.category(character) in _UNSEEN
