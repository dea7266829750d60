"""What the daily self-test needs, and no more: to look at one state, to remove what is closed.

Casework cannot list mailboxes, cannot read a snapshot, and cannot remove a mailbox that its
reporter has not closed or an envelope of which a part is still here. On PostgreSQL only: on
SQLite a right is no boundary.
"""

from alembic import op

from store.errors import ForwardOnlyError

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in _FUNCTIONS:
            op.execute(statement)
        op.execute(
            "GRANT EXECUTE ON FUNCTION mailbox_state, mailbox_forget, envelope_forget"
            " TO charterline_casework"
        )


def downgrade() -> None:
    raise ForwardOnlyError


_FUNCTIONS = (
    """
    CREATE FUNCTION mailbox_state(tag0 bytea) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      SELECT sealed FROM public.mailbox_states WHERE tag = tag0;
    END
    """,
    """
    CREATE FUNCTION mailbox_forget(tag0 bytea, tag1 bytea) RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH zero AS (
        DELETE FROM public.mailbox_states WHERE tag = tag0 AND closed RETURNING tag
      ), one AS (
        DELETE FROM public.mailbox_snapshots WHERE tag = tag1 AND closed RETURNING tag
      )
      SELECT ((SELECT count(*) FROM zero) + (SELECT count(*) FROM one))::integer;
    END
    """,
    """
    CREATE FUNCTION envelope_forget(wanted bytea) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH gone AS (
        DELETE FROM public.envelopes
        WHERE id = wanted AND stanzas IS NULL AND body IS NULL
          AND NOT EXISTS (SELECT FROM public.blob_rows WHERE blob_rows.blob = envelopes.blob)
        RETURNING id
      )
      SELECT count(*) = 1 FROM gone;
    END
    """,
)
