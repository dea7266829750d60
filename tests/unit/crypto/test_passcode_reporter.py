"""From nine words to the keys of a mailbox: slow once, always the same, and kept nowhere."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import MalformedError, RefusedError
from crypto.passcode.issuing import Passcode
from crypto.passcode.reporter import CHEAPEST, PRODUCTION, HashCost, reporter_keys
from tests.unit.crypto.frozen import frozen, name_of

KEYS = frozen("passcode", "keys")
PASSCODE = Passcode((1, 2, 3, 4, 5, 6, 7, 8))
SALT = bytes(range(16))
_LIMIT = 256 * 1_024 * 1_024


@pytest.mark.parametrize("vector", KEYS, ids=name_of)
def test_frozen_passcodes_yield_the_keys_they_always_did(vector: dict[str, Any]) -> None:
    raw = bytes.fromhex(vector["canonical"])
    passcode = Passcode(tuple(int.from_bytes(raw[at : at + 2]) for at in range(0, 16, 2)))
    cost = HashCost(vector["passes"], vector["memory_kib"], vector["lanes"])
    keys = reporter_keys(passcode, bytes.fromhex(vector["salt"]), cost)
    assert vector["expect"] == "derives"
    assert keys.root.hex() == vector["root"]
    assert keys.seed.raw.hex() == vector["seed"]
    assert sha256(keys.seed.public.raw).hexdigest() == vector["vault_sha256"]
    assert keys.state_key.hex() == vector["state_key"]
    assert keys.followup_key.hex() == vector["followup_key"]


def test_the_keys_are_what_the_format_says() -> None:
    secret = b"charterline/v1/reporter/passcode\0" + b"\0\1\0\2\0\3\0\4\0\5\0\6\0\7\0\x08"
    root = hash_secret_raw(secret, SALT, 1, 8, 1, 64, Type.ID)

    def derived(label: str) -> bytes:
        info = f"charterline/v1/reporter/{label}\0".encode()
        return HKDF(hashes.SHA256(), 32, None, info).derive(root)

    keys = reporter_keys(PASSCODE, SALT, CHEAPEST)
    assert keys.root == derived("mailbox-root")
    assert keys.seed.raw == derived("xwing-seed")
    assert keys.state_key == derived("state-key")
    assert keys.followup_key == derived("followup-mac")


def test_the_costs_are_those_of_the_manifest() -> None:
    assert HashCost(passes=2, memory_kib=19_456, lanes=1) == PRODUCTION
    assert HashCost(passes=1, memory_kib=8, lanes=1) == CHEAPEST


def test_another_passcode_salt_or_cost_yields_other_keys() -> None:
    others = (
        reporter_keys(PASSCODE, SALT, CHEAPEST),
        reporter_keys(Passcode((1, 2, 3, 4, 5, 6, 7, 9)), SALT, CHEAPEST),
        reporter_keys(PASSCODE, bytes(16), CHEAPEST),
        reporter_keys(PASSCODE, SALT, replace(CHEAPEST, passes=2)),
        reporter_keys(PASSCODE, SALT, replace(CHEAPEST, memory_kib=16)),
        reporter_keys(PASSCODE, SALT, HashCost(1, 16, 2)),
    )
    found = [
        each
        for keys in others
        for each in (keys.root, keys.seed.raw, keys.state_key, keys.followup_key)
    ]
    assert len(set(found)) == len(found) == 24


@pytest.mark.parametrize("size", [0, 8, 15, 17, 32])
def test_a_salt_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(MalformedError):
        reporter_keys(PASSCODE, bytes(size), CHEAPEST)


@pytest.mark.parametrize(
    ("passes", "memory_kib", "lanes"),
    [(0, 8, 1), (17, 8, 1), (1, 7, 1), (1, 1_048_577, 1), (1, 8, 0), (1, 80, 9), (1, 63, 8)],
)
def test_costs_out_of_bounds_are_refused(passes: int, memory_kib: int, lanes: int) -> None:
    with pytest.raises(RefusedError):
        HashCost(passes, memory_kib, lanes)


@pytest.mark.parametrize(
    ("passes", "memory_kib", "lanes"), [(1, 8, 1), (16, 8, 1), (1, 1_048_576, 1), (1, 64, 8)]
)
def test_costs_at_the_bounds_are_good(passes: int, memory_kib: int, lanes: int) -> None:
    assert HashCost(passes, memory_kib, lanes).passes == passes


def test_a_machine_without_the_memory_refuses_and_does_not_break() -> None:
    with _little_memory(), pytest.raises(RefusedError):
        reporter_keys(PASSCODE, SALT, HashCost(1, 1_048_576, 1))


def test_keys_do_not_show_themselves() -> None:
    assert repr(reporter_keys(PASSCODE, SALT, CHEAPEST)) == "MailboxKeys()"


@contextmanager
def _little_memory() -> Iterator[None]:
    """Allow this process a little more memory than it has, and no gibibyte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123  # procfs has no size to read ahead
        used = int(pages.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + _LIMIT, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
