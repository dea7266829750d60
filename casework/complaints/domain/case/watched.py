"""What is watched in a case beside the inquiry: days that clocks count from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.complaints.domain.clocks.legal import Event


@dataclass(frozen=True, slots=True)
class Happened:
    """A day from which the law counts, and when what it asks for was done."""

    on: date
    done: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Watched:
    first_word: date | None = None  # from us to the reporter
    last_word: date | None = None
    events: Mapping[Event, Happened] = field(default_factory=dict)
