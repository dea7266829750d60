"""What lies in the dropbox comes to casework whole, once, and leaves only when it is safe."""

import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from casework.collecting.commands import backup, collect
from casework.collecting.domain import Mark
from casework.collecting.records.arrivals import Arrivals
from casework.collecting.records.marks import Marks
from store.blobs import DatabaseBlobs
from store.database import Database, Which
from store.dropbox import Dropbox, Waiting
from tests.unit.casework.collecting.senders import Sent, send, send_some
from tests.unit.casework.ground import House

Capture = pytest.CaptureFixture[str]


def run(house: House) -> int:
    return collect.main([], house.desk)


def back_up(house: House) -> int:
    return backup.main([], house.desk)


def left_of(house: House, sent: Sent) -> Waiting | None:
    with house.desk.dropbox.reading() as tx:
        return next(iter(Dropbox(tx).fetch([sent.id])), None)


def blob_left(house: House, sent: Sent) -> int:
    return DatabaseBlobs(house.desk.dropbox, house.day).size(sent.blob)


def is_here(house: House, sent: Sent) -> bool:
    """Say whether casework holds every byte of it, each part in the place that is meant for it."""
    with house.desk.database.reading() as tx:
        arrival = Arrivals(tx).find(sent.id)
        rows = tuple(Arrivals(tx).blob(sent.blob))
    if arrival is None:
        return False
    with house.desk.keystore.reading() as keys:
        assert keys.stanzas.find(sent.id) == sent.stanzas
    assert arrival.content == (sent.blob, sent.head, sent.body)
    assert rows == sent.rows
    return True


def all_here(house: House, sent: Collection[Sent]) -> bool:
    with house.desk.database.reading() as tx:
        counted = Arrivals(tx).count()
    return counted == len(sent) and all(is_here(house, each) for each in sent)


def test_everything_that_was_sent_comes_to_casework_byte_for_byte(house: House) -> None:
    sent = [*send_some(house, 70), send(house.desk.dropbox, 5, 1_048_576)]
    assert run(house) == 0
    assert all_here(house, sent)
    with house.desk.database.reading() as tx:
        assert Marks(tx).all()[Mark.COLLECTED] == house.day()


def test_a_blob_of_many_rows_is_copied_in_several_transactions(house: House) -> None:
    sent = send(house.desk.dropbox, 20, 1_048_576)
    assert run(house) == 0
    assert all_here(house, [sent])


def test_stanzas_leave_at_once_and_the_rest_only_when_a_backup_was_read_back(house: House) -> None:
    sent = send_some(house, 3, rows=2)
    run(house)
    run(house)
    for each in sent:
        left = left_of(house, each)
        assert left is not None
        assert (left.stanzas, left.body) == (None, each.body)
        assert blob_left(house, each) == 2 * 65_536
    assert back_up(house) == 0
    run(house)
    for each in sent:
        left = left_of(house, each)
        assert left is not None
        assert (left.stanzas, left.body) == (None, None)
        assert blob_left(house, each) == 0
    assert all_here(house, sent)


def test_what_came_after_the_copy_was_made_is_not_safe(house: House) -> None:
    early = send(house.desk.dropbox)
    run(house)
    back_up(house)
    late = send(house.desk.dropbox)
    run(house)
    run(house)
    assert blob_left(house, early) == 0
    assert blob_left(house, late) == 65_536


def test_while_the_mirror_is_away_nothing_leaves_the_dropbox(house: House, capsys: Capture) -> None:
    sent = send_some(house, 2)
    mirror = house.desk.keystore.mirror
    mirror.rename(mirror.with_suffix(".away"))
    assert run(house) == 1
    assert "Collecting has stopped: the mirror" in capsys.readouterr().err
    for each in sent:
        left = left_of(house, each)
        assert left is not None
        assert left.stanzas == each.stanzas
    mirror.with_suffix(".away").rename(mirror)
    assert run(house) == 0
    assert all_here(house, sent)


class Damaging(Database):
    """A database on a disk that writes one bit wrong."""

    def copy_to(self, path: Path) -> None:
        super().copy_to(path)
        raw = bytearray(path.read_bytes())
        with self.reading() as tx:
            [one] = Arrivals(tx).not_safe()
            found = Arrivals(tx).find(one)
        assert found is not None
        raw[raw.find(found.body[:64]) + 1_000] ^= 1
        path.write_bytes(raw)


def test_a_copy_that_is_not_what_it_copies_makes_nothing_safe(
    house: House, capsys: Capture
) -> None:
    sent = send(house.desk.dropbox)
    run(house)
    bad = Damaging(house.desk.settings.database_url, Which.CASEWORK)
    assert backup.main([], replace(house.desk, database=bad)) == 1
    bad.close()
    assert "There is no new backup" in capsys.readouterr().err
    run(house)
    assert blob_left(house, sent) == 65_536


def test_after_an_old_backup_was_restored_what_it_lacks_is_collected_again(house: House) -> None:
    early = send(house.desk.dropbox)
    run(house)
    back_up(house)
    late = send(house.desk.dropbox)
    run(house)
    folder = house.desk.settings.backups
    assert folder is not None
    [copy] = folder.glob("casework-*.sqlite")
    house.desk.database.close()
    for path in house.folder.glob("casework.sqlite*"):
        path.unlink()
    shutil.copy(copy, house.folder / "casework.sqlite")
    assert not is_here(house, late)
    run(house)
    assert all_here(house, [early, late])


def test_one_envelope_that_is_not_what_it_was_spoils_no_other(
    house: House, capsys: Capture
) -> None:
    """Whoever took over the public site puts another envelope under an id that is here already."""
    sent = send_some(house, 3)
    with house.desk.keystore.change() as keys:
        keys.stanzas.keep({sent[0].id: bytes(len(sent[0].stanzas))})
    assert run(house) == 1
    assert "was not what it said it was" in capsys.readouterr().err
    assert all_here(house, sent[1:])
    left = left_of(house, sent[0])
    assert left is not None
    assert left.stanzas == sent[0].stanzas
    with house.desk.database.reading() as tx:
        assert Marks(tx).all()[Mark.REFUSED] == house.day()


def test_only_so_many_copies_are_kept(house: House) -> None:
    for _ in range(4):
        house.day.passes()
        assert backup.main(["--keep", "2"], house.desk) == 0
    folder = house.desk.settings.backups
    assert folder is not None
    assert len(list(folder.glob("casework-*.sqlite"))) == 2
    assert backup.main(["--check"], house.desk) == 0
    newest = max(folder.glob("casework-*.sqlite"))
    with newest.open("r+b") as file:
        file.seek(5_000)
        file.write(b"x")
    assert backup.main(["--check"], house.desk) == 1


def test_a_restored_dump_serves_as_a_backup(house: House) -> None:
    sent = send(house.desk.dropbox)
    run(house)
    restored = house.folder / "restored.sqlite"
    house.desk.database.copy_to(restored)
    named = house.folder / "address"
    named.write_text(f"sqlite:///{restored}\n")
    assert backup.main(["--restored", str(named)], house.desk) == 0
    run(house)
    assert blob_left(house, sent) == 0


def test_what_is_said_does_not_count(house: House, capsys: Capture) -> None:
    run(house)
    quiet = capsys.readouterr()
    send_some(house, 3)
    run(house)
    assert capsys.readouterr() == quiet
