"""Kill a site in mid-work: what it acknowledged is there, and nothing is half there."""

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from crypto.names import Tag
from store.blobs import DatabaseBlobs
from store.dropbox import Dropbox
from store.mailbox import Mailbox, mailbox_snapshots, mailbox_states
from tests.unit.store.builders import DAY
from tests.unit.store.conftest import Ground

ROOT = Path(__file__).parents[3]


def _acknowledged_before_the_kill(url: str, reports: int) -> list[tuple[str, Tag, Tag]]:
    command = [sys.executable, "-m", "tests.unit.store.depositor", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdout is not None
        lines = [site.stdout.readline() for _ in range(reports)]
        site.send_signal(signal.SIGKILL)
        lines += site.stdout.readlines()  # what it still said before it was dead
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(d, Tag(bytes.fromhex(t0)), Tag(bytes.fromhex(t1))) for d, t0, t1 in whole]


@pytest.mark.parametrize("reports", [1, 9])
def test_a_killed_site_loses_nothing_acknowledged_and_leaves_nothing_half(
    ground: Ground, reports: int
) -> None:
    acknowledged = _acknowledged_before_the_kill(ground.intake_url, reports)
    assert len(acknowledged) >= reports

    with ground.casework.reading() as tx:
        waiting = Dropbox(tx).waiting(10_000)
    whole = [envelope for left in waiting if (envelope := left.whole()) is not None]
    assert len(whole) == len(waiting)
    there = {hashlib.sha256(envelope.raw).hexdigest() for envelope in whole}
    assert {digest for digest, _, _ in acknowledged} <= there

    with ground.owner.reading() as tx:
        states = tx.scalar(select(func.count()).select_from(mailbox_states))
        snapshots = tx.scalar(select(func.count()).select_from(mailbox_snapshots))
        assert states == snapshots == len(whole)
        for _, tag0, tag1 in acknowledged:
            slots = Mailbox(tx).read(tag0, tag1)
            assert slots.state is not None
            assert slots.snapshot is not None

    blobs = DatabaseBlobs(ground.casework, lambda: DAY)
    assert all(blobs.size(left.blob) == 524_288 for left in waiting)
