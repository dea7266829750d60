"""Both sites may read the number of the newest step, and so can tell that a database is ready."""

from alembic import op

from store.errors import ForwardOnlyError

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT ON alembic_version TO charterline_intake, charterline_casework")


def downgrade() -> None:
    raise ForwardOnlyError
