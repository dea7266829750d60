"""The site believes the committee's own signatures, and nothing else that the dropbox says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crypto.manifest.standing import Current, Grace
from intake.trust import Closed, Why, Word
from store.manifests import Manifests, StoredManifest
from tests.unit.crypto.committees import EXPIRES, ISSUED, after, hash_of, herald_seed
from tests.unit.intake.channel import (
    GENESIS,
    MEMBERS,
    PEOPLE,
    PROMISE,
    Channel,
    Days,
    notice_of,
    quorum,
)


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    made = Channel(tmp_path, Days())
    yield made
    made.dropbox.close()


def test_a_committee_that_was_not_founded_has_no_form(channel: Channel) -> None:
    assert channel.why_closed() is Why.MISSING


def test_a_signed_genesis_is_believed_and_its_chair_comes_first(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    word = channel.word()
    assert word.hash == hash_of(GENESIS)
    assert [person.id for person in word.members] == ["m1", "m2", "m3"]
    assert {person.id for person in word.externals} == {"e1", "e2"}
    assert isinstance(word.standing, Current)
    assert word.roles.key(word.hash, MEMBERS[0].id) == MEMBERS[0].seeds.signing.public


def test_another_genesis_than_the_pinned_one_has_no_form(channel: Channel) -> None:
    channel.add(quorum(replace(GENESIS, committee="Another")), 1)
    assert channel.why_closed() is Why.REFUSED


def test_too_few_signatures_have_no_form(channel: Channel) -> None:
    channel.add(quorum(GENESIS, MEMBERS[0]), 1)
    assert channel.why_closed() is Why.REFUSED


def test_rubbish_in_the_dropbox_has_no_form(channel: Channel) -> None:
    with channel.dropbox.transaction() as tx:
        Manifests(tx).append(StoredManifest(1, b"rubbish", b"rubbish"))
    assert channel.why_closed() is Why.REFUSED


def test_word_lists_that_the_committee_did_not_name_have_no_form(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    said = channel.trust(words=bytes(32)).now()
    assert said == Closed(Why.REFUSED)


def test_the_next_manifest_is_picked_up_without_a_restart(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    trust = channel.trust()
    assert isinstance(trust.now(), Word)
    later = after(GENESIS, [each for each in PEOPLE.values() if each.id != "m3"])
    channel.add(quorum(later), 2)
    said = trust.now()
    assert isinstance(said, Word)
    assert said.hash == hash_of(later)


def test_a_manifest_that_was_seen_cannot_be_taken_back(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    later = after(GENESIS, PEOPLE.values())
    channel.add(quorum(later), 2)
    channel.word()
    channel.be_exchanged()
    channel.add(quorum(GENESIS), 1)
    assert channel.why_closed() is Why.REFUSED


def test_the_herald_confirms_the_manifest_for_a_week(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    day = ISSUED + timedelta(days=30)
    channel.say(notice_of(day))
    channel.days.today = day + timedelta(days=7)
    assert channel.word().promise == PROMISE
    channel.days.today += timedelta(days=1)
    word = channel.word()
    assert isinstance(word.standing, Grace)
    assert word.promise is None


def test_after_two_weeks_more_there_is_no_form_but_reading_goes_on(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    channel.say(notice_of(ISSUED))
    channel.days.today = ISSUED + timedelta(days=7 + 14 + 1)
    said = channel.trust().now()
    assert isinstance(said, Closed)
    assert said.why is Why.EXPIRED
    assert said.word is not None
    assert said.word.hash == hash_of(GENESIS)


def test_a_manifest_expires_whatever_the_herald_says(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    channel.days.today = EXPIRES + timedelta(days=1)
    channel.say(notice_of(channel.days.today))
    assert isinstance(channel.word().standing, Grace)


def test_a_notice_that_the_herald_did_not_sign_was_never_said(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    channel.say(notice_of(ISSUED), herald_seed("somebody else"))
    assert channel.word().notice is None


def test_a_notice_about_a_manifest_that_we_were_not_given_closes_to_members(
    channel: Channel,
) -> None:
    channel.add(quorum(GENESIS), 1)
    channel.say(notice_of(channel.days.today, after(GENESIS, PEOPLE.values())))
    assert isinstance(channel.word().standing, Grace)


def test_an_older_notice_cannot_replace_one_that_was_seen(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    channel.days.today = ISSUED + timedelta(days=10)
    channel.say(notice_of(channel.days.today))
    assert channel.word().notice is not None
    channel.be_exchanged()
    channel.add(quorum(GENESIS), 1)
    channel.say(notice_of(ISSUED + timedelta(days=9)))
    assert channel.word().notice is None


def test_the_verdict_is_judged_anew_on_a_new_day(channel: Channel) -> None:
    channel.add(quorum(GENESIS), 1)
    trust = channel.trust()
    assert isinstance(trust.now(), Word)
    channel.days.today = ISSUED + timedelta(days=40)
    assert isinstance(trust.now(), Closed)
