"""A passcode in an answer is noticed, however it was written there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.passcode.issuing import issue, words
from crypto.passcode.wordlist import LANGUAGES, load
from intake.forms.spotting import holds_passcode

LISTS = tuple(load(language) for language in LANGUAGES)


@settings(max_examples=60)
@given(of=st.sampled_from(LISTS), short=st.booleans(), capitals=st.booleans())
def test_nine_words_run_together_are_noticed(of: object, *, short: bool, capitals: bool) -> None:
    [chosen] = [each for each in LISTS if each is of]
    nine = [word[:4] if short else word for word in words(issue(), chosen)]
    joined = "".join(word.capitalize() if capitals else word for word in nine)
    assert holds_passcode(f"My words: {joined}. Please help.", LISTS)


def test_long_words_of_other_kinds_are_left_alone() -> None:
    for text in ("Rindfleischetikettierungsüberwachungsaufgabe", "https" * 9, "car" * 9, "x" * 63):
        assert not holds_passcode(text, LISTS)
