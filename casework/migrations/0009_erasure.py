"""What is left of erased cases, and the right to take a case's rows away."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "erased_cases",
        _exact("erased_cases", "id", 32),
        sa.PrimaryKeyConstraint("id", name="pk_erased_cases"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "certificates",
        _exact("certificates", "id", 16),
        _exact("certificates", "manifest", 32),
        sa.Column("wraps", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
        _between("certificates", "wraps", 2_097_152),
        _between("certificates", "sealed", 2_097_152),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _exact(table: str, name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)


def _between(table: str, name: str, most: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"length({name}) BETWEEN 1 AND {most}", name=f"ck_{table}_{name}_size"
    )


_POSTGRESQL = (
    "GRANT SELECT, INSERT ON erased_cases, certificates TO charterline_casework",
    "GRANT DELETE ON cases, case_entries, kept_keys TO charterline_casework",
)
