"""What the daily self-test needs, and no more: to look at one state, to remove one old test.

A removal takes the tags of the mailbox, which only its passcode or its readers yield, and uses
up an envelope of thirty days ago of which no part is left. On PostgreSQL only: on SQLite a
right is no boundary.
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
            "GRANT EXECUTE ON FUNCTION mailbox_state, self_test_forget TO charterline_casework"
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
    CREATE FUNCTION self_test_forget(tested bytea, tag0 bytea, tag1 bytea) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH gone AS (
        DELETE FROM public.envelopes
        WHERE id = tested AND stanzas IS NULL AND body IS NULL AND day <= current_date - 30
          AND NOT EXISTS (SELECT FROM public.blob_rows WHERE blob_rows.blob = envelopes.blob)
        RETURNING id
      ), zero AS (
        DELETE FROM public.mailbox_states WHERE tag = tag0 AND EXISTS (SELECT FROM gone)
        RETURNING tag
      ), one AS (
        DELETE FROM public.mailbox_snapshots WHERE tag = tag1 AND EXISTS (SELECT FROM gone)
        RETURNING tag
      )
      SELECT count(*) = 1 FROM gone;
    END
    """,
)
