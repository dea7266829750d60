"""What a demo needs before it can start: free ports, a folder, databases, secrets.

What stands in the way is said in one line, since whoever reads it came for a first look.
"""

import errno
import os
import secrets
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from config.settings import CaseworkSettings, read_settings
from crypto.names import ManifestHash
from deploy.door.seating import open_door
from deploy.standin.founding import open_sitting
from deploy.standin.sorry import StandinError
from store.errors import StoreError

HOUSE = Path(__file__).absolute().parent.parent
_SECRET_LENGTH = 43
# The address of a database has no way to write them.
_UNADDRESSABLE = {"?", "%"}
_FOLDERS = ("dropbox", "intake", "casework", "keys", "mirror")
_OTHER_WAYS = {
    "CHARTERLINE_POSTAL_ADDRESS": (
        "Audit Committee Chair, Northfield, c/o Lee & Grant LLP, PO Box 100, Springfield"
    ),
    "CHARTERLINE_TELEPHONE": "1-800-555-0100",
    "CHARTERLINE_OTHER_PROBLEMS": "the Northfield ethics line",
}

Environment = dict[str, str]


class CannotRunError(Exception):
    """Says in one line what stands in the way."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where everything is: the folder, and a port for each site."""

    var: Path
    intake_port: int
    casework_port: int

    @property
    def ports(self) -> tuple[int, int]:
        return self.intake_port, self.casework_port

    def database_url(self, name: str) -> str:
        return f"sqlite:///{self.var / name / name}.sqlite"

    @property
    def herald(self) -> Path:
        """Return where the demo's commands of the night find the key that they sign with."""
        return self.var / "committee" / "herald.key"

    @property
    def greeting(self) -> str:
        return f"""
Charterline is running on this machine. Press Ctrl and C to stop it.

  For reporters:      http://localhost:{self.intake_port}
  For the committee:  http://localhost:{self.casework_port}
  Every component:    http://localhost:{self.casework_port}/ui

Sign in for the committee, as its chair, with a code that this prints:

  {self.python} deploy.door maria-alvarez{self.elsewhere}

At the first start nineteen made-up reports are sent and worked on, which takes two minutes. What a
reporter sends is in the list “Reports” within a minute, and what is answered there goes back as
fast. Others of the committee sign in the same way: without a name, everybody is printed.

"""

    @property
    def python(self) -> str:
        return ".venv/bin/python -m"

    @property
    def elsewhere(self) -> str:
        """Return what a command of the stand-in needs if the demo is not in its usual folder."""
        return "" if self.var == HOUSE / "var" else f" --var {quote(str(self.var))}"


def require_free(port: int) -> None:
    """Refuse a port that anybody listens on.

    The server would share it with another server of its kind, and each visitor would
    reach one or the other by chance.
    """
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        refused = _refusal(family, host, port)
        if refused == errno.EADDRINUSE:
            raise CannotRunError(
                f"Port {port} is taken by another program, perhaps by another “make run”. Stop it,"
                " or choose two other ports: make run PORTS='8003 8004'"
            )
        if refused and family is socket.AF_INET:
            raise CannotRunError(f"Port {port} cannot be used: {os.strerror(refused)}.")


def _refusal(family: socket.AddressFamily, host: str, port: int) -> int:
    try:
        with socket.socket(family) as probe:
            # Connections of a site that has just stopped are no listener.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as exc:
        return exc.errno or errno.EIO
    return 0


def prepare(demo: Demo) -> dict[str, Environment]:
    """Make what is not there yet, and return the settings of each site."""
    intake_secret, casework_secret = _lay_folder(demo.var)
    dropbox, own = demo.database_url("dropbox"), demo.database_url("casework")
    _migrate("dropbox", dropbox)
    _migrate("casework", own)
    genesis = give_notice(demo)
    settings = {
        "intake": _of_intake(demo, genesis) | _common(demo.intake_port, intake_secret, dropbox),
        "casework": _of_casework(demo, genesis)
        | _common(demo.casework_port, casework_secret, dropbox),
    }
    seat_members(demo.var, settings["casework"])
    return settings


def _of_intake(demo: Demo, genesis: ManifestHash) -> Environment:
    return _OTHER_WAYS | {
        "CHARTERLINE_GENESIS": genesis.hex(),
        "CHARTERLINE_MEMORY": str(demo.var / "intake" / "memory.json"),
        "CHARTERLINE_KEYS": str(demo.var / "intake" / "keys"),
    }


def _of_casework(demo: Demo, genesis: ManifestHash) -> Environment:
    return {
        "CHARTERLINE_DATABASE_URL": demo.database_url("casework"),
        "CHARTERLINE_KEYSTORE": str(demo.var / "keys" / "keys.sqlite"),
        "CHARTERLINE_KEYSTORE_MIRROR": str(demo.var / "mirror" / "keys.sqlite"),
        "CHARTERLINE_GENESIS": genesis.hex(),
        "CHARTERLINE_MEMORY": str(demo.var / "casework" / "memory.json"),
        "CHARTERLINE_CODE_SECRET": _kept_secret(demo.var, "casework-code-secret"),
        "CHARTERLINE_HERALD": str(demo.herald),
        "CHARTERLINE_INTAKE_ADDRESS": f"http://localhost:{demo.intake_port}",
    }


def seat_members(var: Path, settings: Environment) -> None:
    """Let the demo committee come in to casework: keys in the store, and accounts."""
    try:
        with open_door(var, read_settings(CaseworkSettings, settings)) as door:
            door.seat_everybody()
    except (StandinError, StoreError) as sorry:
        raise CannotRunError(f"The demo committee cannot come in. {sorry}") from None
    except OSError as exc:
        raise CannotRunError(f"{var} cannot be used: {exc.strerror}.") from None


def give_notice(demo: Demo) -> ManifestHash:
    """Let the committee say that all is well today. It is founded first if it never was."""
    try:
        with open_sitting(demo.var) as sitting:
            sitting.give_notice()
            _keep(demo.herald, sitting.committee.herald.raw)
            return sitting.committee.genesis
    except (StandinError, StoreError) as sorry:
        raise CannotRunError(f"The demo committee cannot sit. {sorry}") from None
    except OSError as exc:
        raise CannotRunError(f"{demo.var} cannot be used: {exc.strerror}.") from None


def _lay_folder(var: Path) -> tuple[str, str]:
    """Make the folder, and return the two secrets in it."""
    if not str(var).isprintable() or _UNADDRESSABLE.intersection(str(var)):
        raise CannotRunError(
            f"Charterline cannot run in {str(var)!a}: please move it to a folder without"
            f" {' or '.join(sorted(_UNADDRESSABLE))} or other odd characters in its path."
        )
    try:
        for folder in (var, *(var / name for name in _FOLDERS)):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (
            _kept_secret(var, "intake-cookie-secret"),
            _kept_secret(var, "casework-cookie-secret"),
        )
    except OSError as exc:
        raise CannotRunError(f"{var} cannot be used: {exc.strerror}.") from None


def _common(port: int, secret: str, dropbox: str) -> Environment:
    return {
        "CHARTERLINE_MODE": "development",
        "CHARTERLINE_ADDRESS": f"http://localhost:{port}",
        "CHARTERLINE_LISTEN": f"127.0.0.1:{port}",
        "CHARTERLINE_COOKIE_SECRET": secret,
        "CHARTERLINE_COMPANY": "Northfield",
        "CHARTERLINE_DROPBOX_URL": dropbox,
    }


def _kept_secret(var: Path, name: str) -> str:
    """Keep the secret between starts, so that a form that is open now still works then."""
    path = var / name
    kept = path.read_text("ascii", "replace") if path.exists() else ""
    if len(kept) >= _SECRET_LENGTH:
        return kept
    _keep(path, secrets.token_urlsafe(32).encode("ascii"))
    return path.read_text("ascii")


def _keep(path: Path, secret: bytes) -> None:
    """Write it whole or not at all: a start that is cut off must leave no empty secret."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_bytes(secret)
    new.replace(path)


def _migrate(which: str, url: str) -> None:
    command = [sys.executable, "-m", "store", "migrate", which, "--url", url]
    # A session of its own: Ctrl and C must not tear a migration, which takes a moment only.
    done = subprocess.run(
        command,
        cwd=HOUSE,
        env=bare_environment(),
        capture_output=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1] if said else "It did not say why."
        raise CannotRunError(f"The {which} database cannot be made ready. {why}")


def bare_environment() -> Environment:
    return {"PATH": os.environ.get("PATH", os.defpath)}
