"""Whoever spoke up is looked after: who is asked when, what came of it, and who hears of it."""

from datetime import timedelta

from config.words import in_words
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import done, hidden_in, name_of, only_case, press, reply, take_out
from tests.channel import JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
PLAN = {"role": "reporter", "way": "mailbox", "watcher": THOMAS}


def put(visitor: Visitor, case: str, form: str, **typed: str | list[str]) -> None:
    """Post one of the forms of the page, as it stands there."""
    place = f"{case}/protection"
    page = visitor.get(place).text
    own = page.partition(f'name="form" value="{form}"')[2]
    assert own, f"no form {form}"
    key = hidden_in(page, place) | {"form": form}
    key |= {
        name: own.partition(f'name="{name}" value="')[2].partition('"')[0]
        for name in ("person", "day", "key")
        if f'name="{name}"' in own.partition("</form>")[0]
    }
    done(visitor.post(place, **key | typed))


def test_a_reporter_who_fears_retaliation_is_somebodys_task_from_the_first_day(
    channel: Channel,
) -> None:
    channel.report(STORY, Answer("treated", "worried"))
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "Plan who is protected by" in maria.get(case).text
    page = maria.get(f"{case}/protection").text
    assert "Somebody may fear retaliation" in page
    assert "Nobody looks after the reporter yet." in page
    put(maria, case, "plan", **PLAN)
    page = maria.get(f"{case}/protection").text
    assert "Somebody may fear retaliation" not in page
    assert "Nobody looks after the reporter yet." not in page
    assert "Plan who is protected by" not in maria.get(case).text
    assert "Thomas Okafor asks, in the mailbox." in page


def test_words_that_come_later_may_raise_it_too(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "Plan who is protected" not in maria.get(case).text
    sent.add(Answer("message", "Since Monday my shift was changed. I am afraid they know."))
    channel.collect()
    again = channel.sign_in(THOMAS)
    assert "Retaliation fear" in again.get("/reports").text
    assert "Plan who is protected by" in again.get(case).text
    put(again, case, "unneeded", text="She spoke with us: the shift was changed for all.")
    assert "Plan who is protected" not in again.get(case).text
    assert "She spoke with us" in again.get(f"{case}/timeline").text


def test_what_was_heard_elsewhere_is_put_down(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "raise")
    assert "Somebody may fear retaliation" in maria.get(f"{case}/protection").text
    assert "Retaliation fear" in maria.get("/reports").text


def test_whoever_asks_is_reminded_on_the_day_and_nobody_else(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    name = name_of(maria, case)
    reply(maria, case, "Thank you.")
    put(maria, case, "plan", **PLAN)
    asks = f"Ask whoever is protected in “{name}”"
    assert asks not in thomas.get("/today").text
    day = channel.desk.today() + timedelta(days=30)
    channel.later(day)
    thomas, maria = channel.sign_in(THOMAS), channel.sign_in(MARIA)
    assert asks in thomas.get("/today").text
    assert asks not in maria.get("/today").text
    assert (
        "A day on which somebody is to be asked has come." in thomas.get(f"{case}/protection").text
    )
    put(thomas, case, "check-in-0", answer="well", told=["osha deadline"])
    assert asks not in thomas.get("/today").text
    page = thomas.get(f"{case}/protection").text
    assert "Well, nothing changed" in page
    assert "OSHA takes complaints for 180 days" in page


def test_a_finished_case_still_asks_after_the_person(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    name = name_of(maria, case)
    put(maria, case, "plan", **PLAN)
    for each in (maria, thomas):
        done(press(each, f"{case}/triage", f"{case}/aside"))
    channel.later(channel.desk.today() + timedelta(days=31))
    thomas = channel.sign_in(THOMAS)
    assert only_case(thomas, "?show=finished") == case
    assert f"Ask whoever is protected in “{name}”" in thomas.get("/today").text


def test_a_sign_is_looked_into_and_an_attempt_is_never_let_pass(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    said = {"answer": "signals", "text": "They asked who it was."}
    put(maria, case, "check-in-0", signals=["outing attempt"], **said)
    page = maria.get(f"{case}/protection").text
    assert "They asked who it was." in page
    assert "Nobody has looked into a sign of retaliation." in page
    assert "Put down how somebody tried to find the reporter." in page
    put(maria, case, "review-outing attempt", text="The manager was told to stop.")
    put(maria, case, "outing", text="The yard manager asked each of the five.")
    assert (
        "An attempt to find the reporter is not dealt with." in maria.get(f"{case}/protection").text
    )
    put(maria, case, "handled-0", text="He was warned.")
    put(maria, case, "measure", text="The shift plan goes through the general counsel.")
    page = maria.get(f"{case}/protection").text
    assert "is not dealt with" not in page
    assert "looked into a sign" not in page.partition("<h2>Signs")[0]
    assert "The shift plan goes through the general counsel." in page


def test_the_question_in_the_mailbox_is_filled_in_and_not_sent(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    page = maria.get(f"{case}/conversation?ask").text
    assert "We want to know how you are." in page
    fields = hidden_in(page, f"{case}/conversation")
    sent = maria.post(f"{case}/conversation", reply="How are you?", checked="1", **fields)
    done(sent)


def test_a_form_that_lacks_something_keeps_what_was_typed(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/protection"
    refused = press(maria, place, form="plan", role="witness", way="in person", watcher=MARIA)
    assert refused.status_code == 422
    assert "Say who it is, how they are asked, and who asks." in refused.text
    assert 'value="witness" checked' in refused.text
    put(maria, case, "plan", **PLAN)
    lacking = {"form": "check-in-0", "person": "reporter", "day": "30", "answer": "signals"}
    refused = press(maria, place, **lacking, text="She said a lot.")
    assert "If something changed, tick what." in refused.text
    assert "She said a lot." in refused.text


def test_of_two_who_put_down_one_day_the_later_is_told(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    put(maria, case, "check-in-0", answer="well")
    late = press(
        thomas,
        f"{case}/protection",
        form="check-in-0",
        person="reporter",
        day="30",
        answer="no answer",
    )
    assert late.status_code == 422
    assert "Somebody changed this while you were reading." in late.text


def test_whoever_does_not_read_the_report_is_no_watcher(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/protection"
    assert "June Park" not in maria.get(place).text.partition("Who asks?")[2]
    assert press(maria, place, form="plan", **PLAN | {"watcher": JUNE}).status_code == 422


def test_a_watcher_who_leaves_is_missed(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    assert (
        "Somebody who asks does not read this report any more."
        in maria.get(f"{case}/protection").text
    )
    put(maria, case, "watcher-0", watcher=MARIA)
    assert "does not read this report" not in maria.get(f"{case}/protection").text


def test_the_days_are_named_from_the_first_to_the_last(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    page = maria.get(f"{case}/protection").text
    first = in_words(channel.desk.today() + timedelta(days=30))
    assert f"Day 30: {first}" in page
    assert "Day 365:" in page
