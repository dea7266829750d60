"""Every rule of the word lists, held against data that was collected apart from them."""

import re
import unicodedata
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import pytest

from crypto.errors import MalformedError
from crypto.passcode.cleaning import LABELS
from crypto.passcode.wordlist import LANGUAGES, WordList, load, pinned, read, slips
from tests.unit.crypto.passcode_errors import lines
from tests.unit.crypto.passcode_fixtures import BOTH, EN, ES

_ENDINGS = {
    "en": ("", "s", "es", "d", "ed", "r", "er", "ing", "y", "ly"),
    "es": ("", "s", "a", "o"),
}
# Spanish as most of its speakers say it: s for c and z, y for ll, b for v, a silent h.
_SOUNDS = (
    *((r"sc(?=[ei])", "s"), (r"c(?=[ei])", "s"), (r"z", "s"), (r"ch", "T"), (r"ll", "y")),
    *((r"[vw]", "b"), (r"gu(?=[ei])", "G"), (r"g(?=[ei])", "j"), (r"qu(?=[ei])", "k")),
    *((r"[cq]", "k"), (r"h", ""), (r"^x", "s"), (r"y$", "i"), (r"([^r])\1", r"\1")),
)

each_list = pytest.mark.parametrize("of", BOTH, ids=("English", "Spanish"))


def _bytes(of: WordList) -> bytes:
    return "".join(f"{word}\n" for word in of.words).encode()


@each_list
def test_a_list_has_2048_plain_sorted_words_of_three_to_seven_letters(of: WordList) -> None:
    assert len(of.words) == len(set(of.words)) == 2_048
    assert list(of.words) == sorted(of.words)
    assert all(re.fullmatch("[a-z]{3,7}", word) for word in of.words)


@each_list
def test_four_letters_tell_every_word_from_every_other(of: WordList) -> None:
    assert len({word[:4] for word in of.words}) == 2_048
    threes = {word for word in of.words if len(word) == 3}
    assert not [word for word in of.words if len(word) > 3 and word[:3] in threes]


@each_list
def test_no_two_words_are_one_slip_apart(of: WordList) -> None:
    assert not [word for number, word in enumerate(of.words) if of.near(word) - {number}]


@each_list
def test_no_word_is_the_plural_of_another(of: WordList) -> None:
    own = set(of.words)
    assert not [word for word in own if own & {f"{word}s", f"{word}es"}]
    assert not [word for word in own if word.endswith("y") and f"{word[:-1]}ies" in own]


@each_list
def test_no_word_is_emotive_legal_accusing_or_offensive(of: WordList) -> None:
    unsuitable = lines(f"unsuitable-{of.language}.txt")
    assert len(unsuitable) >= {"en": 1_700, "es": 1_100}[of.language]
    made = {stem + ending for stem in unsuitable for ending in _ENDINGS[of.language]}
    assert not made & set(of.words)


def test_no_word_is_unsuitable_in_the_other_language() -> None:
    assert not set(EN.words) & set(lines("unsuitable-es.txt"))
    assert not set(ES.words) & set(lines("unsuitable-en.txt"))


def test_no_english_word_sounds_like_another_word_or_is_spelled_in_two_ways() -> None:
    pairs = [line.split() for line in lines("homophones-en.txt")]
    assert len(pairs) >= 1_000
    assert not {word for pair in pairs for word in pair} & set(EN.words)


def test_no_two_spanish_words_sound_alike() -> None:
    heard = [_sound(word) for word in ES.words]
    assert len(heard) == len(set(heard))


def test_no_spanish_word_sounds_like_an_ordinary_one() -> None:
    own = {_sound(word): word for word in ES.words}
    ordinary = [word for word in lines("ordinary-es.txt") if own.get(_sound(word), word) != word]
    assert not ordinary


@each_list
def test_what_people_write_before_a_passcode_is_on_no_list(of: WordList) -> None:
    assert not [label for label in LABELS if of.number(label) is not None]


def test_no_word_is_on_both_lists_and_few_share_four_letters() -> None:
    assert not set(EN.words) & set(ES.words)
    shared = {word[:4] for word in EN.words} & {word[:4] for word in ES.words}
    # Nine words in four letters are in both languages once in a million, and fit once in 2,048.
    assert len(shared) == 411


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lists_hash_is_that_of_its_file(language: str) -> None:
    raw = files("crypto.passcode").joinpath(f"words-{language}.txt").read_bytes()
    assert load(language).digest == sha256(raw).digest()
    assert read(language, raw) == load(language)


def test_other_languages_have_no_list() -> None:
    with pytest.raises(MalformedError):
        load("../words-en")


@pytest.mark.parametrize(
    "ending",
    [
        [b"zither", b"zonal", b"zone"],
        [b"zither", b"zonal", b"zone", b"zoo", b"zulu"],
        [b"zither", b"zonal", b"zone", b"Zoo"],
        [b"zither", b"zonal", b"zone", b"zoologys"],
        [b"zither", b"zonal", b"zone", b"zo"],
        [b"zither", b"zonal", b"zone", b"zo o"],
        [b"zither", b"zonal", b"zone", b"zo\xc3\xb3"],
        [b"zither", b"zonal", b"zone", b"aaaa"],
        [b"zither", b"zonal", b"zone", b"zonez"],
        [b"zither", b"zon", b"zonal", b"zoo"],
    ],
)
def test_a_changed_list_is_refused(ending: list[bytes]) -> None:
    words = [word.encode() for word in EN.words]
    assert words[-4:] == [b"zither", b"zonal", b"zone", b"zoo"]
    with pytest.raises(MalformedError):
        read("en", b"\n".join([*words[:-4], *ending, b""]))


def test_a_list_ends_with_a_line_end_and_is_in_order() -> None:
    raw = _bytes(EN)
    with pytest.raises(MalformedError):
        read("en", raw[:-1])
    with pytest.raises(MalformedError):
        read("en", raw + b"\n")
    with pytest.raises(MalformedError):
        read("en", raw.replace(b"abacus\nabalone\n", b"abalone\nabacus\n"))


def test_a_list_is_told_by_its_language_words_and_hash() -> None:
    assert replace(EN, language="es") != EN
    assert "abacus" not in repr(EN)
    assert EN.digest.hex() == "976ae9905b5f44ca12d7b758283f095bffa180d757f2a2efb0854e33467e0041"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("", "", 0),
        ("lamp", "lamp", 0),
        ("lamp", "", 4),
        ("", "lamp", 4),
        ("lamp", "lam", 1),
        ("lamp", "clamp", 1),
        ("lamp", "lump", 1),
        ("lamp", "lapm", 1),
        ("lamp", "almp", 1),
        ("lamp", "alpm", 2),
        ("lamp", "wxyz", 4),
        ("ca", "abc", 3),
        ("river", "silver", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == count
    assert slips(other, one) == count


def test_a_word_is_found_by_its_letters_or_its_first_four() -> None:
    zither, yak = EN.words.index("zither"), EN.words.index("yak")
    assert {EN.number(word) for word in ("zith", "zithe", "zither")} == {zither}
    assert EN.number("yak") == EN.whole("yak") == yak
    assert EN.whole("zith") is None
    wrong = ("", "z", "zit", "zithx", "zithers", "ya", "yaks")
    assert {EN.number(word) for word in wrong} == {None}
    assert EN.same_start("zithering") == zither
    assert EN.same_start("zitxxxx") is None


def test_words_that_begin_alike_stand_together() -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz":
        found = [EN.words[number] for number in EN.same_letter(letter + "x")]
        assert found == [word for word in EN.words if word[0] == letter]


def _sound(word: str) -> str:
    plain = unicodedata.normalize("NFC", word)
    for written, heard in _SOUNDS:
        plain = re.sub(written, heard, plain)
    return plain


def test_one_hash_pins_all_lists_whatever_their_order() -> None:
    lists = [load("es"), load("en")]
    frozen = "ed1e4b2740f1c718f253c626f31f859136e5e9a336d95b0398815939fce7a0d8"
    assert pinned(lists).hex() == pinned(reversed(lists)).hex() == frozen
    assert pinned(lists[:1]).hex() != frozen
