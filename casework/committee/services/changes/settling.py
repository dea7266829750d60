"""From enough signatures to new keys in force, in steps that may each be the last before a crash.

What enough members have signed goes to the dropbox, where every site finds and verifies it.
Once it counts, whoever left has no way in, and keys that were to come have come. It runs
after each signature, at every start, and each night: what recovery signed counts later.
"""

from casework.committee.domain.proposals import (
    Proposal,
    State,
    who_leaves,
    whose_keys_change,
)
from casework.committee.records.proposals import Proposals
from casework.committee.records.recovery import Drill, Recovery
from casework.committee.records.removals import Kind
from casework.committee.services.changes.leaving import follow_the_list
from casework.committee.services.changes.removing import finish_removals, intend
from casework.committee.services.keyday.ceremony import stored
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.services.leaving import end_account, end_sessions_of
from casework.trust import Standing
from crypto.manifest.body import Manifest
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from store.database import Transaction
from store.manifests import Manifests


def settle(desk: Desk) -> None:
    with desk.database.reading() as tx:
        signed = Proposals(tx).in_state(State.SIGNED)
        published = Proposals(tx).in_state(State.PUBLISHED)
    for proposal in signed:
        if _publish(desk, proposal):
            published.append(proposal)
    found = desk.trust.now()
    if isinstance(found, Standing):
        for proposal in published:
            if _counts(found, proposal):
                _let_count(desk, found, proposal)
        _withdraw_overtaken(desk, found)
    finish_removals(desk)
    _drop_what_will_not_come(desk)


def take_effect(tx: Transaction, before: Manifest, after: Manifest) -> None:
    """Shut out whoever leaves or gets other keys. In the transaction that decides it."""
    leavers = who_leaves(before, after)
    for person in leavers:
        intend(tx, Kind.PERSON, person)
        end_account(tx, person)
    for person in leavers | whose_keys_change(before, after):
        end_sessions_of(tx, person)


def _publish(desk: Desk, proposal: Proposal) -> bool:
    """Put it into the dropbox, unless it is there. Another of its version has overtaken it."""
    wanted = stored(proposal.signed)
    with desk.dropbox.transaction() as other:
        there = list(Manifests(other).chain(wanted.version - 1))
        if not there:
            Manifests(other).append(wanted)
    is_ours = not there or there[0].text == wanted.text
    with desk.database.transaction() as tx:
        if is_ours:
            Proposals(tx).become(proposal.id, State.PUBLISHED)
        else:
            _overtaken(tx, desk, proposal)
    return is_ours


def _counts(found: Standing, proposal: Proposal) -> bool:
    link = found.chain.find(proposal.hash)
    return link is not None and link.manifest.version <= found.link.manifest.version


def _let_count(desk: Desk, found: Standing, proposal: Proposal) -> None:
    after = proposal.manifest
    before = found.chain.links[after.version - 2].manifest
    with desk.database.transaction() as tx:
        take_effect(tx, before, after)
    came = _promote(desk, before, after)
    with desk.database.transaction() as tx:
        for person in came - {proposal.proposer}:
            # Whoever made the proposal has seen this sheet, so its owner is asked for another.
            Recovery(tx).note(person, Drill.OWED, desk.today())
        follow_the_list(tx, after)
        Proposals(tx).become(proposal.id, State.COUNTS)


def _promote(desk: Desk, before: Manifest, after: Manifest) -> frozenset[PersonId]:
    """Let new keys come into force, and return whose they are."""
    changed = whose_keys_change(before, after) - {after.recovery.id}
    if changed:
        with desk.keystore.change() as keys:
            for person in changed:
                keys.key_files.promote(person, key_id(after.person(person).signing))
    return changed


def _withdraw_overtaken(desk: Desk, found: Standing) -> None:
    """Let go of what follows an older list, and of what nobody has finished for two weeks."""
    newest = found.chain.newest.hash
    with desk.database.reading() as tx:
        overtaken = [
            each
            for each in Proposals(tx).in_state(State.OPEN)
            if each.manifest.previous != newest or each.is_stale(desk.today())
        ]
    if overtaken:
        with desk.database.transaction() as tx:
            for each in overtaken:
                _overtaken(tx, desk, each)


def _overtaken(tx: Transaction, desk: Desk, proposal: Proposal) -> None:
    """Keep that it fell. Nobody did it; so whoever proposed it stands there as whom it is about."""
    Proposals(tx).become(proposal.id, State.WITHDRAWN)
    subject = {"version": str(proposal.manifest.version), "manifest": proposal.hash.hex()}
    subject |= {"person": proposal.proposer}
    record(tx, Said(Verb.CHANGE_OVERTAKEN, desk.today(), None, subject))


def _drop_what_will_not_come(desk: Desk) -> None:
    """Remove keys that were made for a proposal which is no more.

    It takes the writer's turn, as a proposal does: else it could sweep away keys whose
    proposal is being written down at this moment.
    """
    with desk.keystore.reading() as keys:
        if not keys.key_files.awaiting():
            return
    with desk.database.transaction() as tx:
        alive = Proposals(tx).in_state(State.OPEN, State.SIGNED, State.PUBLISHED)
        expected = frozenset[tuple[PersonId, bytes]]().union(*(each.named_keys for each in alive))
        with desk.keystore.change() as keys:
            for person, key in keys.key_files.awaiting() - expected:
                keys.key_files.drop_coming(person, key)
