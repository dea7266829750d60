"""Which mailboxes live, so that the others can go from the dropbox after their time."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    rule = sa.CheckConstraint("length(tag) = 16", name="ck_kept_mailboxes_tag_size")
    op.create_table(
        "kept_mailboxes",
        sa.Column("tag", sa.LargeBinary, rule, nullable=False),
        sa.PrimaryKeyConstraint("tag", name="pk_kept_mailboxes"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, DELETE ON kept_mailboxes TO charterline_casework")


def downgrade() -> None:
    raise ForwardOnlyError
