"""How long mailboxes live: which rows casework has named as living, by week, and until when.

On PostgreSQL neither site reads or writes these tables. Casework names rows by tags that it knows,
and starts the nightly removal; what may go, and that nothing goes before half a year, is decided
in the functions, so that whoever breaks into casework can take no mailbox that was named lately.
"""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    rule = sa.CheckConstraint("length(tag) = 16", name="ck_mailbox_weeks_tag_size")
    op.create_table(
        "mailbox_weeks",
        sa.Column("tag", sa.LargeBinary, rule, nullable=False),
        sa.Column("week", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("tag", name="pk_mailbox_weeks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mailbox_life",
        sa.Column("one", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_mailbox_life"),
        sa.CheckConstraint("one = 1", name="ck_mailbox_life_one_row"),
        sa.CheckConstraint("months >= 6", name="ck_mailbox_life_months_enough"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


_POSTGRESQL = (
    """
    CREATE FUNCTION mailbox_keep(tags bytea[], until date, kept integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      INSERT INTO public.mailbox_weeks (tag, week)
        SELECT there.tag,
          date_trunc('week', current_date)::date - 7 * floor(random() * 9)::integer
        FROM (
          SELECT s.tag FROM public.mailbox_states AS s WHERE s.tag = ANY (tags) AND NOT s.closed
          UNION
          SELECT n.tag FROM public.mailbox_snapshots AS n WHERE n.tag = ANY (tags) AND NOT n.closed
        ) AS there
        ON CONFLICT (tag) DO UPDATE SET week = excluded.week;
      INSERT INTO public.mailbox_life (one, day, months)
        VALUES (1, least(until, current_date), greatest(kept, 6))
        ON CONFLICT (one) DO UPDATE SET day = excluded.day, months = excluded.months;
    END
    """,
    """
    CREATE FUNCTION mailbox_sweep() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
    BEGIN ATOMIC
      INSERT INTO public.mailbox_weeks (tag, week)
        SELECT there.tag,
          date_trunc('week', current_date)::date - 7 * floor(random() * 9)::integer
        FROM (
          SELECT s.tag FROM public.mailbox_states AS s
          UNION SELECT n.tag FROM public.mailbox_snapshots AS n
        ) AS there
        ON CONFLICT (tag) DO NOTHING;
      DELETE FROM public.mailbox_states AS s
        USING public.mailbox_weeks AS w, public.mailbox_life AS l
        WHERE w.tag = s.tag AND w.week < l.day - l.months * 31 - 63;
      DELETE FROM public.mailbox_snapshots AS n
        USING public.mailbox_weeks AS w, public.mailbox_life AS l
        WHERE w.tag = n.tag AND w.week < l.day - l.months * 31 - 126;
      DELETE FROM public.mailbox_weeks AS w
        WHERE NOT EXISTS (SELECT FROM public.mailbox_states AS s WHERE s.tag = w.tag)
          AND NOT EXISTS (SELECT FROM public.mailbox_snapshots AS n WHERE n.tag = w.tag);
    END
    """,
    "GRANT EXECUTE ON FUNCTION mailbox_keep, mailbox_sweep TO charterline_casework",
)
