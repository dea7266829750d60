"""The list of reports: proof that silence is no broken channel; and who leads how many of them."""

from datetime import timedelta

from casework.collecting.records.arrivals import Arrivals
from casework.collecting.records.selftests import SelfTest, SelfTests
from crypto.message.said import Answer
from tests.cases import cases_of, decide, done, only_case, press
from tests.channel import JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")


def test_an_empty_list_shows_that_the_form_was_tested_and_works(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    page = maria.get("/reports").text
    assert "There is nothing here</h2>" in page
    assert "The daily test has not come through lately." in page
    channel.report(STORY)
    day = channel.desk.today()
    with channel.desk.database.transaction() as tx:
        [envelope] = Arrivals(tx).not_safe()
        SelfTests(tx).add(SelfTest(envelope, "nine words", day))
        SelfTests(tx).came_back(envelope, day)
    page = maria.get("/reports").text
    assert "The form was last tested on" in page
    assert "and works." in page
    assert ">See the test</a>" in page
    assert "There is nothing here, and that is fine" in page
    channel.later(day + timedelta(days=2))
    assert "has not come through lately." in channel.sign_in(MARIA).get("/reports").text


def test_who_leads_what_counts_what_one_may_read_and_nothing_else(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    done(decide(maria, only_case(maria), "people", lead=MARIA, second=THOMAS))
    channel.report(STORY)
    june = channel.sign_in(JUNE)
    done(decide(june, only_case(june), "people", lead=MARIA, second=JUNE))
    assert len(cases_of(maria)) == 2
    page = maria.get("/reports/load").text
    assert _says(page, "Maria Alvarez") == "Leads 2, seconds none"
    assert _says(page, "Thomas Okafor") == "Leads none, seconds one"
    page = june.get("/reports/load").text
    assert _says(page, "Maria Alvarez") == "Leads one, seconds none"
    assert _says(page, "Thomas Okafor") == "Leads none, seconds none"


def test_whoever_stepped_back_leads_nothing_from_that_moment(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    assert "Alvarez leads" in thomas.get("/reports").text
    press(maria, f"{case}/step-back")
    assert "Alvarez leads" not in thomas.get("/reports").text
    assert _says(thomas.get("/reports/load").text, "Maria Alvarez") == "Leads none, seconds none"


def _says(page: str, name: str) -> str:
    said = page.partition(f'<p class="what">{name}</p>')[2].partition("</p>")[0]
    return said.rpartition(">")[2].strip()
