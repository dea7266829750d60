"""Everybody who holds a key, with how their keys are: what the People page shows."""

from dataclasses import dataclass
from datetime import date

from casework.committee.domain.health import (
    Line,
    Recovering,
    Ways,
    members_when_made,
    of_committee,
    of_person,
)
from casework.committee.domain.proposals import Proposal, ProposalId, State
from casework.committee.records.proposals import Proposals
from casework.committee.records.recovery import Drill, Recovery, Side
from casework.desk import Desk
from casework.trust import Standing
from crypto.manifest.people import Person
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from store.keystore.store import KeyStoreTx

Drills = dict[PersonId, date]


@dataclass(frozen=True, slots=True)
class Entry:
    person: Person
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    entries: tuple[Entry, ...]
    health: tuple[Line, ...]


def roster(desk: Desk, found: Standing) -> Roster:
    manifest, today = found.manifest, desk.today()
    members = sorted(manifest.members, key=lambda each: not each.chair)
    people = (*members, *manifest.externals, *manifest.guests)
    with desk.database.reading() as tx:
        sheets = Recovery(tx).last_drills(Drill.SHEET)
        shares = Recovery(tx).last_drills(Drill.RECOVERY)
        uses = Recovery(tx).uses(key_id(manifest.recovery.signing))
    with desk.keystore.reading() as keys:
        ways = {each.id: _ways(keys, each.id, sheets, shares) for each in people}
    recovering = Recovering(
        members_when_made(found.chain, manifest.recovery), uses[-1].day if uses else None
    )
    return Roster(
        tuple(Entry(each, of_person(ways[each.id], today)) for each in people),
        of_committee(manifest, ways, recovering, today),
    )


def _ways(keys: KeyStoreTx, person: PersonId, sheets: Drills, shares: Drills) -> Ways:
    return Ways(
        has_sheet=keys.key_files.passphrase_file(person) is not None,
        passkeys=len(keys.key_files.passkeys(person)),
        sheet_tried=sheets.get(person),
        share_tried=shares.get(person),
    )


def open_proposal(desk: Desk) -> Proposal | None:
    """Return the change that waits for signatures, or for its seven days."""
    with desk.database.reading() as tx:
        found = Proposals(tx).in_state(State.OPEN, State.SIGNED, State.PUBLISHED)
    return found[-1] if found else None


def find_proposal(desk: Desk, which: ProposalId) -> Proposal | None:
    with desk.database.reading() as tx:
        return Proposals(tx).find(which)


def entry_of(desk: Desk, found: Standing, person: PersonId) -> Entry | None:
    entries = roster(desk, found).entries
    return next((each for each in entries if each.person.id == person), None)


@dataclass(frozen=True, slots=True)
class Keepers:
    members: tuple[str, ...]
    outsiders: tuple[str, ...]


def keepers(desk: Desk, found: Standing) -> Keepers:
    """Return whom to ask for a recovery sheet."""
    key = key_id(found.chain.newest.manifest.recovery.signing)
    with desk.database.reading() as tx:
        recovery = Recovery(tx)
        return Keepers(recovery.keepers(key, Side.MEMBER), recovery.keepers(key, Side.OUTSIDE))
