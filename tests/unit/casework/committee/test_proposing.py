"""A change of keys waits for enough signatures, each from a screen of its own, and then is made."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from casework.committee.domain import changing
from casework.committee.domain.plan import Seat
from casework.committee.domain.proposals import Proposal, State
from casework.committee.records.proposals import Proposals
from casework.committee.services.changes import settling
from casework.committee.services.changes.proposing import (
    Accepted,
    Gone,
    MayNotSign,
    NotFoundedYet,
    NotPossible,
    Signed,
    propose,
    withdraw,
)
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    propose_joining,
    propose_new_keys,
)
from casework.committee.services.changes.settling import settle
from casework.committee.services.keyday.ceremony import stored
from casework.history.domain import Verb
from casework.history.records import History
from crypto.errors import RefusedError
from crypto.manifest.chain import Authority
from crypto.manifest.people import Role
from crypto.manifest.signed import SignedManifest, sign_manifest
from crypto.manifest.text import serialise
from crypto.names import PersonId
from store.manifests import Manifests
from tests.unit.casework.committee.seats import (
    DAVID,
    HELEN,
    JUNE,
    MARIA,
    MEMBERS,
    THOMAS,
    Seats,
)
from tests.unit.casework.committee.table import DAY, Table

NINA = PersonId("nina-berg")
NEWCOMER = Seat(NINA, Role.MEMBER, "Nina Berg")


@pytest.fixture(params=[3, 4, 5])
def sized(request: pytest.FixtureRequest, table: Table) -> Iterator[Seats]:
    made = Seats(table, request.param)
    yield made
    made.close()


def state_of(seats: Seats, proposal: Proposal) -> State:
    with seats.desk.database.reading() as tx:
        found = Proposals(tx).find(proposal.id)
    assert found is not None
    return found.state


def test_a_change_waits_until_more_than_half_have_signed(sized: Seats) -> None:
    proposal = sized.propose(changing.chaired(sized.next(), JUNE))
    needed = len(sized.members) // 2 + 1
    for number, person in enumerate(sized.members[: needed - 1], 1):
        said = sized.sign(proposal, person)
        assert isinstance(said, Signed)
        assert (said.progress.old, said.progress.old_needed) == (number, needed)
        assert not sized.manifest.person(JUNE).chair
    assert sized.sign(proposal, sized.members[needed - 1]) == Accepted(Authority.COMMITTEE)
    assert sized.manifest.person(JUNE).chair
    assert sized.seen_by_the_intake() == sized.manifest
    assert state_of(sized, proposal) is State.COUNTS


def test_of_five_one_may_be_gone_and_one_without_keys(table: Table) -> None:
    seats = Seats(table, 5)
    proposal = seats.propose(changing.left(seats.next(), MEMBERS[4]))
    assert isinstance(seats.sign(proposal, MARIA, THOMAS, JUNE), Accepted)
    assert len(seats.manifest.members) == 4
    made = propose_new_keys(seats.desk, MARIA, DAVID)
    assert isinstance(made, KeysProposed)
    assert isinstance(seats.sign(made.proposal, MARIA, THOMAS, JUNE), Accepted)
    seats.gets(made.keys)
    assert seats.seeds(DAVID).signing.public == seats.manifest.person(DAVID).signing
    seats.close()


def test_every_majority_is_enough_and_nothing_less(table: Table) -> None:
    seats = Seats(table, 4)
    for number, signers in enumerate(combinations(seats.members, 3), 1):
        seats.wait(1)
        proposal = seats.propose(seats.next())
        assert isinstance(seats.sign(proposal, *signers[:2]), Signed)
        assert isinstance(seats.sign(proposal, signers[0]), Signed)  # twice is once
        assert isinstance(seats.sign(proposal, signers[2]), Accepted)
        assert seats.manifest.version == number + 1
    seats.close()


def test_signing_asks_for_the_old_and_the_new_majority(seats: Seats) -> None:
    """Three become two: both who stay must sign, the one who leaves cannot sign for them."""
    proposal = seats.propose(changing.left(seats.next(), JUNE))
    assert isinstance(seats.sign(proposal, MARIA, JUNE), Signed)
    assert isinstance(seats.sign(proposal, THOMAS), Accepted)
    assert {person.id for person in seats.manifest.members} == {MARIA, THOMAS}


def test_strangers_and_externals_sign_nothing(seats: Seats) -> None:
    proposal = seats.propose(seats.next())
    assert isinstance(seats.sign(proposal, HELEN), MayNotSign)


def test_what_was_signed_or_withdrawn_is_not_signed_again(seats: Seats) -> None:
    proposal = seats.propose(seats.next())
    seats.sign(proposal, MARIA, THOMAS)
    assert isinstance(seats.sign(proposal, JUNE), Gone)
    other = seats.propose(seats.next())
    assert withdraw(seats.desk, MARIA, other.id)
    assert isinstance(seats.sign(other, MARIA), Gone)
    assert not withdraw(seats.desk, MARIA, other.id)
    assert seats.manifest.version == 2


def test_nobody_takes_back_what_another_proposed(seats: Seats) -> None:
    """Whoever is to leave could otherwise stay for ever."""
    proposal = seats.propose(changing.left(seats.next(), JUNE))
    assert not withdraw(seats.desk, JUNE, proposal.id)
    assert isinstance(seats.sign(proposal, MARIA, THOMAS), Accepted)
    assert JUNE not in {person.id for person in seats.manifest.persons}


def test_nobody_holds_up_the_others_by_proposing_something_else(seats: Seats) -> None:
    hers = seats.propose(changing.chaired(seats.next(), JUNE), JUNE)
    removal = seats.propose(changing.left(seats.next(), JUNE), MARIA)
    seats.sign(hers, JUNE)
    assert isinstance(seats.sign(removal, MARIA, THOMAS), Accepted)
    assert state_of(seats, hers) is State.WITHDRAWN  # it followed the list before
    assert isinstance(seats.sign(hers, THOMAS), Gone)


def test_each_person_has_one_proposal_at_a_time(seats: Seats) -> None:
    first = seats.propose(changing.chaired(seats.next(), JUNE))
    second = seats.propose(changing.chaired(seats.next(), THOMAS))
    assert state_of(seats, first) is State.WITHDRAWN
    assert state_of(seats, second) is State.OPEN


def test_a_proposal_that_nobody_finished_for_two_weeks_is_forgotten(seats: Seats) -> None:
    proposal = seats.propose(changing.chaired(seats.next(), JUNE))
    seats.sign(proposal, MARIA)
    seats.wait(15)
    assert isinstance(seats.sign(proposal, THOMAS), Gone)
    settle(seats.desk)
    assert state_of(seats, proposal) is State.WITHDRAWN


def test_nothing_is_proposed_before_the_committee_is_founded(table: Table, seats: Seats) -> None:
    assert isinstance(propose(table.desk, MARIA, seats.next()), NotFoundedYet)


def test_what_a_manifest_cannot_say_is_refused_with_the_reason(seats: Seats) -> None:
    with pytest.raises(RefusedError):
        changing.left(seats.next(), MARIA)  # the chair
    with pytest.raises(RefusedError):
        changing.chaired(seats.next(), HELEN)
    with pytest.raises(RefusedError):
        changing.left(seats.next(), seats.manifest.recovery.id)
    taken = Seat(NINA, Role.MEMBER, "June Park")
    assert propose_joining(seats.desk, MARIA, taken) == NotPossible("two persons have one name")
    after = changing.left(changing.chaired(seats.next(), JUNE), MARIA)
    seats.sign(seats.propose(after), THOMAS, JUNE)
    assert isinstance(propose_joining(seats.desk, JUNE, Seat(MARIA, Role.MEMBER, "M")), NotPossible)


def test_every_step_of_a_change_may_be_the_last_before_a_crash(
    seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signatures are in; then the power fails before each later step. Start-up does the rest."""
    steps = ("_publish", "_let_count", "_promote", "finish_removals")
    for number, step in enumerate(steps):
        who, name = PersonId(f"n{number}"), f"Newcomer {number}"
        newcomer = Seat(who, Role.EXTERNAL, name, organisation="Brandt & Sohn")
        made = propose_joining(seats.desk, MARIA, newcomer)
        assert isinstance(made, KeysProposed)
        with monkeypatch.context() as broken:
            broken.setattr(settling, step, _fails)
            with pytest.raises(PowerCutError):
                seats.sign(made.proposal, MARIA, THOMAS)
        settle(seats.desk)
        seats.gets(made.keys)
        assert seats.seeds(newcomer.id).vault.public == seats.manifest.person(newcomer.id).vault
        assert state_of(seats, made.proposal) is State.COUNTS


def test_a_rival_of_what_was_signed_takes_nobodys_keys(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power fails before the change is published: its rival still follows the newest list."""
    seats = Seats(table, 5)
    without_june = seats.propose(changing.left(seats.next(), JUNE), MARIA)
    without_david = seats.propose(changing.left(seats.next(), DAVID), THOMAS)
    for each in (without_june, without_david):
        seats.sign(each, MARIA, THOMAS)
    with monkeypatch.context() as broken:
        broken.setattr(settling, "_publish", _fails)
        with pytest.raises(PowerCutError):
            seats.sign(without_june, MEMBERS[4])
    assert isinstance(seats.sign(without_david, MEMBERS[4]), Gone)
    settle(seats.desk)
    assert state_of(seats, without_david) is State.WITHDRAWN
    assert seats.seeds(DAVID).signing.public == seats.manifest.person(DAVID).signing
    seats.close()


class PowerCutError(Exception):
    pass


def _fails(*_: object) -> None:
    raise PowerCutError


def test_a_change_that_another_overtook_is_withdrawn(seats: Seats) -> None:
    proposal = seats.propose(changing.chaired(seats.next(), JUNE))
    seats.wait(1)
    text = serialise(seats.next())
    rival = SignedManifest(text).with_signatures(
        sign_manifest(text, seats.seeds(who).signing) for who in (MARIA, THOMAS)
    )
    with seats.desk.dropbox.transaction() as tx:  # by another machine, say
        Manifests(tx).append(stored(rival))
    settle(seats.desk)
    assert state_of(seats, proposal) is State.WITHDRAWN


def test_each_step_stands_in_the_history(seats: Seats) -> None:
    seats.sign(seats.propose(seats.next()), MARIA, THOMAS)
    with seats.desk.database.reading() as tx:
        verbs = sorted(deed.verb for deed in History(tx).all(DAY))
    assert verbs == sorted(
        [
            Verb.COMMITTEE_FOUNDED,
            Verb.CHANGE_PROPOSED,
            *[Verb.CHANGE_SIGNED] * 2,
            Verb.CHANGE_PUBLISHED,
        ]
    )
