"""The rows of proposals, removals and sheets, on both engines, with the site's own rights."""

import secrets
from datetime import date, timedelta

import pytest

from casework.committee.domain.proposals import Proposal, ProposalId, State
from casework.committee.domain.sheets import Keeper, Side
from casework.committee.records.proposals import Proposals
from casework.committee.records.recovery import Drill, Recovery, Use
from casework.committee.records.removals import Kind, Removal, Removals
from crypto.manifest.signed import KeyId, SignedManifest, sign_manifest
from crypto.manifest.text import serialise
from crypto.names import PersonId
from store.database import Database
from tests.unit.crypto.committees import after, genesis_of, holders, seeds_of
from tests.unit.store.conftest import Ground

DAY = date(2026, 6, 1)
MARIA, THOMAS = PersonId("m1"), PersonId("m2")


@pytest.fixture
def rows(casework_ground: Ground) -> Database:
    return casework_ground.casework


def a_proposal() -> Proposal:
    people = holders().values()
    text = serialise(after(genesis_of(people), people))
    return Proposal(ProposalId(secrets.token_bytes(16)), DAY, MARIA, SignedManifest(text))


def test_a_proposal_gathers_signatures_each_once(rows: Database) -> None:
    proposal = a_proposal()
    signature = sign_manifest(proposal.signed.text, seeds_of("m2").signing)
    with rows.transaction() as tx:
        Proposals(tx).add(proposal)
        assert Proposals(tx).sign(proposal.id, signature, THOMAS, DAY)
        assert not Proposals(tx).sign(proposal.id, signature, THOMAS, DAY)
    with rows.reading() as tx:
        assert Proposals(tx).find(proposal.id) == proposal.with_signature(signature)
        assert Proposals(tx).find(ProposalId(bytes(16))) is None


def test_a_proposal_moves_on_and_is_found_where_it_stands(rows: Database) -> None:
    proposal = a_proposal()
    with rows.transaction() as tx:
        Proposals(tx).add(proposal)
        Proposals(tx).become(proposal.id, State.SIGNED)
    with rows.reading() as tx:
        assert Proposals(tx).in_state(State.OPEN) == []
        [found] = Proposals(tx).in_state(State.SIGNED, State.PUBLISHED)
    assert (found.id, found.state) == (proposal.id, State.SIGNED)


def test_an_intent_stays_until_it_is_done(rows: Database) -> None:
    person = Removal(secrets.token_bytes(16), Kind.PERSON, MARIA)
    scope = Removal(secrets.token_bytes(16), Kind.SCOPE, None, bytes(32))
    with rows.transaction() as tx:
        for each in (person, scope):
            Removals(tx).intend(each)
    with rows.transaction() as tx:
        assert set(Removals(tx).intended()) == {person, scope}
        Removals(tx).done(person)
    with rows.reading() as tx:
        assert Removals(tx).intended() == [scope]


def test_the_last_drill_of_each_is_kept_and_no_earlier_one(rows: Database) -> None:
    later = DAY + timedelta(days=100)
    with rows.transaction() as tx:
        for day in (DAY, later):
            Recovery(tx).note(MARIA, Drill.SHEET, day)
        Recovery(tx).note(THOMAS, Drill.OWED, DAY)
        Recovery(tx).forget(THOMAS, Drill.OWED)
    with rows.reading() as tx:
        assert Recovery(tx).noted(Drill.SHEET) == {MARIA: later}
        assert Recovery(tx).noted(Drill.OWED) == {}


def test_keepers_and_uses_belong_to_one_recovery_key(rows: Database) -> None:
    key, other = KeyId(bytes(32)), KeyId(bytes([1]) * 32)
    keepers = (
        Keeper(key, Side.MEMBER, 1, "Maria Alvarez", secrets.token_bytes(32)),
        Keeper(key, Side.OUTSIDE, 1, "Notary Voß", secrets.token_bytes(32)),
    )
    use = Use(secrets.token_bytes(16), key, DAY, "signed a change")
    with rows.transaction() as tx:
        Recovery(tx).keep_names(keepers)
        Recovery(tx).used(use)
        for day in (DAY, DAY + timedelta(days=1)):
            Recovery(tx).tried(keepers[1], day)
    with rows.reading() as tx:
        assert Recovery(tx).keepers(key) == keepers
        assert Recovery(tx).uses(key) == (use,)
        assert Recovery(tx).last_tried() == {keepers[1].check: DAY + timedelta(days=1)}
        assert Recovery(tx).keepers(other) == ()
        assert Recovery(tx).uses(other) == ()
