"""Who may touch the dropbox. On PostgreSQL only: on SQLite a right is no boundary.

Whoever breaks into the intake must find no more than they could have caught
passing by: they can add, and ask for what they can already name by 16 random
bytes. Nothing is given to PUBLIC, and what is not granted here is refused.
"""

from alembic import op

from store.errors import ForwardOnlyError

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in (*_NOTHING_BY_DEFAULT, *_FUNCTIONS, *_RIGHTS):
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


_NOTHING_BY_DEFAULT = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO charterline_intake, charterline_casework",
    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
)

# Run with the owner's rights. The bodies are parsed here and now (BEGIN ATOMIC), so that no
# caller's search_path can put another table under a name; the empty path is a second lock.
_FUNCTIONS = (
    """
    CREATE FUNCTION envelope_held(wanted bytea) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      SELECT EXISTS (SELECT FROM public.envelopes WHERE id = wanted);
    END
    """,
    """
    CREATE FUNCTION abandon_blob(unclaimed bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      DELETE FROM public.blob_rows WHERE blob = unclaimed
        AND NOT EXISTS (SELECT FROM public.envelopes WHERE envelopes.blob = unclaimed);
    END
    """,
    """
    CREATE FUNCTION mailbox_open(tag0 bytea, state bytea, tag1 bytea, filler bytea)
    RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH opened AS (
        INSERT INTO public.mailbox_states (tag, sealed, closed) VALUES (tag0, state, false)
        ON CONFLICT (tag) DO NOTHING RETURNING tag
      ), filled AS (
        INSERT INTO public.mailbox_snapshots (tag, sealed, closed)
        SELECT tag1, filler, false FROM opened RETURNING tag
      )
      SELECT count(*) = 1 FROM filled;
    END
    """,
    """
    CREATE FUNCTION mailbox_read(tag0 bytea, tag1 bytea)
    RETURNS TABLE (state bytea, state_closed boolean, snapshot bytea, snapshot_closed boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      SELECT s.sealed, s.closed, n.sealed, n.closed
      FROM (SELECT) AS always
      LEFT JOIN public.mailbox_states AS s ON s.tag = tag0
      LEFT JOIN public.mailbox_snapshots AS n ON n.tag = tag1;
    END
    """,
    """
    CREATE FUNCTION mailbox_swap_state(tag0 bytea, old bytea, new bytea)
    RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH swapped AS (
        UPDATE public.mailbox_states SET sealed = new
        WHERE tag = tag0 AND NOT closed AND sealed = old RETURNING tag
      )
      SELECT count(*) = 1 FROM swapped;
    END
    """,
    """
    CREATE FUNCTION mailbox_put_snapshot(tag1 bytea, new bytea)
    RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH put AS (
        UPDATE public.mailbox_snapshots SET sealed = new
        WHERE tag = tag1 AND NOT closed RETURNING tag
      )
      SELECT count(*) = 1 FROM put;
    END
    """,
    """
    CREATE FUNCTION mailbox_close(tag0 bytea, state bytea, tag1 bytea, snapshot bytea)
    RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      WITH zero AS (
        UPDATE public.mailbox_states SET sealed = state, closed = true
        WHERE tag = tag0 AND NOT closed RETURNING tag
      ), one AS (
        UPDATE public.mailbox_snapshots SET sealed = snapshot, closed = true
        WHERE tag = tag1 AND NOT closed RETURNING tag
      )
      SELECT ((SELECT count(*) FROM zero) + (SELECT count(*) FROM one))::integer;
    END
    """,
)

_RIGHTS = (
    "GRANT INSERT ON envelopes, blob_rows TO charterline_intake",
    "GRANT SELECT ON manifests, notices TO charterline_intake",
    """
    GRANT EXECUTE ON FUNCTION envelope_held, abandon_blob, mailbox_open, mailbox_read,
      mailbox_swap_state, mailbox_close TO charterline_intake
    """,
    "GRANT SELECT, UPDATE (stanzas, body) ON envelopes TO charterline_casework",
    "GRANT SELECT, DELETE ON blob_rows TO charterline_casework",
    "GRANT SELECT, INSERT ON manifests, notices TO charterline_casework",
    "GRANT EXECUTE ON FUNCTION envelope_held, mailbox_put_snapshot TO charterline_casework",
)
