"""Both groups are needed, always; then what a lost key could read is read again, by new keys."""

from dataclasses import dataclass
from itertools import combinations

import pytest

from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.records.recovery import Drill, Recovery, Side
from casework.committee.services.drilling import DoesNotOpen, Works, try_share, try_sheet
from casework.committee.services.keyday.papers import Sheet
from casework.committee.services.keyday.replacing import make_recovery, propose_recovery
from casework.committee.services.proposing import Accepted, OneAtATime, Signed, sign
from casework.committee.services.recovering import (
    OtherSet,
    Ready,
    restore_reading,
    sign_by_recovery,
    sofar,
    take_share,
)
from casework.committee.services.rekeying import (
    KeysProposed,
    coming_signer,
    propose_new_keys,
)
from casework.committee.services.rewrapping import Rewrapped
from casework.committee.services.roster import roster
from casework.committee.services.settling import settle
from casework.sitting import LASTS_MINUTES, Sitting
from crypto.manifest.chain import Authority
from crypto.manifest.signed import key_id
from crypto.recovery import MoreNeeded, RecoveryShare, UnknownWord, WrongLength
from tests.unit.casework.committee.cases import Cases
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats


@pytest.fixture
def cases(seats: Seats) -> Cases:
    return Cases(seats)


@dataclass(frozen=True)
class Papers:
    members: list[str]
    outside: list[str]


@pytest.fixture
def papers(seats: Seats) -> Papers:
    def words(name: str) -> str:
        return Sheet("", "", seats.table.sheet(name)).words

    return Papers(
        [words(f"recovery-member-{number}") for number in (1, 2, 3)],
        [words(f"recovery-outside-{number}") for number in (1, 2, 3)],
    )


def typed(seats: Seats, *shares: str) -> object:
    seats.desk.sitting.forget()
    for share in shares:
        assert isinstance(take_share(seats.desk, share), RecoveryShare)
    return sofar(seats.desk)


def lose_keys(seats: Seats) -> None:
    """June's keys are gone for good, and enough members have signed for new ones."""
    with seats.desk.keystore.change() as keys:
        keys.key_files.drop_person(JUNE)
    made = propose_new_keys(seats.desk, MARIA, JUNE)
    assert isinstance(made, KeysProposed)
    assert isinstance(seats.sign(made.proposal, MARIA, THOMAS), Accepted)
    seats.gets(made.keys)


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
        assert seats.desk.sitting.shares() == ()


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


def test_of_three_with_one_gone_and_one_without_keys_recovery_and_the_last_member_sign(
    seats: Seats, papers: Papers
) -> None:
    made = propose_new_keys(seats.desk, MARIA, THOMAS)
    assert isinstance(made, KeysProposed)
    assert isinstance(seats.sign(made.proposal, MARIA), Signed)
    signer = coming_signer(seats.desk, THOMAS, made.keys.passphrase.text)
    assert signer is not None
    said = sign(seats.desk, THOMAS, signer.signing, made.proposal.id)
    assert isinstance(said, Signed)
    assert (said.progress.old, said.progress.new) == (1, 2)
    typed(seats, *papers.members[:2], *papers.outside[:2])
    said_by_recovery = sign_by_recovery(seats.desk, MARIA, made.proposal.id)
    assert said_by_recovery == Accepted(Authority.RECOVERY)
    # Shown to all for seven days before it counts.
    assert seats.manifest.version == 1
    [waiting] = seats.found.waiting
    assert waiting.link.hash == made.proposal.hash
    assert isinstance(propose_new_keys(seats.desk, MARIA, JUNE), OneAtATime)
    seats.wait(7)
    settle(seats.desk)
    assert seats.manifest.version == 2
    seats.gets(made.keys)
    assert seats.seeds(THOMAS).signing.public == seats.manifest.person(THOMAS).signing


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
    assert isinstance(take_share(desk, papers.members[0]), RecoveryShare)
    assert take_share(desk, "academic xyzzy") == UnknownWord(2)
    assert isinstance(take_share(desk, "academic acid"), WrongLength)
    other = make_recovery(seats.found, ["A", "B", "C"]).sheets[1].words
    assert isinstance(take_share(desk, other), OtherSet)
    assert len(desk.sitting.shares()) == 1
    assert isinstance(take_share(desk, papers.members[1]), RecoveryShare)
    assert sofar(desk) == MoreNeeded(0, 1)


def test_shares_are_forgotten_after_half_an_hour(papers: Papers, seats: Seats) -> None:
    clock = [1_000]
    sitting = Sitting(lambda: clock[0])
    share = take_share(seats.desk, papers.members[0])
    assert isinstance(share, RecoveryShare)
    sitting.add(share)
    clock[0] += LASTS_MINUTES - 1
    assert sitting.shares() == (share,)
    clock[0] += 1
    assert sitting.shares() == ()


def test_a_used_recovery_key_asks_to_be_replaced_and_so_does_every_change_of_members(
    seats: Seats, cases: Cases, papers: Papers
) -> None:
    def health() -> str:
        return " ".join(line.text for line in roster(seats.desk, seats.found).health)

    assert "was never used" in health()
    typed(seats, *papers.members[:2], *papers.outside[:2])
    restore_reading(seats.desk, MARIA, cases)
    assert "The recovery key was used on June 1, 2026." in health()
    replace_recovery(seats)
    assert "was never used" in health()
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    assert "The committee has changed since the recovery key was made." in health()


def replace_recovery(seats: Seats) -> Proposal:
    made = make_recovery(seats.found, ["Lee & Grant LLP", "Notary Voss", "Bank Odin"])
    assert made.quorums == 9
    proposal = propose_recovery(seats.desk, made)
    assert isinstance(proposal, Proposal)
    assert isinstance(seats.sign(proposal, MARIA, JUNE), Accepted)
    return proposal


def test_new_sheets_take_the_place_of_the_old(seats: Seats, cases: Cases, papers: Papers) -> None:
    old = seats.manifest.recovery
    replace_recovery(seats)
    new = seats.manifest.recovery
    assert new.vault != old.vault
    seats.desk.sitting.forget()
    for share in (*papers.members[:2], papers.outside[0]):
        take_share(seats.desk, share)
    assert isinstance(take_share(seats.desk, papers.outside[1]), OtherSet)
    with seats.desk.database.reading() as tx:
        recovery = Recovery(tx)
        assert recovery.keepers(key_id(new.signing), Side.OUTSIDE)[2] == "Bank Odin"
        assert recovery.keepers(key_id(old.signing), Side.OUTSIDE)[2] == "Notary Voss"
        assert recovery.keepers(key_id(new.signing), Side.MEMBER) == tuple(
            person.name for person in seats.manifest.members
        )


def test_a_drill_opens_a_practice_report_with_the_sheet_and_keeps_the_day(
    seats: Seats, papers: Papers
) -> None:
    me = seats.me(MARIA)
    assert isinstance(try_sheet(seats.desk, me, "other words entirely"), DoesNotOpen)
    assert isinstance(try_sheet(seats.desk, me, ""), DoesNotOpen)
    assert isinstance(try_sheet(seats.desk, me, seats.words[MARIA].upper()), Works)
    assert isinstance(try_share(seats.desk, me, papers.members[0]), Works)
    assert isinstance(try_share(seats.desk, me, "academic"), WrongLength)
    with seats.desk.database.reading() as tx:
        assert Recovery(tx).last_drills(Drill.SHEET) == {MARIA: seats.desk.today()}
        assert Recovery(tx).last_drills(Drill.RECOVERY) == {MARIA: seats.desk.today()}
    assert seats.desk.sitting.shares() == ()


def test_the_roster_says_in_words_how_everybodys_keys_are(seats: Seats) -> None:
    try_sheet(seats.desk, seats.me(MARIA), seats.words[MARIA])
    entries = {entry.person.id: entry for entry in roster(seats.desk, seats.found).entries}
    assert [line.text for line in entries[MARIA].lines] == [
        "Keys are ready, by sheet; no passkey that unlocks.",
        "Tried the sheet on June 1, 2026.",
    ]
    assert entries[THOMAS].lines[1].text == "Has not tried the sheet yet."
    seats.wait(200)
    entries = {entry.person.id: entry for entry in roster(seats.desk, seats.found).entries}
    assert "It is time again" in entries[MARIA].lines[1].text
