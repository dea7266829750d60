"""Words open something while their report lives and for a time after, and then nothing."""

from datetime import timedelta

from sqlalchemy import update

from casework.collecting.records.mailboxes import KeptMailboxes
from casework.collecting.records.outbox import Outbox
from casework.complaints.services.mailboxes import keep_mailboxes
from crypto.mailbox.readers import Accepted
from crypto.message.said import Answer
from crypto.names import Tag
from store.lasting.lifetimes import Lifetimes, mailbox_weeks
from store.mailbox import Mailbox
from tests.cases import cases_of, done, press, reply
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import STORY, closed, destroyed, finished, later
from tests.reporting import Returning

AGES = timedelta(days=40 * 31)


def night(channel: Channel, *, idle: bool = False) -> None:
    """Let a lifetime pass for what nobody names: name what lives, and sweep."""
    today = channel.desk.today()
    with channel.desk.dropbox.transaction() as tx:
        Lifetimes(tx).sweep(today)
        tx.execute(update(mailbox_weeks).values(week=today - AGES))
    if not idle:
        keep_mailboxes(channel.desk)
    sweep(channel)


def sweep(channel: Channel) -> None:
    with channel.desk.dropbox.transaction() as tx:
        Lifetimes(tx).sweep(channel.desk.today())


def kept_tags(channel: Channel) -> set[Tag]:
    with channel.desk.database.reading() as tx:
        return set(KeptMailboxes(tx).all())


def tags_of(sent: Returning) -> set[Tag]:
    return {sent.keys.state_tag, sent.keys.snapshot_tag}


def lives(sent: Returning) -> bool:
    with sent.desk.dropbox.reading() as tx:
        slots = Mailbox(tx).read(*sorted_tags(sent))
    assert slots.state is None or slots.snapshot is not None
    return slots.state is not None


def sorted_tags(sent: Returning) -> tuple[Tag, Tag]:
    return sent.keys.state_tag, sent.keys.snapshot_tag


def test_a_report_that_is_worked_on_keeps_its_mailbox_however_long_it_takes(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    [case] = cases_of(maria)
    assert kept_tags(channel) == tags_of(sent)
    maria.get(case)
    for _ in range(2):
        night(channel)
    assert lives(sent)
    reply(maria, case, "We are still here.")
    channel.deliver()
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted)
    assert [each.text for each in answer.snapshot.messages] == ["We are still here."]


def test_a_report_that_nobody_has_opened_keeps_its_mailbox(channel: Channel) -> None:
    sent = channel.report(STORY)
    sweep(channel)
    channel.later(channel.desk.today() + timedelta(days=45 * 31))
    keep_mailboxes(channel.desk)
    sweep(channel)
    assert lives(sent)
    channel.sign_in(MARIA).get("/reports")
    assert kept_tags(channel) == tags_of(sent)
    keep_mailboxes(channel.desk)
    sweep(channel)
    assert lives(sent)


def test_a_report_that_is_finished_loses_its_mailbox_after_its_time_and_stays_itself(
    channel: Channel,
) -> None:
    sent, case = finished(channel)
    other = channel.report(STORY)
    assert tags_of(sent).isdisjoint(kept_tags(channel))
    channel.sign_in(MARIA).get("/reports")
    night(channel)
    assert not lives(sent)
    assert lives(other)
    maria = channel.sign_in(MARIA)
    assert maria.get(case).status_code == 200
    with channel.desk.database.reading() as tx:
        assert not Outbox(tx).is_closed(sent.keys.snapshot_tag)


def test_words_after_the_end_bring_a_mailbox_back_until_they_are_answered(
    channel: Channel,
) -> None:
    sent, case = finished(channel)
    sent.add(Answer("message", "There is more."))
    channel.collect()
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    assert kept_tags(channel) == tags_of(sent)
    night(channel)
    assert lives(sent)
    reply(maria, case, "Thank you. It changes nothing.")
    assert kept_tags(channel) == set()


def test_a_report_that_was_destroyed_is_named_no_more_and_its_reporter_can_still_write(
    channel: Channel,
) -> None:
    sent, case = finished(channel)
    later(channel)
    destroyed(channel, case)
    assert kept_tags(channel) == set()
    channel.deliver()
    assert lives(sent)
    sent.add(Answer("message", "It begins again."))
    channel.collect()
    maria = channel.sign_in(MARIA)
    assert len(cases_of(maria)) == 1
    assert kept_tags(channel) == tags_of(sent)


def test_what_was_set_aside_runs_out_and_lives_when_it_is_taken_back(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    done(press(maria, f"{case}/triage", f"{case}/aside"))
    thomas.get("/reports")
    done(press(thomas, f"{case}/triage", f"{case}/aside"))
    assert kept_tags(channel) == set()
    done(press(maria, f"{case}/triage", f"{case}/aside", undo="1"))
    assert kept_tags(channel) == tags_of(sent)


def test_a_site_that_stands_still_loses_no_mailbox(channel: Channel) -> None:
    sent = channel.report(STORY)
    channel.sign_in(MARIA).get("/reports")
    night(channel, idle=True)
    assert lives(sent)


def test_a_mailbox_that_its_reporter_closed_goes_after_its_time(channel: Channel) -> None:
    sent = channel.report(STORY)
    channel.sign_in(MARIA).get("/reports")
    sent.close()
    night(channel)
    assert not lives(sent)


def test_an_old_envelope_that_nobody_opens_holds_nothing_back_for_ever(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    closed(maria, thomas, case)
    channel.report(Answer("what", "Nobody has opened this."))
    sweep(channel)
    for months, is_there in ((30, True), (30, False)):
        channel.later(channel.desk.today() + timedelta(days=months * 31))
        keep_mailboxes(channel.desk)
        sweep(channel)
        assert lives(sent) is is_there
