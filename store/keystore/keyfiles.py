"""Each person's ways in: a file for the passphrase, one for each passkey, and keys to come.

New keys are made before a manifest names them, and count for nothing until it does. Former
keys are kept, sealed to the present ones, for as long as an old envelope may need them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, select

from crypto.names import PersonId
from store.database import require_size
from store.keystore.tables import FORMER_SIZE, KEY_FILE_SIZE, former_keys, key_files
from store.keystore.writing import Pen

_NO_CREDENTIAL: Final = b""


class Way(StrEnum):
    TYPED = "typed"
    PASSKEY = "passkey"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Coming:
    """Keys that no manifest names yet, by the hash of their signing key."""

    key: bytes
    file: bytes = field(repr=False)


class KeyFiles:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._pen = Pen(tx)

    def passphrase_file(self, person: PersonId) -> bytes | None:
        return self._file(person, Way.TYPED, _NO_CREDENTIAL)

    def passkey_file(self, person: PersonId, credential: bytes) -> bytes | None:
        return self._file(person, Way.PASSKEY, credential)

    def passkeys(self, person: PersonId) -> tuple[bytes, ...]:
        """Return the credentials that open without the passphrase."""
        return tuple(credential for credential, _ in self._of(person, Way.PASSKEY))

    def coming(self, person: PersonId) -> tuple[Coming, ...]:
        return tuple(Coming(key, file) for key, file in self._of(person, Way.COMING))

    def former(self, person: PersonId) -> tuple[tuple[bytes, bytes], ...]:
        """Return the hash of each former signing key, with the sealed seeds."""
        found = select(former_keys).where(former_keys.c.person == person)
        rows = self._tx.execute(found.order_by(former_keys.c.key))
        return tuple((row.key, row.sealed) for row in rows)

    def people(self) -> frozenset[PersonId]:
        """Return everybody of whom anything lies here."""
        named = (self._tx.scalars(select(table.c.person)) for table in (key_files, former_keys))
        return frozenset(PersonId(person) for rows in named for person in rows)

    def awaiting(self) -> frozenset[tuple[PersonId, bytes]]:
        """Return for whom keys were made that no manifest names yet, with the hash of each."""
        coming = select(key_files.c.person, key_files.c.credential).where(
            key_files.c.way == Way.COMING.value
        )
        return frozenset((row.person, row.credential) for row in self._tx.execute(coming))

    def put_passphrase_file(self, person: PersonId, file: bytes) -> None:
        """Put a new file in the place of the old one, which is gone."""
        self._put(person, Way.TYPED, _NO_CREDENTIAL, file)

    def put_passkey_file(self, person: PersonId, credential: bytes, file: bytes) -> None:
        self._put(person, Way.PASSKEY, credential, file)

    def put_coming(self, person: PersonId, coming: Coming) -> None:
        """Keep new keys until a manifest names them. Two proposals may each bring others."""
        self._put(person, Way.COMING, coming.key, coming.file)

    def keep_former(self, person: PersonId, key: bytes, sealed: bytes) -> None:
        self._pen.remove(former_keys, person=person, key=key)
        row = {"person": person, "key": key, "sealed": require_size(sealed, FORMER_SIZE)}
        self._pen.add(former_keys, [row])

    def promote(self, person: PersonId, key: bytes) -> bool:
        """Let the keys that came take the place of the old ones, of which no way in remains."""
        file = self._file(person, Way.COMING, key)
        if file is None:
            return False
        self._pen.remove(key_files, person=person)
        self._put(person, Way.TYPED, _NO_CREDENTIAL, file)
        return True

    def drop_passkey(self, person: PersonId, credential: bytes) -> None:
        self._pen.remove(key_files, person=person, way=Way.PASSKEY.value, credential=credential)

    def drop_coming(self, person: PersonId, key: bytes) -> None:
        self._pen.remove(key_files, person=person, way=Way.COMING.value, credential=key)

    def drop_person(self, person: PersonId) -> None:
        """Remove every way in that this person ever had."""
        self._pen.remove(key_files, person=person)
        self._pen.remove(former_keys, person=person)

    def _file(self, person: PersonId, way: Way, credential: bytes) -> bytes | None:
        return dict(self._of(person, way)).get(credential)

    def _of(self, person: PersonId, way: Way) -> Sequence[tuple[bytes, bytes]]:
        columns = select(key_files.c.credential, key_files.c.file)
        found = columns.where(key_files.c.person == person, key_files.c.way == way.value)
        return [(row.credential, row.file) for row in self._tx.execute(found)]

    def _put(self, person: PersonId, way: Way, credential: bytes, file: bytes) -> None:
        place = {"person": person, "way": way.value, "credential": credential}
        self._pen.remove(key_files, **place)
        self._pen.add(key_files, [place | {"file": require_size(file, KEY_FILE_SIZE)}])
