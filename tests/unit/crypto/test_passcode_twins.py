"""A word may stand twice in a passcode, and is mended all the same."""

import pytest

from crypto.passcode.issuing import Passcode, words
from crypto.passcode.outcomes import Choices
from crypto.passcode.repair import settle
from tests.unit.crypto.passcode_fixtures import EN


@pytest.mark.parametrize("at", range(8))
def test_a_list_word_in_place_of_a_word_that_stands_twice_is_asked_about(at: int) -> None:
    wrong = next(number for number in range(2_048) if EN.kin(EN.words[number]) - {number})
    right = min(EN.kin(EN.words[wrong]) - {wrong})
    passcode = Passcode((right,) * 8)
    typed = [*words(passcode, EN)]
    typed[at] = EN.words[wrong]
    found = settle(typed, EN)
    assert isinstance(found, Choices)
    assert passcode in [each.passcode for each in found.candidates]
