"""How a database is made ready, by an administrator and never by a site.

On PostgreSQL everything belongs to a role that nobody logs in as, so that a
site which is broken into cannot give itself a right.
"""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from store.database import STEPS, Which
from store.engines import POSTGRESQL, SQLITE, make_sqlite_file, new_engine
from store.errors import DamagedError, FaultError, UnavailableError
from store.health import is_that_one
from store.meanings import in_our_words

OWNER: Final = "charterline_owner"
_HARMLESS: Final = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT"
_ROLES: Final = {
    OWNER: "NOLOGIN",
    "charterline_intake": "LOGIN",
    "charterline_casework": "LOGIN",
    "charterline_audit": "LOGIN",
}
_CONNECTING: Final = {
    Which.DROPBOX: "charterline_intake, charterline_casework",
    Which.CASEWORK: "charterline_casework, charterline_audit",
}
# A copied or restored database has its tables' rights, but not these.
_HAND_OVER: Final = """
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I OWNER TO {owner}', current_database());
      EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO {connecting}', current_database());
    END $$
"""
# Long values lie apart, under numbers that count up and survive CLUSTER: they are written
# anew, in the order of the keys, and so by one transaction. Then the old ones are cleared away.
_FORGETTING: Final = (
    "CLUSTER envelopes USING pk_envelopes",
    "UPDATE envelopes SET stanzas = stanzas || ''::bytea, body = body || ''::bytea",
    "CLUSTER envelopes",
    "CLUSTER blob_rows USING pk_blob_rows",
    "UPDATE blob_rows SET sealed = sealed || ''::bytea",
    "CLUSTER blob_rows",
    "CLUSTER mailbox_weeks USING pk_mailbox_weeks",
    "UPDATE mailbox_weeks SET week = week",
    "CLUSTER mailbox_weeks",
    "CLUSTER mailbox_states USING pk_mailbox_states",
    "UPDATE mailbox_states SET sealed = sealed || ''::bytea",
    "CLUSTER mailbox_states",
    "CLUSTER mailbox_snapshots USING pk_mailbox_snapshots",
    "UPDATE mailbox_snapshots SET sealed = sealed || ''::bytea",
    "CLUSTER mailbox_snapshots",
)
_HERE: Final = Path(__file__).parent / "migrations"


def migrate(url: str, which: Which, upto: str = "head") -> None:
    """Bring a database to a revision, all of it or nothing."""
    make_sqlite_file(url)
    engine = new_engine(url)
    try:
        with in_our_words(), engine.connect() as connection:
            _let_tables_be_rebuilt(connection)
            with connection.begin():
                _become_owner(connection)
                _refuse_the_other_one(connection, which)
                _run_steps(connection, which, upto)
                _check_references(connection)
    finally:
        engine.dispose()


def create_roles(url: str, which: Which) -> None:
    """Make the roles that are missing, hand this database to their owner, and close it to others.

    For an administrator of the PostgreSQL server, before the first migration and
    after each restore. The roles get no password here: pg_hba.conf decides.
    """
    engine = new_engine(url)
    try:
        with in_our_words(), engine.begin() as tx:
            if tx.dialect.name != POSTGRESQL:
                raise UnavailableError("only PostgreSQL has roles")
            there = set(tx.scalars(text("SELECT rolname FROM pg_roles")))
            for role, login in _ROLES.items():
                if role not in there:
                    tx.exec_driver_sql(f"CREATE ROLE {role} {login} {_HARMLESS}")
            closing = _HAND_OVER.format(owner=OWNER, connecting=_CONNECTING[which])
            tx.execute(text(closing))
    finally:
        engine.dispose()


def forget_order(url: str) -> None:
    """Rewrite PostgreSQL's tables of sealed rows, so that no row tells when it came.

    Afterwards all rows are one transaction's (`xmin`), and lie in the order of their
    random keys (`ctid`). Each table is locked while that goes on. What the WAL and
    its archive tell is not undone.
    """
    engine = new_engine(url)
    try:
        if engine.dialect.name != POSTGRESQL:
            raise UnavailableError(
                "this is for PostgreSQL; SQLite's file is rewritten by the sweep"
            )
        for statement in _FORGETTING:
            with in_our_words(), engine.begin() as tx:
                _become_owner(tx)
                tx.exec_driver_sql("SET LOCAL synchronize_seqscans = off")  # begin at the beginning
                tx.exec_driver_sql(statement)
    finally:
        engine.dispose()


def steps_of(which: Which) -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(_HERE))
    config.set_main_option("version_locations", _escaped(STEPS[which]))
    config.set_main_option("path_separator", "newline")
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _refuse_the_other_one(connection: Connection, which: Which) -> None:
    """Its steps bear the same numbers as ours, so the numbers would not show the mistake."""
    if inspect(connection).has_table("alembic_version") and not is_that_one(connection, which):
        raise FaultError("this is the other one of the two databases")


def _run_steps(connection: Connection, which: Which, upto: str) -> None:
    config = steps_of(which)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, upto)
    except CommandError:
        raise FaultError("this database is of a version that this program does not know") from None


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """SQLite alters a table by making a new one; until that is done, references dangle.

    Said to the driver itself: inside a transaction the pragma does nothing.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name == SQLITE and driver is not None:
        driver.execute("PRAGMA foreign_keys = OFF")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != SQLITE:
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DamagedError("a row refers to one that is not there")


def _become_owner(connection: Connection) -> None:
    if connection.dialect.name != POSTGRESQL:
        return
    found = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": OWNER})
    if found is None:
        raise UnavailableError("the roles are missing; run create-roles first")
    connection.exec_driver_sql(f"SET LOCAL ROLE {OWNER}")
    connection.exec_driver_sql(
        "SET LOCAL statement_timeout = 0"
    )  # rewriting a table takes its time
