"""Whoever was sent out for the demo comes back when called, whatever they are doing."""

import os
import signal
import time
from pathlib import Path

from deploy.errands import Errands


def test_an_errand_that_does_not_listen_is_ended_when_it_is_called_back() -> None:
    errands = Errands({})
    errands.send()
    sent = _seen()
    os.kill(sent, signal.SIGSTOP)
    errands.call_back()
    assert not Path(f"/proc/{sent}").exists()


def test_nobody_is_sent_out_again_before_it_is_time() -> None:
    now = [0.0]
    errands = Errands({}, lambda: now[0])
    errands.send()
    first = _seen()
    errands.send()
    assert _sent() == [first]
    errands.call_back()
    errands.send()
    assert _sent() == []
    now[0] += 60
    errands.send()
    assert _seen() != first
    errands.call_back()


def _seen() -> int:
    """Return who was sent, once the system knows what it does."""
    patience = time.monotonic() + 60
    while not (sent := _sent()):
        assert time.monotonic() < patience
        time.sleep(0.01)
    [only] = sent
    return only


def _sent() -> list[int]:
    """Return the processes of this test's own that do an errand."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    commands = {int(each): Path(f"/proc/{each}/cmdline").read_bytes() for each in children}
    return [each for each, command in commands.items() if b"nightly" in command]
