"""The keys of cases: made once, handed on, taken away, and never lost between two steps."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from casework.committee.services.rewrapping import reader_of, rewrap_due
from casework.complaints.domain import casenames
from casework.complaints.domain.privilege.labels import LawyerRole
from casework.complaints.services.book import CaseBook
from casework.complaints.services.opening import following, making
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.queue import queue_of
from casework.complaints.services.readers import leaving, rekeying
from casework.complaints.services.readers.leaving import Invitation, grant, step_back
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.readers.rekeying import Changed, NotThere
from casework.complaints.services.readers.removing import remove
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, open_file
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.threshold import read_on
from casework.complaints.services.talking import Advice, Done, note, note_privileged
from casework.complaints.services.watching.tasking import Wanted, set_task
from casework.rights import Role, SignedIn
from crypto.keyring.casekeys import Part
from crypto.manifest.people import Role as Seated
from crypto.message.said import Answer
from crypto.names import CaseId, PersonId
from deploy.standin.people import Seat
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.committee import newcomer, seeds_of

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
COUNSEL = newcomer(Seat(PersonId("ada-counsel"), Seated.GUEST, "Ada Lowe", organisation="Lowe LLP"))
ADVICE = Vouched("advice", "asked", LawyerRole.COMMITTEE)


class StruckError(Exception):
    """The machine stops here."""


def opened(channel: Channel, *people: PersonId) -> CaseId:
    """Have these people unlock, and return the one case that the first of them reads."""
    for person in people:
        open_pending(channel.desk, channel.seat(person))
    [case] = keys_of(channel.desk, channel.seat(people[0])).cases
    return case


def file_of(channel: Channel, me: SignedIn, case: CaseId) -> CaseFile | None:
    with channel.desk.database.reading() as tx:
        return open_file(tx, channel.desk, me, case)


def counsel(channel: Channel) -> SignedIn:
    seated = channel.seat(MARIA)
    return replace(
        seated,
        person=COUNSEL.id,
        roles=frozenset({Role.COUNSEL}),
        session=type(seated.session)(b"c" * 32),
        seeds=seeds_of(COUNSEL.id),
    )


def test_of_two_who_open_at_once_the_loser_takes_the_winners_key(channel: Channel) -> None:
    channel.report(STORY)
    start = Barrier(2)

    def unlock(person: PersonId) -> None:
        start.wait()
        open_pending(channel.desk, channel.seat(person))

    threads = [Thread(target=unlock, args=(each,)) for each in (MARIA, THOMAS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = {keys_of(channel.desk, channel.seat(each)).cases for each in (MARIA, THOMAS)}
    assert len(keys) == 1
    [[case]] = keys
    files = [file_of(channel, channel.seat(each), case) for each in (MARIA, THOMAS)]
    assert all(files)
    assert len({file.card.name for file in files if file}) == 1


def test_stanzas_go_once_a_second_reader_is_in(channel: Channel) -> None:
    channel.report(STORY)
    for person, left in ((MARIA, 1), (MARIA, 1), (THOMAS, 0)):
        open_pending(channel.desk, channel.seat(person))
        with channel.desk.keystore.reading() as keys:
            assert len(keys.stanzas.pending()) == left, person


def test_a_case_whose_row_was_lost_to_a_crash_is_made_by_the_next_reader(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.report(STORY)

    def struck(*_: object) -> None:
        raise StruckError

    with monkeypatch.context() as broken:
        broken.setattr(making, "_enter", struck)
        with pytest.raises(StruckError):
            open_pending(channel.desk, channel.seat(MARIA))
    case = opened(channel, THOMAS)
    assert file_of(channel, channel.seat(THOMAS), case)
    assert file_of(channel, channel.seat(MARIA), case)


def test_readers_that_were_changed_half_are_changed_whole_by_the_next_page(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.report(STORY)
    case = opened(channel, MARIA, THOMAS)

    def struck(*_: object) -> None:
        raise StruckError

    with monkeypatch.context() as broken:
        broken.setattr(rekeying, "_finish", struck)
        with pytest.raises(StruckError):
            remove(channel.desk, channel.seat(MARIA), case, THOMAS, "He knows them.")
    assert file_of(channel, channel.seat(THOMAS), case) is None
    unsettled = file_of(channel, channel.seat(DAVID), case)
    assert unsettled is not None
    assert not unsettled.is_settled
    assert isinstance(note(channel.desk, channel.seat(DAVID), case, "So be it."), Done)
    settled = file_of(channel, channel.seat(DAVID), case)
    assert settled is not None
    assert settled.is_settled
    assert settled.inside is not None
    assert THOMAS not in settled.inside.readers.admitted


def test_wraps_that_were_never_put_leave_the_case_as_it_was(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.report(STORY)
    case = opened(channel, MARIA, THOMAS)

    def struck(*_: object) -> None:
        raise StruckError

    with monkeypatch.context() as broken:
        broken.setattr(rekeying, "_let_count", struck)
        with pytest.raises(StruckError):
            remove(channel.desk, channel.seat(MARIA), case, THOMAS, "He knows them.")
    assert file_of(channel, channel.seat(THOMAS), case)
    maria = channel.seat(MARIA)
    assert isinstance(remove(channel.desk, maria, case, THOMAS, "Again."), Changed)
    assert file_of(channel, maria, case)
    assert file_of(channel, channel.seat(THOMAS), case) is None


def test_a_list_that_nobody_may_have_made_opens_no_case(channel: Channel) -> None:
    """Whoever may write to the database cannot put a reader on the list, nor take it away."""
    channel.report(STORY)
    case = opened(channel, MARIA)
    with channel.desk.database.transaction() as tx:
        tx.exec_driver_sql("DELETE FROM case_readers")
    assert file_of(channel, channel.seat(MARIA), case) is None


def test_counsel_reads_what_was_granted_and_until_when(channel: Channel) -> None:
    channel.committee.next_manifest(
        (*channel.committee.founded.manifest.persons, COUNSEL.person), [COUNSEL]
    )
    channel.report(STORY, files={"a.txt": b"0"})
    case = opened(channel, MARIA, THOMAS)
    maria, ada, today = channel.seat(MARIA), counsel(channel), channel.desk.today()
    note(channel.desk, maria, case, "Not for counsel.")
    note_privileged(channel.desk, maria, case, Advice("For counsel.", "a hold"))
    set_task(channel.desk, maria, case, Wanted("Ask the bank", maria.person, today))
    asked = Invitation(ada.person, frozenset({Part.PRIVILEGED, Part.NOTES}), today, ADVICE)
    assert isinstance(grant(channel.desk, maria, case, asked), Changed)
    file = file_of(channel, ada, case)
    assert file is not None
    with channel.desk.database.reading() as tx:
        said = [each.kind.value for each in entries_of(tx, file)]
    assert "privileged" in said
    assert {"note", "files", "task"}.isdisjoint(said)
    assert read_on(channel.desk, ada, case) is None
    assert isinstance(note_privileged(channel.desk, ada, case, Advice("Mine.", "a hold")), Done)
    assert isinstance(note(channel.desk, ada, case, "Mine."), NotThere)
    later = replace(channel.desk, today=lambda: today.replace(year=today.year + 1))
    with later.database.reading() as tx:
        assert open_file(tx, later, ada, case) is None
    note(later, maria, case, "The time is over.")
    assert file_of(channel, ada, case) is None


def test_whoever_leaves_the_committee_leaves_every_case(channel: Channel) -> None:
    channel.report(STORY)
    case = opened(channel, MARIA, DAVID)
    staying = [each for each in channel.committee.founded.manifest.persons if each.id != DAVID]
    channel.committee.next_manifest(staying)
    maria = channel.seat(MARIA)
    book = CaseBook(channel.desk, MARIA, maria.seeds.signing)
    assert rewrap_due(channel.desk, reader_of(maria), book).scopes == 1
    assert file_of(channel, channel.seat(DAVID), case) is None
    assert isinstance(note(channel.desk, maria, case, "He has left."), Done)
    file = file_of(channel, channel.seat(THOMAS), case)
    assert file is not None
    assert file.listed is not None
    assert DAVID not in file.listed.readers


def test_two_who_step_back_leave_a_case_to_the_others(channel: Channel) -> None:
    channel.report(STORY)
    case = opened(channel, MARIA, THOMAS, JUNE)
    for person in (MARIA, THOMAS):
        assert isinstance(step_back(channel.desk, channel.seat(person), case), Changed)
        assert file_of(channel, channel.seat(person), case) is None
    assert isinstance(note(channel.desk, channel.seat(JUNE), case, "Only I."), Done)


def test_whoever_stepped_back_is_out_though_the_machine_stopped_before_the_key_store(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.report(STORY)
    case = opened(channel, MARIA, THOMAS)

    def struck(*_: object) -> None:
        raise StruckError

    with monkeypatch.context() as broken:
        broken.setattr(leaving, "_take_wrap", struck)
        with pytest.raises(StruckError):
            step_back(channel.desk, channel.seat(THOMAS), case)
    assert file_of(channel, channel.seat(THOMAS), case) is None
    assert isinstance(note(channel.desk, channel.seat(MARIA), case, "He has left."), Done)
    assert case not in keys_of(channel.desk, channel.seat(THOMAS)).cases


def test_keys_of_cases_are_gone_at_lock(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    assert channel.desk.shelf._held  # noqa: SLF001  # whether anything is left is not for asking
    maria.fill_in("/today", "/lock")
    assert not channel.desk.shelf._held  # noqa: SLF001  # the same


def test_a_forged_message_joins_no_case(channel: Channel) -> None:
    """Anybody who knows a member's public key can seal to them; only the reporter has the MAC."""
    first, other = channel.report(STORY), channel.report(Answer("what", "Another."))
    forged = replace(first, keys=replace(first.keys, followup_key=other.keys.followup_key))
    forged.add(Answer("message", "Forget it, I was wrong."))
    channel.collect()
    maria = channel.seat(MARIA)
    open_pending(channel.desk, maria)
    for each in keys_of(channel.desk, maria).cases:
        file = file_of(channel, maria, each)
        assert file is not None
        assert not file.card.has_news


def test_a_new_case_takes_no_name_that_its_opener_knows(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two words are drawn from a bowl of two: the second report gets the pair that is left."""
    monkeypatch.setattr(casenames, "FIRST", ("Amber",))
    monkeypatch.setattr(casenames, "SECOND", ("Harbor", "Meadow"))
    for _ in range(2):
        channel.report(Answer("what", "The rebates are kept in a drawer."))
        open_pending(channel.desk, channel.seat(MARIA))
    names = {each.card.name for each in queue_of(channel.desk, channel.seat(MARIA)).seen}
    assert names == {"Amber Harbor", "Amber Meadow"}


def test_whom_a_message_leaves_out_is_out_before_its_words_are_in(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = channel.report(STORY)
    case = opened(channel, MARIA, THOMAS, JUNE)
    sent.leave_out(JUNE)
    sent.add(Answer("message", "June must not know."))
    channel.collect()

    def struck(*_: object) -> None:
        raise StruckError

    with monkeypatch.context() as broken:
        broken.setattr(following, "_join", struck)
        with pytest.raises(StruckError):
            open_pending(channel.desk, channel.seat(MARIA))
    assert file_of(channel, channel.seat(JUNE), case) is None
    before = file_of(channel, channel.seat(MARIA), case)
    opened(channel, MARIA)
    after = file_of(channel, channel.seat(MARIA), case)
    assert before is not None
    assert after is not None
    assert (before.card.has_news, after.card.has_news) == (False, True)
    assert before.ring.generation == after.ring.generation
