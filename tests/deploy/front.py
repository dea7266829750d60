"""nginx as an administrator would set it up, from the files that we ship, in a folder of its own.

What is replaced is a short list of places: folders, ports, nginx's user. TLS is real. Every
directive that holds something back is the shipped one.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.certificate import write_certificate
from tests.running import HOUSE

SHIPPED = HOUSE / "deploy" / "nginx"
REPORT, COMMITTEE = "report.example.com", "committee.example.com"
ONION = "youronionaddressgoeshere.onion"
_NGINX = "/usr/sbin/nginx"
_PATIENCE_SECONDS = 60

Address = tuple[str, int]
Change = Callable[[str], str]


def _host() -> str:
    """Return a loopback address of our own, so that no port can be somebody else's."""
    return "127." + ".".join(str(1 + secrets.randbelow(254)) for _ in range(3))


@dataclass(frozen=True, slots=True)
class Front:
    """A running nginx: where it listens, and the certificate to trust."""

    folder: Path
    host: str = field(default_factory=_host)

    @property
    def tls(self) -> Address:
        return self.host, 8443

    @property
    def plain(self) -> Address:
        return self.host, 8080

    @property
    def onion(self) -> Address:
        return self.host, 8010

    @property
    def certificate(self) -> Path:
        return self.folder / "tls" / f"{REPORT}.pem"

    def socket_of(self, site: str) -> Path:
        return self.folder / "run" / f"charterline-{site}" / "site.sock"

    def connect(self, name: str = REPORT, seconds: float = 1.0) -> ssl.SSLSocket:
        """Open a connection on which nothing may take longer than a second."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        plain = socket.create_connection(self.tls, timeout=seconds)
        return trust.wrap_socket(plain, server_hostname=name)


def lay_out(folder: Path, change: Change = str) -> Front:
    """Copy the shipped files, each with this machine's places in it, into `folder`."""
    front = Front(folder)
    for site in ("intake", "casework", "onion"):
        front.socket_of(site).parent.mkdir(parents=True)
    (folder / "run" / "charterline-nginx").mkdir()
    write_certificate(folder / "tls", (REPORT, COMMITTEE))
    for shipped in SHIPPED.rglob("*.conf"):
        copy = _installed(folder, shipped.relative_to(SHIPPED))
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(change(_placed(shipped.read_text(), front)))
    return front


def _installed(folder: Path, place: Path) -> Path:
    here = "sites-enabled" if place.parts[0] == "sites" else place.parent
    return folder / "etc" / here / place.name


def _placed(text: str, front: Front) -> str:
    text = re.sub(
        r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE
    )  # there may be no IPv6 here
    for shipped, ours in {
        "user www-data;": f"user {pwd.getpwuid(os.getuid()).pw_name};",
        "listen 443": f"listen {front.host}:8443",
        "listen 80": f"listen {front.host}:8080",
        "listen 127.0.0.1:8010": f"listen {front.host}:8010",
        "/etc/nginx/": f"{front.folder}/etc/",
        "/etc/ssl/charterline/": f"{front.folder}/tls/",
        "/opt/charterline/": f"{HOUSE}/",
        " /run/": f" {front.folder}/run/",
        "unix:/run/": f"unix:{front.folder}/run/",
    }.items():
        text = text.replace(shipped, ours)
    return text


@contextmanager
def running_nginx(front: Front, before: Sequence[str] = ()) -> Iterator[Front]:
    """Run nginx, under `before` if that is another program, and stop it come what may."""
    conf = front.folder / "etc" / "nginx.conf"
    command = [*before, _NGINX, "-p", str(front.folder), "-c", str(conf), "-g", "daemon off;"]
    with stopped_at_the_end(command, lambda: _listens(front.tls)):
        yield front


@contextmanager
def stopped_at_the_end(
    command: Sequence[str], is_ready: Callable[[], bool], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    assert shutil.which(command[0]), f"{command[0]} is missing: make machine"
    running = subprocess.Popen(
        command, cwd=HOUSE, env={"PATH": os.defpath, **(environment or {})}, start_new_session=True
    )
    try:
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while not is_ready():
            assert running.poll() is None, f"{command[0]} did not start"
            assert time.monotonic() < give_up, f"{command[0]} is not ready"
            time.sleep(0.05)
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
        try:
            running.wait(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _listens(address: Address) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(address) == 0
