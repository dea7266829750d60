"""A member's key at rest: useless without the passphrase, or without the passkey.

Whoever steals the store can guess for ever, so every guess costs 256 MiB. A
second way in, by a passkey, costs nothing: what it answers cannot be guessed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import choice, token_bytes
from struct import Struct
from typing import NewType

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import CannotOpenError, MalformedError
from crypto.keyring.boxes import OVERHEAD, lock, unlock
from crypto.keyring.seeds import SEEDS_SIZE, MemberSeeds, read_seeds
from crypto.manifest.people import LONGEST_ID, check_id
from crypto.names import PersonId
from crypto.passcode.stretching import HashCost, stretched
from crypto.suite import KEY_SIZE, Label, same

KeyFile = NewType("KeyFile", bytes)  # 252 bytes

PASSPHRASE_WORDS = 6
WORD_LIST_SIZE = 2_048
_LABEL = Label("member-kek")
# One text for all: each passkey makes a secret of its own from it, for this site alone.
PRF_INPUT = bytes(Label("door/passkey"))
_MAGIC = b"CLKF"
_VERSION = 1
_PASSPHRASE = 1
_PASSKEY = 2
# magic, version, kind, zero, memory, passes, lanes, length of the id, zero, id, salt, commitment
# (salt and commitment are 32 bytes each; the header is the associated data of what follows it)
_HEADER = Struct(">4sBB2xIIIB11x32s32s32s")
_SALT_SIZE = 32
_COMMIT_SIZE = 32
SIZE = _HEADER.size + SEEDS_SIZE + OVERHEAD


PRODUCTION = HashCost(passes=4, memory_kib=262_144, lanes=1)
CHEAPEST = HashCost(passes=1, memory_kib=8, lanes=1)
_NO_COST = (0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Passphrase:
    """A generated passphrase, however it was typed: case, spaces and punctuation do not count."""

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.canonical:
            raise MalformedError("a passphrase holds a letter or a digit")

    @property
    def canonical(self) -> bytes:
        plain = unicodedata.normalize("NFKC", self.text).casefold()
        kept = "".join(character if character.isalnum() else " " for character in plain)
        return " ".join(kept.split()).encode("utf-8")


@dataclass(frozen=True, slots=True, eq=False)
class PasskeySecret:
    """What a passkey's PRF extension answers: 32 bytes that only that device can make."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_SIZE:
            raise MalformedError("a passkey's secret has 32 bytes")


def generate_passphrase(words: Sequence[str]) -> Passphrase:
    """Draw six words of 2,048: 66 bits, which nobody had to think of."""
    if len(set(words)) != WORD_LIST_SIZE or len(words) != WORD_LIST_SIZE:
        raise MalformedError("a word list has 2,048 different words")
    return Passphrase(" ".join(choice(words) for _ in range(PASSPHRASE_WORDS)))


def lock_with_passphrase(
    seeds: MemberSeeds,
    member: PersonId,
    passphrase: Passphrase,
    cost: HashCost = PRODUCTION,
) -> KeyFile:
    """Write a key file. A new passphrase is a new file."""
    costs = (cost.memory_kib, cost.passes, cost.lanes)
    opener = _Opener(_PASSPHRASE, costs, member, token_bytes(_SALT_SIZE))
    return _write(seeds, opener, opener.stretch(passphrase))


def lock_with_passkey(seeds: MemberSeeds, member: PersonId, secret: PasskeySecret) -> KeyFile:
    """Write a second way in. It needs no stretching: the secret cannot be guessed."""
    opener = _Opener(_PASSKEY, _NO_COST, member, token_bytes(_SALT_SIZE))
    return _write(seeds, opener, secret.raw)


def unlock_with_passphrase(raw: bytes, member: PersonId, passphrase: Passphrase) -> MemberSeeds:
    opener = _read_header(raw, member, _PASSPHRASE)
    return _open(raw, opener, opener.stretch(passphrase))


def unlock_with_passkey(raw: bytes, member: PersonId, secret: PasskeySecret) -> MemberSeeds:
    return _open(raw, _read_header(raw, member, _PASSKEY), secret.raw)


@dataclass(frozen=True, slots=True)
class _Opener:
    """What a header says about how its file is opened."""

    kind: int
    costs: tuple[int, int, int]
    member: PersonId
    salt: bytes

    def stretch(self, passphrase: Passphrase) -> bytes:
        memory_kib, passes, lanes = self.costs
        cost = HashCost(passes, memory_kib, lanes)
        return stretched(passphrase.canonical, self.salt, cost, KEY_SIZE)

    def keys(self, secret: bytes) -> tuple[bytes, bytes]:
        """Return the key, and the commitment that tells a wrong one before anything is opened."""
        costs = b"".join(cost.to_bytes(4) for cost in self.costs)
        info = _LABEL.over(self.member.encode("ascii"), bytes([self.kind]) + costs)
        both = HKDF(SHA512(), KEY_SIZE + _COMMIT_SIZE, self.salt, info).derive(secret)
        return both[:KEY_SIZE], both[KEY_SIZE:]

    def header(self, commit: bytes) -> bytes:
        name = self.member.encode("ascii")
        fixed = (_MAGIC, _VERSION, self.kind, *self.costs, len(name))
        return _HEADER.pack(*fixed, name.ljust(LONGEST_ID, b"\0"), self.salt, commit)


def _write(seeds: MemberSeeds, opener: _Opener, secret: bytes) -> KeyFile:
    check_id(opener.member)
    key, commit = opener.keys(secret)
    header = opener.header(commit)
    return KeyFile(header + lock(bytes(seeds), key, header))


def _read_header(raw: bytes, member: PersonId, kind: int) -> _Opener:
    if len(raw) != SIZE:
        raise MalformedError("a key file has 252 bytes")
    check_id(member)
    fields = _HEADER.unpack(raw[: _HEADER.size])
    costs, salt, commit = fields[3:6], fields[-2], fields[-1]
    opener = _Opener(kind, costs, member, salt)
    # The one header that we would have written for this member and this way in.
    if opener.header(commit) != raw[: _HEADER.size]:
        raise MalformedError("not a key file of this member and kind")
    if kind == _PASSKEY and costs != _NO_COST:
        raise MalformedError("a passkey's file has no costs")
    return opener


def _open(raw: bytes, opener: _Opener, secret: bytes) -> MemberSeeds:
    header, box = raw[: _HEADER.size], raw[_HEADER.size :]
    key, commit = opener.keys(secret)
    if not same(commit, header[-_COMMIT_SIZE:]):
        raise CannotOpenError("the key does not fit, or the bytes were changed")
    return read_seeds(unlock(box, key, header))
