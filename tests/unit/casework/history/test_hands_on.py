"""Whoever has the database in their hands can change it, and is found out at the next look."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casework.history.commands import nightly
from casework.history.services.attesting import Attested, countersign
from casework.history.services.checking import check
from crypto.log.checkpoint import parse_checkpoint, signed_checkpoint
from tests.committee import MARIA, THOMAS
from tests.unit.casework.ground import House
from tests.unit.casework.history.keeping import Kept, live_a_day

HANDS_ON = {
    "a leaf altered": "UPDATE leaves SET commitment = randomblob(32) WHERE place = 300",
    "a leaf removed": "DELETE FROM leaves WHERE place = 767",
    "two leaves exchanged": (
        "CREATE TABLE two AS SELECT commitment FROM leaves WHERE place = 301;"
        "DELETE FROM leaves WHERE place = 301;"
        "UPDATE leaves SET place = 301 WHERE place = 300;"
        "INSERT INTO leaves SELECT 300, commitment FROM two"
    ),
    "a leaf added": "INSERT INTO leaves VALUES (768, randomblob(32))",
    "a deed removed with its words": (
        "CREATE TABLE one AS SELECT min(id) AS id FROM deeds WHERE verb = 'change signed';"
        "DELETE FROM openings WHERE deed IN (SELECT id FROM one);"
        "DELETE FROM deeds WHERE id IN (SELECT id FROM one)"
    ),
    "words removed": (
        "CREATE TABLE one AS SELECT min(id) AS id FROM deeds WHERE verb = 'change signed';"
        "DELETE FROM openings WHERE deed IN (SELECT id FROM one)"
    ),
    "a deed of a case removed": (
        "CREATE TABLE one AS SELECT min(id) AS id FROM deeds WHERE verb = 'change proposed';"
        "DELETE FROM deeds WHERE id IN (SELECT id FROM one)"
    ),
    "deeds of cases renamed": "UPDATE deeds SET verb = 'drill held' WHERE verb = 'change proposed'",
    "a night's list removed": (
        "CREATE TABLE one AS SELECT min(id) AS id FROM deeds WHERE verb = 'night listed';"
        "DELETE FROM openings WHERE deed IN (SELECT id FROM one);"
        "DELETE FROM deeds WHERE id IN (SELECT id FROM one)"
    ),
    "a deed altered": "UPDATE deeds SET commitment = randomblob(32)",
    "words altered": "UPDATE openings SET opening = randomblob(1056)",
    "a deed added to an old day": (
        "INSERT INTO deeds SELECT randomblob(16), min(day), 'change signed', randomblob(32)"
        " FROM deeds"
    ),
    "a checkpoint removed": "DELETE FROM checkpoints WHERE size = 768",
}


@pytest.mark.parametrize("how", HANDS_ON)
def test_hands_laid_on_the_database_are_noticed_at_the_next_look(kept: Kept, how: str) -> None:
    house = kept.house
    with house.desk.database.reading() as tx:
        assert check(tx, house.standing).is_whole
    with closing(sqlite3.connect(house.folder / "casework.sqlite")) as hands:
        triggers = hands.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            hands.execute(f"DROP TRIGGER {name}")
        hands.executescript(HANDS_ON[how])
        hands.commit()
    with house.desk.database.reading() as tx:
        assert not check(tx, house.standing).is_whole


def test_a_member_never_signs_for_a_history_that_was_exchanged(kept: Kept, tmp_path: Path) -> None:
    """An old copy is put back, and the herald's key, which lies there too, goes on from it."""
    house = kept.house
    house.desk.database.close()
    own = house.folder / "casework.sqlite"
    old = tmp_path / "old.sqlite"
    shutil.copy(own, old)
    live_a_day(house)
    with house.desk.database.reading() as tx:
        signed = tx.exec_driver_sql(
            "SELECT person, size, note FROM countersignatures WHERE size = 1024"
        ).one()
    house.desk.database.close()
    shutil.copy(old, own)
    assert nightly.main([], house.desk) == 0
    with house.desk.database.transaction() as tx:
        # Her own last word is still there: on the mirror of a backup, or in a later row.
        tx.exec_driver_sql("INSERT INTO countersignatures VALUES (?, ?, ?)", tuple(signed))
        assert countersign(tx, house.standing, house.signed_in(MARIA)) is Attested.BROKEN


def test_who_signs_for_the_first_time_signs_for_no_tree_that_was_changed(kept: Kept) -> None:
    house = kept.house
    with house.desk.database.transaction() as tx:
        tx.exec_driver_sql("DROP TRIGGER nodes_no_update")
        tx.exec_driver_sql("UPDATE nodes SET hash = randomblob(32) WHERE level = 8 AND place = 2")
    with house.desk.database.transaction() as tx:
        assert countersign(tx, house.standing, house.signed_in(THOMAS)) is Attested.BROKEN


def test_a_signature_in_a_members_name_counts_only_if_it_is_the_members(kept: Kept) -> None:
    house = kept.house
    live_a_day_without_her(house)
    with house.desk.database.transaction() as tx:
        note = signed_checkpoint(
            parse_checkpoint(kept.export.checkpoints[-1])[0],
            MARIA,
            house.committee.founded.holders[THOMAS].seeds.signing,
        )
        row = (THOMAS, 768, str(note).encode())
        tx.exec_driver_sql("INSERT INTO countersignatures VALUES (?, ?, ?)", row)
        assert countersign(tx, house.standing, house.signed_in(THOMAS)) is Attested.BROKEN


def live_a_day_without_her(house: House) -> None:
    house.day.passes()
    assert nightly.main([], house.desk) == 0
