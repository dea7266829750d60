"""What timers do on a real machine, done for the demo: collecting, the daily test, the night.

Each is the command that the timers start, in a process of its own. The demo is without them
for a while if one fails; what has stopped, Today says.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final

from deploy.demo import HOUSE, Environment, bare_environment

_EVERY: Final = 20  # seconds: on a real machine it is an hour, and nobody at a demo waits so long
_VERBS: Final = ("self-test", "collect", "nightly")


class Errands:
    def __init__(self, settings: Environment, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._out: subprocess.Popen[bytes] | None = None
        self._next = clock()

    def send(self) -> None:
        """Send somebody out, unless somebody still is, or it is too early."""
        if self._clock() < self._next or (self._out and self._out.poll() is None):
            return
        self._next = self._clock() + _EVERY
        self._out = subprocess.Popen(
            [sys.executable, "-m", "casework", "each", *_VERBS],
            cwd=HOUSE,
            env=bare_environment() | self._settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def call_back(self) -> None:
        """End who is out, even one that does not listen: the next takes up what was begun."""
        if self._out and self._out.poll() is None:
            self._out.kill()
            self._out.wait()
