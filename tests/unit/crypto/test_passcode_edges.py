"""Where reading a passcode turns from one outcome to another, exactly there."""

import pytest

from crypto.passcode.issuing import Passcode, check_index, fits, words
from crypto.passcode.outcomes import Choices, NotOnList, Understood, WrongCount
from crypto.passcode.parsing import parse
from crypto.passcode.repair import settle
from tests.unit.crypto.passcode_errors import Dice
from tests.unit.crypto.passcode_fixtures import BOTH, EN, ES

PASSCODE = Passcode(tuple(range(100, 108)))
RIGHT = words(PASSCODE, EN)


def test_a_word_at_the_end_that_nothing_resembles_is_named_if_nine_are_left() -> None:
    last = parse(" ".join(("xqxqx", *RIGHT[:8], "qzqzq")), (EN,))
    assert isinstance(last, NotOnList)
    assert [each.position for each in last.words] == [9]
    first = parse(" ".join(("passcode", "qzqzq", *RIGHT[1:])), (EN,))
    assert isinstance(first, NotOnList)
    assert [each.position for each in first.words] == [1]


@pytest.mark.parametrize("typed", ["iantern", "lantxxxxxxxxxx"])
def test_a_word_with_a_slip_is_not_taken_for_text_around_the_words(typed: str) -> None:
    passcode = Passcode((EN.words.index("lantern"), *range(300, 307)))
    nine = words(passcode, EN)
    for text in ((typed, *nine[1:], "qzqzq"), ("qzqzq", typed, *nine[1:])):
        found = parse(" ".join(text), (EN,))
        assert isinstance(found, Understood)
        assert found.passcode == passcode
        assert [(each.position, each.word) for each in found.repaired] == [(1, "lantern")]


@pytest.mark.parametrize(("before", "outcome"), [(15, Understood), (16, Choices)])
def test_sixteen_readings_are_few_and_seventeen_are_many(before: int, outcome: type) -> None:
    text = (*EN.words[1_000 : 1_000 + before], *RIGHT)
    found = parse(" ".join(text), (EN,))
    assert isinstance(found, outcome)
    if isinstance(found, Choices):
        assert [each.passcode for each in found.candidates] == [PASSCODE]
        assert [each.language for each in found.candidates] == ["en"]


@pytest.mark.parametrize(("slips", "outcome"), [(4, Understood), (5, Choices)])
def test_sixteen_meanings_of_four_slips_are_few_and_more_are_many(
    slips: int, outcome: type
) -> None:
    slip = _of_two_meanings()
    number = min(EN.near(slip))
    passcode = Passcode((*(number,) * slips, *range(700, 708 - slips)))
    found = settle((*(slip,) * slips, *words(passcode, EN)[slips:]), EN)
    assert isinstance(found, outcome)
    if isinstance(found, Understood):
        assert found.passcode == passcode


def test_a_word_of_the_list_is_not_doubted_while_another_is_on_no_list() -> None:
    wrong = next(number for number in range(2_048) if EN.kin(EN.words[number]) - {number})
    right = min(EN.kin(EN.words[wrong]) - {wrong})
    passcode = Passcode((right, EN.words.index("lantern"), *range(300, 306)))
    typed = [EN.words[wrong], "iantern", *words(passcode, EN)[2:]]
    found = settle(typed, EN)
    assert isinstance(found, NotOnList)
    assert [each.position for each in found.words] == [2]


def test_what_fits_in_both_languages_was_changed_in_neither() -> None:
    found = parse(" ".join(_starts_of_both()), BOTH)
    assert isinstance(found, Choices)
    assert [(each.language, each.changes) for each in found.candidates] == [("en", ()), ("es", ())]


@pytest.mark.parametrize(
    ("word", "typed"), [("decline", "clecline"), ("enrich", "ennch"), ("dahlia", "dahha")]
)
def test_letters_that_look_like_two_are_found_wherever_they_stand(word: str, typed: str) -> None:
    passcode = Passcode((EN.words.index(word), *range(300, 307)))
    found = settle((typed, *words(passcode, EN)[1:]), EN)
    assert isinstance(found, Understood)
    assert found.passcode == passcode


def test_the_longest_nine_words_may_be_joined() -> None:
    long = [number for number, word in enumerate(EN.words) if len(word) == 7]
    dice = Dice("long words")
    eight = [dice.one_of(long) for _ in range(8)]
    while check_index(eight) not in long:
        eight = [dice.one_of(long) for _ in range(8)]
    passcode = Passcode(tuple(eight))
    joined = "".join(words(passcode, EN))
    assert len(joined) == 63
    assert parse(joined, (EN,)) == Understood(passcode)


def test_joined_words_are_whole_or_cut_to_four_letters() -> None:
    nine = words(Passcode((EN.words.index("lantern"), *range(300, 307))), EN)
    for cut in ("lantern", "lant"):
        assert isinstance(parse("".join((cut, *nine[1:])), (EN,)), Understood)
    for cut in ("lante", "lanter"):
        assert parse("".join((cut, *nine[1:])), (EN,)) == WrongCount(1)


def _of_two_meanings() -> str:
    """A slip that looks like nothing else, and is one letter away from exactly two words."""
    for word in EN.words:
        for at in range(len(word)):
            slip = f"{word[:at]}x{word[at + 1 :]}"
            if len(EN.near(slip)) == 2 and EN.same_start(slip) in {None, *EN.near(slip)}:
                return slip
    raise LookupError


def _starts_of_both() -> list[str]:
    english = {word[:4]: number for number, word in enumerate(EN.words)}
    spanish = {word[:4]: number for number, word in enumerate(ES.words)}
    shared = sorted(english.keys() & spanish.keys())
    dice = Dice("both languages")
    while True:
        eight = [dice.one_of(shared) for _ in range(8)]
        start = EN.words[check_index([english[each] for each in eight])][:4]
        if start in spanish and fits([spanish[each] for each in (*eight, start)]):
            return [*eight, start]
