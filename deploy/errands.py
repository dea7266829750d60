"""What timers do on a real machine, done for the demo: collecting, the daily test, the night.

Each is the command that the timers start, in a process of its own. The demo is without them
for a while if one fails; what has stopped, Today says.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from deploy.demo import HOUSE, Environment, bare_environment

_EVERY: Final = 20  # seconds: on a real machine it is an hour, and nobody at a demo waits so long
_VERBS: Final = ("self-test", "collect", "nightly")


class Errands:
    def __init__(self, settings: Environment, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._out: subprocess.Popen[bytes] | None = None
        self._teller: subprocess.Popen[bytes] | None = None
        self._next = clock()

    def send(self) -> None:
        """Send somebody out, unless somebody still is, or it is too early."""
        if self._clock() < self._next or (self._out and self._out.poll() is None):
            return
        self._next = self._clock() + _EVERY
        self._out = self._sent_out("casework", "each", *_VERBS)

    def tell(self, var: Path) -> None:
        """Have the demo's reports told, once: a demo that was begun stays as it was left."""
        begun = var / "committee" / "tale-begun"
        if not begun.exists():
            begun.touch(mode=0o600)
            self._teller = self._sent_out("deploy.tale", "--var", str(var))

    def call_back(self) -> None:
        """End who is out, even one that does not listen: the next takes up what was begun."""
        for each in (self._out, self._teller):
            if each and each.poll() is None:
                each.kill()
                each.wait()

    def _sent_out(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=HOUSE,
            env=bare_environment() | self._settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
