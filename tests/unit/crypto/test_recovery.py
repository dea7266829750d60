"""Two groups are needed, members alone never suffice, every smallest quorum does."""

from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from crypto.errors import CryptoError, MalformedError, RefusedError
from crypto.recovery import (
    OUTSIDERS,
    SHARE_WORDS,
    MoreNeeded,
    PaperShares,
    Quorum,
    RecoverySecret,
    RecoveryShare,
    UnknownWord,
    WrongChecksum,
    WrongLength,
    combine,
    prove_paper,
    read_share,
    split_secret,
)
from crypto.suite import VaultPublic
from tests.unit.crypto.committees import seed_bytes, vectors

SECRET = RecoverySecret(seed_bytes("recovery", 32))
PUBLIC = SECRET.vault.public
PAPER = split_secret(SECRET, Quorum.majority(3))


def read(*printed: str) -> list[RecoveryShare]:
    found = [read_share(words) for words in printed]
    good = [share for share in found if isinstance(share, RecoveryShare)]
    assert len(good) == len(found)
    return good


def rewritten(words: str, **fields: int) -> str:
    """Say something else about a share, under a checksum that fits."""
    return str(replace(Share.from_mnemonic(words), **fields).mnemonic())


def combined(*printed: str, public: VaultPublic = PUBLIC) -> RecoverySecret | MoreNeeded:
    return combine(read(*printed), public)


@pytest.mark.parametrize(("members", "needed"), [(3, 2), (4, 3), (5, 3), (6, 4)])
def test_every_smallest_quorum_restores_and_no_smaller_one_does(members: int, needed: int) -> None:
    quorum = Quorum.majority(members)
    assert (quorum.needed, quorum.total) == (needed, members)
    paper = split_secret(SECRET, quorum)
    assert (len(paper.members), len(paper.outsiders)) == (members, 3)
    inside, outside = read(*paper.members), read(*paper.outsiders)
    for some in combinations(inside, needed):
        for others in combinations(outside, 2):
            assert combine([*some, *others], PUBLIC) == SECRET
    for too_few in combinations(inside, needed - 1):
        assert combine([*too_few, *outside], PUBLIC) == MoreNeeded(1, 0)
    for lonely in outside:
        assert combine([*inside, lonely], PUBLIC) == MoreNeeded(0, 1)
    assert combine(inside, PUBLIC) == MoreNeeded(0, 1)
    assert combine(outside, PUBLIC) == MoreNeeded(1, 0)
    assert combine([*inside, *outside], PUBLIC) == SECRET


def test_with_nothing_at_least_one_of_each_is_missing() -> None:
    assert combine([], PUBLIC) == MoreNeeded(1, 1)
    assert combined(PAPER.members[0]) == MoreNeeded(1, 1)
    assert combined(PAPER.outsiders[0], PAPER.outsiders[0]) == MoreNeeded(1, 1)


@given(secret=st.binary(min_size=32, max_size=32))
@settings(max_examples=8, deadline=None)
def test_every_secret_comes_back(secret: bytes) -> None:
    wanted = RecoverySecret(secret)
    paper = split_secret(wanted, Quorum(2, 3), Quorum(1, 1))
    found = combined(*paper.members[1:], *paper.outsiders, public=wanted.vault.public)
    assert found == wanted


def test_the_ceremony_proves_every_quorum() -> None:
    assert prove_paper(PAPER, PUBLIC) == 9
    assert prove_paper(split_secret(SECRET, Quorum(2, 2)), PUBLIC) == 3
    assert prove_paper(split_secret(SECRET, Quorum(1, 1), Quorum(1, 1)), PUBLIC) == 1


def test_the_ceremony_notices_paper_that_does_not_work() -> None:
    other = split_secret(SECRET, Quorum.majority(3))
    mixed = replace(PAPER, members=(*PAPER.members[:2], other.members[2]))
    misprinted = replace(PAPER, outsiders=(*PAPER.outsiders[:2], PAPER.outsiders[2] + " x"))
    swapped = PaperShares(PAPER.members, PAPER.members)
    for paper in (mixed, misprinted, swapped, replace(PAPER, members=())):
        with pytest.raises(RefusedError):
            prove_paper(paper, PUBLIC)
    with pytest.raises(RefusedError):
        prove_paper(PAPER, RecoverySecret(bytes(32)).vault.public)


def test_a_share_has_33_words_and_says_what_it_is() -> None:
    for at, printed in enumerate(PAPER.members, start=1):
        assert len(printed.split()) == SHARE_WORDS == 33
        [share] = read(printed)
        assert (share.of_members, share.number, share.needed) == (True, at, 2)
    for at, printed in enumerate(PAPER.outsiders, start=1):
        [share] = read(printed)
        assert (share.of_members, share.number, share.needed) == (False, at, 2)


@pytest.mark.parametrize("at", range(33))
def test_a_word_that_does_not_exist_is_pointed_at(at: int) -> None:
    words = PAPER.members[0].split()
    for wrong in ("xyzzy", words[at] + "s", words[at][:3], "né"):
        typed = [*words[:at], wrong, *words[at + 1 :]]
        assert read_share(" ".join(typed)) == UnknownWord(at + 1)


@given(at=st.integers(0, 32), wrong=st.sampled_from(WORDLIST))
@settings(max_examples=60, deadline=None)
def test_a_word_that_exists_and_is_wrong_is_noticed(at: int, wrong: str) -> None:
    words = PAPER.outsiders[0].split()
    if words[at] == wrong:
        return
    assert read_share(" ".join([*words[:at], wrong, *words[at + 1 :]])) == WrongChecksum()


@given(at=st.integers(0, 31))
def test_two_words_exchanged_are_noticed(at: int) -> None:
    words = PAPER.outsiders[1].split()
    if words[at] == words[at + 1]:
        return
    words[at], words[at + 1] = words[at + 1], words[at]
    assert read_share(" ".join(words)) == WrongChecksum()


def test_missing_and_doubled_words_are_counted() -> None:
    words = PAPER.members[0].split()
    assert read_share("") == WrongLength(0)
    assert read_share(" ".join(words[:-1])) == WrongLength(32)
    assert read_share(" ".join([*words, words[0]])) == WrongLength(34)


@given(typed=st.text(max_size=300))
@settings(max_examples=60)
def test_no_typing_breaks_the_reader(typed: str) -> None:
    assert not isinstance(read_share(typed), RecoveryShare)


def test_shares_of_two_sets_never_mix() -> None:
    other = split_secret(SECRET, Quorum.majority(3))
    with pytest.raises(RefusedError):
        combined(PAPER.members[0], other.members[1], *PAPER.outsiders[:2])
    with pytest.raises(RefusedError):
        combined(*PAPER.members[:2], *other.outsiders[:2])
    with pytest.raises(RefusedError):
        combined(*other.members, *other.outsiders[:1], PAPER.members[0])


def twins() -> tuple[PaperShares, PaperShares]:
    """Two sets that by chance have one identifier, as one pair in 32,768 has."""
    one = split_secret(SECRET, Quorum.majority(3))
    other = renumbered(split_secret(RecoverySecret(bytes(32)), Quorum.majority(3)), one)
    return one, other


def renumbered(paper: PaperShares, like: PaperShares) -> PaperShares:
    identifier = Share.from_mnemonic(like.members[0]).identifier
    return PaperShares(
        tuple(rewritten(words, identifier=identifier) for words in paper.members),
        tuple(rewritten(words, identifier=identifier) for words in paper.outsiders),
    )


def test_not_even_sets_that_look_like_one_set() -> None:
    one, other = twins()
    with pytest.raises(RefusedError):
        combined(one.members[0], other.members[1], *one.outsiders[:2])
    with pytest.raises(RefusedError):
        combined(*one.members[:2], *other.outsiders[:2])
    with pytest.raises(RefusedError):
        combined(*one.members[:2], other.members[0], *one.outsiders[:2])


def test_shares_of_another_recipient_are_refused() -> None:
    with pytest.raises(RefusedError):
        combined(
            *PAPER.members[:2],
            *PAPER.outsiders[:2],
            public=RecoverySecret(bytes(32)).vault.public,
        )


@pytest.mark.parametrize(
    ("threshold", "groups", "exponent", "extendable"),
    [
        (1, [(2, 3), (2, 3)], 0, True),
        (2, [(2, 3), (2, 3), (2, 3)], 0, True),
        (1, [(2, 3)], 0, True),
        (2, [(2, 3), (2, 3)], 1, True),
        (2, [(2, 3), (2, 3)], 15, True),
        (2, [(2, 3), (2, 3)], 0, False),
    ],
)
def test_paper_of_other_products_is_refused_before_it_costs_anything(
    threshold: int, groups: list[tuple[int, int]], exponent: int, *, extendable: bool
) -> None:
    cheap = min(exponent, 1)
    foreign = generate_mnemonics(
        threshold, groups, SECRET.raw, extendable=extendable, iteration_exponent=cheap
    )
    words = foreign[-1][0]
    if exponent > 1:
        words = rewritten(words, iteration_exponent=exponent)
    with pytest.raises(RefusedError):
        read_share(words)


def test_a_share_of_a_third_group_is_refused() -> None:
    with pytest.raises(RefusedError):
        read_share(rewritten(PAPER.members[0], group_index=2))


def test_a_share_made_by_hand_is_read_again() -> None:
    by_hand = RecoveryShare(of_members=True, number=1, needed=2, words="not a share")
    with pytest.raises(MalformedError):
        combine([by_hand], PUBLIC)


@pytest.mark.parametrize(("needed", "total"), [(0, 3), (4, 3), (1, 2), (2, 17), (0, 0)])
def test_a_quorum_is_more_than_one_and_no_more_than_all(needed: int, total: int) -> None:
    with pytest.raises(RefusedError):
        Quorum(needed, total)


def test_quorums_at_the_bounds() -> None:
    assert Quorum(1, 1).total == 1
    assert Quorum(16, 16).needed == 16
    assert Quorum.majority(1) == Quorum(1, 1)
    assert Quorum.majority(2) == Quorum(2, 2)
    assert Quorum(2, 3) == OUTSIDERS


def test_both_keys_come_from_the_secret_and_differ() -> None:
    assert SECRET.vault.raw != SECRET.signing.raw[:32] != SECRET.signing.raw[32:]
    other = RecoverySecret.generate()
    assert other.raw != RecoverySecret.generate().raw
    assert other.vault != SECRET.vault
    assert other.signing != SECRET.signing


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_recovery_secret_has_32_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        RecoverySecret(bytes(size))


def test_nothing_private_shows_itself() -> None:
    assert repr(SECRET) == "RecoverySecret()"
    assert repr(PAPER) == "PaperShares()"
    assert "words" not in repr(read(PAPER.members[0])[0])


@pytest.mark.parametrize("vector", vectors("slip39"), ids=lambda vector: vector["name"])
def test_the_published_vectors_of_slip_39_hold(vector: dict[str, object]) -> None:
    shares = vector["shares"]
    assert isinstance(shares, list)
    if vector["expect"] == "opens":
        assert combine_mnemonics(shares, b"TREZOR").hex() == vector["secret"]
    else:
        with pytest.raises(MnemonicError):
            combine_mnemonics(shares, b"TREZOR")
    for words in shares:
        try:
            assert not isinstance(read_share(words), RecoveryShare)
        except CryptoError:
            continue


@pytest.mark.parametrize("vector", vectors("recovery"), ids=lambda vector: vector["name"])
def test_frozen_paper_still_restores(vector: dict[str, Any]) -> None:
    secret = RecoverySecret(bytes.fromhex(vector["secret"]))
    assert sha256(secret.vault.public.raw).hexdigest() == vector["vault_sha256"]
    assert sha256(secret.signing.public.raw).hexdigest() == vector["signing_sha256"]
    paper = PaperShares(tuple(vector["members"]), tuple(vector["outsiders"]))
    assert combined(*paper.members[2:], *paper.outsiders[1:], public=secret.vault.public) == secret
    joined = [*paper.members[:3], *paper.outsiders[:2]]
    assert combine_mnemonics(joined).hex() == vector["secret"]
