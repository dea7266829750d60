"""Days of the law that Today must not miss, whatever promise of ours comes before them.

A list shows one clock of a case, the one that runs out first. The law's days are warned of beside
it: a promise that is kept every month would hide the third month of a directive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.complaints.domain.clocks.running import Clock, Running
from casework.complaints.domain.clocks.sources import LAWS

# What only the reporter gains or loses by. After that day nothing can be done about it here.
_REPORTERS: Final = frozenset({Clock.LOOK_BACK})
# The reporter's own time to complain is told to them, and asks nothing of us.
_NOT_WARNED_OF: Final = frozenset({Clock.RETALIATION})


@dataclass(frozen=True, slots=True)
class LawDay:
    clock: Clock
    due: date
    warns: tuple[date, ...]

    def is_near(self, today: date) -> bool:
        is_over = self.clock in _REPORTERS and today > self.due
        return not is_over and today >= self.warns[0]

    def presses(self, today: date) -> bool:
        """Say whether the last warning has come: a second one if there is one, or the day."""
        last = self.warns[-1] if len(self.warns) > 1 else self.due
        return self.is_near(today) and today >= last


def law_days(clocks: Iterable[Running]) -> tuple[LawDay, ...]:
    """Return what is warned of. A clock of a few days is warned of from its first."""
    return tuple(
        LawDay(each.clock, each.due, each.warns or (each.since,))
        for each in clocks
        if each.clock in LAWS and each.clock not in _NOT_WARNED_OF
    )
