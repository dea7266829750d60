"""Second factors and invitations. No row opens anything: public keys, hashes, and days."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from casework.members.domain.factors import LONGEST_CREDENTIAL, Factors, Invitation, Passkey
from crypto.keyring.handles import KNOWN_SIZE, Known
from crypto.names import PersonId
from store.database import casework_tables, exact, exact_key

passkeys = Table(
    "passkeys",
    casework_tables,
    Column("credential", LargeBinary, primary_key=True),
    Column("person", String(32), ForeignKey("accounts.person"), nullable=False, index=True),
    Column("label", String(40), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("added", Date, nullable=False),
    Column("opens", Boolean, nullable=False),
    CheckConstraint(
        f"length(credential) BETWEEN 1 AND {LONGEST_CREDENTIAL}", name="credential_size"
    ),
    CheckConstraint("length(public_key) BETWEEN 1 AND 4096", name="public_key_size"),
    CheckConstraint("uses >= 0", name="uses_counted"),
    sqlite_with_rowid=False,
)

recovery_codes = Table(
    "recovery_codes",
    casework_tables,
    exact_key("known", KNOWN_SIZE),
    Column("person", String(32), ForeignKey("accounts.person"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    casework_tables,
    Column("person", String(32), ForeignKey("accounts.person"), primary_key=True),
    exact("known", KNOWN_SIZE),
    Column("ends", Date, nullable=False),
    sqlite_with_rowid=False,
)


class SecondFactors:
    """Works inside the transaction of whoever asks."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def of(self, person: PersonId, *, has_app: bool) -> Factors:
        mine = select(passkeys).where(passkeys.c.person == person)
        rows = self._tx.execute(mine.order_by(passkeys.c.added, passkeys.c.label))
        codes = select(recovery_codes.c.known).where(recovery_codes.c.person == person)
        known = frozenset(Known(code) for code in self._tx.scalars(codes))
        return Factors(tuple(_passkey(row) for row in rows), known, has_app)

    def passkey(self, credential: bytes) -> Passkey | None:
        mine = select(passkeys).where(passkeys.c.credential == credential)
        found = self._tx.execute(mine).first()
        return None if found is None else _passkey(found)

    def add_passkey(self, passkey: Passkey) -> None:
        self._tx.execute(
            insert(passkeys).values(
                credential=passkey.credential,
                person=passkey.person,
                label=passkey.label,
                public_key=passkey.public_key,
                uses=passkey.uses,
                added=passkey.added,
                opens=passkey.opens,
            )
        )

    def count_use(self, passkey: Passkey, uses: int) -> None:
        mine = update(passkeys).where(passkeys.c.credential == passkey.credential)
        self._tx.execute(mine.values(uses=uses))

    def remove_passkey(self, passkey: Passkey) -> None:
        self._tx.execute(delete(passkeys).where(passkeys.c.credential == passkey.credential))

    def set_codes(self, person: PersonId, known: Iterable[Known]) -> None:
        """Replace all codes at once: of an old sheet none may count."""
        self._tx.execute(delete(recovery_codes).where(recovery_codes.c.person == person))
        self._tx.execute(
            insert(recovery_codes), [{"known": each, "person": person} for each in known]
        )

    def spend_code(self, person: PersonId, known: Known) -> bool:
        mine = delete(recovery_codes).where(
            recovery_codes.c.person == person, recovery_codes.c.known == known
        )
        return self._tx.execute(mine).rowcount == 1

    def drop_passkeys_and_codes(self, person: PersonId) -> None:
        for table in (passkeys, recovery_codes):
            self._tx.execute(delete(table).where(table.c.person == person))

    def invite(self, invitation: Invitation) -> None:
        self.withdraw(invitation.person)
        row = {"person": invitation.person, "known": invitation.known, "ends": invitation.ends}
        self._tx.execute(insert(invitations).values(row))

    def invited(self, known: Known, today: date) -> PersonId | None:
        row = self._tx.execute(select(invitations).where(invitations.c.known == known)).first()
        if row is None or not Invitation(row.person, row.known, row.ends).counts(today):
            return None
        return PersonId(row.person)

    def withdraw(self, person: PersonId) -> None:
        self._tx.execute(delete(invitations).where(invitations.c.person == person))


def _passkey(row: Row[tuple[object, ...]]) -> Passkey:
    return Passkey(
        credential=row.credential,
        person=PersonId(row.person),
        label=row.label,
        public_key=row.public_key,
        uses=row.uses,
        added=row.added,
        opens=row.opens,
    )
