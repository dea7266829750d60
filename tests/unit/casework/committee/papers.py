"""The recovery sheets as they lie in their envelopes, and what a committee does with them."""

from dataclasses import dataclass

from casework.committee.domain.proposals import Proposal
from casework.committee.services.changes.proposing import Accepted
from casework.committee.services.changes.rekeying import KeysProposed, propose_new_keys
from casework.committee.services.keyday.papers import Sheet
from casework.committee.services.keyday.replacing import make_recovery, propose_recovery
from casework.committee.services.recovery.recovering import sofar, take_share
from casework.committee.services.recovery.sheets import Known
from casework.committee.services.roster import roster
from crypto.manifest.signed import key_id
from tests.unit.casework.committee.seats import JUNE, MARIA, THOMAS, Seats


@dataclass(frozen=True)
class Papers:
    members: list[str]
    outside: list[str]


def papers_of(seats: Seats) -> Papers:
    def words(name: str) -> str:
        return Sheet("", "", seats.table.sheet(name)).words

    return Papers(
        [words(f"recovery-member-{number}") for number in range(1, len(seats.members) + 1)],
        [words(f"recovery-outside-{number}") for number in (1, 2, 3)],
    )


def typed(seats: Seats, *shares: str) -> object:
    seats.desk.sitting.forget()
    for share in shares:
        assert isinstance(take_share(seats.desk, share), Known)
    return sofar(seats.desk)


def here(seats: Seats) -> int:
    return len(seats.desk.sitting.shares(key_id(seats.manifest.recovery.signing)))


def lose_keys(seats: Seats) -> None:
    """June's keys are gone for good, and enough members have signed for new ones."""
    with seats.desk.keystore.change() as keys:
        keys.key_files.drop_person(JUNE)
    made = propose_new_keys(seats.desk, MARIA, JUNE)
    assert isinstance(made, KeysProposed)
    assert isinstance(seats.sign(made.proposal, MARIA, THOMAS), Accepted)
    seats.gets(made.keys)


def replace_recovery(seats: Seats) -> Papers:
    made = make_recovery(seats.found, ["Lee & Grant LLP", "Notary Voss", "Bank Odin"])
    assert made.quorums == 9
    proposal = propose_recovery(seats.desk, seats.me(MARIA), made)
    assert isinstance(proposal, Proposal)
    assert isinstance(seats.sign(proposal, JUNE), Accepted)
    return Papers(
        [sheet.words for sheet in made.sheets[:3]], [sheet.words for sheet in made.sheets[3:]]
    )


def health(seats: Seats) -> str:
    return " ".join(str(line.text) for line in roster(seats.desk, seats.found).health)
