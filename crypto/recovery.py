"""The last way back in: a secret in paper shares that neither side can put together alone.

Some of the members and two of three outsiders are both needed. So a board that
turns on its reporters lacks the outsiders, and the outsiders lack the board.
SLIP-39 is a published standard: the paper stays readable should we be gone.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from secrets import randbits, token_bytes
from typing import Self, TypeAlias

from shamir_mnemonic.shamir import EncryptedMasterSecret, ShareGroup, recover_ems, split_ems
from shamir_mnemonic.share import Share
from shamir_mnemonic.utils import MnemonicError
from shamir_mnemonic.wordlist import WORDLIST

from crypto.encoding import utf8
from crypto.errors import MalformedError, RefusedError
from crypto.manifest.signed import KeyId
from crypto.signing import SIGNING_SEED_SIZE, SigningSeed
from crypto.suite import KEY_SIZE, Label, Secret, VaultPublic, VaultSeed, derive

SHARE_WORDS = 33
LONGEST_TEXT = 4_096
_VAULT = Label("recovery-vault")
_SIGNING = Label("recovery-signing")
_SHEET = Label("recovery-sheet")
CHECK_SIZE = KEY_SIZE
_MEMBERS = 0
_OUTSIDERS = 1
_GROUPS = 2
_MOST_SHARES = 16
_IDENTIFIER_BITS = 15
# No password is ever set, so stretching one would protect nothing.
_NO_PASSWORD = b""
_STRETCHING = 0
# The list is unique in the first four letters, and people who copy long lists shorten words.
_SHORTENED = 4
# Letters of any script: what is no word of ours must be pointed at, not taken for a space.
_LETTERS = re.compile(r"[^\W\d_]+")
_BY_START = {word[:_SHORTENED]: word for word in WORDLIST}


@dataclass(frozen=True, slots=True, eq=False)
class RecoverySecret(Secret):
    """32 bytes that yield both keys of the recovery recipient."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_SIZE:
            raise MalformedError("a recovery secret has 32 bytes")

    def __bytes__(self) -> bytes:
        return self.raw

    @classmethod
    def generate(cls) -> Self:
        return cls(token_bytes(KEY_SIZE))

    @property
    def vault(self) -> VaultSeed:
        return VaultSeed(derive(self.raw, bytes(_VAULT)))

    @property
    def signing(self) -> SigningSeed:
        return SigningSeed(derive(self.raw, bytes(_SIGNING), SIGNING_SEED_SIZE))


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of how many."""

    needed: int
    total: int

    def __post_init__(self) -> None:
        # One of one is the only quorum of one: copies of a share are not a sharing.
        if not 1 <= self.needed <= self.total <= _MOST_SHARES:
            raise RefusedError("a quorum needs no more shares than there are, at most 16")
        if self.needed == 1 and self.total > 1:
            raise RefusedError("whoever has one share alone must not have the secret")

    @classmethod
    def majority(cls, total: int) -> Self:
        return cls(total // 2 + 1, total)


OUTSIDERS = Quorum(2, 3)


@dataclass(frozen=True, slots=True, eq=False)
class PaperShares:
    """What is printed, 33 words each, and given away."""

    members: tuple[str, ...] = field(repr=False)
    outsiders: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class RecoveryShare(Secret):
    """A share that was read back and whose checksum fits."""

    of_members: bool
    number: int
    needed: int
    words: str = field(repr=False)

    def __bytes__(self) -> bytes:
        return utf8(self.words)

    def check(self, key: KeyId) -> bytes:
        """Tell this sheet of that recovery key from any other, and nothing about its words."""
        return derive(bytes(self), _SHEET.over(key))


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """The word at this position, counted from 1, is on no share ever printed."""

    position: int


@dataclass(frozen=True, slots=True)
class WrongLength:
    """A share has 33 words; so many were typed."""

    words: int


@dataclass(frozen=True, slots=True)
class WrongChecksum:
    """Every word exists, and yet one of them is not what was printed."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """Nobody copies 4,096 characters from a sheet of 33 words, so none of them was looked at."""


@dataclass(frozen=True, slots=True)
class MoreNeeded:
    """How many shares of each group are still missing."""

    members: int
    outsiders: int


ReadShare: TypeAlias = RecoveryShare | UnknownWord | WrongLength | WrongChecksum | TooLong


def split_secret(
    secret: RecoverySecret, members: Quorum, outsiders: Quorum = OUTSIDERS
) -> PaperShares:
    """Split into two groups that are both needed. Sets of two calls never mix."""
    identifier = randbits(_IDENTIFIER_BITS)
    locked = EncryptedMasterSecret.from_master_secret(
        secret.raw, _NO_PASSWORD, identifier, extendable=True, iteration_exponent=_STRETCHING
    )
    groups = [(quorum.needed, quorum.total) for quorum in (members, outsiders)]
    printed = [
        tuple(share.mnemonic() for share in group) for group in split_ems(_GROUPS, groups, locked)
    ]
    return PaperShares(printed[_MEMBERS], printed[_OUTSIDERS])


def read_share(typed: str) -> ReadShare:
    """Read one share as somebody typed it, and say at which word it went wrong."""
    if len(typed) > LONGEST_TEXT:
        return TooLong()
    words = _words_in(typed)
    known = [_word(word) for word in words]
    if None in known:
        return UnknownWord(known.index(None) + 1)
    if len(known) != SHARE_WORDS:
        return WrongLength(len(known))
    return _checked(" ".join(word for word in known if word is not None))


def _checked(text: str) -> RecoveryShare | WrongChecksum:
    try:
        share = _parse(text)
    except MalformedError:
        return WrongChecksum()
    if not _is_ours(share):
        raise RefusedError("a share of another product, or of a set that we never print")
    return RecoveryShare(
        share.group_index == _MEMBERS, share.index + 1, share.member_threshold, text
    )


def combine(shares: Iterable[RecoveryShare], recovery: VaultPublic) -> RecoverySecret | MoreNeeded:
    """Put the secret together, and prove that its public half is the one in the manifest."""
    read = [_parse(share.words) for share in shares]
    _refuse_mixture(read)
    groups = [_group(read, index) for index in range(_GROUPS)]
    missing = [_missing(group) for group in groups]
    if any(missing):
        return MoreNeeded(missing[_MEMBERS], missing[_OUTSIDERS])
    secret = RecoverySecret(_recover(groups))
    if secret.vault.public != recovery:
        raise RefusedError("shares of another recovery recipient")
    return secret


def prove_paper(paper: PaperShares, recovery: VaultPublic) -> int:
    """Combine every smallest quorum once, and return how many there are, all of them good."""
    members, outsiders = (_all_read(words) for words in (paper.members, paper.outsiders))
    quorums = product(
        combinations(members, members[0].needed), combinations(outsiders, outsiders[0].needed)
    )
    proven = 0
    for some_members, some_outsiders in quorums:
        if isinstance(combine((*some_members, *some_outsiders), recovery), MoreNeeded):
            raise RefusedError("a quorum that is none")
        proven += 1
    return proven


def _all_read(printed: Iterable[str]) -> list[RecoveryShare]:
    read = [read_share(words) for words in printed]
    good = [share for share in read if isinstance(share, RecoveryShare)]
    if not good or len(good) != len(read):
        raise RefusedError("a share that cannot be read back")
    return good


def _words_in(typed: str) -> list[str]:
    """Take commas, numbering and whatever pasting brings along as the space between two words."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    seen = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    return _LETTERS.findall(seen)


def _word(typed: str) -> str | None:
    """Accept a word of the list, whole or by its first four letters, and nothing in between."""
    word = _BY_START.get(typed[:_SHORTENED])
    return word if typed in {word, typed[:_SHORTENED]} else None


def _parse(words: str) -> Share:
    try:
        return Share.from_mnemonic(words)
    except MnemonicError as exc:
        raise MalformedError("not a share") from exc


def _is_ours(share: Share) -> bool:
    shape = (share.group_threshold, share.group_count, share.iteration_exponent)
    return bool(
        shape == (_GROUPS, _GROUPS, _STRETCHING)
        and share.extendable
        and share.group_index < _GROUPS
    )


def _refuse_mixture(shares: Sequence[Share]) -> None:
    sets = {share.common_parameters() for share in shares}
    groups = {(share.group_index, share.member_threshold) for share in shares}
    places = {(share.group_index, share.index) for share in shares}
    if len(sets) > 1 or len(groups) > len({group for group, _ in groups}):
        raise RefusedError("shares of different sets")
    if len(places) < len(set(shares)):
        raise RefusedError("two shares that cannot both be of one set")


def _group(shares: Iterable[Share], index: int) -> list[Share]:
    mine = {share for share in shares if share.group_index == index}
    return sorted(mine, key=lambda share: int(share.index))


def _missing(group: Sequence[Share]) -> int:
    """Return how many more are needed; a group of which nobody came needs at least one."""
    return max(0, int(group[0].member_threshold) - len(group)) if group else 1


def _recover(groups: Iterable[Sequence[Share]]) -> bytes:
    exact: dict[int, ShareGroup] = {}
    for index, group in enumerate(groups):
        exact[index] = ShareGroup()
        for share in group[: group[0].member_threshold]:
            exact[index].add(share)
    try:
        return bytes(recover_ems(exact).decrypt(_NO_PASSWORD))
    except MnemonicError as exc:
        raise RefusedError("shares of different sets") from exc
