"""The site may read the number of the newest step, and so can tell that its database is ready."""

from alembic import op

from store.errors import ForwardOnlyError

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT ON alembic_version TO charterline_casework")


def downgrade() -> None:
    raise ForwardOnlyError
