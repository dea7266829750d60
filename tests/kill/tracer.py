"""What a running site asks of its disk, seen and cut short by strace."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.traced import OPENS

_WRITES = "pwrite64,fdatasync,fsync,ftruncate"
_SHOWN = 96  # bytes of each buffer: three times a canary


@contextmanager
def killed_at_write(site: int, number: int, folder: Path) -> Iterator[None]:
    """Kill whichever process of the site comes to the `number`-th such call in one thread."""
    asked = ["-e", f"trace={_WRITES}", "-e", f"inject={_WRITES}:signal=KILL:when={number}"]
    # Not asked to end: it might wait for ever for one whose death it has just brought about.
    with _attached(site, asked, folder / "trace", signal.SIGKILL):
        yield


@contextmanager
def watched(site: int, trace: Path) -> Iterator[None]:
    """Write down every file that is opened, and how every buffer begins that is written."""
    asked = ["-s", str(_SHOWN), "-e", f"trace={OPENS},write,writev,pwrite64,pwritev,pwritev2"]
    with _attached(site, asked, trace, signal.SIGTERM):
        yield


@contextmanager
def _attached(site: int, asked: list[str], trace: Path, end: signal.Signals) -> Iterator[None]:
    workers = Path(f"/proc/{site}/task/{site}/children").read_text().split()
    command = ["strace", "-f", "-o", str(trace), *asked]
    command += [word for worker in workers for word in ("-p", worker)]
    tracing = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert tracing.stderr
        assert "attached" in tracing.stderr.readline()
        yield
    finally:
        tracing.send_signal(end)
        tracing.communicate(timeout=30)
