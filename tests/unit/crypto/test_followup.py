"""The name of what is sent from a page on which people write."""

from hypothesis import given
from hypothesis import strategies as st

from crypto.mailbox.followup import sending_id
from crypto.names import EnvelopeId
from tests.unit.crypto.second_reading import filler

PAGE, OTHER_PAGE = EnvelopeId(filler("page", 16)), EnvelopeId(filler("other page", 16))
DIGESTS = st.binary(min_size=32, max_size=32)


@given(said=DIGESTS)
def test_the_same_words_from_the_same_page_are_the_same_message(said: bytes) -> None:
    assert sending_id(PAGE, said) == sending_id(PAGE, said)
    assert len(sending_id(PAGE, said)) == 16


@given(said=DIGESTS, other=DIGESTS)
def test_other_words_or_another_page_are_another_message(said: bytes, other: bytes) -> None:
    assert sending_id(PAGE, said) != sending_id(OTHER_PAGE, said)
    assert (sending_id(PAGE, said) == sending_id(PAGE, other)) == (said == other)


def test_the_name_of_what_is_sent_is_frozen() -> None:
    assert sending_id(PAGE, filler("said", 32)).hex() == "7ab7677421d92a22293bfb0df0ef0729"
