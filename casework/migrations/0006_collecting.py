"""What is collected, what is to be delivered, the daily tests, and how all of it goes."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _arrivals()
    _outbox()
    _self_tests()
    _lists()
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        _exact("arrivals", "id", 16),
        _exact("arrivals", "blob", 16),
        sa.Column("arrived", sa.Date, nullable=False),
        sa.Column("collected", sa.Date, nullable=False),
        sa.Column("safe", sa.Boolean, nullable=False),
        _exact("arrivals", "head", 96),
        _exact("arrivals", "body", 46_752),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
        sa.UniqueConstraint("blob", name="uq_arrivals_blob"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "arrived_rows",
        _exact("arrived_rows", "blob", 16),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("blob", "number", name="pk_arrived_rows"),
        sa.CheckConstraint("number >= 0", name="ck_arrived_rows_number_natural"),
        _between("arrived_rows", "sealed", "size", (1, 1_048_576)),
        sqlite_with_rowid=False,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        _exact("outbox", "tag", 16),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        _exact("outbox", "sealed", 65_536),
        sa.PrimaryKeyConstraint("tag", "place", name="pk_outbox"),
        sa.CheckConstraint("place BETWEEN 0 AND 3", name="ck_outbox_place_known"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "closed_mailboxes",
        _exact("closed_mailboxes", "tag", 16),
        sa.PrimaryKeyConstraint("tag", name="pk_closed_mailboxes"),
        sqlite_with_rowid=False,
    )


def _self_tests() -> None:
    op.create_table(
        "self_tests",
        _exact("self_tests", "envelope", 16),
        sa.Column("words", sa.String(120), nullable=False),
        sa.Column("sent", sa.Date, nullable=False),
        sa.Column("returned", sa.Date, nullable=True),
        sa.Column("opened", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("envelope", name="pk_self_tests"),
        _between("self_tests", "words", "short", (1, 120)),
        sqlite_with_rowid=False,
    )


def _lists() -> None:
    op.create_table(
        "marks",
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("what", name="pk_marks"),
        _between("marks", "what", "short", (1, 40)),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counted",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("promise", sa.String(400), nullable=False),
        sa.Column("figures", sa.String(20_000), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_counted"),
        _between("counted", "promise", "short", (1, 400)),
        sa.CheckConstraint("length(figures) <= 20000", name="ck_counted_figures_short"),
    )
    op.create_table(
        "mail_addresses",
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_mail_addresses"),
        _between("mail_addresses", "address", "size", (3, 254)),
        sqlite_with_rowid=False,
    )


def _exact(table: str, name: str, size: int) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=False)


def _between(table: str, name: str, rule: str, sizes: tuple[int, int]) -> sa.CheckConstraint:
    least, most = sizes
    says = f"length({name}) BETWEEN {least} AND {most}"
    return sa.CheckConstraint(says, name=f"ck_{table}_{name}_{rule}")


_POSTGRESQL = (
    """
    GRANT SELECT, INSERT, DELETE ON arrivals, arrived_rows, outbox, self_tests, counted,
      mail_addresses TO charterline_casework
    """,
    "GRANT SELECT, INSERT ON closed_mailboxes, marks TO charterline_casework",
    "GRANT UPDATE (safe) ON arrivals TO charterline_casework",
    "GRANT UPDATE (returned, opened) ON self_tests TO charterline_casework",
    "GRANT UPDATE (day) ON marks TO charterline_casework",
)
