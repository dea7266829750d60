"""What somebody without keys may do, who has shown a second factor and nothing else."""

from dataclasses import dataclass
from typing import Final

from casework.committee.domain.proposals import Proposal, State
from casework.committee.records.proposals import Proposals
from casework.committee.services.changes.proposing import Gone, Signing, sign
from casework.committee.services.changes.rekeying import Outcome, coming_signer, propose_new_keys
from casework.desk import Desk
from casework.gatehouse import Lane, MustWait
from crypto.manifest.signed import KeyId, key_id
from crypto.names import PersonId

_ASKING: Final = b"new keys"
_WORDS: Final = b"words of new keys"


@dataclass(frozen=True, slots=True)
class AsksTooOften:
    """Each try costs the machine a second, so after a few there is a wait."""

    minutes: int


def ask_for_own_keys(desk: Desk, person: PersonId) -> Outcome | AsksTooOften:
    """Make new keys for oneself and propose them. They open nothing before members have signed."""
    tries = Lane(desk.gatehouse.known, (_ASKING, person.encode())).spend()
    if isinstance(tries, MustWait):
        return AsksTooOften(tries.minutes)
    return propose_new_keys(desk, person, person)


def proposed_by(desk: Desk, person: PersonId) -> Proposal | None:
    """Return the open proposal of this person, in the place of which another would stand."""
    with desk.database.reading() as tx:
        mine = (each for each in Proposals(tx).in_state(State.OPEN) if each.proposer == person)
        return next(mine, None)


def naming_my_keys(desk: Desk, person: PersonId) -> tuple[Proposal, ...]:
    """Return the open proposals that bring keys for this person."""
    with desk.keystore.reading() as keys:
        mine = {(person, KeyId(each.key)) for each in keys.key_files.coming(person)}
    with desk.database.reading() as tx:
        return tuple(each for each in Proposals(tx).in_state(State.OPEN) if each.named_keys & mine)


def sign_with_coming(desk: Desk, person: PersonId, typed: str) -> Signing | AsksTooOften:
    """Sign the proposal that names one's new keys, with these."""
    lane = Lane(desk.gatehouse.known, (_WORDS, person.encode()))
    tries = lane.spend()
    if isinstance(tries, MustWait):
        return AsksTooOften(tries.minutes)
    seeds = coming_signer(desk, person, typed)
    if seeds is None:
        return Gone()
    lane.clear()
    mine = (person, key_id(seeds.signing.public))
    with desk.database.reading() as tx:
        naming = [each for each in Proposals(tx).in_state(State.OPEN) if mine in each.named_keys]
    return sign(desk, person, seeds.signing, naming[0].id) if naming else Gone()
