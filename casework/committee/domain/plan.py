"""Who is to hold keys, as it was written down before the key day.

Every mistake is named at once: ten people sit around a table when this is read.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Final

from crypto.errors import CryptoError
from crypto.keyring.keyfile import PRODUCTION
from crypto.manifest.body import (
    FEWEST_EXTERNALS_AT_GENESIS,
    FEWEST_MEMBERS_AT_GENESIS,
    MOST_MEMBERS,
)
from crypto.manifest.people import Role, check_id, check_name, likeness
from crypto.names import PersonId
from crypto.passcode.reporter import PRODUCTION as PASSCODES
from crypto.passcode.stretching import HashCost
from crypto.recovery import OUTSIDERS

RECOVERY: Final = PersonId("recovery")
LIFE: Final = timedelta(days=365)
_KNOWN: Final = {"company", "committee", "member", "external", "share"}
_OF_ONE: Final = {"id", "name", "organisation", "chair"}
_NOT_IN_AN_ID: Final = re.compile("[^a-z0-9]+")


class PlanError(ValueError):
    """Names everything in a plan that cannot stand, one sentence a line."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the manifest, before anybody has keys for it."""

    id: PersonId
    role: Role
    name: str
    chair: bool = False
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """What a guess at a passphrase costs, and one at a passcode."""

    key_files: HashCost = PRODUCTION
    passcodes: HashCost = PASSCODES


@dataclass(frozen=True, slots=True)
class Plan:
    company: str
    committee: str
    members: tuple[Seat, ...]
    externals: tuple[Seat, ...]
    outsiders: tuple[str, ...]
    """Who keeps the outsiders' shares of the recovery key, by name: nobody of the company."""

    @property
    def holders(self) -> tuple[Seat, ...]:
        return (*self.members, *self.externals)


def read_plan(text: str) -> Plan:
    """Read a plan, or say everything that is wrong with it."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise PlanError(f"The plan is not TOML: {exc}.") from None
    plan = Plan(
        company=_words(found, "company"),
        committee=_words(found, "committee"),
        members=_seats(found, "member", Role.MEMBER),
        externals=_seats(found, "external", Role.EXTERNAL),
        outsiders=tuple(_words(each, "name") for each in _tables(found, "share")),
    )
    unknown = [
        f"The plan has “{name}”, which means nothing." for name in found if name not in _KNOWN
    ]
    require(plan, unknown)
    return plan


def require(plan: Plan, already: Iterable[str] = ()) -> None:
    mistakes = [*already, *chain(_of_names(plan), _of_likeness(plan), _of_numbers(plan))]
    if mistakes:
        raise PlanError("\n".join(mistakes))


def id_for(name: str) -> str:
    """Make an id of a name that is written in our letters; others are given in the plan."""
    return _NOT_IN_AN_ID.sub("-", likeness(name)).strip("-")[:32].strip("-")


def _of_names(plan: Plan) -> Iterable[str]:
    for name in (plan.company, plan.committee, *(seat.name for seat in plan.holders)):
        yield from _refused(check_name, name, f"“{name}” cannot stand as a name")
    for seat in plan.holders:
        yield from _refused(check_id, seat.id, f"{seat.name} needs an id of a to z, 0 to 9 and -")
    for seat in plan.externals:
        name = seat.organisation or ""
        yield from _refused(check_name, name, f"{seat.name} comes from outside: the organisation")


def _of_likeness(plan: Plan) -> Iterable[str]:
    if len({likeness(seat.name) for seat in plan.holders}) != len(plan.holders):
        yield "Two people have one name: a reporter could not leave out one of them."
    ids = [seat.id for seat in plan.holders]
    if len(set(ids)) != len(ids) or RECOVERY in ids:
        yield f"Two people have one id, or one is called “{RECOVERY}”."


def _of_numbers(plan: Plan) -> Iterable[str]:
    if not FEWEST_MEMBERS_AT_GENESIS <= len(plan.members) <= MOST_MEMBERS:
        yield "A committee is founded by three to seven members."
    if len(plan.externals) < FEWEST_EXTERNALS_AT_GENESIS:
        yield "At least two people from outside hold keys, so that one can be left out."
    if sum(seat.chair for seat in plan.members) != 1:
        yield "One member is the chair: chair = true."
    if len(set(plan.outsiders)) != OUTSIDERS.total or len(plan.outsiders) != OUTSIDERS.total:
        yield f"The outsiders’ shares go to {OUTSIDERS.total} different keepers: three [[share]]."


def _refused(check: Callable[[str], None], text: str, sentence: str) -> Iterable[str]:
    try:
        check(text)
    except CryptoError as exc:
        yield f"{sentence}: {exc}."


def _seats(found: Mapping[str, object], key: str, role: Role) -> tuple[Seat, ...]:
    return tuple(_seat(each, role) for each in _tables(found, key))


def _seat(found: Mapping[str, object], role: Role) -> Seat:
    if unknown := set(found) - _OF_ONE:
        raise PlanError(f"A person in the plan has “{min(unknown)}”, which means nothing.")
    name = _words(found, "name")
    organisation = _words(found, "organisation") if "organisation" in found else None
    chair = found.get("chair", False)
    if not isinstance(chair, bool):
        raise PlanError(f"{name}: chair is true, or it is left out.")
    given = _words(found, "id") if "id" in found else id_for(name)
    return Seat(PersonId(given), role, name, chair, organisation)


def _tables(found: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    listed = found.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise PlanError(f"Write each {key} as a table of its own: [[{key}]].")
    return listed


def _words(found: Mapping[str, object], key: str) -> str:
    words = found.get(key)
    if not isinstance(words, str) or not words.strip():
        raise PlanError(f"“{key}” is missing in the plan, or is not a text.")
    return words
