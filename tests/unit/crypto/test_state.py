"""The reporter's row: who was left out is never forgotten, and never shown."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import MalformedError
from crypto.mailbox.state import (
    FOLLOW_UPS_KEPT,
    PARTS_KEPT,
    PERSONS_KEPT,
    NoState,
    Part,
    Standing,
    State,
    read_state,
    seal_state,
)
from crypto.mailbox.tags import FollowUpKey, MailboxRoot, StateKey, tag
from crypto.names import EnvelopeId, PersonId, Tag
from crypto.readers import Readers
from tests.unit.crypto.mailboxes import (
    DAY,
    FIRST,
    GRANT,
    JUNE,
    KEYS,
    LEE,
    MARIA,
    OTHER_KEYS,
    STATE,
    THOMAS,
    envelope,
)

KEY, TAG = KEYS.state_key, KEYS.state_tag
NUMBERS = st.integers(0, 2**32 - 1)
IDS = st.binary(min_size=16, max_size=16).map(EnvelopeId)
PEOPLE = st.lists(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=16).map(PersonId),
    max_size=PERSONS_KEPT,
    unique=True,
)


@st.composite
def states(draw: st.DrawFn) -> State:
    people = draw(PEOPLE)
    cut = draw(st.integers(0, len(people)))
    parts = st.builds(
        Part,
        st.integers(1, 9_999),
        st.integers(1, 53),
        st.integers(1, 2**16 - 1),
        st.integers(0, 2**16 - 1),
    )
    return State(
        version=draw(st.integers(1, 2**32 - 1)),
        language=draw(st.sampled_from(["en", "zh-Hant", "es-419"])),
        readers=Readers(tuple(people[:cut]), tuple(people[cut:])),
        first=draw(IDS),
        follow_ups=tuple(draw(st.lists(IDS, max_size=FOLLOW_UPS_KEPT))),
        earlier_follow_ups=draw(NUMBERS),
        parts=tuple(draw(st.lists(parts, max_size=PARTS_KEPT))),
        standing=draw(st.sampled_from(Standing)),
        snapshot_seen=draw(NUMBERS),
        changes_applied=draw(NUMBERS),
    )


@settings(max_examples=60, deadline=None)
@given(states())
def test_every_state_is_read_back_from_a_row_of_8192_bytes(state: State) -> None:
    row = seal_state(state, KEY, TAG)
    assert len(row) == 8_192
    assert read_state(row, KEY, TAG) == state


def test_a_report_begins_a_state_that_follows_nothing_yet() -> None:
    part = Part.sent_on(DAY, 2)
    begun = State.begun(FIRST, "es", STATE.readers, part)
    assert (begun.version, begun.language, begun.readers) == (1, "es", STATE.readers)
    assert (begun.first, begun.follow_ups, begun.earlier_follow_ups) == (FIRST, (), 0)
    assert (begun.parts, begun.standing) == ((part,), Standing.OPEN)
    assert (begun.snapshot_seen, begun.changes_applied) == (0, 0)


def test_the_fullest_state_fits() -> None:
    people = [PersonId(f"{number:064}") for number in range(40)]
    most = 2**32 - 1
    state = State(
        version=most,
        language="x" * 16,
        readers=Readers(tuple(people[:20]), tuple(people[20:])),
        first=FIRST,
        follow_ups=(FIRST,) * 128,
        earlier_follow_ups=most,
        parts=(Part(9_999, 53, 65_535, 65_535),) * 200,
        standing=Standing.WITHDRAWN,
        snapshot_seen=most,
        changes_applied=most,
    )
    assert read_state(seal_state(state, KEY, TAG), KEY, TAG) == state


def test_the_same_state_never_gives_the_same_row() -> None:
    one, other = seal_state(STATE, KEY, TAG), seal_state(STATE, KEY, TAG)
    assert one != other
    # Two rows of random bytes share one byte in 256, so 8,192 of them some 32.
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 90


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 8_191), bit=st.integers(0, 7))
def test_a_flipped_bit_leaves_no_state(at: int, bit: int) -> None:
    row = bytearray(seal_state(STATE, KEY, TAG))
    row[at] ^= 1 << bit
    assert read_state(bytes(row), KEY, TAG) == NoState()


@given(size=st.integers(0, 8_191))
def test_a_cut_row_leaves_no_state(size: int) -> None:
    row = seal_state(STATE, KEY, TAG)
    assert read_state(row[:size], KEY, TAG) == NoState()
    assert read_state(row + b"\0", KEY, TAG) == NoState()


def test_a_row_opens_for_its_own_tag_and_key_only() -> None:
    row = seal_state(STATE, KEY, TAG)
    assert read_state(row, KEY, OTHER_KEYS.state_tag) == NoState()
    assert read_state(row, OTHER_KEYS.state_key, TAG) == NoState()
    assert read_state(row, KEY, KEYS.snapshot_tag) == NoState()
    assert read_state(row, KEY, TAG) == STATE


def test_the_first_envelope_stays_however_many_follow() -> None:
    state = STATE
    ids = [envelope(str(number)) for number in range(FOLLOW_UPS_KEPT + 3)]
    for one in ids:
        state = state.followed_up(one, Part.sent_on(DAY, 0))
    assert state.first == FIRST
    assert state.follow_ups == tuple(ids[3:])
    assert state.earlier_follow_ups == 3
    assert state.version == 1 + len(ids)
    assert read_state(seal_state(state, KEY, TAG), KEY, TAG) == state


def test_a_hundred_and_twenty_eight_follow_ups_are_kept_whole() -> None:
    state = STATE
    for number in range(128):
        state = state.followed_up(envelope(str(number)), Part.sent_on(DAY, 0))
    assert (len(state.follow_ups), state.earlier_follow_ups) == (128, 0)


def test_two_hundred_parts_are_kept_as_they_are() -> None:
    full = replace(STATE, parts=(Part(2026, 1, 1, 1),) * 199)
    assert len(full.followed_up(FIRST, Part(2026, 2, 1, 3)).parts) == 200


def test_full_parts_of_one_week_are_joined_but_the_report_stands_alone() -> None:
    weeks = [Part(2020 + number // 50, number % 50 + 1, 1, 1) for number in range(198)]
    full = replace(STATE, parts=(Part(2020, 1, 1, 9), *weeks, weeks[-1]))
    assert len(full.parts) == PARTS_KEPT
    longer = full.followed_up(FIRST, Part(2030, 1, 1, 5)).parts
    assert len(longer) == PARTS_KEPT
    assert longer[0] == Part(2020, 1, 1, 9)
    assert longer[1:198] == tuple(weeks[:-1])
    assert longer[198:] == (replace(weeks[-1], sendings=2, files=2), Part(2030, 1, 1, 5))


@pytest.mark.parametrize("at", [1, 100, 199])
def test_two_parts_of_one_week_are_joined_wherever_they_stand(at: int) -> None:
    weeks = [Part(2020 + number // 50, number % 50 + 1, 1, 1) for number in range(200)]
    twin = replace(weeks[at], files=4)
    parts = (*weeks[: at + 1], twin, *weeks[at + 1 :])
    longer = replace(STATE, parts=parts[:-1]).followed_up(FIRST, parts[-1]).parts
    joined = replace(weeks[at], sendings=2, files=5)
    assert longer == (*weeks[:at], joined, *weeks[at + 1 :])


def test_of_several_weeks_with_two_parts_the_oldest_is_joined() -> None:
    weeks = [Part(2020, 1, 1, 9), *(Part(2020, 2 + number // 2, 1, 1) for number in range(199))]
    longer = replace(STATE, parts=tuple(weeks)).followed_up(FIRST, Part(2030, 1, 1, 5)).parts
    joined = replace(weeks[1], sendings=2, files=2)
    assert longer == (weeks[0], joined, *weeks[3:], Part(2030, 1, 1, 5))


def test_without_two_of_a_week_the_two_oldest_after_the_report_are_joined() -> None:
    weeks = [Part(2020 + number // 50, number % 50 + 1, 1, 1) for number in range(200)]
    longer = replace(STATE, parts=tuple(weeks)).followed_up(FIRST, Part(2030, 1, 1, 5)).parts
    assert len(longer) == PARTS_KEPT
    assert longer[:3] == (weeks[0], replace(weeks[2], sendings=2, files=2), weeks[3])
    assert longer[-1] == Part(2030, 1, 1, 5)


def test_counts_stop_at_their_largest_value() -> None:
    most = Part(2026, 1, 65_535, 65_535)
    assert most.joined(Part(2026, 2, 2, 3)) == Part(2026, 2, 65_535, 65_535)
    assert Part(2026, 1, 2, 3).joined(Part(2026, 2, 4, 5)) == Part(2026, 2, 6, 8)
    assert Part.sent_on(DAY, 70_000).files == 65_535


def test_a_part_knows_its_iso_week_only() -> None:
    assert Part.sent_on(date(2027, 1, 1), 4) == Part(2026, 53, 1, 4)
    assert Part.sent_on(date(2025, 12, 29), 0) == Part(2026, 1, 1, 0)


def test_leaving_out_takes_from_the_readers_and_stays() -> None:
    state = STATE.leaving_out([THOMAS])
    assert state.readers == Readers((MARIA, LEE, GRANT), (JUNE, THOMAS))
    assert state.version == 2
    assert state.leaving_out([THOMAS, JUNE]).readers == state.readers


def test_joining_twice_changes_nothing() -> None:
    zoe, amy = PersonId("zoe"), PersonId("amy")
    readers = STATE.readers.joined_by([zoe, amy, MARIA])
    assert readers.admitted == (MARIA, THOMAS, LEE, GRANT, amy, zoe)
    assert readers.joined_by([zoe]) == readers
    assert readers.left_out == (JUNE,)


def test_a_mailbox_can_be_withdrawn_and_closed() -> None:
    withdrawn = STATE.standing_as(Standing.WITHDRAWN)
    assert (withdrawn.standing, withdrawn.version) == (Standing.WITHDRAWN, 2)
    row = seal_state(withdrawn.standing_as(Standing.CLOSED), KEY, TAG)
    read = read_state(row, KEY, TAG)
    assert isinstance(read, State)
    assert read.standing is Standing.CLOSED


def test_what_could_not_be_read_back_is_never_written() -> None:
    with pytest.raises(MalformedError):
        seal_state(replace(STATE, readers=Readers((MARIA,), (MARIA,))), KEY, TAG)


def test_the_two_tags_of_a_mailbox_have_nothing_in_common() -> None:
    root = MailboxRoot(bytes(32))
    assert len({tag(root, 0), tag(root, 1), KEYS.state_tag, KEYS.snapshot_tag}) == 4
    assert {len(tag(root, row)) for row in range(2)} == {16}
    for row in (-1, 2, 256):
        with pytest.raises(MalformedError):
            tag(root, row)
    assert KEYS.address.tag == KEYS.snapshot_tag
    assert KEYS.address.reporter == KEYS.seed.public


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_size_is_no_key(size: int) -> None:
    with pytest.raises(MalformedError):
        replace(KEYS, root=MailboxRoot(bytes(size)))
    with pytest.raises(MalformedError):
        replace(KEYS, state_key=StateKey(bytes(size)))
    with pytest.raises(MalformedError):
        replace(KEYS, followup_key=FollowUpKey(bytes(size)))


def test_nothing_private_is_ever_printed() -> None:
    shown = repr(STATE) + repr(KEYS) + repr(Tag(TAG))
    for private in ("june", "maria", repr(FIRST), repr(KEYS.state_key), repr(KEYS.root)):
        assert private not in shown


@pytest.mark.parametrize("size", [0, 15, 17])
def test_an_address_has_a_tag_of_16_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        replace(KEYS.address, tag=Tag(bytes(size)))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_state_key_of_another_size_is_a_mistake_and_no_lost_state(size: int) -> None:
    for row in (bytes(8_192), b""):
        with pytest.raises(MalformedError):
            read_state(row, StateKey(bytes(size)), TAG)
