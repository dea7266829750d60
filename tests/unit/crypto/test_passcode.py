"""Eleven random bytes, nine words, twenty-nine digits: one passcode, whatever it is written in."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MalformedError
from crypto.passcode.digits import DIGITS, digits_in, from_digits, to_digits
from crypto.passcode.issuing import Passcode, check_index, fits, issue, words
from tests.unit.crypto.frozen import frozen, name_of
from tests.unit.crypto.passcode_fixtures import BOTH, EN, ES, passcodes

ISSUED = frozen("passcode")
REFUSED = frozen("passcode", "digits")


@pytest.mark.parametrize("vector", ISSUED, ids=name_of)
def test_frozen_passcodes_are_written_as_they_always_were(vector: dict[str, Any]) -> None:
    passcode = issue(lambda size: bytes.fromhex(vector["entropy"])[:size])
    assert vector["expect"] == "issued"
    assert list(passcode.indices) == vector["indices"]
    assert passcode.canonical.hex() == vector["canonical"]
    assert Passcode.from_canonical(passcode.canonical) == passcode
    assert passcode.check == vector["check"]
    assert " ".join(words(passcode, EN)) == vector["en"]
    assert " ".join(words(passcode, ES)) == vector["es"]
    assert to_digits(passcode) == vector["digits"]


@pytest.mark.parametrize("vector", REFUSED, ids=name_of)
def test_frozen_digits_with_an_error_are_refused(vector: dict[str, Any]) -> None:
    assert vector["expect"] == "refused"
    assert from_digits(vector["digits"]) is None


@pytest.mark.parametrize("raw", [b"", bytes(15), bytes(17), b"\xff" * 16])
def test_canonical_bytes_of_another_size_or_beyond_the_list_are_refused(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        Passcode.from_canonical(raw)


def test_the_frozen_lists_are_the_lists() -> None:
    kept = [(each["language"], each["sha256"]) for each in frozen("passcode", "lists")]
    assert kept == [(of.language, of.digest.hex()) for of in BOTH]


def test_the_check_word_is_a_hash_that_anybody_can_compute() -> None:
    indices = tuple(range(0, 2_048, 256))
    plain = b"".join(index.to_bytes(2) for index in indices)
    digest = sha256(b"charterline/v1/passcode-check\0" + plain).digest()
    assert check_index(indices) == int.from_bytes(digest[:8]) % 2_048
    assert fits((*indices, check_index(indices)))
    assert not fits((*indices, check_index(indices) ^ 1))


@pytest.mark.parametrize("some", [(), (0,) * 7, (0,) * 9, (-1,) + (0,) * 7, (2**16,) + (0,) * 7])
def test_only_eight_small_numbers_have_a_check_word(some: tuple[int, ...]) -> None:
    with pytest.raises(MalformedError) as refused:
        check_index(some)
    assert refused.value.__cause__ is None


def test_only_nine_words_can_fit() -> None:
    eight = (1, 2, 3, 4, 5, 6, 7, 8)
    nine = (*eight, check_index(eight))
    assert [fits(some) for some in (nine, eight, nine[:4], (), (*nine, 0))] == [True] + [False] * 4


@given(passcodes)
def test_a_passcode_is_its_number_and_its_digits(passcode: Passcode) -> None:
    assert Passcode.from_number(passcode.number) == passcode
    assert from_digits(to_digits(passcode)) == passcode
    assert len(digits_in(to_digits(passcode))) == DIGITS == 29
    assert len(passcode.canonical) == 16


@given(passcodes, st.integers(0, 28), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(passcode: Passcode, at: int, more: int) -> None:
    plain = digits_in(to_digits(passcode))
    wrong = plain[:at] + str((int(plain[at]) + more) % 10) + plain[at + 1 :]
    assert from_digits(wrong) is None


@given(passcodes, st.integers(0, 27))
def test_two_neighbouring_digits_swapped_are_noticed(passcode: Passcode, at: int) -> None:
    plain = digits_in(to_digits(passcode))
    swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    assert from_digits(swapped) == (passcode if swapped == plain else None)


@given(st.text())
def test_reading_digits_never_fails(text: str) -> None:
    found = from_digits(text)
    assert found is None or digits_in(text) == digits_in(to_digits(found))


def test_issuing_takes_eleven_bytes_and_no_fewer() -> None:
    def counted(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    asked: list[int] = []
    issue(counted)
    assert asked == [11]
    with pytest.raises(MalformedError):
        issue(lambda size: bytes(size - 1))


def test_two_passcodes_are_never_the_same() -> None:
    assert len({issue().indices for _ in range(64)}) == 64


@pytest.mark.parametrize("indices", [(), (0,) * 7, (0,) * 9, (0,) * 7 + (2_048,), (-1,) + (0,) * 7])
def test_a_passcode_has_eight_numbers_below_2048(indices: tuple[int, ...]) -> None:
    with pytest.raises(MalformedError):
        Passcode(indices)


def test_a_passcode_does_not_show_itself() -> None:
    assert repr(issue()) == "Passcode()"
