"""Figures count what a session reads, hide what is small, and are published by a member's word."""

import re
from dataclasses import replace
from datetime import date, timedelta

from casework.collecting.records.counted import Counts
from casework.complaints.domain.clocks.running import CaseDays
from casework.complaints.domain.statistics.cases import Channel as Way
from casework.complaints.domain.statistics.cases import Counted, CountedAllegation
from casework.complaints.domain.taxonomy import CategoryCode, Group, Scope
from casework.complaints.services.ending.counting import figures_of
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.procedure import procedure_of
from casework.complaints.views.ending.counted import subjects_of
from casework.desk import lay_desk
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import cases_of, day_of, done, hidden_in, press
from tests.channel import EXTERNALS, JUNE, MARIA, THOMAS, Channel
from tests.endings import closed
from tests.sites.casework.test_entering import entered
from tests.sites.casework.test_identity import told

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


def two_ways(channel: Channel) -> Visitor:
    """One report by the form and one by telephone, each with all that figures ask about."""
    channel.report(Answer("what", "One thing."))
    today = channel.desk.today()
    entered(channel.sign_in(MARIA), today, named="yes")
    channel.collect()
    maria = channel.sign_in(MARIA)
    plan = {"role": "reporter", "way": "mailbox", "watcher": THOMAS}
    named = {"name": "Pat Doe", "part": "subject", "kind": "chief financial officer"}
    for case in cases_of(maria):
        began = day_of("first", today - timedelta(days=12))
        done(press(maria, f"{case}/due", began="1", **began))
        done(press(maria, f"{case}/protection", form="plan", **plan))
        done(press(maria, f"{case}/conflicts", **named))
    return maria


def test_what_is_counted_is_what_the_cases_say(channel: Channel) -> None:
    two_ways(channel)
    found = figures_of(channel.desk, channel.seat(MARIA)).counted
    ways = {each.channel: each.anonymous for each in found}
    assert ways == {Way.TELEPHONE: False, Way.WEB: True}
    assert {each.happened for each in found} == {channel.desk.today() - timedelta(days=12)}
    assert all(each.names_senior and len(each.plans) == 1 for each in found)
    assert all(len(each.clocks) == 2 for each in found)


def test_the_page_says_each_figure_or_that_it_is_too_small(channel: Channel) -> None:
    page = two_ways(channel).get("/figures").text
    rows = dict(_FACT.findall(page))
    assert rows["From its beginning until it was told"] == "Too few to say"
    assert rows["To be compared with other companies"] == "No: fewer than 10 came in 12 months"
    assert rows["Less than 60 days"] == "2"
    assert rows["Came without a name"] == "Too few to say"
    assert "For each 100 employees, in 12 months" not in rows
    assert "By telephone" in page


def test_a_share_of_a_number_that_is_hidden_is_hidden_with_it(channel: Channel) -> None:
    days = CaseDays(channel.desk.today())
    few, many = (
        Counted(days, allegations=(CountedAllegation(CategoryCode(code), Group.NONE, Scope.IN),))
        for code in ("HR-CIV", "ACC-REV")
    )
    with channel.house.app.test_request_context():
        assert {row[1:] for row in subjects_of((few, *[many] * 12))} == {("Too few to say",) * 2}
        assert {row[1:] for row in subjects_of((*[few] * 11, *[many] * 12))} == {
            ("11", "0 of 11"),
            ("12", "0 of 12"),
        }


def test_a_name_counts_for_those_alone_who_were_told(channel: Channel) -> None:
    told(channel)
    open_pending(channel.desk, channel.seat(JUNE))
    seen = {who: figures_of(channel.desk, channel.seat(who)).counted for who in (MARIA, JUNE)}
    assert [each.anonymous for each in seen[MARIA]] == [False]
    assert [each.anonymous for each in seen[JUNE]] == [True]


def test_reports_for_each_100_employees_need_a_number_of_employees(channel: Channel) -> None:
    channel.report(Answer("what", "One thing."))
    procedure = replace(procedure_of(channel.desk), employees=104)
    desk = replace(channel.desk, procedure=procedure)
    lay_desk(channel.house.app, desk)
    channel.house.desk = desk
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    rows = dict(_FACT.findall(maria.get("/figures").text))
    assert rows["For each 100 employees, in 12 months"] == "0.96"


def test_a_day_that_has_not_come_is_no_beginning(channel: Channel) -> None:
    channel.report(Answer("what", "One thing."))
    maria = channel.sign_in(MARIA)
    [case] = cases_of(maria)
    wrong = press(maria, f"{case}/due", began="1", **day_of("first", date(2999, 2, 3)))
    assert wrong.status_code == 422
    assert "Give a day up to today." in wrong.text
    assert 'value="2999"' in wrong.text


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


def compared_on(page: str) -> dict[str, list[str]]:
    """Return the rows of the table beside other companies, by what they say."""
    table = page.partition("Beside other companies</caption>")[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    found = [re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", each) for each in rows]
    return {each[0]: each[1:] for each in found[1:]}


def test_our_figures_stand_beside_those_of_others_with_source_and_year(channel: Channel) -> None:
    rows = compared_on(two_ways(channel).get("/figures").text)
    navex = "NAVEX, edition 2025"
    few = "Too few to say"
    assert rows["Confirmed, of what was judged"] == [few, "46 %", "2024", navex]
    assert rows["Reporters without a name who came back"] == [few, "26 %", "2024", navex]
    assert rows["Reports for each 100 employees (US-headquartered)"][1:] == ["1.78", "2024", navex]
    assert rows["Until the end, on average"][:3] == ["None yet", "45 days", "2019"]
    assert rows["About staff and respect at work"][3] == "NAVEX, data of 2022"
    assert rows["About retaliation"][1:] == ["Not known", "", ""]
