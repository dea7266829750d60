"""The history, which only grows, and the turn that PostgreSQL's writers take."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column("never", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("never", name="pk_turn"),
        sa.CheckConstraint("1 = 0", name="ck_turn_no_rows"),
    )
    op.create_table(
        "deeds",
        _exact("id", 16),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("verb", sa.String(40), nullable=False),
        _exact("commitment", 32),
        sa.PrimaryKeyConstraint("id", name="pk_deeds"),
        sa.CheckConstraint("length(verb) BETWEEN 1 AND 40", name="ck_deeds_verb_short"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deeds_day", "deeds", ["day"])
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if on_postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _exact(name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_deeds_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)


_SQLITE = tuple(
    f"""
    CREATE TRIGGER deeds_no_{verb} BEFORE {verb} ON deeds
    BEGIN SELECT RAISE(ABORT, 'what was done stays done'); END
    """
    for verb in ("update", "delete")
)

_POSTGRESQL = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO charterline_casework, charterline_audit",
    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    # 23001, restrict_violation: of the same class as a broken constraint.
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
    BEGIN RAISE EXCEPTION 'what was done stays done' USING ERRCODE = '23001'; END $$
    """,
    """
    CREATE TRIGGER deeds_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON deeds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    "GRANT SELECT, INSERT ON deeds TO charterline_casework",
    "GRANT SELECT ON deeds TO charterline_audit",
    # LOCK TABLE ... IN EXCLUSIVE MODE asks for a right to update; there is never a row to update.
    "GRANT UPDATE ON turn TO charterline_casework",
)
