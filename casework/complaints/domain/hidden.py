"""What two members agreed not to show. The sealed record stays, and still counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class Hidden:
    """A message by its envelope, or a file by its SHA-256: by whose word, and who agreed."""

    what: bytes
    by: PersonId
    agreed: PersonId | None = None
    since: date | None = None
    showing: PersonId | None = None  # who would have it shown again

    @property
    def waits(self) -> bool:
        return self.agreed is None

    def agreed_by(self, second: PersonId, today: date) -> "Hidden":
        return replace(self, agreed=second, since=today)


def hidden_among(some: Iterable[Hidden]) -> frozenset[bytes]:
    """Return what is hidden. What one alone wants hidden is not."""
    return frozenset(each.what for each in some if not each.waits)


def still_asked(hidden: Hidden, voices: Collection[PersonId]) -> bool:
    """Say whether the first word still counts: whoever left, or is kept away, has none."""
    return hidden.waits and hidden.by in voices
