"""Both sites as real processes, with settings and databases of their own."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crypto.names import ManifestHash
from store.clock import utc_today
from tests.committee import Committee, founded, sitting_at

HOUSE = Path(__file__).parents[1]
# What comes with the site, as if counsel had approved it: production takes no other.
APPROVED_LAW = HOUSE / "tests" / "data" / "law.toml"
_PATIENCE_SECONDS = 120

Environment = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sites:
    """Where the two sites answer, for instance http://localhost:43217, and for whom."""

    intake: str
    casework: str
    folder: Path
    committee: Committee


def common_settings(address: str, listen: str, dropbox: str) -> Environment:
    return {
        "CHARTERLINE_MODE": "development",
        "CHARTERLINE_ADDRESS": address,
        "CHARTERLINE_LISTEN": listen,
        "CHARTERLINE_COOKIE_SECRET": secrets.token_urlsafe(32),
        "CHARTERLINE_COMPANY": "Northfield",
        "CHARTERLINE_DROPBOX_URL": dropbox,
    }


def intake_environment(address: str, listen: str, dropbox: str) -> Environment:
    folder = dropbox.removeprefix("sqlite:///").rpartition("/")[0]
    return common_settings(address, listen, dropbox) | {
        "CHARTERLINE_GENESIS": "0" * 64,
        "CHARTERLINE_MEMORY": f"{folder}/memory.json",
        "CHARTERLINE_KEYS": f"{folder}/keys",
        "CHARTERLINE_LAW": str(APPROVED_LAW),
        "CHARTERLINE_POSTAL_ADDRESS": "PO Box 100, Springfield",
        "CHARTERLINE_TELEPHONE": "1-800-555-0100",
        "CHARTERLINE_OTHER_PROBLEMS": "the Northfield ethics line",
    }


def of_committee(genesis: ManifestHash) -> Environment:
    """The one setting that says whose manifests to believe."""
    return {"CHARTERLINE_GENESIS": genesis.hex()}


def casework_environment(address: str, listen: str, dropbox: str, own: str) -> Environment:
    folder = own.removeprefix("sqlite:///").rpartition("/")[0]
    return common_settings(address, listen, dropbox) | {
        "CHARTERLINE_DATABASE_URL": own,
        "CHARTERLINE_KEYSTORE": f"{folder}/keys/keys.sqlite",
        "CHARTERLINE_KEYSTORE_MIRROR": f"{folder}/mirror/keys.sqlite",
        "CHARTERLINE_GENESIS": "none",
        "CHARTERLINE_MEMORY": f"{folder}/casework-memory.json",
        "CHARTERLINE_CODE_SECRET": secrets.token_urlsafe(32),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def process(site: str, environment: Environment, health: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a site and wait until it is well; stop it at the end, come what may."""
    running = subprocess.Popen(
        [sys.executable, "-m", site],
        cwd=HOUSE,
        env={"PATH": os.defpath, **environment},
        start_new_session=True,
    )
    try:
        _wait_for(health, running)
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=_PATIENCE_SECONDS)


@contextmanager
def both_sites(folder: Path) -> Iterator[Sites]:
    dropbox, own = f"sqlite:///{folder}/dropbox.sqlite", f"sqlite:///{folder}/casework.sqlite"
    for which, url in (("dropbox", dropbox), ("casework", own)):
        migrate = [sys.executable, "-m", "store", "migrate", which, "--url", url]
        subprocess.run(migrate, cwd=HOUSE, check=True)
    with sitting_at(dropbox, founded(utc_today())) as committee:
        committee.notice()
        ports = free_port(), free_port()
        reports, cases = (f"http://localhost:{port}" for port in ports)
        listens = [f"127.0.0.1:{port}" for port in ports]
        intake = intake_environment(reports, listens[0], dropbox)
        casework = casework_environment(cases, listens[1], dropbox, own)
        with (
            process("intake", intake | of_committee(committee.genesis), f"{reports}/health"),
            process("casework", casework, f"{cases}/health"),
        ):
            yield Sites(reports, cases, folder, committee)


def _wait_for(health: str, running: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while not _is_well(health):
        if running.poll() is not None or time.monotonic() > give_up:
            raise AssertionError("the site did not start")
        time.sleep(0.05)


def _is_well(health: str) -> bool:
    try:
        with urllib.request.urlopen(health, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
