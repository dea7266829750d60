"""`make run` starts once, stops when it is told to, and says in one line what is in its way."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from deploy.demo import Demo, prepare
from tests.running import HOUSE, free_port

_PATIENCE_SECONDS = 120
# What a folder may be called: spaces, and what means something else in an address.
_AWKWARD = "a folder’s #1 & only"

Launcher = subprocess.Popen[str]
Ports = tuple[int, int]


@pytest.fixture
def ports() -> Ports:
    first, second = free_port(), free_port()
    while second == first:
        second = free_port()
    return first, second


def _command(ports: Ports, var: Path) -> list[str]:
    numbers = [str(port) for port in ports]
    return [sys.executable, "-m", "deploy.local", "--ports", *numbers, "--var", str(var)]


def _refused(ports: Ports, var: Path) -> str:
    """Return the one line that a start which fails says."""
    with subprocess.Popen(
        _command(ports, var),
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as starting:
        try:
            out, said = starting.communicate(timeout=_PATIENCE_SECONDS)
        finally:  # if it was not refused after all, its sites are stopped with it
            starting.terminate()
    assert (starting.returncode, out) == (1, "")
    (line,) = said.splitlines()
    return line


@contextmanager
def _running(ports: Ports, var: Path) -> Iterator[Launcher]:
    """Start it as a terminal does, as the head of a process group, until it greets."""
    launcher = subprocess.Popen(
        _command(ports, var),
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    descendants: list[int] = []
    try:
        assert launcher.stdout is not None
        greeting = [launcher.stdout.readline() for _ in range(6)]
        assert f"  For reporters:      http://localhost:{ports[0]}\n" in greeting
        assert f"  For the committee:  http://localhost:{ports[1]}\n" in greeting
        descendants = _descendants(launcher.pid)
        yield launcher
    finally:
        for pid in (launcher.pid, *descendants):
            _kill(pid)
        launcher.communicate(timeout=_PATIENCE_SECONDS)


@contextmanager
def _running_quietly(ports: Ports, var: Path) -> Iterator[Launcher]:
    """Start it without the reports that it tells of itself: somebody has begun to already."""
    (var / "committee").mkdir(mode=0o700, parents=True)
    (var / "committee" / "tale-begun").touch()
    with _running(ports, var) as launcher:
        yield launcher


def _kill(pid: int) -> None:
    if _is_alive(pid):
        os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [deep for child in map(int, told) for deep in (child, *_descendants(child))]


def _has_begun(pid: int) -> bool:
    """Say whether it runs what it was made for: until then the launcher itself waits for it."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return b"deploy.local" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _all_gone(launcher: Launcher, told: Callable[[], None]) -> int:
    """Tell the launcher something, and return its exit code once nothing of it is left."""
    descendants = _descendants(launcher.pid)
    assert len(descendants) >= 2
    told()
    code = launcher.wait(timeout=_PATIENCE_SECONDS)
    assert [pid for pid in descendants if _is_alive(pid)] == []
    return code


def _has_listener(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _visit(port: int) -> None:
    """Let the site close first: its end of the connection then lingers for a minute."""
    with socket.create_connection(("127.0.0.1", port)) as visit:
        visit.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        while visit.recv(65_536):
            pass


def test_control_c_or_a_closed_terminal_stops_everything_and_the_next_start_works(
    ports: Ports, tmp_path: Path
) -> None:
    var = tmp_path / _AWKWARD
    with _running(ports, var) as launcher:
        kept = {path.name: path.read_bytes() for path in var.glob("*-cookie-secret")}
        for port in ports:
            _visit(port)
        code = _all_gone(launcher, lambda: os.killpg(launcher.pid, signal.SIGINT))
        assert code == 0
        assert not any(_has_listener(port) for port in ports)
    with _running(ports, var) as launcher:
        assert {path.name: path.read_bytes() for path in var.glob("*-cookie-secret")} == kept
        assert _all_gone(launcher, lambda: os.killpg(launcher.pid, signal.SIGHUP)) == 0


def test_a_site_that_does_not_listen_any_more_is_ended_all_the_same(
    ports: Ports, tmp_path: Path
) -> None:
    with _running_quietly(ports, tmp_path) as launcher:
        begun = [pid for pid in _descendants(launcher.pid) if _has_begun(pid)]
        assert len(begun) >= 2
        for pid in begun:
            os.kill(pid, signal.SIGSTOP)
        assert _all_gone(launcher, launcher.terminate) == 0


def test_a_site_that_dies_takes_the_other_with_it(ports: Ports, tmp_path: Path) -> None:
    with _running_quietly(ports, tmp_path) as launcher:
        first = _descendants(launcher.pid)[0]
        assert _all_gone(launcher, lambda: os.kill(first, signal.SIGKILL)) == 1


def test_a_second_start_says_that_the_port_is_taken_and_disturbs_nothing(
    ports: Ports, tmp_path: Path
) -> None:
    with _running_quietly(ports, tmp_path / "first") as launcher:
        for pair, taken in ((ports, ports[0]), ((free_port(), ports[1]), ports[1])):
            assert _refused(pair, tmp_path / "second").startswith(f"Port {taken} is taken")
        assert not (tmp_path / "second").exists()
        assert launcher.poll() is None


@pytest.mark.parametrize(
    ("family", "host"),
    [
        (socket.AF_INET, "127.0.0.1"),
        (socket.AF_INET, "0.0.0.0"),  # noqa: S104  # as a careless program would
        (socket.AF_INET6, "::1"),
    ],
)
def test_a_port_of_another_program_is_named(
    family: socket.AddressFamily, host: str, tmp_path: Path
) -> None:
    with socket.create_server((host, 0), family=family) as other:
        port = other.getsockname()[1]
        assert _refused((free_port(), port), tmp_path).startswith(f"Port {port} is taken")


def test_ports_that_cannot_be_are_refused(tmp_path: Path) -> None:
    for pair in ((8000, 8000), (0, 8000), (8000, 65_536)):
        assert "two different ports" in _refused(pair, tmp_path)


def test_a_folder_that_cannot_be_used_is_named(ports: Ports, tmp_path: Path) -> None:
    file = tmp_path / "var"
    file.touch()
    assert _refused(ports, file) == f"{file} cannot be used: File exists."


@pytest.mark.parametrize("name", [b"what?", b"100%", b"two\nlines", b"\xff"])
def test_a_folder_whose_name_no_address_can_hold_is_refused(
    name: bytes, ports: Ports, tmp_path: Path
) -> None:
    odd = tmp_path / os.fsdecode(name)
    assert _refused(ports, odd).startswith("Charterline cannot run in ")
    assert not odd.exists()


def test_a_database_that_cannot_be_made_ready_is_named(ports: Ports, tmp_path: Path) -> None:
    (tmp_path / "casework" / "casework.sqlite").mkdir(parents=True)
    assert _refused(ports, tmp_path).startswith("The casework database cannot be made ready. ")


def test_a_secret_that_an_earlier_start_left_empty_is_made_again(
    ports: Ports, tmp_path: Path
) -> None:
    left = (tmp_path / "intake-cookie-secret", tmp_path / "casework-cookie-secret.new")
    for path in left:
        path.touch(mode=0o644)
    prepare(Demo(tmp_path, *ports))
    made = sorted(tmp_path.glob("*-cookie-secret*"))
    assert [path.name for path in made] == ["casework-cookie-secret", "intake-cookie-secret"]
    for path in made:
        assert len(path.read_text()) >= 43
        assert path.stat().st_mode & 0o777 == 0o600
