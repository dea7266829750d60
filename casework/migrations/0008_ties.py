"""What everybody declared of those they are too close to: one sealed row each, all of one size."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "declared_ties",
        sa.Column("person", sa.String(32), nullable=False),
        _exact("document", 16),
        sa.Column("version", sa.Integer, nullable=False),
        _exact("manifest", 32),
        sa.Column("wraps", sa.LargeBinary, nullable=False),
        _exact("sealed", 19_817),
        sa.PrimaryKeyConstraint("person", name="pk_declared_ties"),
        sa.CheckConstraint("version >= 1", name="ck_declared_ties_version_counted"),
        sa.CheckConstraint(
            "length(wraps) BETWEEN 1 AND 262144", name="ck_declared_ties_wraps_size"
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, DELETE ON declared_ties TO charterline_casework")


def downgrade() -> None:
    raise ForwardOnlyError


def _exact(name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_declared_ties_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)
