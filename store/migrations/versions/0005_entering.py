"""Casework takes in reports too: what reached the committee by telephone, by mail or in person.

It may add an envelope, its blob and its mailbox, and may still change none of them. On
PostgreSQL only: on SQLite a right is no boundary.
"""

from alembic import op

from store.errors import ForwardOnlyError

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT INSERT ON envelopes, blob_rows TO charterline_casework")
        op.execute("GRANT EXECUTE ON FUNCTION abandon_blob, mailbox_open TO charterline_casework")


def downgrade() -> None:
    raise ForwardOnlyError
