"""Where a reporter could easily be found out, nothing goes to them on one member's word."""

import re

from crypto.mailbox.readers import Accepted
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import decide, done, hidden_in, only_case, press, reply, take_out, tied
from tests.channel import MARIA, THOMAS, Channel
from tests.reporting import Returning

STORY = Answer("what", "Only three people can open the drawer with the rebates.")
WORDS = "Thank you. Which quarter was it?"


def told(channel: Channel, sent: Returning) -> list[str]:
    channel.deliver()
    answer = sent.mailbox().answer
    return [each.text for each in answer.snapshot.messages] if isinstance(answer, Accepted) else []


def exposed(channel: Channel) -> tuple[Returning, Visitor, Visitor, str]:
    """A case whose reporter could easily be found out, with two readers at their desks."""
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "exposure", choice="high", why="Three people can open it."))
    return sent, maria, thomas, f"{case}/conversation"


def test_words_wait_until_a_second_reader_agrees(channel: Channel) -> None:
    sent, maria, thomas, place = exposed(channel)
    reply(maria, place.removesuffix("/conversation"), WORDS)
    assert told(channel, sent) == []
    page = maria.get(place).text
    assert "You wrote this. A second reader must agree before it goes." in page
    assert f"{place}/agree" not in page
    assert "Say whether words to the reporter" in thomas.get("/today").text
    assert "Say whether words to the reporter" not in maria.get("/today").text
    assert "Maria Alvarez wrote this. May it go?" in thomas.get(place).text
    done(press(thomas, place, f"{place}/agree"))
    assert told(channel, sent) == [WORDS]
    assert "written by Maria Alvarez" in thomas.get(place).text


def test_the_button_says_what_it_does_before_it_is_pressed(channel: Channel) -> None:
    _sent, maria, thomas, place = exposed(channel)
    checked = press(maria, place, reply=WORDS).text
    assert "Ask a second reader" in checked
    assert "another reader must agree before words go" in checked
    assert "Send to reporter" not in checked
    for each in (maria, thomas):
        case = place.removesuffix("/conversation")
        done(decide(each, case, "exposure", choice="low", why="Everybody knows it."))
    checked = press(maria, place, reply=WORDS).text
    assert "Send to reporter" in checked
    assert "Ask a second reader" not in checked


def test_nobody_agrees_to_their_own_words(channel: Channel) -> None:
    sent, maria, _thomas, place = exposed(channel)
    reply(maria, place.removesuffix("/conversation"), WORDS)
    fields = hidden_in(maria.get(place).text, f"{place}/refuse")
    assert done(maria.post(f"{place}/agree", **fields)).endswith("?overtaken")
    assert told(channel, sent) == []


def test_a_no_keeps_the_words_as_a_note_and_sends_nothing(channel: Channel) -> None:
    sent, maria, thomas, place = exposed(channel)
    case = place.removesuffix("/conversation")
    reply(maria, case, WORDS)
    done(press(thomas, place, f"{place}/refuse", why="It narrows it down to one."))
    assert told(channel, sent) == []
    notes = maria.get(f"{case}/notes").text
    assert WORDS in notes
    assert "It narrows it down to one." in notes
    assert 'name="reply"' in maria.get(place).text


def test_what_the_reporter_wrote_meanwhile_is_read_before_words_go(channel: Channel) -> None:
    sent, maria, thomas, place = exposed(channel)
    reply(maria, place.removesuffix("/conversation"), WORDS)
    channel.deliver()
    sent.add(Answer("message", "Please do not answer: somebody reads my screen."))
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    assert done(press(thomas, place, f"{place}/agree")).endswith("?overtaken")
    assert "Nothing was sent." in thomas.get(f"{place}?overtaken").text
    assert told(channel, sent) == []


def test_one_reply_waits_at_a_time_and_a_second_press_changes_nothing(channel: Channel) -> None:
    sent, maria, thomas, place = exposed(channel)
    case = place.removesuffix("/conversation")
    late = hidden_in(thomas.get(place).text, place)
    reply(maria, case, WORDS)
    other = thomas.post(place, **late | {"reply": "Who are you?", "checked": "1"})
    assert other.status_code == 422
    assert "Who are you?" in other.text
    done(press(thomas, place, f"{place}/agree"))
    assert told(channel, sent) == [WORDS]


def test_whoever_must_not_act_on_it_sends_no_words_of_others(channel: Channel) -> None:
    sent, maria, thomas, place = exposed(channel)
    case = place.removesuffix("/conversation")
    reply(maria, case, WORDS)
    fields = hidden_in(thomas.get(place).text, f"{place}/agree")
    tied(thomas, case)
    assert f"{place}/agree" not in thomas.get(place).text
    assert "See what stands in the way" in thomas.post(f"{place}/agree", **fields).text
    assert told(channel, sent) == []


def test_where_little_exposes_the_reporter_one_word_is_enough_until_somebody_asks_for_two(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/conversation"
    assert "on one reader’s word" in maria.get(place).text
    done(press(thomas, place, f"{place}/second", on="1"))
    assert "It takes two to do without." in maria.get(place).text
    reply(maria, case, WORDS)
    assert told(channel, sent) == []
    done(press(thomas, place, f"{place}/agree"))
    assert told(channel, sent) == [WORDS]
    assert "wants a second reader to agree" in maria.get(f"{case}/timeline").text


def test_it_takes_two_to_do_without_a_second_reader(channel: Channel) -> None:
    sent, maria, thomas, place = exposed(channel)
    case = place.removesuffix("/conversation")
    done(press(maria, place, f"{place}/second", on="0"))
    for button in ({}, {"agrees": "1"}):
        # Neither a second press nor a page that she drew up herself makes her two people.
        done(press(maria, place, f"{place}/second", on="0", **button))
    assert "You would do without; a second reader decides." in maria.get(place).text
    reply(maria, case, WORDS)
    assert told(channel, sent) == []
    done(press(maria, place, f"{place}/refuse"))
    assert "Maria Alvarez would do without." in thomas.get(place).text
    done(press(thomas, place, f"{place}/second", on="0"))
    reply(maria, case, WORDS)
    assert told(channel, sent) == [WORDS]
    # What two agreed to was agreed for the exposure of that day.
    done(decide(maria, case, "exposure", choice="high", why="It is two people now."))
    assert "A second reader must agree" in maria.get(place).text


def test_a_wish_to_do_without_is_no_word_of_whoever_has_left(channel: Channel) -> None:
    _sent, maria, thomas, place = exposed(channel)
    done(press(maria, place, f"{place}/second", on="0"))
    case = place.removesuffix("/conversation")
    done(take_out(thomas, case, MARIA, "A tie."))
    assert "would do without" not in thomas.get(place).text


def test_filled_in_words_are_put_behind_what_was_typed_and_nothing_goes(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/conversation"
    begun = press(maria, place, reply="Good morning.", begin="still working")
    assert begun.status_code == 200
    assert "Good morning.\n\nWe are still looking into your report." in begun.text
    assert "within 30 days" in begun.text
    asking = press(maria, place, reply="", begin="two questions")
    assert re.search(r'id="asks"[^>]*checked', asking.text)
    assert told(channel, sent) == []


def test_a_reply_is_the_committees_unless_its_writer_signs_it(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/conversation"
    reply(maria, case, WORDS)
    checked = press(maria, place, reply=WORDS, signs="1")
    assert f"{WORDS}\n\nMaria Alvarez" in checked.text
    done(maria.post(place, **hidden_in(checked.text, place) | {"checked": "1"}))
    assert told(channel, sent) == [WORDS, f"{WORDS}\n\nMaria Alvarez"]
