"""What a mailbox lacks is read from a body that was written once, and cut without being read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.encoding import encode
from crypto.mailbox import snapshot, state
from crypto.mailbox.filling import make_decoy
from crypto.mailbox.rests import Rests, Run

DECOY = make_decoy()


def body(lists: int, names: int) -> bytes:
    return encode({"a": 1, "bb": [[1, 2]] * lists, "ccc": b"name" * names, "dddd": "end"})


@given(st.integers(0, 200), st.integers(0, 128))
def test_a_body_that_was_cut_is_the_one_that_would_have_been_written(one: int, other: int) -> None:
    rests = Rests.of(body(200, 128), Run.of_list([1, 2], 200), Run.of_strip(b"name", 128))
    assert rests.cut_to(one, other) == body(one, other)


def test_a_length_that_was_forgotten_is_noticed() -> None:
    rests = Rests.of(body(200, 128), Run.of_list([1, 2], 200), Run.of_strip(b"name", 128))
    with pytest.raises(ValueError, match="shorter"):
        rests.cut_to(1)


@pytest.mark.parametrize("length", [0, 1, 23, 24, 64])
def test_what_a_decoy_reads_for_others_is_a_mailbox_of_that_length(length: int) -> None:
    full, said = DECOY.state, DECOY.signed.content
    cut = replace(full, parts=full.parts[:length], follow_ups=full.follow_ups[:length])
    assert state.read_body(DECOY.state_rests.cut_to(length, length)) == cut
    shorter = replace(said, messages=said.messages[:length])
    assert snapshot.read_body(DECOY.snapshot_rests.cut_to(length)) == shorter


def test_a_body_is_never_printed() -> None:
    assert "x" * 20 not in repr(DECOY.snapshot_rests)
