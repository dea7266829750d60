"""Figures count what a session reads, hide what is small, and are published by a member's word."""

import re

from casework.collecting.records.counted import Counts
from casework.complaints.services.opening.pending import open_pending
from crypto.message.said import Answer
from tests.cases import cases_of, done, hidden_in, press
from tests.channel import EXTERNALS, JUNE, MARIA, THOMAS, Channel
from tests.endings import closed

_FACT = re.compile(r"<dt>([^<]+)</dt>\s*<dd>\s*([^<]+?)\s*</dd>")


def test_a_session_counts_what_it_reads_and_nothing_else(channel: Channel) -> None:
    channel.report(Answer("what", "One thing."))
    channel.report(Answer("what", "Another."), leaving_out=(JUNE,))
    for each in (MARIA, JUNE):
        open_pending(channel.desk, channel.seat(each))
    maria = dict(_FACT.findall(channel.sign_in(MARIA).get("/figures").text))
    june = dict(_FACT.findall(channel.sign_in(JUNE).get("/figures").text))
    assert maria["Came in within three years"] == "2"
    assert june["Came in within three years"] == "1"
    assert maria["About retaliation"] == "Too few to say"


def test_where_nothing_can_be_counted_it_says_so(channel: Channel) -> None:
    assert "There is nothing to count yet" in channel.sign_in(MARIA).get("/figures").text


def test_what_a_member_lets_the_page_say_is_what_the_next_notice_carries(
    channel: Channel,
) -> None:
    for each in range(5):
        channel.report(Answer("what", f"Thing number {each}."))
    open_pending(channel.desk, channel.seat(MARIA))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    every = sorted(cases_of(maria))
    for case in every[:4]:
        closed(maria, thomas, case)
    token = hidden_in(maria.get("/reports").text, "/lock")
    few = maria.post("/figures/publish", **token)
    assert few.status_code == 422
    assert "There is too little yet" in few.text
    closed(maria, thomas, every[4])
    assert "/figures/publish" not in channel.sign_in(EXTERNALS[0]).get("/figures").text
    done(press(maria, "/figures", "/figures/publish"))
    with channel.desk.database.reading() as tx:
        count = Counts(tx).newest()
    assert count is not None
    assert count.day == channel.desk.today()
    assert [(each.key, each.value) for each in count.figures] == [("closed", "at least 5")]
    assert "says what was counted on" in thomas.get("/figures").text
