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
from casework.committee.domain.sheets import Keeper, Side
from casework.committee.records.proposals import Proposals
from casework.committee.records.recovery import Drill, Recovery
from casework.committee.services.recovery.sheets import recovery_keys
from casework.desk import Desk
from casework.trust import Standing
from crypto.manifest.people import Person
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from store.keystore.store import KeyStoreTx

_WAITING = (State.OPEN, State.SIGNED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Entry:
    person: Person
    ways: Ways
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    entries: tuple[Entry, ...]
    recovering: Recovering
    health: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Keepers:
    members: tuple[str, ...]
    outsiders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the database says of sheets and of their drills."""

    sheets: dict[PersonId, date]
    owed: dict[PersonId, date]


def roster(desk: Desk, found: Standing) -> Roster:
    manifest, today = found.manifest, desk.today()
    members = sorted(manifest.members, key=lambda each: not each.chair)
    people = (*members, *manifest.externals, *manifest.guests)
    with desk.database.reading() as tx:
        noted = _Noted(Recovery(tx).noted(Drill.SHEET), Recovery(tx).noted(Drill.OWED))
    with desk.keystore.reading() as keys:
        ways = {each.id: _ways(keys, each.id, noted) for each in people}
    recovering = recovering_now(desk, found)
    return Roster(
        tuple(Entry(each, ways[each.id], of_person(ways[each.id], today)) for each in people),
        recovering,
        of_committee(manifest, ways, recovering, today),
    )


def recovering_now(desk: Desk, found: Standing) -> Recovering:
    recovery = found.manifest.recovery
    key = key_id(recovery.signing)
    with desk.database.reading() as tx:
        uses, tried = Recovery(tx).uses(key), Recovery(tx).last_tried()
        keepers = Recovery(tx).keepers(key)
    return Recovering(
        members_when_made(found.chain, recovery),
        uses[-1].day if uses else None,
        tuple(tried.get(keeper.check) for keeper in keepers),
        len(list(recovery_keys(found))) > 1,
    )


def waiting_proposals(desk: Desk) -> tuple[Proposal, ...]:
    """Return the changes that wait for signatures, or for their seven days."""
    with desk.database.reading() as tx:
        return tuple(Proposals(tx).in_state(*_WAITING))


def find_proposal(desk: Desk, which: ProposalId) -> Proposal | None:
    with desk.database.reading() as tx:
        return Proposals(tx).find(which)


def entry_of(desk: Desk, found: Standing, person: PersonId) -> Entry | None:
    entries = roster(desk, found).entries
    return next((each for each in entries if each.person.id == person), None)


def keepers(desk: Desk, found: Standing) -> Keepers:
    """Return whom to ask for a recovery sheet."""
    key = key_id(found.chain.newest.manifest.recovery.signing)
    with desk.database.reading() as tx:
        kept = Recovery(tx).keepers(key)
    return Keepers(_names(kept, Side.MEMBER), _names(kept, Side.OUTSIDE))


def _names(kept: tuple[Keeper, ...], side: Side) -> tuple[str, ...]:
    return tuple(each.name for each in kept if each.side is side)


def _ways(keys: KeyStoreTx, person: PersonId, noted: _Noted) -> Ways:
    return Ways(
        has_sheet=keys.key_files.passphrase_file(person) is not None,
        passkeys=len(keys.key_files.passkeys(person)),
        sheet_tried=noted.sheets.get(person),
        sheet_is_new=person not in noted.owed,
    )


def needs_older_sheets(desk: Desk, found: Standing) -> bool:
    """Say whether anything is sealed to a replaced recovery key: at the machine, on no page."""
    if len(list(recovery_keys(found))) == 1:
        return False
    now = found.manifest.recovery.vault
    with desk.keystore.reading() as keys:
        bound, has_stanzas = keys.wraps.manifests(), not keys.stanzas.is_empty()
    links = [found.chain.find(each) for each in bound]
    is_older = any(link is None or link.manifest.recovery.vault != now for link in links)
    # An envelope that nobody has opened yet may be of any day, so it counts as older.
    return is_older or has_stanzas
