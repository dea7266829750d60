"""Sessions and devices: what is in a row opens nothing without the cookie, nor the cookie alone."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from casework.members.domain.sessions import LASTS_MINUTES, Device, Session
from casework.members.records.accounts import accounts
from casework.rights import SessionId
from crypto.keyring.handles import KNOWN_SIZE, Known
from crypto.keyring.session import SessionBox
from crypto.names import PersonId
from store.database import casework_tables, exact, exact_key

_BOX_SIZE = 124

sessions = Table(
    "sessions",
    casework_tables,
    exact_key("id", KNOWN_SIZE),
    Column("person", String(32), ForeignKey("accounts.person"), nullable=False, index=True),
    exact("device", KNOWN_SIZE),
    Column("ends", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
    exact("box", _BOX_SIZE, nullable=True),
    sqlite_with_rowid=False,
)

devices = Table(
    "devices",
    casework_tables,
    exact_key("id", KNOWN_SIZE),
    Column("person", String(32), ForeignKey("accounts.person"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("first", Date, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("vouched", String(32), ForeignKey("accounts.person"), nullable=True),
    CheckConstraint("number BETWEEN 100 AND 999", name="number_of_three_digits"),
    sqlite_with_rowid=False,
)


class Sessions:
    """Works inside the transaction of whoever asks."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, session: Session) -> None:
        self._tx.execute(
            insert(sessions).values(
                id=session.id,
                person=session.person,
                device=session.device,
                ends=session.ends,
                seen=session.seen,
                box=session.box,
            )
        )

    def find(self, session_id: SessionId) -> Session | None:
        found = self._tx.execute(select(sessions).where(sessions.c.id == session_id)).first()
        return None if found is None else _session(found)

    def of(self, person: PersonId) -> list[Session]:
        mine = select(sessions).where(sessions.c.person == person)
        return [_session(row) for row in self._tx.execute(mine.order_by(sessions.c.id))]

    def unlocked(self) -> frozenset[SessionId]:
        found = select(sessions.c.id).where(sessions.c.box.is_not(None))
        return frozenset(SessionId(each) for each in self._tx.scalars(found))

    def see(self, session_id: SessionId, minute: int) -> None:
        mine = update(sessions).where(sessions.c.id == session_id)
        self._tx.execute(mine.values(seen=minute))

    def lock(self, session_id: SessionId) -> None:
        """Remove the box, so that not even its key opens anything any more."""
        mine = update(sessions).where(sessions.c.id == session_id)
        self._tx.execute(mine.values(box=None))

    def end(self, session_id: SessionId) -> None:
        self._tx.execute(delete(sessions).where(sessions.c.id == session_id))

    def end_of(self, person: PersonId) -> int:
        return self._tx.execute(delete(sessions).where(sessions.c.person == person)).rowcount

    def end_on(self, device: Known, person: PersonId) -> None:
        mine = and_(sessions.c.device == device, sessions.c.person == person)
        self._tx.execute(delete(sessions).where(mine))

    def tidy(self, minute: int) -> None:
        """End what is over, and lock whoever has been away for as long as they chose."""
        over = or_(sessions.c.ends <= minute, sessions.c.ends > minute + LASTS_MINUTES)
        self._tx.execute(delete(sessions).where(over))
        chosen = (
            select(accounts.c.idle_minutes)
            .where(accounts.c.person == sessions.c.person)
            .scalar_subquery()
        )
        away = or_(sessions.c.seen <= minute - chosen, sessions.c.seen > minute)
        idle = and_(sessions.c.box.is_not(None), away)
        self._tx.execute(update(sessions).where(idle).values(box=None))


class Devices:
    """Works inside the transaction of whoever asks."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def find(self, device: Known, person: PersonId) -> Device | None:
        found = self._tx.execute(select(devices).where(_that(device, person))).first()
        return None if found is None else _device(found)

    def add(self, device: Device) -> None:
        self._tx.execute(
            insert(devices).values(
                id=device.id,
                person=device.person,
                number=device.number,
                first=device.first,
                approved=device.approved,
                vouched=device.vouched,
            )
        )

    def change(self, device: Device) -> None:
        mine = update(devices).where(_that(device.id, device.person))
        self._tx.execute(mine.values(approved=device.approved, vouched=device.vouched))

    def of(self, person: PersonId) -> list[Device]:
        mine = select(devices).where(devices.c.person == person).order_by(devices.c.first)
        return [_device(row) for row in self._tx.execute(mine.order_by(devices.c.number))]

    def waiting(self) -> list[Device]:
        """Return those that nobody has approved, of whoever has an open session on one."""
        open_ones = (
            select(sessions.c.id)
            .where(sessions.c.device == devices.c.id, sessions.c.person == devices.c.person)
            .where(sessions.c.box.is_not(None))
            .exists()
        )
        found = select(devices).where(devices.c.approved.is_(False), open_ones)
        return [_device(row) for row in self._tx.execute(found.order_by(devices.c.number))]

    def remove(self, device: Known, person: PersonId) -> None:
        self._tx.execute(delete(devices).where(_that(device, person)))

    def remove_of(self, person: PersonId) -> None:
        self._tx.execute(delete(devices).where(devices.c.person == person))


def _that(device: Known, person: PersonId) -> ColumnElement[bool]:
    return and_(devices.c.id == device, devices.c.person == person)


def _session(row: Row[tuple[object, ...]]) -> Session:
    box = None if row.box is None else SessionBox(row.box)
    return Session(
        SessionId(row.id), PersonId(row.person), Known(row.device), row.ends, row.seen, box
    )


def _device(row: Row[tuple[object, ...]]) -> Device:
    vouched = None if row.vouched is None else PersonId(row.vouched)
    return Device(Known(row.id), PersonId(row.person), row.number, row.first, row.approved, vouched)
