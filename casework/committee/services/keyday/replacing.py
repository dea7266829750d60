"""A new recovery key: made with its keepers in the room, and proposed like any other change.

Old sheets stay good for what was sealed to the old key, and are kept until nothing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.domain.sheets import Keeper, keepers_of
from casework.committee.records.recovery import Recovery
from casework.committee.services.changes.proposing import Proposing, base_of, propose, sign
from casework.committee.services.keyday.papers import Sheet, sheets_of_shares
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.manifest.signed import key_id
from crypto.recovery import Quorum, RecoverySecret, prove_paper, split_secret


@dataclass(frozen=True, slots=True, eq=False)
class NewRecovery:
    """The sheets of a new recovery key, before anybody has agreed to it."""

    secret: RecoverySecret = field(repr=False)
    sheets: tuple[Sheet, ...] = field(repr=False)
    keepers: tuple[Keeper, ...]
    quorums: int


def make_recovery(found: Standing, outsiders: Sequence[str]) -> NewRecovery:
    """Make the key and its shares for those who sit now, and prove every smallest group."""
    members = tuple(person.name for person in found.chain.newest.manifest.members)
    secret = RecoverySecret.generate()
    shares = split_secret(secret, Quorum.majority(len(members)))
    quorums = prove_paper(shares, secret.vault.public)
    keepers = keepers_of(key_id(secret.signing.public), members, outsiders, shares)
    return NewRecovery(secret, sheets_of_shares(members, outsiders, shares), keepers, quorums)


def propose_recovery(desk: Desk, me: SignedIn, made: NewRecovery) -> Proposing:
    """Propose it, and note who keeps which sheet; sign it for whoever proposes it."""
    base = base_of(desk)
    if not isinstance(base, Standing):
        return base
    following = changing.confirmed(base.chain.newest, desk.today())
    proposal = propose(
        desk,
        me.person,
        changing.with_recovery(following, made.secret),
        note=lambda tx: Recovery(tx).keep_names(made.keepers),
    )
    if isinstance(proposal, Proposal):
        sign(desk, me.person, me.seeds.signing, proposal.id)
    return proposal
