"""The units lock the sites in as far as systemd can, and the sites live with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.asking import ask
from tests.deploy.front import lay_out, running_nginx
from tests.deploy.sites import running_intake
from tests.deploy.traced import calls_made, made_executable, strace
from tests.deploy.units import SYSTEMD, analysed, permitted_calls, value, values

_INTAKE = SYSTEMD / "charterline-intake.service"
_EVERYTHING_NATIVE = """
import argon2.low_level as argon2, cbor2, nh3, psycopg, sqlite3
from cryptography.hazmat.primitives.asymmetric import ed25519, mldsa
argon2.hash_secret_raw(b"words words", b"salt" * 4, 2, 19456, 1, 64, argon2.Type.ID)
cbor2.loads(cbor2.dumps({"a": [1, b"2"]}, canonical=True))
nh3.clean("<p>a</p>")
sqlite3.connect(":memory:").execute("SELECT 1").fetchone()
ed25519.Ed25519PrivateKey.generate().sign(b"deed")
mldsa.MLDSA65PrivateKey.generate().sign(b"deed")
"""

services = pytest.mark.parametrize("unit", sorted(SYSTEMD.glob("*.service")), ids=lambda p: p.name)


@services
def test_systemd_rates_each_service_safe(unit: Path) -> None:
    # The threshold is in tenths.
    rated = analysed("security", "--offline=true", "--threshold=10", str(unit))
    assert rated.returncode == 0, rated.stdout.splitlines()[-1]


def test_a_service_without_its_walls_would_not_be_rated_safe(folder: Path) -> None:
    bare = folder / "charterline-intake.service"
    kept = [
        line for line in _INTAKE.read_text().splitlines() if "CapabilityBoundingSet" not in line
    ]
    bare.write_text("\n".join(kept))
    assert analysed("security", "--offline=true", "--threshold=10", str(bare)).returncode != 0


def test_systemd_understands_every_line() -> None:
    units = [*SYSTEMD.glob("*.service"), *SYSTEMD.glob("*.timer")]
    said = analysed("verify", *map(str, units)).stderr.splitlines()
    # That the program is not installed on this machine is the one complaint that we expect.
    assert [
        line for line in said if "/opt/charterline/.venv/bin/python is not exec" not in line
    ] == []


@pytest.mark.parametrize("name", ["charterline-*.service", "nginx-charterline.conf"])
def test_memory_reaches_no_disk(name: str) -> None:
    for unit in SYSTEMD.glob(name):
        assert value(unit, "LimitCORE") == "0"
        assert value(unit, "MemorySwapMax") == "0"
        assert value(unit, "ProtectSystem") == "strict"
        assert value(unit, "TemporaryFileSystem").endswith("tmp:ro")


def test_the_public_site_writes_no_line_that_has_a_time() -> None:
    assert value(_INTAKE, "StandardOutput") == "null"
    assert value(_INTAKE, "StandardError").startswith("truncate:/run/")


def test_the_public_site_lives_with_the_calls_it_is_left(folder: Path) -> None:
    trace, front = folder / "trace", lay_out(folder)
    with running_intake(front, strace(trace, "all")), running_nginx(front):
        assert ask(front, "GET /").status == 200
        assert ask(front, "POST /", body=b"a" * 500_000).status == 405
    _lives_within(_INTAKE, trace)


def test_what_is_native_lives_with_the_calls_it_is_left(folder: Path) -> None:
    trace = folder / "trace"
    script = [sys.executable, "-c", _EVERYTHING_NATIVE]
    subprocess.run([*strace(trace, "all"), *script], check=True)
    _lives_within(_INTAKE, trace)


def test_a_call_or_memory_that_is_forbidden_would_be_seen(folder: Path) -> None:
    trace = folder / "trace"
    script = "import mmap, os; mmap.mmap(-1, 4096, prot=7); os.chown('/dev/null', -1, -1)"
    subprocess.run([*strace(trace, "all"), sys.executable, "-c", script], check=True)
    assert calls_made(trace) & {"chown"} - permitted_calls(_INTAKE)
    assert made_executable(trace)


@services
def test_every_service_is_left_the_same_calls(unit: Path) -> None:
    assert permitted_calls(unit) == permitted_calls(_INTAKE)
    assert values(unit, "MemoryDenyWriteExecute") == ["yes"]


def _lives_within(unit: Path, trace: Path) -> None:
    made = calls_made(trace)
    if os.geteuid() == 0:  # as root, and only then, SQLite gives its own files away
        made -= {"fchown"}
    assert "execve" in made
    assert made - permitted_calls(unit) == set()
    assert made_executable(trace) == []
