"""A site becomes its server with the limits that its promises need."""

import socket
import subprocess
import sys

import pytest

from config.serving import server_options
from tests.running import HOUSE, casework_environment, intake_environment


@pytest.mark.parametrize(
    ("listen", "options"),
    [
        ("127.0.0.1:8001", ["--host", "127.0.0.1", "--port", "8001"]),
        ("unix:/run/x.sock", ["--uds", "/run/x.sock", "--uds-permissions", "660"]),
    ],
)
def test_it_listens_where_the_settings_say(listen: str, options: list[str]) -> None:
    assert options == server_options("a:b", listen)[2 : 2 + len(options)]


def test_it_keeps_no_log_and_waits_five_seconds_for_headers() -> None:
    options = server_options("a:b", "127.0.0.1:8001")
    assert "--no-log" in options
    assert "--no-access-log" in options
    assert options[options.index("--http1-header-read-timeout") + 1] == "5000"
    assert options[options.index("--workers") + 1] == "1"


@pytest.mark.parametrize("site", ["intake", "casework"])
def test_a_taken_port_is_said_in_one_line(site: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        dropbox, own = "sqlite:////nowhere/x.sqlite", "sqlite:////nowhere/y.sqlite"
        address = "http://localhost:8001"
        environment = {
            "intake": intake_environment(address, listen, dropbox),
            "casework": casework_environment(address, listen, dropbox, own),
        }[site]
        done = subprocess.run(
            [sys.executable, "-m", site],
            cwd=HOUSE,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == f"Charterline cannot start: {listen} is taken by another program.\n"
