"""The demo committee opens what the public site has sealed, and its answers reach the reporter."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from crypto.envelope import Envelope
from crypto.mailbox.proof import NotReadyYet, Proof, verify_proof
from crypto.mailbox.readers import Accepted
from crypto.mailbox.snapshot import Status
from crypto.manifest.people import Role
from crypto.message.said import Answer
from crypto.names import BlobId, PersonId
from crypto.sealing import seal
from deploy.standin.answering import Reply
from deploy.standin.people import Seat
from deploy.standin.sorry import StandinError
from intake.desk import Desk
from store.clock import utc_today
from store.dropbox import Dropbox, envelopes
from tests.committee import (
    DAVID,
    EXTERNALS,
    HELEN,
    JUNE,
    MARIA,
    MEMBERS,
    RECOVERY,
    THOMAS,
    Committee,
    founded,
    newcomer,
    sitting_at,
)
from tests.reporting import STORY, Returning, report
from tests.unit.crypto.submissions import ENVELOPE, REPORT
from tests.unit.store.builders import a_blob_id, an_envelope

NEWS = Reply("Which quarter was it?", Status.ASKED, date(2026, 12, 1))


def _accepted(returning: Returning) -> Accepted:
    answer = returning.mailbox().answer
    assert isinstance(answer, Accepted), answer
    return answer


def test_everybody_who_was_not_left_out_opens_a_report_and_nobody_else(
    committee: Committee, open_intake: Flask
) -> None:
    report(open_intake, leaving_out=(JUNE, DAVID))
    [opened] = committee.open_all().reports
    assert set(opened.report.openers) == {MARIA, THOMAS, *EXTERNALS, RECOVERY}
    assert opened.report.contents.readers.left_out == tuple(sorted((DAVID, JUNE)))
    assert opened.report.answers == STORY
    assert (opened.report.day, opened.later) == (utc_today(), ())


def test_files_come_out_whole_in_the_order_of_sending(
    committee: Committee, open_intake: Flask
) -> None:
    report(open_intake, files={"ledger.xlsx": b"x" * 200_000, "note.txt": b""})
    mail = committee.open_all()
    [opened] = mail.reports
    assert [(file.name, file.size) for file in opened.report.files] == [
        ("ledger.xlsx", 200_000),
        ("note.txt", 0),
    ]
    assert all(file.is_whole for file in opened.report.files)
    assert committee.contents_of(mail) == b"x" * 200_000


def test_a_story_too_long_for_an_envelope_is_opened_like_any_other(
    committee: Committee, open_intake: Flask
) -> None:
    long = Answer("what", "会" * 15_000)
    returning = report(open_intake, long, files={"a": b"abc"})
    returning.add(long, files={"b": b"def"})
    mail = committee.open_all()
    [opened] = mail.reports
    assert opened.report.answers == opened.later[0].answers == (long,)
    assert [file.name for file in opened.report.files] == ["a"]
    assert committee.contents_of(mail) == b"abc"


def test_a_blob_that_was_changed_is_named_and_signed_for_by_nobody(
    committee: Committee, open_intake: Flask
) -> None:
    returning = report(open_intake, files={"a": b"abc"})
    desk: Desk = open_intake.extensions["desk"]
    with desk.dropbox.reading() as tx:
        [blob] = tx.scalars(envelopes.select().with_only_columns(envelopes.c.blob))
    sealed = b"".join(desk.blobs.read(BlobId(blob)))
    desk.blobs.drop(BlobId(blob))
    desk.blobs.append(BlobId(blob), 0, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    case = committee.only_case()
    [opened] = committee.open_all().reports
    assert not opened.report.is_whole
    committee.sign_for(case)
    assert _accepted(returning).snapshot.proof == NotReadyYet()


def test_what_is_sent_later_joins_its_report(committee: Committee, open_intake: Flask) -> None:
    first, second = report(open_intake), report(open_intake)
    second.add(Answer("message", "It was the third quarter."))
    mail = committee.open_all()
    later = {each.report.id: [one.answers for one in each.later] for each in mail.reports}
    assert later == {
        first.envelope: [],
        second.envelope: [(Answer("message", "It was the third quarter."),)],
    }
    assert (mail.strays, mail.broken) == ((), ())


def test_a_message_that_its_reporter_did_not_write_is_a_stray(
    committee: Committee, open_intake: Flask
) -> None:
    honest, other = report(open_intake), report(open_intake)
    forging = replace(honest.keys, followup_key=other.keys.followup_key)
    replace(honest, keys=forging).add(*STORY)
    mail = committee.open_all()
    assert len(mail.strays) == 1
    assert not any(each.later for each in mail.reports)


def test_an_envelope_that_nobody_can_open_is_told_of_and_stops_nothing(
    committee: Committee, open_intake: Flask
) -> None:
    report(open_intake)
    maria = committee.founded.holders[MARIA].seeds.vault.public
    sealed = seal(REPORT, [maria], committee.founded.hash, ENVELOPE).raw
    damaged = Envelope.parse(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    nobodys = an_envelope()
    desk: Desk = open_intake.extensions["desk"]
    with desk.dropbox.transaction() as tx:
        for each in (damaged, nobodys):
            Dropbox(tx).deposit(each, a_blob_id(), utc_today())
    mail = committee.open_all()
    assert {each.id for each in mail.broken} == {ENVELOPE, nobodys.header.envelope}
    assert len(mail.reports) == 1


def test_the_reporter_hears_of_the_opening_with_a_proof_of_what_was_sent(
    committee: Committee, open_intake: Flask
) -> None:
    returning = report(open_intake, files={"a": b"abc"})
    case = committee.sign_for(committee.only_case())
    snapshot = _accepted(returning).snapshot
    assert (snapshot.status, snapshot.messages) == (Status.OPENED, ())
    assert isinstance(snapshot.proof, Proof)
    verify_proof(snapshot.proof, committee.founded.roles, committee.copy_of(case).content)


def test_an_answer_reaches_the_reporter_and_the_proof_stays_as_it_was(
    committee: Committee, open_intake: Flask
) -> None:
    returning = report(open_intake, leaving_out=(MARIA,))
    case = committee.sign_for(committee.only_case())
    proof = _accepted(returning).snapshot.proof
    committee.answer(committee.answer(case, NEWS), "Thank you.", by=HELEN)
    snapshot = _accepted(returning).snapshot
    assert [each.text for each in snapshot.messages] == ["Which quarter was it?", "Thank you."]
    assert (snapshot.status, snapshot.come_back) == (Status.ASKED, date(2026, 12, 1))
    assert (snapshot.version, snapshot.signer, snapshot.proof) == (3, HELEN, proof)


def test_only_a_reader_answers(committee: Committee, open_intake: Flask) -> None:
    returning = report(open_intake, leaving_out=(MARIA,))
    with pytest.raises(StandinError, match="maria-alvarez does not read report 1"):
        committee.answer(committee.only_case(), "It was me.", by=MARIA)
    assert not isinstance(returning.mailbox().answer, Accepted)


def test_an_answer_longer_than_a_mailbox_is_refused(
    committee: Committee, open_intake: Flask
) -> None:
    report(open_intake)
    with pytest.raises(StandinError, match="longer than a mailbox"):
        committee.answer(committee.only_case(), "x" * 70_000)


def test_a_reader_who_was_removed_gets_nothing_that_is_sent_later(
    committee: Committee, open_intake: Flask
) -> None:
    returning = report(open_intake)
    case = committee.change_readers(committee.only_case(), removed=[MARIA, THOMAS])
    assert case.snapshot is not None
    assert case.snapshot.signer not in {MARIA, THOMAS}
    returning.add(*STORY)
    [opened] = committee.open_all().reports
    assert set(opened.report.openers) >= set(MEMBERS)
    assert set(opened.later[0].openers) == {JUNE, DAVID, *EXTERNALS, RECOVERY}


def test_a_member_who_came_later_reads_on_only_when_a_reader_says_so(
    committee: Committee, open_intake: Flask
) -> None:
    told, untold = report(open_intake), report(open_intake)
    amina = newcomer(Seat(PersonId("amina-diallo"), Role.MEMBER, "Amina Diallo"))
    committee.next_manifest([*committee.founded.manifest.persons, amina.person], [amina])
    committee.open_all()
    [case] = [each for each in committee.cases() if each.report == told.envelope]
    committee.change_readers(case, added=[amina.id])
    told.add(*STORY)
    untold.add(*STORY)
    later = {each.report.id: each.later[0].openers for each in committee.open_all().reports}
    assert amina.id in later[told.envelope]
    assert amina.id not in later[untold.envelope]


def test_whoever_was_left_out_never_comes_back(committee: Committee, open_intake: Flask) -> None:
    report(open_intake, leaving_out=(JUNE,))
    with pytest.raises(StandinError, match="never comes back"):
        committee.change_readers(committee.only_case(), added=[JUNE])


def test_the_last_external_cannot_be_removed(committee: Committee, open_intake: Flask) -> None:
    report(open_intake)
    with pytest.raises(StandinError, match="one of them from outside"):
        committee.change_readers(committee.only_case(), removed=EXTERNALS)


def test_a_dropbox_of_another_committee_is_left_alone(committee: Committee, tmp_path: Path) -> None:
    other = founded(utc_today() - timedelta(days=1))
    url = f"sqlite:///{tmp_path}/dropbox.sqlite"
    with pytest.raises(StandinError, match="another committee"), sitting_at(url, other):
        pass
