"""What others see of what is destroyed, and what becomes of those who write to it."""

import re

from casework.collecting.records.arrivals import Arrivals
from crypto.mailbox.readers import Accepted
from crypto.message.said import Answer
from tests.cases import done, hidden_in, name_of, only_case, press, reply
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.endings import (
    COUNSEL,
    closed,
    destroyed,
    finished,
    later,
    list_of,
    put_forward,
)


def test_cases_with_other_readers_stand_on_other_lists(channel: Channel) -> None:
    _, case = finished(channel)
    channel.report(Answer("what", "Another thing."), leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    other = only_case(maria)
    closed(maria, thomas, other)
    later(channel)
    june = channel.sign_in(JUNE)
    put_forward(channel.sign_in(MARIA))
    counsel = channel.sign_in(COUNSEL)
    name = name_of(counsel, other)
    assert name not in counsel.get(list_of(case)).text
    assert name not in june.get("/records").text
    assert "wants these to go" in june.get(list_of(case)).text
    done(press(counsel, list_of(case)))
    assert counsel.get(other).status_code == 200
    assert counsel.get(case).status_code == 404


def test_whoever_was_left_out_sees_neither_record_nor_certificate(channel: Channel) -> None:
    june = channel.sign_in(JUNE)
    nothing = june.get("/records").text
    _, case = finished(channel, leaving_out=(JUNE,))
    later(channel)
    for step in range(2):
        seen = channel.sign_in(JUNE)
        assert _same(seen.get("/records").text) == _same(nothing)
        never = seen.get(f"/records/list/{'A' * 43}")
        there = seen.get(list_of(case))
        assert (there.status_code, there.text) == (404, never.text)
        token = hidden_in(seen.get("/reports").text, "/lock")
        chosen = case.removeprefix("/reports/")
        tried = seen.post("/records/propose", cases=chosen, **token)
        other = seen.post("/records/propose", cases="A" * 43, **token)
        assert _same(tried.text).replace(chosen, "") == _same(other.text).replace("A" * 43, "")
        if step == 0:
            destroyed(channel, case)


def _same(text: str) -> str:
    return re.sub(r'csrf_token"\s+value="[^"]*"|/static/[^"]*', "", text)


def test_a_message_to_what_is_gone_begins_another_case_and_the_next_one_joins_it(
    channel: Channel,
) -> None:
    sent, case = finished(channel)
    later(channel)
    destroyed(channel, case)
    channel.deliver()
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted)
    assert answer.snapshot.messages == ()
    sent.add(Answer("message", "It begins again."))
    channel.collect()
    maria = channel.sign_in(MARIA)
    again = only_case(maria)
    assert again != case
    page = maria.get(again).text
    assert "It begins again." in page
    assert "goes on from a report that was destroyed" in page
    reply(maria, again, "Thank you. We read it.")
    channel.deliver()
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted), answer
    assert [each.text for each in answer.snapshot.messages] == ["Thank you. We read it."]
    sent.add(Answer("message", "It was in May."))
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    assert only_case(thomas) == again
    assert "It was in May." in thomas.get(f"{again}/conversation").text


def test_who_they_are_told_to_what_is_gone_is_kept_by_nobody(channel: Channel) -> None:
    sent, case = finished(channel)
    later(channel)
    destroyed(channel, case)
    channel.deliver()
    envelope = sent.tell("I am Ada Lindqvist.", MARIA, THOMAS)
    channel.collect()
    with channel.desk.database.transaction() as tx:
        Arrivals(tx).make_safe(Arrivals(tx).not_safe())
    channel.sign_in(MARIA).get("/reports")
    with channel.desk.keystore.reading() as keys, channel.desk.database.reading() as tx:
        assert keys.stanzas.find(envelope) is None
        assert Arrivals(tx).find(envelope) is None
