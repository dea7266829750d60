"""Proposals and their signatures. What was proposed never changes, only what became of it."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    select,
    update,
)

from casework.committee.domain.proposals import PROPOSAL_ID_SIZE, Proposal, ProposalId, State
from crypto.manifest.signed import KeyId, ManifestSignature, SignedManifest
from crypto.names import PersonId
from crypto.signing import SIGNATURE_SIZE
from store.database import casework_tables, exact, exact_key, insert_unless_there
from store.manifests import LONGEST

proposals = Table(
    "proposals",
    casework_tables,
    exact_key("id", PROPOSAL_ID_SIZE),
    Column("day", Date, nullable=False),
    Column("proposer", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    CheckConstraint("version >= 2", name="version_from_two"),
    CheckConstraint(
        "state IN ('open', 'signed', 'published', 'counts', 'withdrawn')", name="state_known"
    ),
    CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST}", name="text_size"),
    sqlite_with_rowid=False,
)

proposal_signatures = Table(
    "proposal_signatures",
    casework_tables,
    Column(
        "proposal",
        LargeBinary,
        CheckConstraint(f"length(proposal) = {PROPOSAL_ID_SIZE}", name="proposal_size"),
        ForeignKey("proposals.id"),
        primary_key=True,
    ),
    exact_key("key", 32),
    exact("signature", SIGNATURE_SIZE),
    Column("person", String(32), nullable=False),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)


class Proposals:
    """Works inside the transaction of whoever asks."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, proposal: Proposal) -> None:
        self._tx.execute(
            insert(proposals).values(
                id=proposal.id,
                day=proposal.day,
                proposer=proposal.proposer,
                version=proposal.manifest.version,
                text=proposal.signed.text,
                state=proposal.state.value,
            )
        )

    def sign(
        self, proposal: ProposalId, signature: ManifestSignature, person: PersonId, day: date
    ) -> bool:
        """Add a signature; the same key again changes nothing."""
        row = {"proposal": proposal, "key": signature.key, "signature": signature.raw}
        return insert_unless_there(
            self._tx, proposal_signatures, row | {"person": person, "day": day}
        )

    def find(self, proposal: ProposalId) -> Proposal | None:
        found = self._tx.execute(select(proposals).where(proposals.c.id == proposal)).first()
        return None if found is None else self._proposal(found)

    def in_state(self, *states: State) -> list[Proposal]:
        """Return proposals in the order of their versions."""
        wanted = proposals.c.state.in_([state.value for state in states])
        rows = self._tx.execute(select(proposals).where(wanted).order_by(proposals.c.version))
        return [self._proposal(row) for row in rows]

    def become(self, proposal: ProposalId, state: State) -> None:
        changed = update(proposals).where(proposals.c.id == proposal)
        self._tx.execute(changed.values(state=state.value))

    def _proposal(self, row: Row[tuple[object, ...]]) -> Proposal:
        theirs = select(proposal_signatures).where(proposal_signatures.c.proposal == row.id)
        signatures = [
            ManifestSignature(KeyId(each.key), each.signature) for each in self._tx.execute(theirs)
        ]
        signed = SignedManifest(row.text).with_signatures(signatures)
        return Proposal(
            ProposalId(row.id), row.day, PersonId(row.proposer), signed, State(row.state)
        )
