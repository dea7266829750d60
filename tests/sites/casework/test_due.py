"""What is due in a case, where it is seen, and that every deed keeps it right."""

import re
from datetime import date, timedelta

from casework.complaints.domain.clocks.workdays import Workdays
from config.words import in_words
from crypto.message.said import Answer
from tests.cases import (
    day_of,
    decide,
    done,
    hidden_in,
    name_of,
    only_case,
    press,
    reply,
)
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import moved
from tests.procedures import in_europe
from tests.sites.casework.test_cases import triaged

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
RETALIATED = "an act of retaliation"
NON_RELIANCE = "issued statements can no longer be relied on"


def clocks(text: str) -> list[str]:
    """Return what the list of what is due says first in each line."""
    _, _, rest = text.partition("<h2>What is due</h2>")
    own, _, _ = rest.partition("</section>")
    return [" ".join(each.split()) for each in re.findall(r'<p class="what">([^<]*)', own)]


def test_a_new_report_shows_what_is_due_by_when_and_by_whose_rule(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    by = Workdays().after(channel.desk.today(), 2)
    text = maria.get(case).text
    assert clocks(text)[0].startswith(f"Decide by {in_words(by)}")
    assert any(each.startswith("First reply by") for each in clocks(text))
    assert "2 working days since it came in" in text
    assert "Rule 21F-4(b)(7), (c)(3)" in text
    assert "The committee’s own promise" in text
    assert "by law" not in text
    assert clocks(maria.get(f"{case}/due").text) == clocks(text)


def test_a_reply_moves_the_day_on_in_the_list_and_on_the_case(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    triaged(maria, case)
    done(press(thomas, f"{case}/people", f"{case}/people/free"))
    assert "Plan by" in maria.get("/reports").text
    moved(maria, case, "planned")
    due = in_words(channel.desk.today() + timedelta(days=30))
    assert f"Update due {due}" in maria.get("/reports").text
    assert not any("First reply" in each for each in clocks(maria.get(case).text))


def test_how_serious_it_is_decides_how_soon_it_is_sorted_out(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(press(maria, f"{case}/severity", triggers=["destruction risk"]))
    tomorrow = in_words(channel.desk.today() + timedelta(days=1))
    assert f"Decide by {tomorrow}" in maria.get("/reports").text
    assert "Consider a special meeting" in maria.get(f"{case}/due").text


def test_what_is_late_is_said_in_a_word_wherever_it_is_listed(channel: Channel) -> None:
    channel.report(STORY)
    channel.sign_in(MARIA).get("/reports")
    channel.later(channel.desk.today() + timedelta(days=9))
    maria = channel.sign_in(MARIA)
    assert "Overdue" in maria.get("/reports").text
    assert "Overdue" in maria.get(only_case(maria)).text


def test_the_law_is_named_on_every_page_while_its_day_is_near(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place, today = f"{case}/due", channel.desk.today()
    done(press(maria, place, event=NON_RELIANCE, **day_of("on", today)))
    by = in_words(Workdays().after(today, 4))
    assert f"File Form 8-K on the statements by {by}" in maria.get(place).text
    channel.later(Workdays().after(today, 3))
    later = channel.sign_in(MARIA)
    assert "Form 8-K Item 4.02." in later.get(f"{case}/notes").text
    done(press(later, place, met=NON_RELIANCE))
    assert "Form 8-K Item 4.02" not in later.get(f"{case}/notes").text
    said = later.get(f"{case}/timeline").text
    assert "Maria Alvarez said that what the law asks for was done." in said


def test_what_somebody_said_already_is_not_said_again(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    place = f"{only_case(maria)}/due"
    done(press(maria, place, event=RETALIATED, **day_of("on", channel.desk.today())))
    fields = hidden_in(thomas.get(place).text, place)
    done(press(maria, place, met=RETALIATED))
    late = thomas.post(place, met=RETALIATED, **fields)
    assert late.status_code == 422
    assert "Somebody said so already." in late.text


def test_a_day_that_is_none_keeps_what_was_typed(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/due"
    wrong = press(maria, place, event=RETALIATED, **day_of("on", date(2999, 2, 3)))
    assert wrong.status_code == 422
    assert "Give the day on which it happened." in wrong.text
    assert 'value="2999"' in wrong.text
    nothing = press(maria, place, **day_of("on", channel.desk.today()))
    assert "Choose what happened." in nothing.text


def test_the_reporters_own_deadline_is_shown_and_makes_nothing_of_ours_late(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    long_ago = channel.desk.today() - timedelta(days=400)
    done(press(maria, f"{case}/due", event=RETALIATED, **day_of("on", long_ago)))
    assert "The reporter may complain to OSHA until" in maria.get(case).text
    assert "Overdue" not in maria.get("/reports").text


def test_words_after_the_end_open_the_question_again(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place, aside = f"{case}/triage", f"{case}/aside"
    done(press(maria, place, aside))
    done(press(thomas, place, aside))
    assert only_case(maria, "?show=finished") == case
    name = name_of(maria, case)
    sent.add(Answer("message", "You have not read the second page."))
    channel.collect()
    again = channel.sign_in(MARIA)
    assert f"Read what the reporter of “{name}” wrote after its end" in again.get("/today").text
    assert only_case(again, "?show=us") == case
    assert "The reporter wrote again" in again.get("/reports").text
    assert "Answer by" in again.get("/reports").text
    reply(again, case, "Thank you. We look at it again.")
    assert only_case(again, "?show=finished") == case
    assert "wrote after its end" not in again.get("/today").text


def test_a_question_of_triage_keeps_the_clock(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    before = clocks(maria.get(case).text)[0]
    done(decide(maria, case, "can_act", choice="read_on"))
    assert clocks(maria.get(case).text)[0] == before


def test_the_law_is_on_today_before_its_day_whatever_else_is_due(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    name = name_of(maria, case)
    triaged(maria, case)
    asks = f"Tell the SEC what the auditor reported to the board, in “{name}”"
    today = channel.desk.today()
    heard = "the auditor reported an illegal act to the board"
    assert asks not in maria.get("/today").text
    done(press(maria, f"{case}/due", event=heard, **day_of("on", today)))
    assert asks in maria.get("/today").text
    assert asks not in thomas.get("/today").text
    done(press(maria, f"{case}/due", met=heard))
    assert asks not in maria.get("/today").text


def test_from_day_90_on_today_speaks_of_the_120_days_and_the_list_of_its_age(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case, came = only_case(maria), channel.desk.today()
    triaged(maria, case)
    warns = "at 120 days its reporter loses the earlier date at the SEC"
    open_for = re.compile(r"Open for (\d+) days or more")
    seen = {}
    for day in (59, 60, 89, 90, 110, 121):
        channel.later(came + timedelta(days=day))
        maria = channel.sign_in(MARIA)
        text = maria.get("/today").text
        ages = open_for.findall(maria.get("/reports").text)
        assert ages == open_for.findall(maria.get(case).text)
        presses = "Now." in text.partition(warns)[2].partition("</li>")[0]
        seen[day] = (warns in text, presses, ages)
    assert seen == {
        59: (False, False, []),
        60: (False, False, ["60"]),
        89: (False, False, ["60"]),
        90: (True, False, ["90"]),
        110: (True, True, ["90"]),
        121: (False, False, ["120"]),
    }


def test_european_clocks_are_shown_where_the_procedure_switches_them_on(channel: Channel) -> None:
    channel.report(STORY)
    in_europe(channel)
    maria = channel.sign_in(MARIA)
    text = maria.get(only_case(maria)).text
    week = in_words(channel.desk.today() + timedelta(days=7))
    assert f"First reply by law by {week}" in text
    assert "Tell the reporter the outcome by" in text
    assert "Directive (EU) 2019/1937, art. 9" in text
