"""Units as systemd reads them, as far as the tests ask: every value of a key, in order."""

import subprocess
from pathlib import Path

from tests.running import HOUSE

SYSTEMD = HOUSE / "deploy" / "systemd"


def values(unit: Path, key: str) -> list[str]:
    lines = unit.read_text("utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{key}=")]


def value(unit: Path, key: str) -> str:
    (only,) = values(unit, key)
    return only


def analysed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask systemd-analyze, which reads files and needs no running systemd."""
    command = ["systemd-analyze", "--no-pager", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def permitted_calls(unit: Path) -> set[str]:
    """Return the system calls that the unit's filter leaves."""
    known = _call_sets()
    permitted: set[str] = set()
    for line in values(unit, "SystemCallFilter"):
        named = set().union(*(_expanded(name, known) for name in line.removeprefix("~").split()))
        permitted = permitted - named if line.startswith("~") else permitted | named
    return permitted


def _call_sets() -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    current: list[str] = []
    for line in analysed("syscall-filter").stdout.splitlines():
        if line.startswith("@"):
            current = known.setdefault(line.strip(), [])
        elif line.strip() and not line.strip().startswith("#"):
            current.append(line.strip())
    return known


def _expanded(name: str, known: dict[str, list[str]]) -> set[str]:
    if not name.startswith("@"):
        return {name}
    return set().union(*(_expanded(one, known) for one in known[name]))
