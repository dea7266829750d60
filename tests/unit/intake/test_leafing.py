"""A conversation on pages of bounded size: nothing lost, nothing twice, the newest at hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.mailbox.snapshot import Message, MessageId, Sender, Snapshot
from crypto.mailbox.state import Part, State
from intake.conversation.leafing import Leaf, Own, Theirs, bytes_shown, leaf
from tests.unit.crypto.mailboxes import DAY, SNAPSHOT, STATE

SIGNS = st.sampled_from("<&'\" \nx报\N{GRINNING FACE}")
TEXTS = st.lists(st.text(SIGNS, min_size=1, max_size=30).map(lambda text: text * 90), max_size=6)
WEEKS = st.lists(st.integers(0, 400), max_size=20)
ROOM = 3_000


def said(texts: list[str]) -> Snapshot:
    messages = tuple(
        Message(
            MessageId(bytes(16)), Sender.COMMITTEE, DAY + timedelta(days=at), text, question=False
        )
        for at, text in enumerate(texts)
    )
    return replace(SNAPSHOT, messages=messages)


def written(days: list[int]) -> State:
    parts = [Part.sent_on(DAY + timedelta(days=day), day % 3) for day in sorted(days)]
    return replace(STATE, parts=(Part.sent_on(DAY, 2), *parts))


def all_leaves(state: State, snapshot: Snapshot, room: int = ROOM) -> Iterator[Leaf]:
    count = leaf(state, snapshot, 1, room).count
    return (leaf(state, snapshot, number, room) for number in range(1, count + 1))


@settings(max_examples=60)
@given(texts=TEXTS, days=WEEKS)
def test_every_word_stands_on_one_page_in_its_order(texts: list[str], days: list[int]) -> None:
    leaves = list(all_leaves(written(days), said(texts)))
    entries = [entry for each in leaves for entry in each.entries]
    theirs = [entry for entry in entries if isinstance(entry, Theirs)]
    assert "".join(entry.text for entry in theirs) == "".join(texts)
    own = [entry for entry in entries if isinstance(entry, Own)]
    assert sum(entry.sendings for entry in own) == 1 + len(days)
    assert [entry.monday for entry in entries] == sorted(entry.monday for entry in entries)


@settings(max_examples=60)
@given(texts=TEXTS, days=WEEKS)
def test_no_page_has_more_than_its_room(texts: list[str], days: list[int]) -> None:
    for each in all_leaves(written(days), said(texts)):
        assert each.entries
        assert sum(entry.size for entry in each.entries) <= ROOM


@given(texts=TEXTS, days=WEEKS)
def test_the_first_page_to_be_seen_begins_the_newest_message(
    texts: list[str], days: list[int]
) -> None:
    shown = leaf(written(days), said(texts), None, ROOM)
    if texts:
        [newest] = [each for each in shown.entries if isinstance(each, Theirs) and each.is_newest]
        assert texts[-1].startswith(newest.text)
    else:
        assert shown.number == shown.count


def test_a_long_message_ends_at_a_word_and_says_that_it_goes_on() -> None:
    text = "seven words that fill a page twice " * 200
    leaves = list(all_leaves(STATE, said([text])))
    pieces = [entry for each in leaves for entry in each.entries if isinstance(entry, Theirs)]
    assert len(pieces) > 1
    assert [piece.goes_on for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert [piece.went_before for piece in pieces] == [False] + [True] * (len(pieces) - 1)
    assert all(piece.text.endswith(" ") for piece in pieces)


def test_a_text_takes_at_least_what_a_page_writes_for_it() -> None:
    assert bytes_shown("<&>") == len("&lt;&amp;&gt;")
    assert bytes_shown("报") == 3
    assert bytes_shown("\"'") >= len("&#34;&#39;")


def test_what_was_sent_in_one_week_is_one_line_and_names_no_text() -> None:
    state = replace(STATE, parts=(Part.sent_on(DAY, 2), Part.sent_on(DAY, 1)))
    [own] = leaf(state, None, None, ROOM).entries
    assert own == Own(date(2026, 6, 1), 2, 3, with_report=True)
