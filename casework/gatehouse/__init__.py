"""What the door remembers, in memory alone: who must wait, which challenge and code was spent.

Nothing of it is worth keeping over a restart, and much of it is finer than a day. An
outsider can fill only what outsiders stand in: whoever comes on a known device, or
with a passkey, waits for nobody's mistakes but their own.
"""

from casework.gatehouse.spent import Challenges, SpentSteps, step_at
from casework.gatehouse.turnstile import Turnstile
from casework.gatehouse.waits import Lane, MustWait, Tries, Waits
from store.clock import Epoch, Minute

__all__ = [
    "Challenges",
    "Gatehouse",
    "Lane",
    "MustWait",
    "SpentSteps",
    "Tries",
    "Turnstile",
    "Waits",
    "step_at",
]


class Gatehouse:
    """One for the process, as the process is one."""

    def __init__(self, minute: Minute, epoch: Epoch) -> None:
        # A flood of made-up names can fill the strangers' places, and none of the others.
        self.strangers = Waits(minute)
        self.known = Waits(minute)
        self.challenges = Challenges(minute)
        self.steps = SpentSteps(step_at(epoch()))
        # It takes 256 MiB and a core for a second, and only a second factor leads to it.
        self.derivation = Turnstile()
