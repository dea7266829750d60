"""Mail says nothing: not how much there is, not about whom, and not whether there is anything."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from casework.collecting.commands import collect, mail
from casework.collecting.domain import Trouble
from casework.collecting.services.alarms import alarms
from casework.collecting.services.mailing import SUBJECT, WORDS, MailError, tell_readers
from casework.history.commands import nightly, verify
from casework.history.records import History
from config.settings import SmtpSecurity
from crypto.log.checkpoint import read_checkpoint
from crypto.log.notes import Note
from crypto.names import PersonId
from tests.committee import EXTERNALS, HELEN, MARIA, MEMBERS, THOMAS
from tests.running import free_port
from tests.unit.casework.collecting.postoffice import PostOffice, post_office
from tests.unit.casework.collecting.senders import send
from tests.unit.casework.ground import House

Capture = pytest.CaptureFixture[str]


def address_of(person: PersonId) -> str:
    return f"{person}@example.org"


@contextmanager
def mailing(
    house: House, *, security: SmtpSecurity = SmtpSecurity.LOCAL
) -> Iterator[tuple[House, PostOffice]]:
    with post_office() as office:
        settings = replace(
            house.desk.settings,
            smtp_host="127.0.0.1",
            smtp_port=office.port,
            smtp_security=security,
            smtp_from="system@committee.example.com",
        )
        there = replace(house, desk=replace(house.desk, settings=settings))
        for person in (*MEMBERS, *EXTERNALS):
            assert mail.main(["--to", person, f"{person}@example.org"], there.desk) == 0
        yield there, office


def test_every_holder_gets_the_same_mail_every_day(house: House) -> None:
    with mailing(house) as (there, office):
        assert mail.main([], there.desk) == 0
        send(there.desk.dropbox)
        there.day.passes()
        assert mail.main([], there.desk) == 0
    days = office.letters[:6], office.letters[6:]
    for letters in days:
        assert {to for to, _ in letters} == {
            f"{each}@example.org" for each in (*MEMBERS, *EXTERNALS)
        }
        assert all(letter["To"] == to for to, letter in letters)
        assert all(letter["Cc"] is None for _, letter in letters)
    said = {(letter["Subject"], letter.get_content()) for _, letter in office.letters}
    assert said == {(SUBJECT, f"{WORDS}\n")}


def test_the_words_name_no_case_no_person_no_topic_and_no_number() -> None:
    for text in (SUBJECT, WORDS):
        assert not re.search(r"[0-9%{}]", text)
        words = set(re.findall(r"[a-z]+", text.casefold()))
        assert not words & {"report", "case", "new", "reporter", "urgent", "message", "open"}


def test_the_mail_carries_the_newest_checkpoint_and_it_can_be_checked(
    house: House, capsys: Capture
) -> None:
    with mailing(house) as (there, office):
        nightly.main([], there.desk)
        mail.main([], there.desk)
    text = office.letters[0][1].get_content()
    assert text.startswith(WORDS)
    lines = text.removeprefix(WORDS).strip("\n")
    assert read_checkpoint(Note(lines + "\n", ())).size == 256
    kept = house.folder / "kept.txt"
    kept.write_text(text)
    assert verify.checkpoint_in(kept).size == 256


def test_what_collects_tells_nobody_since_it_knows_no_readers(house: House) -> None:
    with mailing(house) as (there, office):
        send(there.desk.dropbox)
        assert collect.main([], there.desk) == 0
        assert not office.letters


def test_what_is_urgent_goes_to_its_readers_in_the_same_words(house: House) -> None:
    with mailing(house) as (there, office):
        mail.main([], there.desk)
        daily = office.letters[0][1]
        office.letters.clear()
        tell_readers(there.desk, [THOMAS, HELEN])
        assert {to for to, _ in office.letters} == {f"{THOMAS}@example.org", f"{HELEN}@example.org"}
        assert office.letters[0][1].get_content() == daily.get_content()


def test_a_server_that_refuses_is_said_without_its_words(house: House, capsys: Capture) -> None:
    with mailing(house) as (there, office):
        office.refuses = True
        capsys.readouterr()
        assert mail.main([], there.desk) == 1
        said = capsys.readouterr().err
        refused = "The mail server refused one or more of the addresses."
        assert said == f"The mail did not go out. {refused}\n"
        there.day.passes(2)
        assert Trouble.NOT_MAILED in {each.trouble for each in alarms(there.desk)}


def test_an_address_that_is_refused_silences_nobody_else(house: House, capsys: Capture) -> None:
    with mailing(house) as (there, office):
        office.unknown = address_of(min(MEMBERS + EXTERNALS))  # the first that is written to
        assert mail.main([], there.desk) == 1
        got = {to for to, _ in office.letters}
        assert got == {address_of(each) for each in (*MEMBERS, *EXTERNALS)} - {office.unknown}
    assert "refused one or more of the addresses" in capsys.readouterr().err


def test_no_mail_goes_out_in_clear_where_protection_was_asked_for(house: House) -> None:
    for security in (SmtpSecurity.STARTTLS, SmtpSecurity.TLS):
        with mailing(house, security=security) as (there, office):
            with pytest.raises(MailError):
                tell_readers(there.desk, [MARIA])
            assert not office.letters


def test_without_a_mail_server_the_command_says_so(house: House, capsys: Capture) -> None:
    mail.main(["--to", MARIA, "m@example.org"], house.desk)
    assert mail.main([], house.desk) == 1
    assert "name no mail server" in capsys.readouterr().err
    away = replace(house.desk.settings, smtp_host="localhost", smtp_port=free_port())
    away = replace(away, smtp_from="a@example.org", smtp_security=SmtpSecurity.LOCAL)
    assert mail.main([], replace(house.desk, settings=away)) == 1


def test_an_address_is_kept_replaced_and_removed_and_each_is_a_deed(
    house: House, capsys: Capture
) -> None:
    with mailing(house) as (there, office):
        assert mail.main(["--to", MARIA, "none"], there.desk) == 0
        assert mail.main(["--to", THOMAS, "elsewhere@example.org"], there.desk) == 0
        mail.main([], there.desk)
        assert Trouble.NO_ADDRESS in {each.trouble for each in alarms(there.desk)}
    got = {to for to, _ in office.letters}
    assert f"{MARIA}@example.org" not in got
    assert f"{THOMAS}@example.org" not in got
    assert "elsewhere@example.org" in got
    with house.desk.database.reading() as tx:
        assert len(History(tx).all(house.day())) == 8


@pytest.mark.parametrize(
    "address", ["x", "a b@example.org", "a@b\r\nBcc: c@d.org", "a@b", "@b.org"]
)
def test_what_is_no_address_is_refused(house: House, address: str, capsys: Capture) -> None:
    assert mail.main(["--to", MARIA, address], house.desk) == 1
    assert "not a mail address" in capsys.readouterr().err
    assert mail.main(["--to", "nobody", "a@example.org"], house.desk) == 1
