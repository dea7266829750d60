"""How a site becomes a process: its settings first, then the server in our place.

The server is started by its command line and nothing of its interface is used, so
that another one can take its place.
"""

import errno
import os
import socket
import sys
from typing import NoReturn

from config.settings import SiteSettings

# One process: an unlocked member's keys live in it, and the search index. Threads wait for
# the slow; nginx in front holds back whoever is slow on purpose.
_THREADS = 16
_HEADER_MILLISECONDS = 5_000
_PLACE_TAKEN = 1


def become_server(app: str, settings: SiteSettings) -> NoReturn:
    """Replace this process by the server of `app`, given as module:factory."""
    _require_free(settings.listen)
    command = [sys.executable, "-m", "granian", *server_options(app, settings.listen)]
    os.execv(sys.executable, command)  # noqa: S606  # no shell: the arguments are ours


def server_options(app: str, listen: str) -> list[str]:
    """Return what the server is told. The tests of slow clients serve an app of theirs with it."""
    return [
        *("--interface", "wsgi"),
        *_listen(listen),
        *("--workers", "1", "--blocking-threads", str(_THREADS), "--http", "1"),
        *("--http1-header-read-timeout", str(_HEADER_MILLISECONDS)),
        *("--no-ws", "--no-log", "--no-access-log", "--factory", app),
    ]


def _listen(where: str) -> list[str]:
    if where.startswith("unix:"):
        return ["--uds", where.removeprefix("unix:"), "--uds-permissions", "660"]
    host, _, port = where.rpartition(":")
    return ["--host", host, "--port", port]


def _require_free(where: str) -> None:
    """The server shares its port with any other that lets it: chance would pick who answers."""
    if where.startswith("unix:"):
        return
    host, _, port = where.rpartition(":")
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except OSError as refused:
        taken = refused.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else "cannot be used"
        sys.stderr.write(f"Charterline cannot start: {where} {why}.\n")
        raise SystemExit(_PLACE_TAKEN) from None
