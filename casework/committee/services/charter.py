"""Who of the committee has read its charter, in which version. Its text is not kept here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.history.services.reading import of_kind
from casework.rights import SignedIn
from crypto.names import PersonId

LONGEST_VERSION: Final = 120
_VERSION: Final = "version"


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read one version of the charter, as they named it."""

    by: PersonId | None
    on: date
    version: str


def readings(desk: Desk) -> Sequence[Reading]:
    """Return every reading that was put down, newest first."""
    with desk.database.reading() as tx:
        found = of_kind(tx, Verb.CHARTER_READ)
    return [Reading(each.actor, each.day, each.subject.get(_VERSION, "")) for each in found]


def has_read(desk: Desk, person: PersonId) -> bool:
    return any(each.by == person for each in readings(desk))


def note_reading(desk: Desk, me: SignedIn, version: str) -> None:
    """Put it down once: the same version, pressed twice on one day, was read once."""
    now = Reading(me.person, desk.today(), version)
    with desk.database.transaction() as tx:
        said = Said(Verb.CHARTER_READ, now.on, me.person, {_VERSION: version})
        if said not in of_kind(tx, Verb.CHARTER_READ):
            record(tx, said)
