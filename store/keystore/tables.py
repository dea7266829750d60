"""What lies in the key store. Nothing here names a reader, and nothing opens without a key.

The wraps of a set are shuffled and of one size, one for each person of a manifest, so
counting them tells nobody who reads. Only key files stand under a person's id.
"""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from crypto.envelope import SLOTS, STANZA_SIZE
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE
from store.database import exact, exact_key

SCOPE_SIZE: Final = 32
KEY_FILE_SIZE: Final = 252
OLDER_SIZE: Final = 60  # an older generation's key, under the newer one
FORMER_SIZE: Final = 1_232  # a member's former seeds, sealed to the present vault key
STANZAS_SIZE: Final = SLOTS * STANZA_SIZE
MIRROR: Final = "mirror"
_LONGEST_ID = 32
_LONGEST_CREDENTIAL = 1_023  # by WebAuthn
_SHORTEST_WRAP, _LONGEST_WRAP = 1_137, 4_096

keystore_tables = MetaData()

stand = Table(
    "stand",
    keystore_tables,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("number", Integer, CheckConstraint("number >= 0"), nullable=False),
    exact("token", 16),
)

key_files = Table(
    "key_files",
    keystore_tables,
    Column("person", String(_LONGEST_ID), primary_key=True),
    Column("way", String(10), primary_key=True),
    Column("credential", LargeBinary, primary_key=True),
    exact("file", KEY_FILE_SIZE),
    CheckConstraint("way IN ('typed', 'passkey', 'coming')"),
    CheckConstraint(f"length(credential) <= {_LONGEST_CREDENTIAL}"),
    sqlite_with_rowid=False,
)

former_keys = Table(
    "former_keys",
    keystore_tables,
    Column("person", String(_LONGEST_ID), primary_key=True),
    exact_key("key", 32),
    exact("sealed", FORMER_SIZE),
    sqlite_with_rowid=False,
)

generations = Table(
    "generations",
    keystore_tables,
    exact_key("scope", SCOPE_SIZE),
    Column("generation", Integer, CheckConstraint("generation >= 1"), primary_key=True),
    exact("manifest", MANIFEST_HASH_SIZE),
    exact("older", OLDER_SIZE, nullable=True),
    sqlite_with_rowid=False,
)

wraps = Table(
    "wraps",
    keystore_tables,
    exact_key("scope", SCOPE_SIZE),
    Column("generation", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("wrap", LargeBinary, nullable=False),
    CheckConstraint(f"length(wrap) BETWEEN {_SHORTEST_WRAP} AND {_LONGEST_WRAP}"),
    sqlite_with_rowid=False,
)

stanzas = Table(
    "stanzas",
    keystore_tables,
    exact_key("envelope", ID_SIZE),
    exact("stanzas", STANZAS_SIZE),
    sqlite_with_rowid=False,
)

# What was erased, so that a database restored from before it brings nothing back.
erased = Table(
    "erased",
    keystore_tables,
    exact_key("scope", SCOPE_SIZE),
    sqlite_with_rowid=False,
)

CONTENT: Final = (key_files, former_keys, generations, wraps, stanzas, erased)
_mirrored = MetaData()
_TWINS: Final = {
    table.name: table.to_metadata(_mirrored, schema=MIRROR) for table in (*CONTENT, stand)
}


def twin(table: Table) -> Table:
    """Return the same table in the mirror."""
    return _TWINS[table.name]
