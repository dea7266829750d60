"""New keys: for a newcomer, for somebody who lost theirs, for oneself. None count unsigned."""

import pytest

from casework.committee.domain import changing
from casework.committee.domain.plan import Seat
from casework.committee.domain.wording import changes_in_words
from casework.committee.records.removals import Removals
from casework.committee.services.changes import rekeying
from casework.committee.services.changes.proposing import (
    Accepted,
    Signed,
    sign,
    withdraw,
)
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    coming_signer,
    former_seeds,
    propose_joining,
    propose_new_keys,
    propose_own_new_keys,
    renew_sheet,
)
from crypto.errors import CannotOpenError
from crypto.manifest.chain import Authority
from crypto.manifest.people import Role
from crypto.names import PersonId
from store.errors import BusyError
from store.keystore.keyfiles import Coming
from tests.unit.casework.committee.seats import (
    JUNE,
    MARIA,
    THOMAS,
    Seats,
)

NINA = PersonId("nina-berg")
NEWCOMER = Seat(NINA, Role.MEMBER, "Nina Berg")


def test_a_newcomer_has_keys_that_count_once_enough_have_signed(seats: Seats) -> None:
    made = propose_joining(seats.desk, MARIA, NEWCOMER)
    assert isinstance(made, KeysProposed)
    assert str(changes_in_words(seats.manifest, made.proposal.manifest)[0]) == (
        "Nina Berg joins as a member of the committee."
    )
    with seats.desk.keystore.reading() as keys:
        assert keys.key_files.passphrase_file(NINA) is None
        assert keys.key_files.coming(NINA) == (Coming(made.keys.id, made.keys.file),)
    # Four members need three: the newcomer's own signature counts among the new ones.
    assert isinstance(seats.sign(made.proposal, MARIA, THOMAS), Signed)
    signer = coming_signer(seats.desk, NINA, made.keys.passphrase.text)
    assert signer is not None
    assert coming_signer(seats.desk, NINA, "other words") is None
    said = sign(seats.desk, NINA, signer.signing, made.proposal.id)
    assert said == Accepted(Authority.COMMITTEE)
    seats.gets(made.keys)
    assert seats.seeds(NINA).vault.public == seats.manifest.person(NINA).vault
    assert seats.seen_by_the_intake().person(NINA).name == "Nina Berg"


def test_keys_of_a_proposal_that_was_withdrawn_are_gone(seats: Seats) -> None:
    made = propose_joining(seats.desk, MARIA, NEWCOMER)
    assert isinstance(made, KeysProposed)
    assert withdraw(seats.desk, MARIA, made.proposal.id)
    with seats.desk.keystore.reading() as keys:
        assert NINA not in keys.key_files.people()


def test_two_proposals_may_each_bring_other_keys_for_one_person(seats: Seats) -> None:
    """The sheet of the one that is made opens; the other's keys are gone."""
    made = propose_new_keys(seats.desk, MARIA, JUNE)
    other = propose_new_keys(seats.desk, THOMAS, JUNE)
    assert isinstance(made, KeysProposed)
    assert isinstance(other, KeysProposed)
    seats.sign(made.proposal, MARIA, THOMAS)
    seats.gets(made.keys)
    assert seats.seeds(JUNE) == made.keys.seeds
    with seats.desk.keystore.reading() as keys:
        assert keys.key_files.awaiting() == frozenset()


def test_whoever_leaves_has_no_way_in_any_more(seats: Seats) -> None:
    with seats.desk.keystore.change() as keys:
        keys.key_files.put_passkey_file(JUNE, b"tablet", bytes(252))
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    with seats.desk.keystore.reading() as keys:
        assert JUNE not in keys.key_files.people()
    with seats.desk.database.reading() as tx:
        assert Removals(tx).intended() == []


def test_new_keys_replace_the_old_and_can_still_open_what_was_older(seats: Seats) -> None:
    old, me = seats.seeds(JUNE), seats.me(JUNE)
    made = propose_own_new_keys(seats.desk, me)
    assert isinstance(made, KeysProposed)
    assert "June Park gets new keys." in str(
        changes_in_words(seats.manifest, made.proposal.manifest)[0]
    )
    assert seats.seeds(JUNE) == old  # nothing counts yet
    said = seats.sign(made.proposal, MARIA, JUNE)
    assert isinstance(said, Signed)  # the old key signs for the old committee alone
    assert (said.progress.old, said.progress.new) == (2, 1)
    signer = coming_signer(seats.desk, JUNE, made.keys.passphrase.text)
    assert signer is not None
    assert isinstance(sign(seats.desk, JUNE, signer.signing, made.proposal.id), Accepted)
    with pytest.raises(CannotOpenError):
        seats.seeds(JUNE)
    seats.gets(made.keys)
    new = seats.me(JUNE)
    assert new.seeds == made.keys.seeds
    assert former_seeds(seats.desk, new) == (old,)
    assert former_seeds(seats.desk, seats.me(MARIA)) == ()


def test_a_renewed_sheet_opens_the_same_keys_and_the_old_one_nothing(seats: Seats) -> None:
    before = seats.seeds(THOMAS)
    renewed = renew_sheet(seats.desk, seats.me(THOMAS))
    assert renewed is not None
    with pytest.raises(CannotOpenError):
        seats.seeds(THOMAS)
    seats.gets(renewed)
    assert seats.seeds(THOMAS) == before


def test_a_sheet_whose_deed_cannot_be_written_changes_nothing(
    seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has seen the new words then, and the old ones must not be waste paper."""

    def fails(*_: object) -> None:
        raise BusyError("the disk is full, say")

    monkeypatch.setattr(rekeying, "record", fails)
    with pytest.raises(BusyError):
        renew_sheet(seats.desk, seats.me(THOMAS))
    assert seats.seeds(THOMAS).signing.public == seats.manifest.person(THOMAS).signing
