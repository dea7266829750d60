"""A dropbox, its committee, and a public site that is killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from deploy.standin.opening import Letter
from store.blobs import DatabaseBlobs
from store.clock import utc_today
from store.database import Database, Which
from store.migrating import migrate
from tests.committee import Committee, founded, sitting_at
from tests.running import HOUSE, free_port, intake_environment, of_committee
from tests.wire import Wire

_PATIENCE_SECONDS = 120


@dataclass(slots=True)
class Ground:
    url: str
    address: str
    committee: Committee
    nest: subprocess.Popen[str]
    site: int = 0
    dropbox: Database = field(init=False)

    def __post_init__(self) -> None:
        self.dropbox = Database(self.url, Which.DROPBOX)

    def reporter(self) -> Wire:
        return Wire(self.address)

    def start(self) -> None:
        """Start the site, unless it runs."""
        if self.site:
            return
        _stream(self.nest.stdin).write("start\n")
        _stream(self.nest.stdin).flush()
        self.site = int(_stream(self.nest.stdout).readline())
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while not answers_at(self.address):
            assert time.monotonic() < give_up, "the site did not start"
            time.sleep(0.01)

    def kill(self) -> None:
        """End every process of the site in the middle of whatever it does."""
        site, self.site = self.site, 0
        if site:
            os.killpg(site, signal.SIGKILL)
            while _is_there(site):
                time.sleep(0.005)

    def letters(self) -> dict[str, Letter]:
        """Open all that lies in the dropbox, and return each report by its story."""
        mail = self.committee.open_all()
        assert not mail.broken
        assert not mail.strays
        letters = [each.report for each in mail.reports]
        assert all(each.is_whole for each in letters)
        stories = {_story(each): each for each in letters}
        assert len(stories) == len(letters), "a report lies there twice"
        return stories

    def sweep(self) -> int:
        """Take what belongs to nobody, as the night does two days later; return how many rows."""
        far_away = utc_today().replace(year=utc_today().year + 1)
        return DatabaseBlobs(self.dropbox, utc_today).sweep(far_away)

    def rows(self) -> dict[str, int]:
        return rows_of(self.dropbox)

    def envelopes(self) -> int:
        return self.rows()["envelopes"]


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    url, port = f"sqlite:///{folder}/dropbox.sqlite", free_port()
    migrate(url, Which.DROPBOX)
    address = f"http://localhost:{port}"
    with sitting_at(url, founded(utc_today())) as committee:
        committee.notice()
        settings = intake_environment(address, f"127.0.0.1:{port}", url)
        with _nest(settings | of_committee(committee.genesis)) as nest:
            laid = Ground(url, address, committee, nest)
            try:
                yield laid
            finally:
                laid.kill()
                laid.dropbox.close()


@contextmanager
def _nest(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    nest = subprocess.Popen(
        [sys.executable, "-m", "tests.kill.nest"],
        cwd=HOUSE,
        env={"PATH": os.defpath, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield nest
    finally:
        _stream(nest.stdin).close()
        nest.wait(timeout=_PATIENCE_SECONDS)
        _stream(nest.stdout).close()


def _story(letter: Letter) -> str:
    [story] = [each.value for each in letter.answers or () if each.name == "what"]
    assert isinstance(story, str)
    return story


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _stream(pipe: IO[str] | None) -> IO[str]:
    assert pipe
    return pipe


def answers_at(address: str) -> bool:
    port = urlsplit(address).port or 80
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
        asking.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return asking.recv(64).startswith(b"HTTP/1.1 ")
    return False


def rows_of(dropbox: Database) -> dict[str, int]:
    """Count what lies in a dropbox, whoever it belongs to: as many of each, if all is whole."""
    counted = {
        "envelopes": "SELECT count(*) FROM envelopes",
        "states": "SELECT count(*) FROM mailbox_states",
        "snapshots": "SELECT count(*) FROM mailbox_snapshots",
        "blobs": "SELECT count(DISTINCT blob) FROM blob_rows",
    }
    with dropbox.reading() as tx:
        return {name: tx.exec_driver_sql(sql).scalar_one() for name, sql in counted.items()}
