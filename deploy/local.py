"""Both sites on this machine, with demo settings, for `make run`.

Everything it makes is under var/, and deleting that folder starts afresh. The databases
are files, the secrets are made on the spot, and nothing listens beyond this machine.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config.settings import CaseworkSettings, read_settings
from deploy.demo import (
    HOUSE,
    CannotRunError,
    Demo,
    Environment,
    bare_environment,
    give_notice,
    prepare,
    require_free,
)
from deploy.door.seating import Door, open_door
from deploy.errands import Errands
from store.clock import utc_today
from store.errors import StoreError

_PORTS = (8001, 8002)
_HIGHEST_PORT = 65_535
_PATIENCE_SECONDS = 30
_GRACE_SECONDS = 3  # to finish an answer, before the rest is cut off
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

Site = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Helpers:
    """What a real committee has people and timers for."""

    door: Door
    errands: Errands


class Stop:
    """Whether somebody asked for the end.

    A handler only takes note. If it raised, a site that had just been started could be
    forgotten, and a second Ctrl and C would cut short what stops the sites.
    """

    def __init__(self) -> None:
        self.asked = False
        for one in _STOPS:
            signal.signal(one, self._note)

    def _note(self, *_: object) -> None:
        self.asked = True


def main(arguments: Sequence[str]) -> int:
    stop = Stop()
    try:
        demo = _demo(arguments)
        for port in demo.ports:
            require_free(port)
        settings = prepare(demo)
        run(demo, settings, stop)
    except CannotRunError as sorry:
        sys.stderr.write(f"{sorry}\n")
        return 1
    return 0


def _demo(arguments: Sequence[str]) -> Demo:
    parser = argparse.ArgumentParser(description="Start both sites on this machine.")
    parser.add_argument("--ports", nargs=2, type=int, default=_PORTS, metavar="PORT")
    parser.add_argument("--var", type=Path, default=HOUSE / "var")
    asked = parser.parse_args(arguments)
    intake, casework = asked.ports
    if intake == casework or not all(0 < port <= _HIGHEST_PORT for port in asked.ports):
        raise CannotRunError(f"Please name two different ports between 1 and {_HIGHEST_PORT}.")
    return Demo(asked.var.absolute(), intake, casework)


def run(demo: Demo, settings: dict[str, Environment], stop: Stop) -> None:
    sites: list[Site] = []
    errands = Errands(settings["casework"])
    try:
        for name, environment in settings.items():
            if not stop.asked:
                sites.append(start(name, environment))
        for port in demo.ports:
            wait_for(port, sites, stop)
        if not stop.asked:
            errands.tell(demo.var)
            sys.stdout.write(demo.greeting)
            sys.stdout.flush()
        with open_door(demo.var, read_settings(CaseworkSettings, settings["casework"])) as door:
            watch(demo, Helpers(door, errands), sites, stop)
    finally:
        errands.call_back()
        end(sites)


def start(site: str, settings: Environment) -> Site:
    # A session of its own: Ctrl and C reaches us alone, and we ask each site once. Two signals
    # in quick succession can leave the server waiting for its own worker for ever.
    return subprocess.Popen(
        [sys.executable, "-m", site],
        cwd=HOUSE,
        env=bare_environment() | settings,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for(port: int, sites: list[Site], stop: Stop) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while not stop.asked and not is_well(port):
        if any(site.poll() is not None for site in sites) or time.monotonic() > give_up:
            raise CannotRunError(f"http://localhost:{port} did not start.")
        time.sleep(0.1)


def is_well(port: int) -> bool:
    # Not by urllib, which would ask a proxy if the environment names one.
    asking = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        asking.request("GET", "/health", headers={"Host": f"localhost:{port}"})
        return asking.getresponse().status == HTTPStatus.NO_CONTENT
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def watch(demo: Demo, helpers: Helpers, sites: list[Site], stop: Stop) -> None:
    """Wait for the end; a site that dies takes the other with it.

    A demo that runs for weeks stays open to reports: the committee gives notice every day.
    It lets in whoever signs in from a browser that it has not seen, and it collects.
    """
    noticed = utc_today()
    while not stop.asked:
        if any(site.poll() is not None for site in sites):
            raise CannotRunError("One of the sites has stopped, so the other was stopped as well.")
        if (today := utc_today()) != noticed:
            give_notice(demo)
            noticed = today
        with suppress(StoreError):  # whoever is busy now is not in half a second
            helpers.door.approve_new_devices()
        helpers.errands.send()
        time.sleep(0.5)


def end(sites: list[Site]) -> None:
    for site in sites:
        site.terminate()
    give_up = time.monotonic() + _GRACE_SECONDS
    for site in sites:
        with suppress(subprocess.TimeoutExpired):
            site.wait(max(0.0, give_up - time.monotonic()))
        # The whole group: a server that died may have left its worker behind.
        with suppress(ProcessLookupError):
            os.killpg(site.pid, signal.SIGKILL)
        site.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
