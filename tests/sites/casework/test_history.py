"""The audit log says what was done in plain sentences, to those who may read it, and proves it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from casework.collecting.domain import Mark
from casework.collecting.records.marks import Marks
from casework.collecting.services import attending
from casework.desk import lay_desk
from casework.history.domain import Deed, DeedId, Said, Verb
from casework.history.records.deeds import History
from casework.history.records.tree import TreeRows
from casework.history.services import commit, record
from casework.history.services.growing import grow
from casework.history.services.herald import Herald
from casework.history.services.trusting import trust_of
from casework.history.views.sentences import kind, sentence
from casework.rights import Role
from casework.trust import Standing, Trust
from crypto.log.commitment import Commitment
from crypto.log.export import parse_export
from crypto.log.verifying import verify_export
from deploy.standin.committee import Committee as Founded
from store.clock import utc_today
from store.seen.memory import Memory
from tests.browser import Visitor
from tests.committee import MARIA, THOMAS, sitting_at
from tests.members import House, Somebody, house_at


@pytest.fixture
def founded_house(
    tmp_path: Path, empty_casework: Path, empty_dropbox: Path, founded_today: Founded
) -> Iterator[House]:
    """The site of a committee that was founded, with the herald at hand."""
    shutil.copy(empty_casework, tmp_path / "casework.sqlite")
    shutil.copy(empty_dropbox, tmp_path / "dropbox.sqlite")
    house = house_at(tmp_path)
    memory = Memory(tmp_path / "memory.json")
    trust = Trust(house.desk.dropbox, founded_today.genesis, memory, utc_today)
    desk = replace(house.desk, trust=trust, at_unlock=())
    lay_desk(house.app, desk)
    with sitting_at(f"sqlite:///{tmp_path}/dropbox.sqlite", founded_today):
        yield replace(house, desk=desk)
    desk.database.close()
    desk.dropbox.close()


@pytest.fixture
def maria(founded_house: House) -> Somebody:
    return founded_house.joined(MARIA, "Maria Alvarez", Role.CHAIR, Role.MEMBER)


@pytest.fixture
def auditor(founded_house: House) -> Somebody:
    return founded_house.joined("ada", "Ada Lindqvist", Role.AUDITOR)


def do(house: House, *deeds: Said) -> None:
    with house.desk.database.transaction() as tx:
        for each in deeds:
            record(tx, each)


def seal(house: House, founded: Founded, nights: int = 1) -> None:
    committee = house.desk.trust.now()
    assert isinstance(committee, Standing)
    with house.desk.database.transaction() as tx:
        grow(tx, Herald(founded.herald, committee), utc_today() + timedelta(days=nights))


def signed(by: str = MARIA, days_ago: int = 0) -> Said:
    day = utc_today() - timedelta(days=days_ago)
    person = THOMAS if by == THOMAS else MARIA
    return Said(Verb.CHANGE_SIGNED, day, person, {"version": "2", "manifest": "00"})


def entries(page: str) -> int:
    return page.count('<th scope="row">')


def test_a_member_reads_plain_sentences_with_names(founded_house: House, maria: Somebody) -> None:
    do(founded_house, signed(), Said(Verb.ADDRESS_CHANGED, utc_today(), None, {"person": THOMAS}))
    page = founded_house.signed_in(maria).get("/history").text
    assert "Maria Alvarez signed version 2 of the list of keys." in page
    assert "Somebody at the machine changed where the mail of Thomas Okafor goes." in page
    assert "Maria Alvarez signed in." in page


def test_what_was_done_in_a_case_does_not_exist_here(founded_house: House, maria: Somebody) -> None:
    visitor = founded_house.signed_in(maria)
    before = entries(visitor.get("/history").text)
    with founded_house.desk.database.transaction() as tx:
        commit(tx, Said(Verb.DRILL_HELD, utc_today(), THOMAS, {"sheet": "of a case"}))
    page = visitor.get("/history").text
    assert entries(page) == before
    assert "of a case" not in page
    assert "Thomas Okafor tried" not in page


def test_the_auditor_of_record_reads_verb_day_and_commitment_and_no_word(
    founded_house: House, auditor: Somebody
) -> None:
    do(founded_house, signed(), Said(Verb.ADDRESS_CHANGED, utc_today(), None, {"person": THOMAS}))
    with founded_house.desk.database.transaction() as tx:
        opening = commit(tx, signed(THOMAS))
    page = founded_house.signed_in(auditor).get("/history").text
    assert opening.commitment.hex() in page
    assert "Change signed" in page
    rows = page.partition("<tbody>")[2]
    assert "Maria" not in rows
    assert "Thomas" not in rows
    assert 'name="person"' not in page


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ASSISTANT, Role.EXTERNAL])
def test_to_others_the_log_is_closed_and_nothing_leads_there(
    founded_house: House, role: Role
) -> None:
    visitor = founded_house.signed_in(founded_house.joined("sam", "Sam Reed", role))
    assert visitor.get("/history").status_code == 403
    assert "/history" not in visitor.get("/today").text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", 4),
        ("?person=thomas-okafor", 1),
        ("?person=maria-alvarez", 3),
        ("?kind=change signed", 3),
        ("?kind=change signed&person=thomas-okafor", 1),
        ("?when=year", 5),
        ("?when=all", 6),
        ("?kind=drill held", 0),
        ("?kind=no+such&person=nobody&when=never&page=x", 4),
        ("?page=0", 4),
        ("?page=99", 4),
    ],
)
def test_filters_show_what_they_say(
    founded_house: House, maria: Somebody, asked: str, shown: int
) -> None:
    do(
        founded_house,
        signed(),
        signed(),
        signed(THOMAS),
        signed(days_ago=40),
        signed(days_ago=400),
    )
    page = founded_house.signed_in(maria).get(f"/history{asked}").text
    assert entries(page) == shown
    assert ("No entries match" in page) == (shown == 0)


def test_a_long_history_comes_in_pages_that_keep_the_filters(
    founded_house: House, maria: Somebody
) -> None:
    do(founded_house, *(signed() for _ in range(120)))
    visitor = founded_house.signed_in(maria)
    first = visitor.get("/history?kind=change+signed").text
    assert entries(first) == 50
    assert "Page 1 of 3" in first
    last = visitor.get("/history?kind=change+signed&page=3").text
    assert entries(last) == 20
    assert "kind=change+signed&amp;when=month&amp;page=2" in last


def test_the_chain_is_checked_when_somebody_asks(
    founded_house: House, maria: Somebody, founded_today: Founded
) -> None:
    visitor = founded_house.signed_in(maria)
    assert "The first night is still to come" in visitor.get("/history?checked=1").text
    do(founded_house, signed())
    seal(founded_house, founded_today)
    assert "Sealed up to" in visitor.get("/history").text
    page = visitor.get("/history?checked=1").text
    assert "No gaps from" in page
    path = founded_house.desk.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as hands:
        hands.execute("DROP TRIGGER leaves_no_update")
        hands.execute("UPDATE leaves SET commitment = randomblob(32) WHERE place = 9")
        hands.commit()
    page = visitor.get("/history?checked=1").text
    assert "Stop and tell the others." in page
    assert "Something is missing from the history, or was changed." in page


def test_only_keys_of_the_committee_sign_for_the_history(
    founded_house: House, maria: Somebody, auditor: Somebody, founded_today: Founded
) -> None:
    """A name that no manifest has would look forged below a checkpoint, to every verifier."""
    desk = replace(founded_house.desk, at_unlock=(attending.at_unlock,))
    lay_desk(founded_house.app, desk)
    for night in (1, 2):
        seal(founded_house, founded_today, night)
        founded_house.signed_in(auditor)
    with desk.database.reading() as tx:
        assert Mark.HISTORY_BROKEN not in Marks(tx).all()
        assert TreeRows(tx).last_countersigned(auditor.id) is None
    committee = desk.trust.now()
    assert isinstance(committee, Standing)
    export = parse_export(copied(founded_house.signed_in(maria)))
    assert verify_export(export, trust_of(committee.chain)).findings == ()


def test_a_night_says_that_it_was_sealed_only_to_who_asks(
    founded_house: House, maria: Somebody, founded_today: Founded
) -> None:
    visitor = founded_house.signed_in(maria)
    seal(founded_house, founded_today)
    said = "The day was sealed, and a list of all that was done in it."
    assert said not in visitor.get("/history").text
    assert said in visitor.get("/history?kind=night+listed").text


def copied(visitor: Visitor) -> bytes:
    answer = visitor.fill_in("/history", "/history/copy")
    assert answer.headers["Content-Disposition"] == "attachment; filename=history.txt"
    return bytes(answer.data)


def test_a_copy_can_be_checked_anywhere_and_taking_it_is_a_deed(
    founded_house: House, maria: Somebody, auditor: Somebody, founded_today: Founded
) -> None:
    do(founded_house, signed())
    seal(founded_house, founded_today)
    committee = founded_house.desk.trust.now()
    assert isinstance(committee, Standing)
    visitor = founded_house.signed_in(maria)
    for who, has_words in ((visitor, True), (founded_house.signed_in(auditor), False)):
        export = parse_export(copied(who))
        assert verify_export(export, trust_of(committee.chain)).findings == ()
        assert any(leaf.opening for leaf in export.leaves) == has_words
    page = visitor.get("/history").text
    assert "Maria Alvarez took a copy of the history." in page


def test_every_kind_of_deed_has_a_sentence_and_a_name(founded_house: House) -> None:
    with founded_house.app.test_request_context():
        for verb in Verb:
            said = sentence(Said(verb, utc_today(), MARIA, {}), {MARIA: "Maria"})
            assert said.endswith(".")
            assert "%" not in said
            assert kind(verb)
    assert len({verb.value for verb in Verb}) == len(Verb)


def test_a_line_that_a_newer_release_wrote_is_a_line_all_the_same(
    founded_house: House, maria: Somebody, auditor: Somebody, founded_today: Founded
) -> None:
    """Whoever goes back to an older release must still read, seal and check the history."""
    deed = Deed(DeedId(bytes(16)), utc_today(), "dreamed of", Commitment(bytes(32)))
    with founded_house.desk.database.transaction() as tx:
        History(tx).record(deed)
        path = founded_house.desk.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as hands:
        hands.execute("INSERT INTO marks (what, day) VALUES ('dreamed', '2026-01-01')")
        hands.commit()
    seal(founded_house, founded_today)
    visitor = founded_house.signed_in(maria)
    assert visitor.get("/today").status_code == 200
    assert "No gaps from" in visitor.get("/history?checked=1").text
    assert "Dreamed of" in founded_house.signed_in(auditor).get("/history").text


def test_another_way_in_and_another_time_to_lock_are_deeds(
    founded_house: House, maria: Somebody
) -> None:
    visitor = founded_house.signed_in(maria)
    for minutes in ("5", "5"):
        visitor.fill_in("/you", "/you/idle", minutes=minutes)
    page = visitor.get("/history").text
    assert page.count("Maria Alvarez lets the screen lock after 5 minutes.") == 1
