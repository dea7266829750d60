"""Who is in a report, and whom that keeps away from it.

Somebody is kept away for being named, or for holding an office that the route keeps away. Whether
somebody is “close to” the subject or “in the line” is written down beside the name, by a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.conflicts.routes import Route, Subject, When, route_for
from crypto.names import PersonId


class Part(StrEnum):
    """What somebody is in a report."""

    SUBJECT = "subject"
    WITNESS = "witness"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a report. A name that was wrong is struck out and stays to be seen."""

    name: str = field(repr=False)
    part: Part
    kind: Subject | None = None
    person: PersonId | None = None  # if it is one of us
    allegation: str = ""  # which of them it is about; empty for all
    is_struck: bool = False
    so: frozenset[When] = frozenset()
    """Which of the conditions of a route hold for them, as whoever wrote them down says."""
    in_line: frozenset[PersonId] = frozenset()
    """Those of us who supervise them, or report to them."""
    is_not: frozenset[PersonId] = frozenset()
    """Those of us who have nearly the same name, and are not meant."""
    told_why: str = field(default="", repr=False)
    """Why the chair lets the finance chief know of it; nothing, if the chair does not."""

    @property
    def is_subject(self) -> bool:
        return self.part is Part.SUBJECT and not self.is_struck


@dataclass(frozen=True, slots=True)
class Seats:
    """Who of us holds which office, as the list of keys and everybody's own word say it."""

    members: frozenset[PersonId]
    chair: PersonId | None
    offices: Mapping[PersonId, frozenset[Office]]


# These are offices of many: who is meant is somebody's name, and never everybody who has one.
_OF_MANY: Final = frozenset({Office.MEMBER, Office.DIRECTOR, Office.LINE_MANAGER})


def route_of(named: Iterable[Named]) -> Route:
    """Return the way for all whom it is about. What somebody is may not be known yet."""
    return route_for([each.kind for each in named if each.is_subject and each.kind])


def as_seated(named: Named, seats: Seats) -> Named:
    """Say what one of us is, whom it is about: the signed list knows, whatever somebody chose."""
    if not named.is_subject or named.person not in seats.members:
        return named
    if named.kind is Subject.COMMITTEE:
        return named
    seat = Subject.CHAIR if named.person == seats.chair else Subject.MEMBER
    return replace(named, kind=seat)


def kept_away_by(named: Named, seats: Seats) -> frozenset[PersonId]:
    """Return those of us whom this name keeps away. A witness decides nothing either."""
    meant = {named.person} if named.person and named.part is not Part.MENTIONED else set()
    if named.is_subject:
        meant |= named.in_line
    if not named.is_subject or named.kind is None:
        return frozenset(meant)
    if named.kind is Subject.COMMITTEE:
        return frozenset(meant | seats.members)
    if named.kind is Subject.CHAIR and seats.chair:
        meant.add(seats.chair)
    route, so = route_for([named.kind]), _conditions(named)
    away = {each for each in Office if route.keeps_away(each, so)} - _OF_MANY
    return frozenset(meant | {who for who, held in seats.offices.items() if held & away})


def _conditions(named: Named) -> frozenset[When]:
    """Silence keeps away: only the chair's own word lets the finance chief know."""
    return named.so if named.told_why else named.so | {When.UNLESS_CHAIR_CHOOSES}
