"""Words that may speak of retaliation ask somebody to look; ordinary ones do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.fears import may_speak_of_retaliation


@pytest.mark.parametrize(
    "words",
    [
        "Since then my shift was changed.",
        "They threatened me.",
        "I think he knows it was me.",
        "I was FIRED on Friday.",
        "Tengo miedo de represalias.",
        "Me han despedido.",
    ],
)
def test_fear_is_heard(words: str) -> None:
    assert may_speak_of_retaliation(words)


@pytest.mark.parametrize(
    "words", ["It was the second quarter.", "The ledger is in the shed.", "", "Shifted revenue."]
)
def test_what_is_no_fear_raises_none(words: str) -> None:
    assert not may_speak_of_retaliation(words)


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_it_is_heard_in_the_middle_of_anything(before: str, after: str) -> None:
    assert may_speak_of_retaliation(f"{before} I am afraid. {after}")
