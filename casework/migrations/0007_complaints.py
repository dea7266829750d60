"""Cases, sealed: who is to do something next and until when, and nothing else in clear."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _cases()
    _entries()
    _readers()
    _keys()
    _private()
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _cases() -> None:
    op.create_table(
        "cases",
        _exact("cases", "id", 32),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("received", sa.Date, nullable=False),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("card", sa.LargeBinary, nullable=False),
        sa.Column("inside", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.CheckConstraint("generation >= 1", name="ck_cases_generation_counted"),
        sa.CheckConstraint(
            "standing IN ('new', 'reporter', 'us', 'finished')", name="ck_cases_standing_known"
        ),
        _between("cases", "card", 262_144),
        _between("cases", "inside", 262_144),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cases_standing", "cases", ["standing", "due", "id"])
    op.create_index("ix_cases_due", "cases", ["due", "id"])


def _entries() -> None:
    op.create_table(
        "case_entries",
        _exact("case_entries", "id", 16),
        _exact("case_entries", "case_id", 32),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_entries"),
        _between("case_entries", "sealed", 2_097_152),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_entries_case_id", "case_entries", ["case_id"])


def _readers() -> None:
    op.create_table(
        "case_readers",
        _exact("case_readers", "id", 16),
        _exact("case_readers", "case_id", 32),
        sa.Column("generation", sa.Integer, nullable=False),
        _exact("case_readers", "manifest", 32),
        _exact("case_readers", "sealed", 5_449),
        sa.PrimaryKeyConstraint("id", name="pk_case_readers"),
        sa.CheckConstraint("generation >= 1", name="ck_case_readers_generation_counted"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_readers_case_id", "case_readers", ["case_id"])


def _keys() -> None:
    op.create_table(
        "kept_keys",
        _exact("kept_keys", "envelope", 16),
        _exact("kept_keys", "header", 32),
        _exact("kept_keys", "kept", 60),
        sa.PrimaryKeyConstraint("envelope", name="pk_kept_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tried_up_to",
        sa.Column("person", sa.String(32), nullable=False),
        _exact("tried_up_to", "sealed", 38),
        sa.PrimaryKeyConstraint("person", name="pk_tried_up_to"),
        sqlite_with_rowid=False,
    )


def _private() -> None:
    op.create_table(
        "private_notes",
        _exact("private_notes", "id", 16),
        _exact("private_notes", "manifest", 32),
        sa.Column("wraps", sa.LargeBinary, nullable=False),
        _exact("private_notes", "sealed", 7529),
        sa.PrimaryKeyConstraint("id", name="pk_private_notes"),
        _between("private_notes", "wraps", 2_097_152),
        sqlite_with_rowid=False,
    )


def _exact(table: str, name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)


def _between(table: str, name: str, most: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"length({name}) BETWEEN 1 AND {most}", name=f"ck_{table}_{name}_size"
    )


_POSTGRESQL = (
    "GRANT SELECT, INSERT ON cases, case_entries, kept_keys TO charterline_casework",
    "GRANT UPDATE (generation, standing, due, card, inside) ON cases TO charterline_casework",
    "GRANT UPDATE (sealed) ON case_entries TO charterline_casework",
    """
    GRANT SELECT, INSERT, DELETE ON case_readers, tried_up_to, private_notes
      TO charterline_casework
    """,
)
