"""A new recovery key: made with its keepers in the room, and proposed like any other change.

Old sheets stay good for what was sealed to the old key, and are kept until nothing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.records.recovery import Recovery, Side
from casework.committee.services.keyday.papers import Sheet, sheets_of_shares
from casework.committee.services.proposing import (
    NotFoundedYet,
    NotPossible,
    OneAtATime,
    base_of,
    propose,
)
from casework.desk import Desk
from casework.trust import Standing
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from crypto.recovery import Quorum, RecoverySecret, prove_paper, split_secret

KEY_DAY = PersonId("key-day")


@dataclass(frozen=True, slots=True, eq=False)
class NewRecovery:
    """The sheets of a new recovery key, before anybody has agreed to it."""

    secret: RecoverySecret = field(repr=False)
    sheets: tuple[Sheet, ...] = field(repr=False)
    members: tuple[str, ...]
    outsiders: tuple[str, ...]
    quorums: int


def make_recovery(found: Standing, outsiders: Sequence[str]) -> NewRecovery:
    """Make the key and its shares for those who sit now, and prove every smallest group."""
    members = tuple(person.name for person in found.chain.newest.manifest.members)
    secret = RecoverySecret.generate()
    shares = split_secret(secret, Quorum.majority(len(members)))
    quorums = prove_paper(shares, secret.vault.public)
    sheets = sheets_of_shares(members, outsiders, shares)
    return NewRecovery(secret, sheets, members, tuple(outsiders), quorums)


def propose_recovery(
    desk: Desk, made: NewRecovery
) -> Proposal | NotFoundedYet | OneAtATime | NotPossible:
    base = base_of(desk)
    if not isinstance(base, Standing):
        return base
    following = changing.confirmed(base.chain.newest, desk.today())
    proposal = propose(desk, KEY_DAY, changing.with_recovery(following, made.secret))
    if isinstance(proposal, Proposal):
        key = key_id(made.secret.signing.public)
        with desk.database.transaction() as tx:
            Recovery(tx).keep_names(key, Side.MEMBER, made.members)
            Recovery(tx).keep_names(key, Side.OUTSIDE, made.outsiders)
    return proposal
