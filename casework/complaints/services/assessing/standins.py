"""Who steps in when somebody must not act, and whether that was tried this quarter.

A table of stand-ins that nobody has tried fails on the day on which it is needed: the one who
should come has lost their keys, or does not know of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.complaints.domain.conflicts.bench import alternates_are_tested, stand_ins_of
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.history.services.reading import Wanted, readable
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.names import PersonId

_A_YEAR: Final = timedelta(days=366)
_REACHED: Final = "reached"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member, and who is asked in their place: the first of these who is free."""

    person: PersonId
    is_chair: bool
    stand_ins: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Table:
    seats: tuple[Seat, ...]
    outside: tuple[PersonId, ...]

    @property
    def people(self) -> frozenset[PersonId]:
        """Return everybody who may be asked one day."""
        return frozenset(each.person for each in self.seats) | frozenset(self.outside)


@dataclass(frozen=True, slots=True)
class Tried:
    """One test: who made it, on which day, and who did not answer."""

    on: date
    by: PersonId | None
    missed: frozenset[PersonId]


def table_of(committee: Standing) -> Table:
    """Read the order off the list of people that the committee has signed."""
    manifest = committee.manifest
    members = [each.id for each in manifest.members]
    seats = (Seat(each.id, each.chair, stand_ins_of(each.id, members)) for each in manifest.members)
    return Table(tuple(seats), tuple(each.id for each in manifest.externals))


def tests_of(desk: Desk, table: Table) -> tuple[Tried, ...]:
    """Return the tests of a year, newest first, measured by who could be asked today."""
    since = desk.today() - _A_YEAR
    with desk.database.reading() as tx:
        found = readable(tx, Wanted(since, verb=Verb.STAND_INS_TRIED))
    return tuple(Tried(each.day, each.actor, table.people - _reached(each)) for each in found)


def last_whole(tests: tuple[Tried, ...]) -> date | None:
    """Return the last day on which everybody was reached."""
    return next((each.on for each in tests if not each.missed), None)


def stand_ins_are_due(desk: Desk) -> bool:
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return False
    tests = tests_of(desk, table_of(committee))
    return not alternates_are_tested(last_whole(tests), desk.today())


def note_test(desk: Desk, me: SignedIn, reached: frozenset[PersonId]) -> None:
    """Keep in the history who answered. Whoever writes it down is there."""
    people = ",".join(sorted(reached | {me.person}))
    with desk.database.transaction() as tx:
        record(tx, Said(Verb.STAND_INS_TRIED, desk.today(), me.person, {_REACHED: people}))


def _reached(said: Said) -> frozenset[PersonId]:
    return frozenset(PersonId(each) for each in said.subject.get(_REACHED, "").split(","))
