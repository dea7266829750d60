"""Both groups are needed, always; then what a lost key could read is read again, by new keys."""

from dataclasses import replace
from itertools import combinations

import pytest

from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.domain.sheets import Side
from casework.committee.records.recovery import Recovery
from casework.committee.services.changes.proposing import (
    Accepted,
    Gone,
    OneAtATime,
    Signed,
    sign,
)
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    coming_signer,
    propose_new_keys,
    propose_own_new_keys,
)
from casework.committee.services.changes.settling import settle
from casework.committee.services.keyday.replacing import make_recovery
from casework.committee.services.recovery.recovering import (
    Ready,
    restore_reading,
    sign_by_recovery,
    sofar,
    take_share,
)
from casework.committee.services.recovery.sheets import Known, OtherSet
from casework.committee.services.rewrapping import Rewrapped
from casework.committee.services.roster import keepers, needs_older_sheets
from casework.members.services.sessions import lock_the_idle
from casework.sitting import LASTS_MINUTES, Sitting
from crypto.manifest.chain import Authority
from crypto.manifest.signed import KeyId, key_id
from crypto.names import PersonId
from crypto.recovery import MoreNeeded, RecoveryShare, UnknownWord, WrongLength, read_share
from tests.unit.casework.committee.cases import Cases
from tests.unit.casework.committee.papers import (
    Papers,
    health,
    here,
    lose_keys,
    papers_of,
    replace_recovery,
    typed,
)
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats
from tests.unit.casework.committee.table import Table


def test_every_smallest_group_restores_what_a_lost_key_could_read(
    seats: Seats, cases: Cases, papers: Papers
) -> None:
    groups = [
        (*inside, *outside)
        for inside in combinations(papers.members, 2)
        for outside in combinations(papers.outside, 2)
    ]
    assert len(groups) == 9
    for group in groups:
        hers, others = cases.open(JUNE, HELEN), cases.open(THOMAS, HELEN)
        lose_keys(seats)
        assert not cases.opens(hers.case, JUNE)
        assert isinstance(typed(seats, *group), Ready)
        restored = restore_reading(seats.desk, MARIA, cases)
        assert isinstance(restored, Rewrapped)
        assert cases.opens(hers.case, JUNE)
        assert not cases.opens(others.case, JUNE)  # only what that person could read
        assert not cases.opens(hers.case, MARIA)
        assert here(seats) == 0


def test_no_largest_group_that_lacks_one_restores_anything(
    seats: Seats, cases: Cases, papers: Papers
) -> None:
    hers = cases.open(JUNE, HELEN)
    lose_keys(seats)
    too_few = [(*papers.members, one) for one in papers.outside]
    too_few += [(one, *papers.outside) for one in papers.members]
    for group in too_few:
        assert isinstance(typed(seats, *group), MoreNeeded)
        assert isinstance(restore_reading(seats.desk, MARIA, cases), MoreNeeded)
        assert not cases.opens(hers.case, JUNE)


def test_members_alone_never_recover_anything(seats: Seats, cases: Cases, papers: Papers) -> None:
    assert typed(seats, *papers.members) == MoreNeeded(0, 1)
    assert restore_reading(seats.desk, MARIA, cases) == MoreNeeded(0, 1)
    assert typed(seats, *papers.outside) == MoreNeeded(1, 0)


@pytest.mark.parametrize(("size", "by"), [(3, "recovery"), (4, "recovery"), (5, "committee")])
def test_with_one_gone_and_one_without_keys_the_rest_find_a_way(
    table: Table, size: int, by: str
) -> None:
    """Of five, three are left and enough. Of fewer, recovery signs with them."""
    seats = Seats(table, size)
    gone, *able, keyless = seats.members[1:]
    made = propose_new_keys(seats.desk, MARIA, keyless)
    assert isinstance(made, KeysProposed)
    signer = coming_signer(seats.desk, keyless, made.keys.passphrase.text)
    assert signer is not None
    sign(seats.desk, keyless, signer.signing, made.proposal.id)
    said = seats.sign(made.proposal, MARIA, *able)
    if by == "recovery":
        assert isinstance(said, Signed)
        recovery_signs(seats, made.proposal)
    else:
        assert said == Accepted(Authority.COMMITTEE)
    assert seats.manifest.version == seats.seen_by_the_intake().version == 2
    seats.gets(made.keys)
    assert seats.seeds(keyless).signing.public == seats.manifest.person(keyless).signing
    there = (MARIA, *able, keyless)
    removed(seats, gone, there)
    rotated(seats, keyless, there)
    seats.close()


def removed(seats: Seats, gone: PersonId, there: tuple[PersonId, ...]) -> None:
    """Everybody who is left signs, and is enough: two of three, three of four, four of five."""
    said = seats.sign(seats.propose(changing.left(seats.next(), gone)), *there)
    assert said in (Accepted(Authority.COMMITTEE), Gone())
    assert gone not in {each.id for each in seats.manifest.members}
    assert seats.manifest == seats.seen_by_the_intake()


def rotated(seats: Seats, who: PersonId, there: tuple[PersonId, ...]) -> None:
    """Somebody has other keys again, now that the list names those alone who are there."""
    before = seats.manifest.person(who).signing
    made = propose_own_new_keys(seats.desk, seats.me(who))
    assert isinstance(made, KeysProposed)
    others = [each for each in there if each != who]
    sign(seats.desk, who, made.keys.seeds.signing, made.proposal.id)
    sign(seats.desk, who, seats.seeds(who).signing, made.proposal.id)
    if isinstance(seats.sign(made.proposal, others[0]), Signed):
        assert seats.sign(made.proposal, others[1]) == Accepted(Authority.COMMITTEE)
    seats.gets(made.keys)
    assert seats.seeds(who).signing.public == seats.manifest.person(who).signing != before


def recovery_signs(seats: Seats, proposal: Proposal) -> None:
    """Have it sign with the members who are left, and wait until all could see it."""
    papers, needed = papers_of(seats), len(seats.members) // 2 + 1
    typed(seats, *papers.members[:needed], *papers.outside[:2])
    assert sign_by_recovery(seats.desk, MARIA, proposal.id) == Accepted(Authority.RECOVERY)
    assert seats.manifest.version == seats.seen_by_the_intake().version == 1
    [waiting] = seats.found.waiting
    assert waiting.link.hash == proposal.hash
    assert isinstance(propose_new_keys(seats.desk, MARIA, JUNE), OneAtATime)
    seats.wait(6)
    settle(seats.desk)
    assert seats.manifest.version == 1
    seats.wait(1)
    settle(seats.desk)


def test_recovery_alone_signs_nothing(seats: Seats, papers: Papers) -> None:
    proposal = seats.propose(seats.next())
    typed(seats, *papers.members[:2], *papers.outside[:2])
    assert isinstance(sign_by_recovery(seats.desk, MARIA, proposal.id), Signed)
    assert seats.manifest.version == 1
    assert isinstance(sign_by_recovery(seats.desk, MARIA, proposal.id), MoreNeeded)


def test_a_share_is_read_with_patience_and_a_wrong_set_spoils_nothing(
    seats: Seats, papers: Papers
) -> None:
    desk = seats.desk
    other = make_recovery(seats.found, ["A", "B", "C"]).sheets[1].words
    assert isinstance(take_share(desk, other), OtherSet)
    read = take_share(desk, papers.members[0])
    assert isinstance(read, Known)
    assert read.keeper is not None
    assert (read.keeper.name, read.keeper.side) == ("Maria Alvarez", Side.MEMBER)
    assert take_share(desk, "academic xyzzy") == UnknownWord(2)
    assert isinstance(take_share(desk, "academic acid"), WrongLength)
    assert isinstance(take_share(desk, papers.members[0]), Known)  # twice is once
    assert here(seats) == 1
    assert isinstance(take_share(desk, papers.members[1]), Known)
    assert sofar(desk) == MoreNeeded(0, 1)


def test_a_database_that_was_lost_does_not_lose_the_way_back(
    seats: Seats, papers: Papers, table: Table
) -> None:
    lost = table.with_an_empty_database(seats.desk)
    for words in (*papers.members[:2], *papers.outside[:2]):
        read = take_share(lost, words)
        assert isinstance(read, Known)
        assert read.keeper is None
    assert isinstance(sofar(lost), Ready)


def test_shares_are_forgotten_after_half_an_hour(papers: Papers) -> None:
    clock = [1_000]
    sitting = Sitting(lambda: clock[0])
    share, key = read_share(papers.members[0]), KeyId(bytes(32))
    assert isinstance(share, RecoveryShare)
    sitting.add(key, share)
    clock[0] += LASTS_MINUTES - 1
    assert sitting.shares(key) == (share,)
    assert sitting.shares(KeyId(bytes([1]) * 32)) == ()
    clock[0] += 1
    assert sitting.shares(key) == ()


def test_shares_are_forgotten_also_if_nobody_looks_again(seats: Seats, papers: Papers) -> None:
    clock = [1_000]
    desk = replace(seats.desk, sitting=Sitting(lambda: clock[0]))
    read = take_share(desk, papers.members[0])
    assert isinstance(read, Known)
    clock[0] += LASTS_MINUTES
    lock_the_idle(desk)
    clock[0] -= LASTS_MINUTES  # what was forgotten stays so, whatever a clock says later
    assert desk.sitting.shares(read.key) == ()


def test_a_used_recovery_key_asks_to_be_replaced_and_so_does_every_change_of_members(
    seats: Seats, cases: Cases, papers: Papers
) -> None:
    assert "was never used" in health(seats)
    typed(seats, *papers.members[:2], *papers.outside[:2])
    restore_reading(seats.desk, MARIA, cases)
    assert "The recovery key was used on June 1, 2026." in health(seats)
    replace_recovery(seats)
    assert "was never used" in health(seats)
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    assert "The committee has changed since the recovery key was made." in health(seats)


def test_new_sheets_take_the_place_of_the_old(seats: Seats) -> None:
    old = seats.manifest.recovery
    replace_recovery(seats)
    assert seats.manifest.recovery.vault != old.vault
    kept = keepers(seats.desk, seats.found)
    assert kept.outsiders[2] == "Bank Odin"
    assert kept.members == tuple(person.name for person in seats.manifest.members)
    with seats.desk.database.reading() as tx:
        assert Recovery(tx).keepers(key_id(old.signing))[-1].name == "Notary Voss"


def test_old_sheets_still_restore_what_was_sealed_to_the_old_key(
    seats: Seats, cases: Cases, papers: Papers
) -> None:
    hers = cases.open(JUNE, HELEN)
    assert "Older recovery sheets" not in health(seats)
    new = replace_recovery(seats)
    assert "Older recovery sheets may still be needed." in health(seats)
    assert needs_older_sheets(seats.desk, seats.found)
    lose_keys(seats)
    assert isinstance(typed(seats, *new.members[:2], *new.outside[:2]), Ready)
    assert restore_reading(seats.desk, MARIA, cases) == Rewrapped(0)
    assert isinstance(typed(seats, *papers.members[:2], *papers.outside[:2]), Ready)
    assert restore_reading(seats.desk, MARIA, cases) == Rewrapped(1)
    assert cases.opens(hers.case, JUNE)
    assert not needs_older_sheets(seats.desk, seats.found)
    # On a page it says the same as before: what is sealed to them is nobody's business there.
    assert "Older recovery sheets may still be needed." in health(seats)


def test_old_sheets_sign_nothing_and_two_sets_never_mix(seats: Seats, papers: Papers) -> None:
    new = replace_recovery(seats)
    proposal = seats.propose(seats.next())
    typed(seats, *papers.members[:2], *papers.outside[:2])
    assert not isinstance(sign_by_recovery(seats.desk, MARIA, proposal.id), Signed)
    assert isinstance(typed(seats, *papers.members[:2], *new.outside[:2]), MoreNeeded)
