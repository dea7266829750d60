"""The sites behind nginx, as their units start them: in production mode, each on its socket."""

import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from config.serving import server_options
from store.database import Which
from store.migrating import migrate
from tests.deploy.front import COMMITTEE, ONION, REPORT, Front, stopped_at_the_end
from tests.running import Environment, casework_environment, intake_environment

_STANDIN = "tests.deploy.standin:start"


@contextmanager
def running_intake(
    front: Front,
    before: Sequence[str] = (),
    site: str = "intake",
    python: str = sys.executable,
) -> Iterator[None]:
    address = f"http://{ONION}" if site == "onion" else f"https://{REPORT}"
    dropbox = f"sqlite:///{front.folder}/dropbox.sqlite"
    migrate(dropbox, Which.DROPBOX)
    environment = intake_environment(address, _listen(front, site), dropbox)
    with _running([*before, python, "-m", "intake"], front.socket_of(site), environment):
        yield


@contextmanager
def running_casework(front: Front, python: str = sys.executable) -> Iterator[None]:
    dropbox, own = (f"sqlite:///{front.folder}/{name}.sqlite" for name in ("dropbox", "casework"))
    migrate(own, Which.CASEWORK)  # its first page asks whether anybody was ever invited
    listen = _listen(front, "casework")
    environment = casework_environment(f"https://{COMMITTEE}", listen, dropbox, own)
    command = [python, "-m", "casework"]
    with _running(command, front.socket_of("casework"), environment):
        yield


@contextmanager
def running_standin(front: Front, site: str = "intake") -> Iterator[Path]:
    """Serve the stand-in where nginx expects `site`."""
    where = front.socket_of(site)
    options = server_options(_STANDIN, _listen(front, site))
    with _running([sys.executable, "-m", "granian", *options], where, {}):
        yield where


@contextmanager
def _running(command: Sequence[str], where: Path, environment: Environment) -> Iterator[None]:
    production = {name: value for name, value in environment.items() if name != _MODE}
    with stopped_at_the_end(command, lambda: _answers(where), production):
        yield


_MODE = "CHARTERLINE_MODE"  # what is not said is production


def _listen(front: Front, site: str) -> str:
    return f"unix:{front.socket_of(site)}"


def _answers(where: Path) -> bool:
    """Ask for anything; any answer will do, since no test here needs a database."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(2)
        try:
            asking.connect(str(where))
            asking.sendall(b"GET / HTTP/1.1\r\nHost: nobody\r\nConnection: close\r\n\r\n")
            HTTPResponse(asking).begin()
        except (OSError, HTTPException):
            return False
        return True
