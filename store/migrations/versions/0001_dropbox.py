"""The dropbox: envelopes, blobs, mailboxes, manifests, notices, and what may never change."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0001"
down_revision = None

_MIB = 1_048_576
_LONGEST = 262_144


def upgrade() -> None:
    _envelopes()
    _blob_rows()
    _mailbox("mailbox_states", 8_192)
    _mailbox("mailbox_snapshots", 65_536)
    _publications()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL_RULES if on_postgresql else _SQLITE_RULES:
        op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _envelopes() -> None:
    op.create_table(
        "envelopes",
        _exact("envelopes", "id", 16),
        _exact("envelopes", "blob", 16),
        sa.Column("day", sa.Date, nullable=False),
        _exact("envelopes", "head", 96),
        _exact("envelopes", "stanzas", 18_688, nullable=True),
        _exact("envelopes", "body", 46_752, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_envelopes"),
        sa.UniqueConstraint("blob", name="uq_envelopes_blob"),
        sqlite_with_rowid=False,
    )


def _blob_rows() -> None:
    op.create_table(
        "blob_rows",
        _exact("blob_rows", "blob", 16),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("blob", "number", name="pk_blob_rows"),
        sa.CheckConstraint("number >= 0", name="ck_blob_rows_number_natural"),
        _at_most("blob_rows", "sealed", _MIB),
        sqlite_with_rowid=False,
    )


def _mailbox(table: str, size: int) -> None:
    op.create_table(
        table,
        _exact(table, "tag", 16),
        _exact(table, "sealed", size),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("tag", name=f"pk_{table}"),
        sqlite_with_rowid=False,
    )


def _publications() -> None:
    op.create_table(
        "manifests",
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("signatures", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_manifests"),
        sa.CheckConstraint("version >= 1", name="ck_manifests_version_from_one"),
        _at_most("manifests", "text", _LONGEST),
        _at_most("manifests", "signatures", _LONGEST),
    )
    op.create_table(
        "notices",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_notices"),
        _at_most("notices", "text", _LONGEST),
        _at_most("notices", "signature", _LONGEST),
    )


def _exact(table: str, name: str, size: int, *, nullable: bool = False) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=nullable)


def _at_most(table: str, name: str, size: int) -> sa.CheckConstraint:
    rule = f"length({name}) BETWEEN 1 AND {size}"
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}_size")


_SQLITE_RULES = (
    """
    CREATE TRIGGER envelopes_parts_only_leave BEFORE UPDATE ON envelopes
    WHEN NEW.id IS NOT OLD.id OR NEW.blob IS NOT OLD.blob
      OR NEW.day IS NOT OLD.day OR NEW.head IS NOT OLD.head
      OR (NEW.stanzas IS NOT NULL AND NEW.stanzas IS NOT OLD.stanzas)
      OR (NEW.body IS NOT NULL AND NEW.body IS NOT OLD.body)
    BEGIN SELECT RAISE(ABORT, 'an envelope does not change'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_stay_closed BEFORE UPDATE ON {table}
        WHEN OLD.closed AND (NEW.tag IS NOT OLD.tag OR NEW.sealed IS NOT OLD.sealed
          OR NEW.closed IS NOT OLD.closed)
        BEGIN SELECT RAISE(ABORT, 'a closed mailbox stays closed'); END
        """
        for table in ("mailbox_states", "mailbox_snapshots")
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'this table only grows'); END
        """
        for table in ("manifests", "notices")
        for verb in ("update", "delete")
    ),
)

_POSTGRESQL_RULES = (
    # 23001, restrict_violation: of the same class as a broken constraint.
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
    BEGIN RAISE EXCEPTION 'this does not change' USING ERRCODE = '23001'; END $$
    """,
    "REVOKE ALL ON FUNCTION refuse_change() FROM PUBLIC",
    """
    CREATE TRIGGER envelopes_parts_only_leave BEFORE UPDATE ON envelopes FOR EACH ROW
    WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.blob IS DISTINCT FROM OLD.blob
      OR NEW.day IS DISTINCT FROM OLD.day OR NEW.head IS DISTINCT FROM OLD.head
      OR (NEW.stanzas IS NOT NULL AND NEW.stanzas IS DISTINCT FROM OLD.stanzas)
      OR (NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body))
    EXECUTE FUNCTION refuse_change()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_stay_closed BEFORE UPDATE ON {table} FOR EACH ROW
        WHEN (OLD.closed AND NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION refuse_change()
        """
        for table in ("mailbox_states", "mailbox_snapshots")
    ),
    *(
        f"""
        CREATE TRIGGER {table}_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
        for table in ("manifests", "notices")
    ),
)
