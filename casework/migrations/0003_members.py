"""Who may come in: accounts, second factors, invitations, sessions and devices."""

import sqlalchemy as sa
from alembic import op

from store.errors import ForwardOnlyError

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _accounts()
    _factors()
    _sessions()
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    raise ForwardOnlyError


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("name_key", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("roles", sa.String(120), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        _exact("accounts", "handle", 16),
        sa.Column("idle_minutes", sa.Integer, nullable=False),
        _exact("accounts", "totp", 48, nullable=True),
        sa.PrimaryKeyConstraint("person", name="pk_accounts"),
        sa.CheckConstraint(
            "state IN ('invited', 'active', 'ended')", name="ck_accounts_state_known"
        ),
        sa.CheckConstraint("idle_minutes BETWEEN 2 AND 30", name="ck_accounts_idle_in_range"),
        sa.UniqueConstraint("name_key", name="uq_accounts_name_key"),
        sqlite_with_rowid=False,
    )


def _factors() -> None:  # long: a list of columns
    op.create_table(
        "passkeys",
        sa.Column("credential", sa.LargeBinary, nullable=False),
        _whose("passkeys"),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("added", sa.Date, nullable=False),
        sa.Column("opens", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("credential", name="pk_passkeys"),
        sa.CheckConstraint(
            "length(credential) BETWEEN 1 AND 1023", name="ck_passkeys_credential_size"
        ),
        sa.CheckConstraint(
            "length(public_key) BETWEEN 1 AND 4096", name="ck_passkeys_public_key_size"
        ),
        sa.CheckConstraint("uses >= 0", name="ck_passkeys_uses_counted"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recovery_codes",
        _exact("recovery_codes", "known", 32),
        _whose("recovery_codes"),
        sa.PrimaryKeyConstraint("known", name="pk_recovery_codes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        _whose("invitations"),
        _exact("invitations", "known", 32),
        sa.Column("ends", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_invitations"),
        sqlite_with_rowid=False,
    )
    for table in ("passkeys", "recovery_codes"):
        op.create_index(f"ix_{table}_person", table, ["person"])


def _sessions() -> None:  # long: a list of columns
    op.create_table(
        "sessions",
        _exact("sessions", "id", 32),
        _whose("sessions"),
        _exact("sessions", "device", 32),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        _exact("sessions", "box", 124, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "devices",
        _exact("devices", "id", 32),
        _whose("devices"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("approved", sa.Boolean, nullable=False),
        sa.Column(
            "vouched",
            sa.String(32),
            sa.ForeignKey("accounts.person", name="fk_devices_vouched_accounts"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", "person", name="pk_devices"),
        sa.CheckConstraint("number BETWEEN 100 AND 999", name="ck_devices_number_of_three_digits"),
        sqlite_with_rowid=False,
    )


def _exact(table: str, name: str, size: int, *, nullable: bool = False) -> sa.Column[bytes]:
    rule = sa.CheckConstraint(f"length({name}) = {size}", name=f"ck_{table}_{name}_size")
    return sa.Column(name, sa.LargeBinary, rule, nullable=nullable)


def _whose(table: str) -> sa.Column[str]:
    account = sa.ForeignKey("accounts.person", name=f"fk_{table}_person_accounts")
    return sa.Column("person", sa.String(32), account, nullable=False)


_POSTGRESQL = (
    "GRANT SELECT, INSERT ON accounts TO charterline_casework",
    # Whose account it is, and what a passkey knows it by, never change; none is deleted.
    (
        "GRANT UPDATE (name_key, name, roles, state, idle_minutes, totp) ON accounts"
        " TO charterline_casework"
    ),
    "GRANT SELECT, INSERT, DELETE ON passkeys, recovery_codes, invitations TO charterline_casework",
    "GRANT UPDATE (uses) ON passkeys TO charterline_casework",
    "GRANT SELECT, INSERT, DELETE ON sessions, devices TO charterline_casework",
    "GRANT UPDATE (seen, box) ON sessions TO charterline_casework",
    "GRANT UPDATE (approved, vouched) ON devices TO charterline_casework",
)
