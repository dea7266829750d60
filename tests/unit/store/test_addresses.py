"""An address that no database has is refused at the start, in words, and never repeated.

The settings may not ask the store, so both say the same by themselves; here they are compared.
"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config import parsing
from store.database import Database, Which
from store.engines import make_sqlite_file, new_engine
from store.errors import StoreError, UnavailableError

GOOD = [
    "sqlite:////var/lib/charterline/dropbox.sqlite",
    "sqlite:////srv/one machine/a:b@c#d.db",
    "postgresql://charterline_intake@/dropbox?host=/run/postgresql",
    "postgresql://role:p%40ss@dropbox.internal:5432/dropbox?sslmode=verify-full",
    "postgresql://role@[::1]:5432/dropbox",
    "postgresql://role@/dropbox?host=a&port=5433",
]
BAD = [
    "",
    "nonsense",
    "sqlite:",
    "sqlite://",
    "sqlite:///",
    "sqlite:////",
    "sqlite:///rel.db",
    "sqlite:///:memory:",
    "sqlite://host/x",
    "sqlite://host//x",
    "sqlite:////x/what?.db",
    "sqlite:////x/y.db?mode=ro",
    "sqlite:////x/y.db?",
    "sqlite:////x/100%25.db",
    "sqlite:////x/%00.db",
    "sqlite:////x/\0.db",
    "sqlite:////x/a\nb.db",
    "sqlite+pysqlite:////x/y.db",
    "mysql://h/d",
    "postgresql:",
    "postgresql://",
    "postgresql://h",
    "postgresql://h/",
    "postgresql://h/a/b",
    "postgresql://h:abc/db",
    "postgresql://h:99999/db",
    "postgresql://h:0/db",
    "postgresql://h:-1/db",
    "postgresql://h/db?port=abc",
    "postgresql://u:%00@h/db",
    "postgresql://h/d\nb",
    "postgresql+psycopg://h/db",
    "postgresql+asyncpg://h/db",
    "postgres://h/db",
]


@pytest.mark.parametrize("url", GOOD)
def test_settings_and_store_take_the_same_addresses(url: str) -> None:
    assert parsing.database(url) == url
    new_engine(url).dispose()


@pytest.mark.parametrize("url", BAD)
def test_settings_and_store_refuse_the_same_addresses(url: str) -> None:
    with pytest.raises(parsing.SettingsError, match="sqlite:////"):
        parsing.database(url)
    for which in Which:
        with pytest.raises(UnavailableError) as told:
            Database(url, which)
        assert told.value.__cause__ is None


@pytest.mark.parametrize("url", [url for url in BAD if url.startswith("sqlite")])
def test_no_file_is_made_at_such_an_address(url: str) -> None:
    with pytest.raises(UnavailableError):
        make_sqlite_file(url)


@given(
    st.sampled_from(["sqlite:///", "sqlite:////", "postgresql://", "postgresql://h/"]),
    st.text("/:@?&=#%[]., 0123459aport\u0663\0", max_size=20),
)
@example("postgresql://", "r:a@b@h/d")
@example("postgresql://", "h/d%2Fe")
@example("postgresql://h/", "d?port=5&host=a:1")
@example("postgresql://h/", "d?host=a&host=b:1:2")
def test_what_the_settings_take_the_store_takes_and_all_else_it_refuses_in_words(
    scheme: str, rest: str
) -> None:
    try:
        new_engine(scheme + rest).dispose()
    except StoreError:
        with pytest.raises(parsing.SettingsError):
            parsing.database(scheme + rest)
