"""Kill -9 at fifty random points of collecting: nothing is lost, nothing is doubled.

After every kill each part of each envelope is still somewhere: its stanzas in the dropbox, or
in the key store and its mirror; its body and blob in the dropbox, or in casework and in a
backup that was read back.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import randbelow

import pytest

from casework.collecting.records.arrivals import Arrivals
from casework.collecting.services.delivering import put_in_outbox
from crypto.names import Tag
from deploy.standin.committee import Committee as Founded
from store.blobs import DatabaseBlobs
from store.database import Database, Which
from store.dropbox import Dropbox
from store.keystore.store import KeyStore
from store.mailbox import Mailbox
from store.migrating import migrate
from tests.running import HOUSE
from tests.unit.casework.collecting.senders import Sent, send
from tests.unit.casework.ground import House, laid
from tests.unit.store.builders import a_snapshot, a_state, a_tag

_KILLS = 50
_LONGEST_MILLISECONDS = 400
_AT_A_TIME = 10
_STILL_MOVING = 12  # the newest envelopes: those before them have long arrived
_PATIENCE_SECONDS = 60


@dataclass(slots=True)
class Yard:
    """A house, the process that starts collectors in it, and everything that was ever sent."""

    house: House
    nest: subprocess.Popen[str]
    sent: list[Sent] = field(default_factory=list)
    words: dict[tuple[Tag, Tag], Sequence[bytes]] = field(default_factory=dict)

    def collector(self) -> int:
        assert self.nest.stdin
        assert self.nest.stdout
        self.nest.stdin.write("start\n")
        self.nest.stdin.flush()
        return int(self.nest.stdout.readline())

    def write(self) -> None:
        """Let two reports come in, and one word go out."""
        self.sent += [send(self.house.desk.dropbox, 1 + randbelow(3)) for _ in range(2)]
        tags, sealings = (a_tag(), a_tag()), [a_snapshot() for _ in range(4)]
        with self.house.desk.dropbox.transaction() as tx:
            Mailbox(tx).open(tags[0], a_state(), tags[1], a_snapshot())
        with self.house.desk.database.transaction() as tx:
            put_in_outbox(tx, tags[1], sealings)
        self.words[tags] = sealings


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory, founded_today: Founded) -> Iterator[Yard]:
    folder, templates = tmp_path_factory.mktemp("yard"), tmp_path_factory.mktemp("migrated")
    for which in Which:
        migrate(f"sqlite:///{templates / which}", which)
    with laid(folder, lambda which: templates / which, founded_today) as house, _nest(house) as it:
        yield Yard(house, it)


@contextmanager
def _nest(house: House) -> Iterator[subprocess.Popen[str]]:
    nest = subprocess.Popen(
        [sys.executable, "-m", "tests.kill.collecting_nest"],
        cwd=HOUSE,
        env={"PATH": os.defpath, **house.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield nest
    finally:
        assert nest.stdin
        assert nest.stdout
        nest.stdin.close()
        nest.wait(timeout=_PATIENCE_SECONDS)
        nest.stdout.close()


@pytest.mark.parametrize("first", range(0, _KILLS, _AT_A_TIME))
def test_killed_at_any_point_collecting_neither_loses_nor_doubles(yard: Yard, first: int) -> None:
    for _ in range(first, first + _AT_A_TIME):
        yard.write()
        _killed_after(yard.collector(), randbelow(_LONGEST_MILLISECONDS))
        for each in yard.sent[-_STILL_MOVING:]:
            _expect_somewhere(yard.house, each)
    collector = yard.collector()
    _until_all_has_gone(yard, collector)
    assert len({each.id for each in yard.sent}) == len(yard.sent) == _arrived(yard.house)
    with yard.house.desk.dropbox.reading() as tx:
        for tags, sealings in yard.words.items():
            found = Mailbox(tx).read(*tags).snapshot
            assert found is not None
            assert found.sealed in sealings


def _killed_after(process: int, milliseconds: int) -> None:
    time.sleep(milliseconds / 1_000)
    os.kill(process, signal.SIGKILL)
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while _is_there(process):
        assert time.monotonic() < give_up
        time.sleep(0.005)


def _expect_somewhere(house: House, sent: Sent) -> None:
    with house.desk.dropbox.reading() as tx:
        [left] = Dropbox(tx).fetch([sent.id])
    if left.stanzas is None:
        mirrored = KeyStore(house.desk.keystore.mirror, house.desk.keystore.path)
        for each in (house.desk.keystore, mirrored):
            with each.reading() as keys:
                assert keys.stanzas.find(sent.id) == sent.stanzas
        assert _holds(house.desk.database, sent)
    if left.body is None or _blob_of(house, sent) != b"".join(sent.rows):
        assert _holds(house.desk.database, sent)
        assert any(
            _backup_holds(path, sent) for path in (house.folder / "backups").glob("*.sqlite")
        )


def _blob_of(house: House, sent: Sent) -> bytes:
    return b"".join(DatabaseBlobs(house.desk.dropbox, house.day).read(sent.blob))


def _holds(database: Database, sent: Sent) -> bool:
    with database.reading() as tx:
        found = Arrivals(tx).find(sent.id)
        whole = tuple(Arrivals(tx).blob(sent.blob)) == sent.rows
    return whole and found is not None and found.content == (sent.blob, sent.head, sent.body)


def _backup_holds(path: Path, sent: Sent) -> bool:
    copy = Database(f"sqlite:///{path}", Which.CASEWORK)
    try:
        return _holds(copy, sent)
    finally:
        copy.close()


def _until_all_has_gone(yard: Yard, collector: int) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while True:
        assert time.monotonic() < give_up, "the collector does not finish"
        with yard.house.desk.dropbox.reading() as tx:
            waiting = [*Dropbox(tx).uncollected(), *Dropbox(tx).collected()]
        if not waiting:
            break
        time.sleep(0.02)
    _killed_after(collector, 0)
    for each in yard.sent:
        assert _holds(yard.house.desk.database, each)


def _arrived(house: House) -> int:
    with house.desk.database.reading() as tx:
        return Arrivals(tx).count()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
