"""Eight numbers that nobody chose, and a ninth that tells a slip of the pen from an empty mailbox.

Never chosen by people, shown once, stored nowhere. The check word is a public
function of the secret: it adds no secrecy and gives none away.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Final, Self

from crypto.errors import MalformedError
from crypto.passcode.wordlist import LIST_SIZE, WordList
from crypto.suite import Label, Secret

SECRET_WORDS: Final = 8
WORDS: Final = SECRET_WORDS + 1
ENTROPY_SIZE: Final = 11
_WORD_BITS = 11
_CANONICAL = struct.Struct(">8H")
_CHECK = Label("passcode-check")
_CHECK_PREFIX = bytes(_CHECK)
_CHECK_BYTES = 8


@dataclass(frozen=True, slots=True, eq=False)
class Passcode(Secret):
    """The secret itself: eight indices, whatever language or digits they were written in."""

    indices: tuple[int, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.indices) != SECRET_WORDS:
            raise MalformedError("a passcode has eight secret words")
        if not all(0 <= index < LIST_SIZE for index in self.indices):
            raise MalformedError("every word is one of 2,048")

    def __bytes__(self) -> bytes:
        return self.canonical

    @property
    def canonical(self) -> bytes:
        """Sixteen bytes: what keys are made from, and what the check word checks."""
        return _CANONICAL.pack(*self.indices)

    @property
    def check(self) -> int:
        return check_index(self.indices)

    @classmethod
    def from_canonical(cls, raw: bytes) -> Self:
        if len(raw) != _CANONICAL.size:
            raise MalformedError("a passcode has sixteen canonical bytes")
        return cls(_CANONICAL.unpack(raw))

    @classmethod
    def from_number(cls, number: int) -> Self:
        """Read 88 bits, the first word in the highest eleven."""
        places = range((SECRET_WORDS - 1) * _WORD_BITS, -1, -_WORD_BITS)
        return cls(tuple(number >> at & LIST_SIZE - 1 for at in places))

    @property
    def number(self) -> int:
        total = 0
        for index in self.indices:
            total = total << _WORD_BITS | index
        return total


def check_index(indices: Sequence[int]) -> int:
    """Return the ninth index for eight others. Repair calls it often, so it takes bare numbers."""
    try:
        canonical = _CANONICAL.pack(*indices)
    except struct.error:
        # Not `from exc`: that error tells which of the secret numbers did not fit.
        raise MalformedError("a passcode has eight secret words, each of 2,048") from None
    digest = sha256(_CHECK_PREFIX + canonical).digest()
    return int.from_bytes(digest[:_CHECK_BYTES]) % LIST_SIZE


def fits(nine: Sequence[int]) -> bool:
    return len(nine) == WORDS and check_index(nine[:SECRET_WORDS]) == nine[SECRET_WORDS]


def issue(entropy: Callable[[int], bytes] = token_bytes) -> Passcode:
    """Draw 88 bits. Another source than the default is for frozen vectors alone."""
    drawn = entropy(ENTROPY_SIZE)
    if len(drawn) != ENTROPY_SIZE:
        raise MalformedError("a passcode takes eleven random bytes")
    return Passcode.from_number(int.from_bytes(drawn))


def words(passcode: Passcode, of: WordList) -> tuple[str, ...]:
    """Return the nine words to write down, in one language."""
    return tuple(of.words[index] for index in (*passcode.indices, passcode.check))
