"""Who may do what on PostgreSQL: every role, every table, every kind of statement, really tried.

What is not listed in `rights.py` must be refused. The tables and functions are asked of
the server, so that a new one fails this test until somebody decides about it.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

import psycopg
import pytest
from psycopg import errors, sql

from store.database import Which
from store.migrating import create_roles, migrate
from tests.postgres import PostgresServer
from tests.unit.store.rights import (
    AUDIT,
    CASEWORK,
    FORBIDDEN_TO_ALL,
    FUNCTIONS,
    INTAKE,
    MAY_CONNECT,
    STATEMENTS,
    STRANGER,
    TABLE_RIGHTS,
    TABLES,
)

Databases = Mapping[Which, str]
EVERYBODY = [(which, role) for which, roles in MAY_CONNECT.items() for role in roles]
each_role = pytest.mark.parametrize(("which", "role"), EVERYBODY)


@pytest.fixture(scope="module")
def databases(postgres: PostgresServer) -> Iterator[Databases]:
    made = {which: postgres.new_database() for which in Which}
    for which, name in made.items():
        create_roles(postgres.url(name), which)
        migrate(postgres.url(name), which)
    with postgres.connect("postgres") as admin:
        admin.execute(f"CREATE ROLE {STRANGER} LOGIN")
    yield made
    with postgres.connect("postgres") as admin:
        admin.execute(f"DROP ROLE {STRANGER}")
    for name in made.values():
        postgres.drop_database(name)


def _allowed(connection: psycopg.Connection, statement: sql.SQL | sql.Composed) -> bool:
    """Try it, and undo it. A rule that refuses the row was reached, so the right was there."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except errors.InsufficientPrivilege:
        return False
    except errors.IntegrityError:
        return True
    return True


def _columns(connection: psycopg.Connection, table: str) -> list[str]:
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
        [f"public.{table}"],
    )
    return [str(name) for (name,) in found]


@pytest.mark.parametrize("which", list(Which))
def test_every_table_and_function_is_decided_about(
    postgres: PostgresServer, databases: Databases, which: Which
) -> None:
    with postgres.connect(databases[which]) as admin:
        tables = admin.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind NOT IN ('i', 't')"
        )
        assert {name for (name,) in tables} == TABLES[which]
        functions = admin.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        )
        assert {name for (name,) in functions} == set(FUNCTIONS[which])


@each_role
def test_each_role_may_do_to_tables_what_is_listed_and_nothing_else(
    postgres: PostgresServer, databases: Databases, which: Which, role: str
) -> None:
    with postgres.connect(databases[which], role) as connection:
        for table in sorted(TABLES[which]):
            name = sql.Identifier(table)
            allowed = {
                verb
                for verb, statement in STATEMENTS.items()
                if _allowed(connection, sql.SQL(statement).format(table=name))
            }
            allowed |= {
                f"UPDATE {column}"
                for column in _columns(connection, table)
                if _allowed(
                    connection,
                    sql.SQL("UPDATE {} SET {} = DEFAULT").format(name, sql.Identifier(column)),
                )
            }
            assert allowed == TABLE_RIGHTS.get((which, role, table), set()), (role, table)


@each_role
def test_no_role_may_hand_its_rights_on(
    postgres: PostgresServer, databases: Databases, which: Which, role: str
) -> None:
    """PostgreSQL only warns when a grant grants nothing, so the effect is what counts."""
    with postgres.connect(databases[which], role) as connection:
        for table in sorted(TABLES[which]):
            name = sql.Identifier(table)
            granting = sql.SQL("GRANT ALL ON {} TO {}")
            with suppress(errors.InsufficientPrivilege):
                connection.execute(granting.format(name, sql.Identifier(STRANGER)))
            held = connection.execute(
                "SELECT has_table_privilege(%s, %s, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')",
                [STRANGER, table],
            )
            assert held.fetchone() == (False,), table


@each_role
def test_each_role_may_call_what_is_listed_and_nothing_else(
    postgres: PostgresServer, databases: Databases, which: Which, role: str
) -> None:
    with postgres.connect(databases[which], role) as connection:
        found = connection.execute(
            "SELECT proname, pronargs FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        )
        arguments: dict[str, int] = dict(found.fetchall())
        for function, allowed in FUNCTIONS[which].items():
            nothing = sql.SQL(", ".join(["NULL"] * arguments[function]))
            call = sql.SQL("SELECT {}({})").format(sql.Identifier("public", function), nothing)
            assert _allowed(connection, call) == (role in allowed), function


@each_role
def test_no_role_may_make_or_become_anything(
    postgres: PostgresServer, databases: Databases, which: Which, role: str
) -> None:
    with postgres.connect(databases[which], role) as connection:
        for statement in FORBIDDEN_TO_ALL:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


@pytest.mark.parametrize("which", list(Which))
@pytest.mark.parametrize("role", [INTAKE, CASEWORK, AUDIT, STRANGER])
def test_only_those_concerned_may_connect(
    postgres: PostgresServer, databases: Databases, which: Which, role: str
) -> None:
    if role in MAY_CONNECT[which]:
        postgres.connect(databases[which], role).close()
        return
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        postgres.connect(databases[which], role)


def test_a_restored_database_is_closed_again(
    postgres: PostgresServer, databases: Databases
) -> None:
    """A copy stands for it: like a restored dump, it does not bring the rights to connect."""
    restored = postgres.new_database(databases[Which.CASEWORK])
    postgres.connect(restored, STRANGER).close()
    create_roles(postgres.url(restored), Which.CASEWORK)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        postgres.connect(restored, STRANGER)
    with postgres.connect(restored, AUDIT) as connection:
        assert connection.execute("SELECT count(*) FROM deeds").fetchone() == (0,)


def test_the_owner_never_logs_in(postgres: PostgresServer, databases: Databases) -> None:
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        postgres.connect(databases[Which.DROPBOX], "charterline_owner")


@pytest.mark.parametrize("which", list(Which))
def test_everything_belongs_to_the_owner(
    postgres: PostgresServer, databases: Databases, which: Which
) -> None:
    with postgres.connect(databases[which]) as admin:
        owners = admin.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace"
            " UNION SELECT DISTINCT pg_get_userbyid(proowner) FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
        )
        assert owners.fetchall() == [("charterline_owner",)]


def test_roles_are_made_once_and_are_harmless(
    postgres: PostgresServer, databases: Databases
) -> None:
    create_roles(postgres.url(databases[Which.DROPBOX]), Which.DROPBOX)
    with postgres.connect("postgres") as admin:
        dangerous = admin.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'charterline%'"
            " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
        )
        assert dangerous.fetchall() == []


def test_a_function_cannot_be_led_to_another_table(
    postgres: PostgresServer, databases: Databases
) -> None:
    """A search path of the caller's choosing changes nothing: the names were bound at creation."""
    with postgres.connect(databases[Which.DROPBOX]) as admin:
        bodies = admin.execute(
            "SELECT proname, prosecdef, proconfig, prosqlbody IS NOT NULL FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND proname <> 'refuse_change'"
        ).fetchall()
    assert bodies
    for name, definer, config, bound in bodies:
        assert (definer, bound) == (True, True), name
        assert config == ['search_path=""'], name
