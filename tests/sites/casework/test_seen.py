"""Who has seen a report: the audit log of one case, for those who read it and nobody else."""

import re
from html import unescape

import pytest

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.services.reading.casefiles import open_file, save, with_entry
from casework.complaints.views.parts.addresses import case_at
from crypto.log.commitment import committed
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import done, name_of, only_case, reply, take_out
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a drawer.")
_ROWS = re.compile(r'<tr>\s*<th scope="row">([^<]*)</th>\s*((?:<td[^>]*>[^<]*</td>\s*)+)</tr>')
_CELLS = re.compile(r"<td[^>]*>([^<]*)</td>")


def rows(page: str) -> list[tuple[str, ...]]:
    return [
        (unescape(first), *(unescape(cell) for cell in _CELLS.findall(rest)))
        for first, rest in _ROWS.findall(page)
    ]


def log_of(visitor: Visitor, case: str, more: str = "") -> str:
    """Follow the link from the timeline, as a reader finds it."""
    [link] = re.findall(r'href="(/history\?[^"]*)"', visitor.get(f"{case}/timeline").text)
    return visitor.get(unescape(link) + more).text


def test_each_reader_is_named_once_with_the_day_on_which_they_read_it(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    for visitor in (maria, maria, thomas, thomas):
        assert visitor.get(case).status_code == 200
    page = log_of(maria, case)
    seen = {row[0]: row[1:] for row in rows(page) if len(row) == 3}
    assert seen["David Reyes"] == ("Reads all of it", "Not so far")
    assert seen["Maria Alvarez"][1] == seen["Thomas Okafor"][1] != "Not so far"
    assert "June Park" not in seen
    assert page.count("Thomas Okafor read the report.") == 1
    assert page.count("Maria Alvarez read the report first.") == 1


def test_whoever_reads_it_no_longer_stays_named(channel: Channel) -> None:
    channel.report(STORY)
    maria, david = channel.sign_in(MARIA), channel.sign_in(DAVID)
    case = only_case(maria)
    maria.get(case)
    david.get(case)
    done(take_out(maria, case, DAVID, "He knows her."))
    assert dict(row[:2] for row in rows(log_of(maria, case)) if len(row) == 3)["David Reyes"] == (
        "No longer"
    )


def test_filters_choose_among_the_deeds_of_a_case(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    maria.get(case)
    reply(thomas, case, "Thank you. Which drawer?")
    assert "Maria Alvarez read the report first." in log_of(maria, case)
    by_thomas = log_of(maria, case, f"&person={THOMAS}")
    assert "Thomas Okafor wrote to the reporter." in by_thomas
    assert "Maria Alvarez read the report first." not in by_thomas
    assert f'<option value="{case.removeprefix("/reports/")}" selected' in " ".join(
        maria.get(f"/history?case={case.removeprefix('/reports/')}").text.split()
    )


@pytest.mark.parametrize("spelling", ["", "A" * 43, "x", "é"])
def test_a_case_that_is_not_theirs_is_no_choice(channel: Channel, spelling: str) -> None:
    """The same page comes, letter by letter, whether there is such a case or not."""
    channel.report(STORY, leaving_out=(JUNE,))
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    name = name_of(maria, case)
    hidden = june.get(f"/history?case={case.removeprefix('/reports/')}").text
    plain = june.get(f"/history?case={spelling}").text
    token = re.compile(r'name="csrf_token"\s+value="[^"]*"')
    assert token.sub("", hidden) == token.sub("", plain)
    assert name not in hidden
    assert 'name="case"' not in hidden


def test_a_line_that_the_history_does_not_have_is_named(channel: Channel) -> None:
    """A reader has the key of the case, and could add a line to it; not to the history."""
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    maria.get(case)
    assert "does not stand in the history" not in log_of(maria, case)
    desk, me = channel.desk, channel.seat(MARIA)
    planted = committed({
        "verb": "in a case", "day": "2026-06-12", "actor": THOMAS,
        "subject": {"did": "file opened", "file": "drawer.txt", "case": "x"},
    }).raw  # fmt: skip
    with desk.database.transaction() as tx:
        file = open_file(tx, desk, me, case_at(case.removeprefix("/reports/")))
        assert file is not None
        save(tx, with_entry(tx, file, Entry(Kind.DEED, 0, desk.today(), MARIA, raw=planted)))
    assert "does not stand in the history" in log_of(maria, case)
