"""A public site as it runs in earnest, with what its process costs to be read from the kernel."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory

from crypto.manifest.body import SALT_SIZE
from crypto.passcode.reporter import PRODUCTION
from deploy.standin.committee import found
from store.clock import utc_today
from store.database import Which
from store.migrating import migrate
from tests.committee import Committee, seeds_of, sitting_at
from tests.running import HOUSE, free_port, intake_environment, of_committee, process
from tests.wire import Wire

_LIMITS = {
    "CHARTERLINE_HOURLY_REPORTS": "1000000",
    "CHARTERLINE_HOURLY_GIGABYTES": "10000",
    "CHARTERLINE_RESERVE_GIGABYTES": "0",
    "CHARTERLINE_FILE_MEGABYTES": "1023",
}
_TICKS = os.sysconf("SC_CLK_TCK")
_KIB_IN_A_MIB = 1_024
_FORGET_THE_PEAK = "5"


@dataclass(frozen=True, slots=True)
class Site:
    address: str
    folder: Path
    worker: Path  # its place under /proc
    committee: Committee

    def reporter(self) -> Wire:
        return Wire(self.address)

    def cpu_seconds(self) -> float:
        """Return the processor time that the site has used so far, the kernel's share with it."""
        _, _, rest = (self.worker / "stat").read_text().rpartition(")")
        user, kernel = rest.split()[11:13]
        return (int(user) + int(kernel)) / _TICKS

    def forget_peak(self) -> float:
        """Begin a new peak, and return the memory in MiB from which it begins."""
        (self.worker / "clear_refs").write_text(_FORGET_THE_PEAK)
        return self._mebibytes("VmRSS")

    def peak(self) -> float:
        return self._mebibytes("VmHWM")

    def _mebibytes(self, name: str) -> float:
        lines = (self.worker / "status").read_text().splitlines()
        [found] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
        return int(found) / _KIB_IN_A_MIB


@contextmanager
def running_site() -> Iterator[Site]:
    """Start a site on the disk, not in memory, with the hash that production has."""
    scratch = HOUSE / "var"
    scratch.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=scratch) as name:
        url, port = f"sqlite:///{name}/dropbox.sqlite", free_port()
        migrate(url, Which.DROPBOX)
        founded = found(seeds_of, PRODUCTION, token_bytes(SALT_SIZE), utc_today())
        address = f"http://localhost:{port}"
        with sitting_at(url, founded) as committee:
            committee.notice()
            settings = intake_environment(address, f"127.0.0.1:{port}", url) | _LIMITS
            settings |= of_committee(committee.genesis)
            with process("intake", settings, f"{address}/health") as site:
                yield Site(address, Path(name), _worker_of(site.pid), committee)


def _worker_of(site: int) -> Path:
    [worker] = Path(f"/proc/{site}/task/{site}/children").read_text().split()
    return Path("/proc") / worker
