"""More ways in which a left-out member might notice: beside what she looks at for its own sake.

Here June reads one report, and is left out of another that is linked to it, goes out with
others, is held and stands in everybody else's lists. Together with `test_left_out.py` (her
lists, every address of the case, the audit log and its copy, keys, traces, names, gaps, places
on a page, wraps, the stolen disk), `test_left_out_search.py` (words, names, order, the index,
what is still being opened) and `test_several_out.py` (exports of several), these are the ways
that we know. Nothing is timed: what would take longer asks the database more often.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.collecting.records.addresses import Addresses
from casework.collecting.services.mailing import send_daily
from casework.complaints.views.parts.addresses import address as address_of
from casework.export.domain.several import Several
from casework.export.domain.wish import Wish
from casework.export.services.several import Found, found_for
from casework.trust import Standing
from config.settings import SmtpSecurity
from crypto.message.said import Answer
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.cases import (
    DONE,
    cases_of,
    decide,
    done,
    drawn,
    hidden_in,
)
from tests.channel import EXTERNALS, JUNE, MARIA, MEMBERS, channel_at
from tests.evidence import place_for, sent
from tests.sites.casework.behind import (
    HERS,
    NOWHERE,
    SHARED,
    Behind,
    looked,
    named,
    statements,
    worked,
)
from tests.sites.casework.test_left_out import PARTS, same_for_all
from tests.sites.casework.test_linked import tie
from tests.unit.casework.collecting.postoffice import post_office
from tests.unit.store.uploads.bodies import form


@pytest.fixture(scope="module")
def behind(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator[Behind]:
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with channel_at(tmp_path_factory.mktemp("behind"), empty, founded_today) as channel:
        for person in (*MEMBERS, *EXTERNALS):
            channel.join(person)
        channel.report(Answer("what", "The scrap is sold for cash."))
        maria = channel.sign_in(MARIA)
        [shared] = cases_of(maria)
        done(decide(maria, shared, "can_act", choice="read_on"))
        channel.sign_in(JUNE).get(shared)
        _, before = looked(channel, shared)
        hidden = worked(channel, shared)
        channel.sign_in(JUNE)  # each new envelope is tried once, whoever it is for
        _, after = looked(channel, shared)
        done(tie(maria, hidden, shared, "link"))
        june, linked = looked(channel, shared)
        yield Behind(channel, june, shared, hidden, before, after, linked)


@pytest.mark.parametrize("way", [*HERS, *SHARED])
def test_it_says_the_same_letter_for_letter(behind: Behind, way: str) -> None:
    place = HERS[way] if way in HERS else f"{behind.shared}{SHARED[way]}"
    assert behind.after.pages[place] == behind.before.pages[place]
    assert behind.linked.pages[place] == behind.before.pages[place]


@pytest.mark.parametrize("way", [*HERS, *SHARED])
def test_it_asks_the_database_as_often(behind: Behind, way: str) -> None:
    place = HERS[way] if way in HERS else f"{behind.shared}{SHARED[way]}"
    assert behind.after.asked[place] == behind.before.asked[place]
    assert behind.linked.asked[place] == behind.before.asked[place], "once its end was tried"


def test_no_header_and_no_cookie_is_another(behind: Behind) -> None:
    assert behind.after.headers == behind.before.headers


def test_an_unlock_asks_the_database_as_often(behind: Behind) -> None:
    assert behind.after.unlock == behind.before.unlock


def test_the_address_of_the_case_asks_the_database_as_often_as_one_that_never_was(
    behind: Behind,
) -> None:
    for case in (behind.hidden, NOWHERE):  # a key is tried once, and then known
        behind.june.get(case)
    for part in PARTS:
        counts = []
        for case in (behind.hidden, NOWHERE):
            with statements() as said:
                behind.june.get(f"{case}{part}")
            counts.append(len(said))
        assert counts[0] == counts[1], part


def test_a_form_for_the_case_asks_the_database_as_often_as_one_that_never_was(
    behind: Behind,
) -> None:
    token = hidden_in(behind.june.get("/reports").text, "/lock")
    for part in ("/notes", "/conversation", "/linked", "/people/remove", "/step-back"):
        counts = []
        for case in (behind.hidden, NOWHERE):
            with statements() as said:
                behind.june.post(f"{case}{part}", **token | drawn(), note="x", reply="x")
            counts.append(len(said))
        assert counts[0] == counts[1], part


def test_linking_to_the_case_is_answered_like_linking_to_one_that_never_was(
    behind: Behind,
) -> None:
    place = f"{behind.shared}/linked"
    token = hidden_in(behind.june.get("/reports").text, "/lock") | drawn()
    keys = (each.rpartition("/")[2] for each in (behind.hidden, NOWHERE))
    there, never = (
        behind.june.post(place, **token, which=key, how="link", why="Because.") for key in keys
    )
    assert there.status_code == never.status_code != DONE
    assert same_for_all(there.text) == same_for_all(never.text)


ELSEWHERE = {
    "setting it aside with others": ("/reports/aside", "which"),
    "putting it forward to be destroyed": ("/records/propose", "cases"),
}


@pytest.mark.parametrize("way", ELSEWHERE)
def test_naming_the_case_elsewhere_is_answered_like_one_that_never_was(
    behind: Behind, way: str
) -> None:
    place, field = ELSEWHERE[way]
    token = hidden_in(behind.june.get("/reports").text, "/lock") | drawn()
    keys = (each.rpartition("/")[2] for each in (behind.hidden, NOWHERE))
    answers = [behind.june.post(place, **token, **{field: key}, why="Because.") for key in keys]
    assert same_for_all(answers[0].text) == same_for_all(answers[1].text)
    assert answers[0].status_code == answers[1].status_code


ADDRESSES = {
    "its list before it is destroyed": "/records/list/{}",
    "its certificate": "/records/certificates/{}",
    "a place after it in the list": "/reports?after={}",
    "its address with a slash": "/reports/{}/",
    "a page of it that there is not": "/reports/{}/secret",
    "its key in the audit log": "/history?when=all&kind={}",
}


@pytest.mark.parametrize("way", ADDRESSES)
def test_its_key_in_any_address_is_answered_like_a_key_that_never_was(
    behind: Behind, way: str
) -> None:
    keys = (each.rpartition("/")[2] for each in (behind.hidden, NOWHERE))
    there, never = (behind.june.get(ADDRESSES[way].format(key)) for key in keys)
    assert same_for_all(there.text) == same_for_all(never.text)
    assert (there.status_code, named(there.headers.items())) == (
        never.status_code,
        named(never.headers.items()),
    )


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE"])
def test_no_other_method_tells_that_the_case_is_there(behind: Behind, method: str) -> None:
    client, address = behind.june.client, behind.june.address
    there, never = (
        client.open(case, method=method, base_url=address) for case in (behind.hidden, NOWHERE)
    )
    assert (there.status_code, there.text) == (never.status_code, never.text)
    assert there.headers.get("Allow") == never.headers.get("Allow")


def test_a_file_for_the_case_is_refused_like_one_for_no_case(behind: Behind) -> None:
    token = hidden_in(behind.june.get("/reports").text, "/lock")
    body = form([*token.items()], [("a.txt", b"0" * 10)])
    there, never = (sent(behind.june, place_for(case), body) for case in (behind.hidden, NOWHERE))
    assert (there.status_code, there.text) == (never.status_code, never.text)


def test_what_she_may_take_out_with_others_does_not_name_it(behind: Behind) -> None:
    channel, today = behind.channel, behind.channel.desk.today()
    found = found_for(channel.desk, channel.seat(JUNE), Several(Wish(), today, today, MARIA))
    assert isinstance(found, Found)
    assert [address_of(each) for each in found.cases] == [behind.shared]


def test_every_mail_of_a_day_has_the_same_words_whoever_reads_what(behind: Behind) -> None:
    desk = behind.channel.desk
    committee = desk.trust.now()
    assert isinstance(committee, Standing)
    with post_office() as office:
        there = replace(
            desk.settings,
            smtp_host="127.0.0.1",
            smtp_port=office.port,
            smtp_security=SmtpSecurity.LOCAL,
            smtp_from="system@committee.example.com",
        )
        with desk.database.transaction() as tx:
            for person in (JUNE, MARIA):
                Addresses(tx).put(person, f"{person}@example.org")
        send_daily(replace(desk, settings=there), committee)
    assert {to for to, _ in office.letters} == {f"{each}@example.org" for each in (JUNE, MARIA)}
    assert len({letter.get_content() for _, letter in office.letters}) == 1
