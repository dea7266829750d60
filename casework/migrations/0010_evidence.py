"""Where a file that a member adds is marked while it arrives, so that what broke off is swept."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    rule = sa.CheckConstraint("length(blob) = 16", name="ck_incoming_blobs_blob_size")
    op.create_table(
        "incoming_blobs",
        sa.Column("blob", sa.LargeBinary, rule, nullable=False),
        sa.Column("begun", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("blob", name="pk_incoming_blobs"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, DELETE ON incoming_blobs TO charterline_casework")


def downgrade() -> None:
    raise ForwardOnlyError
