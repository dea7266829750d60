"""Each generation's list of readers follows the one before it, and forgets nobody left out."""

from dataclasses import replace

import pytest

from crypto.names import PersonId
from tests.unit.crypto.readerlists import (
    ADMITTED,
    GUEST_PARTS,
    KEY,
    LEFT_OUT,
    LISTED,
    READERS,
    by,
    members,
    refused,
    seal_and_open,
)


@pytest.mark.parametrize("who", ["m2", "e2"])
def test_a_new_generation_is_made_by_a_whole_reader_of_the_one_before(who: str) -> None:
    second = KEY.next()
    refused(by(who, READERS | members(who)), second, LISTED)
    part_reader = by("m1", READERS | {PersonId(who): GUEST_PARTS})
    refused(by(who, READERS | members(who)), second, part_reader)
    for maker in ("m1", "e1", "r"):
        listed = by(maker, READERS | members(who))
        assert seal_and_open(listed, second, LISTED) == listed


@pytest.mark.parametrize("maker", ["m1", "e1", "r"])
def test_whom_the_reporter_left_out_is_left_out_of_every_later_generation(maker: str) -> None:
    second, invited = KEY.next(), READERS | members("m3")
    for left_out in (LEFT_OUT, frozenset[PersonId]()):
        refused(by(maker, invited, left_out), second, LISTED)
        refused(by(maker, READERS, left_out - LEFT_OUT), second, LISTED)
    kept = by(maker, READERS)
    assert seal_and_open(kept, second, LISTED) == kept
    refused(by(maker, invited), second.next(), kept)


def test_who_is_recused_later_is_left_out_from_then_on() -> None:
    second = KEY.next()
    recused = LEFT_OUT | {PersonId("m2"), PersonId("long-gone")}
    listed = by("m1", READERS, recused)
    assert seal_and_open(listed, second, LISTED) == listed
    refused(by("m1", READERS | members("m2"), recused), second, LISTED)
    refused(by("m1", READERS | members("m2")), second.next(), listed)
    refused(by("m1", READERS), second.next(), listed)


def test_an_envelopes_own_lists_leave_out_as_much() -> None:
    refused(by("m1", READERS, frozenset()), KEY, ADMITTED)
    more = by("m1", READERS, LEFT_OUT | {PersonId("m2")})
    assert seal_and_open(more, KEY, ADMITTED) == more


def test_a_later_generation_does_not_begin_anew_from_the_envelope() -> None:
    """Else who left with the first generation could make the third."""
    for key in (KEY.next(), KEY.next().next()):
        refused(LISTED, key, ADMITTED)


def test_a_first_list_made_anew_follows_the_list_before_it() -> None:
    newcomer = replace(LISTED, maker=PersonId("m2"), readers=READERS | members("m2"))
    refused(newcomer, KEY, LISTED)
    assert seal_and_open(LISTED, KEY, LISTED) == LISTED
