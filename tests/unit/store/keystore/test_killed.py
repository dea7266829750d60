"""Kill whoever changes the key store at any moment: both files stand at one and the same change."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from secrets import randbelow

import pytest

from store.keystore.reconciling import Reconciled
from store.keystore.store import KeyStore
from tests.unit.store.keystore.samples import mirrored

HOUSE = Path(__file__).parents[4]
KEPT = 3


def killed_after(keystore: KeyStore, milliseconds: int) -> int:
    """Return the last change that was acknowledged before the end."""
    command = [sys.executable, "-m", "tests.unit.store.keystore.changing"]
    paths = [str(keystore.path), str(keystore.mirror)]
    with subprocess.Popen(
        [*command, *paths], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    ) as changing:
        assert changing.stdout is not None
        said = [changing.stdout.readline()]
        time.sleep(milliseconds / 1_000)
        changing.send_signal(signal.SIGKILL)
        said += changing.stdout.readlines()
    return max(int(line) for line in said if line.endswith("\n"))


@pytest.mark.parametrize("round_", range(5))
def test_a_kill_leaves_both_files_at_one_change_with_all_that_was_acknowledged(
    keystore: KeyStore, round_: int
) -> None:
    last = killed_after(keystore, randbelow(120))
    assert keystore.reconcile() is Reconciled.TOGETHER
    for each in (keystore, mirrored(keystore)):
        with each.reading() as tx:
            there = {int(person[1:]) for person in tx.key_files.people()}
            scopes = len(tx.wraps.scopes(b"", 10_000))
        # The change after the last acknowledged one may be there, but then whole.
        newest = max(there)
        assert newest in {last, last + 1}
        assert there == set(range(max(1, newest - KEPT + 1), newest + 1))
        assert scopes == 4 * newest
