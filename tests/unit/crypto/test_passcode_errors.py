"""The promise about miscopied passcodes, measured over thousands of simulated slips."""

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from crypto.passcode.outcomes import Choices, NotOnList, Understood, WrongCount
from crypto.passcode.parsing import parse
from crypto.passcode.wordlist import WordList
from tests.unit.crypto.passcode_errors import (
    LETTER_SLIPS,
    Slip,
    left_out,
    letter_errors,
    rows_swapped,
    telephone,
    words_swapped,
)
from tests.unit.crypto.passcode_fixtures import BOTH

TRIALS = 1_000

Measured = dict[tuple[str, str], Counter[str]]

each_list = pytest.mark.parametrize("of", BOTH, ids=("English", "Spanish"))


def outcome(slip: Slip) -> str:
    found = parse(" ".join(slip.wrong), BOTH)
    if isinstance(found, Understood):
        return "repaired" if found.passcode == slip.passcode else "silently wrong"
    if isinstance(found, Choices):
        right = slip.passcode in [each.passcode for each in found.candidates]
        return "offered" if right else "offered another"
    if isinstance(found, NotOnList):
        named = {each.position for each in found.words} == set(slip.positions)
        return "named" if named else "another named"
    return "counted" if isinstance(found, WrongCount) else "does not fit"


@pytest.fixture(scope="module")
def measured() -> Measured:
    return {
        (of.language, name): Counter(outcome(slip) for slip in slips)
        for of in BOTH
        for name, slips in every_class(of)
    }


def every_class(of: WordList) -> Iterator[tuple[str, Iterable[Slip]]]:
    for change in LETTER_SLIPS:
        yield change.__name__, letter_errors(change, of, TRIALS)
    yield "auto-correct", letter_errors(telephone(of).correct, of, TRIALS)
    for order in (left_out, words_swapped, rows_swapped):
        yield order.__name__, order(of, TRIALS)


def test_at_most_one_miscopied_passcode_in_a_thousand_passes_silently(measured: Measured) -> None:
    assert len(measured) == 20
    total = sum(measured.values(), Counter[str]())
    assert total.total() == 20 * TRIALS
    assert total["silently wrong"] <= total.total() // 1_000
    assert max(each["silently wrong"] for each in measured.values()) <= TRIALS // 1_000


@each_list
@pytest.mark.parametrize("name", [change.__name__ for change in LETTER_SLIPS])
def test_slips_of_a_letter_are_mended_offered_or_named(
    measured: Measured, name: str, of: WordList
) -> None:
    found = measured[of.language, name]
    assert found["repaired"] + found["offered"] + found["named"] >= 0.99 * TRIALS
    assert found["repaired"] >= 0.97 * TRIALS


@each_list
def test_what_auto_correct_changed_is_mended_offered_or_named(
    measured: Measured, of: WordList
) -> None:
    found = measured[of.language, "auto-correct"]
    assert found["repaired"] + found["offered"] + found["named"] >= 0.80 * TRIALS


@each_list
def test_a_word_left_out_is_counted(measured: Measured, of: WordList) -> None:
    assert measured[of.language, "left_out"] == {"counted": TRIALS}


@each_list
@pytest.mark.parametrize("name", ["words_swapped", "rows_swapped"])
def test_words_and_rows_in_another_order_are_offered(
    measured: Measured, name: str, of: WordList
) -> None:
    assert measured[of.language, name]["offered"] >= 0.99 * TRIALS
