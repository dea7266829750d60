"""Nobody can see how many can read an envelope, nor who was left out."""

from collections import Counter
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.envelope import EnvelopeKey
from crypto.errors import MalformedError, RefusedError
from crypto.message.inner import MESSAGE_ROOM, encode_message, fits
from crypto.message.said import Answer, Contents, Report
from crypto.opening import NotForUs, Opened, open_envelope, open_stanza
from crypto.sealing import seal
from crypto.suite import VaultPublic
from tests.unit.crypto.submissions import (
    CONTENTS,
    ENVELOPE,
    FOLLOW_UP,
    IDENTITY,
    MANIFEST,
    REPORT,
    REPORTER,
    public,
    seed,
)

SEVEN = [f"member {number}" for number in range(7)]
SIXTEEN = [public(f"holder {number}") for number in range(16)]


def _committees() -> list[tuple[list[str], tuple[str, ...]]]:
    """Every committee of one to seven, with every choice of whom to leave out but everybody."""
    return [
        (SEVEN[:size], left_out)
        for size in range(1, 8)
        for left_out in chain.from_iterable(
            combinations(SEVEN[:size], count) for count in range(size)
        )
    ]


def test_those_left_out_open_nothing_and_all_others_open_whoever_is_left_out() -> None:
    publics = {member: public(member) for member in SEVEN}
    seeds = {member: seed(member) for member in SEVEN}
    shapes = set()
    for members, left_out in _committees():
        admitted = [member for member in members if member not in left_out]
        envelope = seal(REPORT, [publics[member] for member in admitted], MANIFEST, ENVELOPE)
        shapes.add((len(envelope.raw), *map(len, envelope.stanzas), envelope.raw[:64]))
        for member in members:
            outcome = open_envelope(envelope, seeds[member])
            assert isinstance(outcome, Opened) == (member in admitted)
            assert isinstance(outcome, NotForUs) == (member in left_out)
    assert len(shapes) == 1


def test_one_holder_takes_one_stanza() -> None:
    envelope = seal(REPORT, SIXTEEN[:5], MANIFEST, ENVELOPE)
    for number in range(5):
        key = seed(f"holder {number}")
        opened = [open_stanza(stanza, key, envelope.header) for stanza in envelope.stanzas]
        assert Counter(type(one) for one in opened) == {NotForUs: 15, EnvelopeKey: 1}


def test_sixteen_holders_all_open() -> None:
    envelope = seal(REPORT, SIXTEEN, MANIFEST, ENVELOPE)
    for number in range(16):
        outcome = open_envelope(envelope, seed(f"holder {number}"))
        assert isinstance(outcome, Opened)
        assert outcome.message == REPORT


@pytest.mark.parametrize(
    "to", [[], [*SIXTEEN, public("one more")], [SIXTEEN[0], SIXTEEN[1], SIXTEEN[0]]]
)
def test_nobody_too_many_and_anybody_twice_are_refused(to: list[VaultPublic]) -> None:
    with pytest.raises(RefusedError):
        seal(REPORT, to, MANIFEST, ENVELOPE)


def test_a_holder_whose_key_is_unusable_is_refused() -> None:
    with pytest.raises(MalformedError):
        seal(REPORT, [VaultPublic(b"\xff" * 1_216)], MANIFEST, ENVELOPE)


def test_the_place_of_a_stanza_tells_nothing() -> None:
    places = Counter(_place_of_the_holder() for _ in range(320))
    assert len(places) == 16
    # For a fair shuffle each place is taken 20 times on average, and 60 times once in 10^11 runs.
    assert max(places.values()) < 60


def _place_of_the_holder() -> int:
    envelope = seal(REPORT, [SIXTEEN[0]], MANIFEST, ENVELOPE)
    key = seed("holder 0")
    return next(
        place
        for place, stanza in enumerate(envelope.stanzas)
        if isinstance(open_stanza(stanza, key, envelope.header), EnvelopeKey)
    )


def test_no_two_envelopes_share_a_byte_that_could_be_random() -> None:
    one = seal(REPORT, SIXTEEN[:1], MANIFEST, ENVELOPE)
    other = seal(REPORT, SIXTEEN[:1], MANIFEST, ENVELOPE)
    assert not set(one.stanzas) & set(other.stanzas)
    assert one.header_mac != other.header_mac
    assert one.body[:24] != other.body[:24]
    keys = [open_envelope(envelope, seed("holder 0")) for envelope in (one, other)]
    assert len({key.key.raw for key in keys if isinstance(key, Opened)}) == 2


def test_messages_of_every_kind_come_out_as_they_went_in() -> None:
    for message in (REPORT, FOLLOW_UP, IDENTITY):
        outcome = open_envelope(seal(message, SIXTEEN[:2], MANIFEST, ENVELOPE), seed("holder 1"))
        assert isinstance(outcome, Opened)
        assert outcome.message == message


def _of_length(length: int) -> Report:
    """A report whose encoding has exactly `length` bytes."""
    empty = _saying("x" * 30_000)
    return _saying("x" * (30_000 + length - len(encode_message(empty))))


def _saying(text: str) -> Report:
    answers = (Answer("what", text),)
    contents = Contents("en", CONTENTS.day, answers, CONTENTS.readers, CONTENTS.blob)
    return Report(contents, REPORTER)


def test_an_envelope_holds_46644_bytes_and_not_one_more() -> None:
    longest, too_long = _of_length(MESSAGE_ROOM), _of_length(MESSAGE_ROOM + 1)
    assert MESSAGE_ROOM == 46_644
    assert fits(longest)
    assert not fits(too_long)
    outcome = open_envelope(seal(longest, SIXTEEN[:1], MANIFEST, ENVELOPE), seed("holder 0"))
    assert isinstance(outcome, Opened)
    assert outcome.message == longest
    with pytest.raises(RefusedError):
        seal(too_long, SIXTEEN[:1], MANIFEST, ENVELOPE)


@settings(max_examples=30)
@given(
    text=st.text(max_size=500),
    more=st.integers(min_value=0, max_value=44_000),
    holders=st.integers(min_value=1, max_value=16),
)
def test_an_envelope_has_one_size_whatever_it_says_and_to_whomever(
    text: str, more: int, holders: int
) -> None:
    envelope = seal(_saying(text + "x" * more), SIXTEEN[:holders], MANIFEST, ENVELOPE)
    assert len(envelope.raw) == 65_536
