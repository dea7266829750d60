"""Accounts. None is ever deleted, since the history speaks of its person."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from casework.members.domain.accounts import HANDLE_SIZE, TOTP_BOX_SIZE, Account, State
from casework.rights import Role
from crypto.names import PersonId
from store.database import casework_tables, exact

_BETWEEN_ROLES = ","

accounts = Table(
    "accounts",
    casework_tables,
    Column("person", String(32), primary_key=True),
    Column("name_key", String(100), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("roles", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    exact("handle", HANDLE_SIZE),
    Column("idle_minutes", Integer, nullable=False),
    exact("totp", TOTP_BOX_SIZE, nullable=True),
    CheckConstraint("state IN ('invited', 'active', 'ended')", name="state_known"),
    CheckConstraint("idle_minutes BETWEEN 2 AND 30", name="idle_in_range"),
    sqlite_with_rowid=False,
)


class Accounts:
    """Works inside the transaction of whoever asks."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, account: Account) -> None:
        row = {"person": account.person, "handle": account.handle, **_changing(account)}
        self._tx.execute(insert(accounts).values(row))

    def change(self, account: Account) -> None:
        changed = update(accounts).where(accounts.c.person == account.person)
        self._tx.execute(changed.values(_changing(account)))

    def by_person(self, person: PersonId) -> Account | None:
        found = self._tx.execute(select(accounts).where(accounts.c.person == person)).first()
        return None if found is None else _account(found)

    def by_name_key(self, key: str) -> Account | None:
        """Read one row whether there is such a name or not, so that time does not tell."""
        its_own_first = select(accounts).order_by((accounts.c.name_key == key).desc()).limit(1)
        found = self._tx.execute(its_own_first).first()
        account = None if found is None else _account(found)
        return account if account is not None and account.name_key == key else None

    def everybody(self) -> list[Account]:
        rows = self._tx.execute(select(accounts).order_by(accounts.c.name_key))
        return [_account(row) for row in rows]

    def is_empty(self) -> bool:
        return not self._tx.scalar(select(func.count()).select_from(accounts))


def _changing(account: Account) -> dict[str, object]:
    return {
        "name_key": account.name_key,
        "name": account.name,
        "roles": _BETWEEN_ROLES.join(sorted(role.value for role in account.roles)),
        "state": account.state.value,
        "idle_minutes": account.idle_minutes,
        "totp": account.totp,
    }


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(
        person=PersonId(row.person),
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles.split(_BETWEEN_ROLES)),
        state=State(row.state),
        handle=row.handle,
        idle_minutes=row.idle_minutes,
        totp=row.totp,
    )
