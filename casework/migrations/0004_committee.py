"""What the committee is about to change of its keys, and what it has done with them."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _proposals()
    _proposal_signatures()
    _removals()
    _drills()
    _recovery()
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _proposals() -> None:
    op.create_table(
        "proposals",
        _exact("proposals", "id", 16),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("proposer", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.CheckConstraint("version >= 2", name="ck_proposals_version_from_two"),
        sa.CheckConstraint(
            "state IN ('open', 'signed', 'published', 'counts', 'withdrawn')",
            name="ck_proposals_state_known",
        ),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 262144", name="ck_proposals_text_size"),
        sqlite_with_rowid=False,
    )


def _proposal_signatures() -> None:
    op.create_table(
        "proposal_signatures",
        _exact("proposal_signatures", "proposal", 16),
        _exact("proposal_signatures", "key", 32),
        _exact("proposal_signatures", "signature", 3_373),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("proposal", "key", name="pk_proposal_signatures"),
        sa.ForeignKeyConstraint(
            ["proposal"], ["proposals.id"], name="fk_proposal_signatures_proposal_proposals"
        ),
        sqlite_with_rowid=False,
    )


def _removals() -> None:
    op.create_table(
        "removals",
        _exact("removals", "id", 16),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("subject", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_removals"),
        sa.CheckConstraint(
            "kind IN ('person', 'passkeys', 'stanzas', 'scope')", name="ck_removals_kind_known"
        ),
        sqlite_with_rowid=False,
    )


def _drills() -> None:
    op.create_table(
        "drills",
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person", "kind", name="pk_drills"),
        sa.CheckConstraint("kind IN ('sheet', 'owed')", name="ck_drills_kind_known"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "share_drills",
        _exact("share_drills", "sheet", 32),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("sheet", name="pk_share_drills"),
        sqlite_with_rowid=False,
    )


def _recovery() -> None:
    op.create_table(
        "recovery_uses",
        _exact("recovery_uses", "id", 16),
        _exact("recovery_uses", "key", 32),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_uses"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "share_keepers",
        _exact("share_keepers", "key", 32),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        _exact("share_keepers", "sheet", 32),
        sa.PrimaryKeyConstraint("key", "side", "number", name="pk_share_keepers"),
        sa.CheckConstraint("side IN ('member', 'outside')", name="ck_share_keepers_side_known"),
        sa.CheckConstraint("number BETWEEN 1 AND 16", name="ck_share_keepers_number_in_range"),
        sqlite_with_rowid=False,
    )


def _exact(table: str, name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)


_POSTGRESQL = (
    # What was proposed never changes, only what became of it; no signature is taken back.
    "GRANT SELECT, INSERT ON proposals, proposal_signatures TO charterline_casework",
    "GRANT UPDATE (state) ON proposals TO charterline_casework",
    "GRANT SELECT, INSERT, DELETE ON removals TO charterline_casework",
    "GRANT SELECT, INSERT, DELETE ON drills, share_drills TO charterline_casework",
    "GRANT SELECT, INSERT ON recovery_uses, share_keepers TO charterline_casework",
)
