"""Both sites on this machine, with demo settings, for `make run`.

Everything it makes is under var/, and deleting that folder starts afresh. The databases
are files, the secrets are made on the spot, and nothing listens beyond this machine.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HOUSE = Path(__file__).parent.parent
VAR = HOUSE / "var"
INTAKE = "http://localhost:8001"
CASEWORK = "http://localhost:8002"
_PATIENCE_SECONDS = 30

Environment = dict[str, str]


def main() -> int:
    dropbox, casework = database_url("dropbox"), database_url("casework")
    for which, url in (("dropbox", dropbox), ("casework", casework)):
        subprocess.run(
            [sys.executable, "-m", "store", "migrate", which, "--url", url], cwd=HOUSE, check=True
        )
    sites = [
        start("intake", demo_intake(dropbox)),
        start("casework", demo_casework(dropbox, casework)),
    ]
    try:
        for address in (INTAKE, CASEWORK):
            wait_for(address, sites)
        sys.stdout.write(GREETING)
        sys.stdout.flush()
        return watch(sites)
    except KeyboardInterrupt:
        return 0
    finally:
        for site in sites:
            site.send_signal(signal.SIGTERM)
        for site in sites:
            site.wait()


GREETING = f"""
Charterline is running on this machine. Press Ctrl and C to stop it.

  For reporters:      {INTAKE}
  For the committee:  {CASEWORK}
  Every component:    {CASEWORK}/ui
"""


def demo_intake(dropbox: str) -> Environment:
    return common("intake", INTAKE, dropbox) | {
        "CHARTERLINE_POSTAL_ADDRESS": (
            "Audit Committee Chair, Northfield, c/o Lee & Grant LLP, PO Box 100, Springfield"
        ),
        "CHARTERLINE_TELEPHONE": "1-800-555-0100",
        "CHARTERLINE_OTHER_PROBLEMS": "the Northfield ethics line",
    }


def demo_casework(dropbox: str, casework: str) -> Environment:
    return common("casework", CASEWORK, dropbox) | {"CHARTERLINE_DATABASE_URL": casework}


def common(site: str, address: str, dropbox: str) -> Environment:
    return {
        "CHARTERLINE_MODE": "development",
        "CHARTERLINE_ADDRESS": address,
        "CHARTERLINE_LISTEN": f"127.0.0.1:{address.rpartition(':')[2]}",
        "CHARTERLINE_COOKIE_SECRET": kept_secret(site),
        "CHARTERLINE_COMPANY": "Northfield",
        "CHARTERLINE_DROPBOX_URL": dropbox,
    }


def database_url(name: str) -> str:
    folder = VAR / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{folder / name}.sqlite"


def kept_secret(site: str) -> str:
    """Keep the secret between starts, so that a form that is open now still works then."""
    path = VAR / f"{site}-cookie-secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


def start(site: str, settings: Environment) -> subprocess.Popen[bytes]:
    path = os.environ.get("PATH", "")
    return subprocess.Popen([sys.executable, "-m", site], cwd=HOUSE, env={"PATH": path, **settings})


def wait_for(address: str, sites: list[subprocess.Popen[bytes]]) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while not is_well(address):
        if any(site.poll() is not None for site in sites) or time.monotonic() > give_up:
            raise SystemExit(f"{address} did not start. Is something else on its port?")
        time.sleep(0.1)


def is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310  # our own address
            return True
    except (urllib.error.URLError, OSError):
        return False


def watch(sites: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one stops; a site that has died takes the other with it."""
    while all(site.poll() is None for site in sites):
        time.sleep(0.5)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
