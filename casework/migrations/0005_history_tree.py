"""The history gets its tree, the words of its deeds, and the signatures under it."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0005"
down_revision = "0004"

_LONGEST_NOTE = 16_384


def upgrade() -> None:
    _openings()
    _tree()
    _signatures()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if on_postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _openings() -> None:
    op.create_table(
        "openings",
        _exact("openings", "deed", 16),
        _exact("openings", "opening", 1_056),
        sa.PrimaryKeyConstraint("deed", name="pk_openings"),
        sa.ForeignKeyConstraint(["deed"], ["deeds.id"], name="fk_openings_deed_deeds"),
        sqlite_with_rowid=False,
    )


def _tree() -> None:
    op.create_table(
        "leaves",
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        _exact("leaves", "commitment", 32),
        sa.PrimaryKeyConstraint("place", name="pk_leaves"),
        sa.CheckConstraint("place >= 0", name="ck_leaves_place_natural"),
        sa.UniqueConstraint("commitment", name="uq_leaves_commitment"),
    )
    op.create_table(
        "nodes",
        sa.Column("level", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        _exact("nodes", "hash", 32),
        sa.PrimaryKeyConstraint("level", "place", name="pk_nodes"),
        sa.CheckConstraint("level >= 1 AND place >= 0", name="ck_nodes_natural"),
        sqlite_with_rowid=False,
    )


def _signatures() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoints"),
        sa.CheckConstraint("size >= 1", name="ck_checkpoints_size_natural"),
        _note("checkpoints"),
        sa.UniqueConstraint("day", name="uq_checkpoints_day"),
    )
    op.create_table(
        "countersignatures",
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("person", "size", name="pk_countersignatures"),
        _note("countersignatures"),
        sqlite_with_rowid=False,
    )


def _exact(table: str, name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)


def _note(table: str) -> sa.CheckConstraint:
    rule = f"length(note) BETWEEN 1 AND {_LONGEST_NOTE}"
    return sa.CheckConstraint(rule, name=f"ck_{table}_note_size")


_GROWING = ("openings", "leaves", "nodes", "checkpoints", "countersignatures")

_SQLITE = tuple(
    f"""
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, 'what was done stays done'); END
    """
    for table in _GROWING
    for verb in ("update", "delete")
)

_POSTGRESQL = (
    *(
        f"""
        CREATE TRIGGER {table}_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
        for table in _GROWING
    ),
    f"GRANT SELECT, INSERT ON {', '.join(_GROWING)} TO charterline_casework",
    # The auditor of record sees that the history holds, and not what it says.
    "GRANT SELECT ON leaves, nodes, checkpoints, countersignatures TO charterline_audit",
)
