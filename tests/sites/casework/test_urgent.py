"""What cannot wait is mailed to those who read it, in the words of every day, and to no other."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from casework.collecting.commands import mail
from casework.collecting.services.mailing import SUBJECT, WORDS, MailError
from casework.desk import lay_desk
from config.settings import SmtpSecurity
from crypto.message.said import Answer
from tests.cases import decide, done, only_case
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, MEMBERS, THOMAS, Channel
from tests.unit.casework.collecting.postoffice import PostOffice, post_office

STORY = Answer("what", "The rebates are kept in a drawer.")
SOON = Answer("soon", "yes")
FEARED = Answer("treated", "worried")


@pytest.fixture
def office(channel: Channel) -> Iterator[PostOffice]:
    with post_office() as office:
        settings = replace(
            channel.desk.settings,
            smtp_host="127.0.0.1",
            smtp_port=office.port,
            smtp_security=SmtpSecurity.LOCAL,
            smtp_from="system@committee.example.com",
        )
        channel.house.desk = replace(channel.desk, settings=settings)
        lay_desk(channel.house.app, channel.house.desk)
        for person in (*MEMBERS, *EXTERNALS):
            assert mail.main(["--to", person, f"{person}@example.org"], channel.desk) == 0
        yield office


def went_to(office: PostOffice) -> set[str]:
    return {to.removesuffix("@example.org") for to, _ in office.letters}


@pytest.mark.parametrize("urgent", [SOON, FEARED])
def test_a_report_that_cannot_wait_is_told_to_its_other_readers_once(
    channel: Channel, office: PostOffice, urgent: Answer
) -> None:
    channel.report(STORY, urgent, leaving_out=(JUNE,))
    for person in (JUNE, DAVID, MARIA, DAVID):
        channel.sign_in(person).get("/reports")
    assert went_to(office) == {MARIA, THOMAS, *EXTERNALS}
    assert len(office.letters) == len(went_to(office))
    said = {(letter["Subject"], letter.get_content()) for _, letter in office.letters}
    assert said == {(SUBJECT, f"{WORDS}\n")}


def test_fear_in_words_that_come_later_is_told_like_that_of_a_report(
    channel: Channel, office: PostOffice
) -> None:
    sent = channel.report(STORY, leaving_out=(JUNE,))
    channel.sign_in(MARIA).get("/reports")
    office.letters.clear()
    sent.add(Answer("message", "They fired me today, and I am being threatened."))
    channel.collect()
    assert not office.letters
    for person in (JUNE, DAVID, MARIA, DAVID):
        channel.sign_in(person).get("/reports")
    assert went_to(office) == {MARIA, THOMAS, *EXTERNALS}
    assert len(office.letters) == len(went_to(office))


def test_what_came_in_is_told_to_externals_who_read_it_and_to_no_other(
    channel: Channel, office: PostOffice
) -> None:
    """One of them was left out: a mail would tell them that there is something."""
    helen, samuel = EXTERNALS
    channel.report(STORY, Answer("soon", "no"), leaving_out=(samuel,))
    assert not office.letters
    for person in (samuel, MARIA, THOMAS):
        channel.sign_in(person).get("/reports")
    assert [to.removesuffix("@example.org") for to, _ in office.letters] == [helen]


def test_danger_that_a_member_sees_is_told_when_it_is_new(
    channel: Channel, office: PostOffice
) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    office.letters.clear()
    done(decide(maria, case, "danger", choice="none"))
    assert not office.letters
    done(decide(maria, case, "danger", choice="person"))
    assert went_to(office) == {DAVID, THOMAS, *EXTERNALS}
    office.letters.clear()
    done(decide(maria, case, "danger", choice="person"))
    assert not office.letters


def test_a_mail_server_that_is_down_keeps_nobody_from_the_report(
    channel: Channel, office: PostOffice
) -> None:
    faults: list[Exception] = []
    channel.house.desk = replace(channel.desk, note=faults.append)
    lay_desk(channel.house.app, channel.house.desk)
    office.refuses = True
    channel.report(STORY, SOON)
    assert only_case(channel.sign_in(MARIA))
    assert [type(each) for each in faults] == [MailError]
