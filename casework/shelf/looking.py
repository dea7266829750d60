"""How far one session has looked through what came in, from one request to the next.

Ids, days and names of cases, and no key: keys are in clear for one request at a time, so each
request that goes on with the look brings them along.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock

from crypto.names import EnvelopeId


@dataclass(frozen=True, slots=True)
class Waiting:
    """An envelope that opened, and that is to be looked at again."""

    said: date
    collected: date


class Look:
    """Changed by whoever has the turn, and by nobody else."""

    def __init__(self) -> None:
        self.turn = Lock()
        self.done: set[EnvelopeId] = set()
        self.later: dict[EnvelopeId, Waiting] = {}
        self.waiting: dict[EnvelopeId, Waiting] = {}
        self.damaged: dict[EnvelopeId, date] = {}  # and the day on which each came in
        self.names: set[str] | None = None  # of the cases that this session reads, once asked for

    def knows(self, envelope: EnvelopeId) -> bool:
        places = (self.done, self.later, self.waiting, self.damaged)
        return any(envelope in each for each in places)

    def is_done(self, envelope: EnvelopeId) -> None:
        self.later.pop(envelope, None)
        self.done.add(envelope)

    def waits(self, envelope: EnvelopeId, waiting: Waiting) -> None:
        """Put it off to the next look."""
        self.later.pop(envelope, None)
        self.waiting[envelope] = waiting

    def begin_again(self) -> None:
        self.later, self.waiting = self.waiting, {}
