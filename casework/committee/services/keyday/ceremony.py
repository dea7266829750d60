"""Keep a founding, or leave nothing of it. Only the first manifest in the dropbox makes it count.

Everything before that is of no use to anybody: keys to which nothing was ever sealed. So a
ceremony that was broken off is simply held again, and what it left is cleared away first.
"""

import os
from pathlib import Path
from typing import Final

from casework.committee.domain.sheets import keepers_of
from casework.committee.records.recovery import Recovery
from casework.committee.services.keyday.founding import Founding
from casework.history.domain import Said, Verb
from casework.history.services import record
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.signed import SignedManifest, key_id
from crypto.manifest.text import parse
from crypto.signing import SigningSeed
from store.database import Database, Transaction
from store.errors import StoreError, UnavailableError
from store.keystore.store import KeyStore
from store.manifests import Manifests, StoredManifest

_SECRET_MODE: Final = 0o600


class CeremonyRefusedError(Exception):
    """Says in one sentence why no committee can be founded here."""


class Ground:
    """The places that a founding is kept in."""

    def __init__(
        self, dropbox: Database, database: Database, keystore: KeyStore, herald: Path
    ) -> None:
        self._dropbox = dropbox
        self._database = database
        self._keystore = keystore
        self._herald = herald

    def require_free(self) -> None:
        """Refuse to found a second committee, and to begin where it could not be finished."""
        with self._dropbox.reading() as tx:
            if Manifests(tx).newest().version:
                raise CeremonyRefusedError("There is a committee already. It changes by proposals.")
        with self._database.reading():
            pass
        if not self._herald.parent.is_dir():
            raise CeremonyRefusedError(f"There is no folder for the herald’s key: {self._herald}.")
        self._lay_keystore()
        with self._keystore.reading() as keys:
            if keys.wraps.scopes(b"", 1):
                raise CeremonyRefusedError("The key store holds the keys of cases already.")

    def keep(self, founding: Founding) -> None:
        """Keep all of it: the key files, the herald's key, and last what makes them count."""
        with self._keystore.change() as keys:
            for person in keys.key_files.people():  # left by a ceremony that was broken off
                keys.key_files.drop_person(person)
            for each in founding.keys:
                keys.key_files.put_passphrase_file(each.person, each.file)
        self._herald.unlink(missing_ok=True)
        write_herald(self._herald, founding.herald)
        day = founding.link.manifest.issued
        words = {"fingerprint": fingerprint(founding.link.hash)}
        with self._database.transaction() as tx:
            record(tx, Said(Verb.COMMITTEE_FOUNDED, day, None, words))
            _keep_names(tx, founding)
            with self._dropbox.transaction() as other:
                Manifests(other).append(stored(founding.signed))

    def _lay_keystore(self) -> None:
        try:
            if not self._keystore.path.exists() and not self._keystore.mirror.exists():
                KeyStore.make(self._keystore.path, self._keystore.mirror)
            self._keystore.reconcile()
        except StoreError as exc:
            raise CeremonyRefusedError(f"The key store is not ready: {exc}.") from exc


def _keep_names(tx: Transaction, founding: Founding) -> None:
    """Note who keeps which recovery sheet: names alone, so that somebody knows whom to ask."""
    key = key_id(founding.secret.signing.public)
    members = [seat.name for seat in founding.plan.members]
    keepers = keepers_of(key, members, founding.plan.outsiders, founding.shares)
    Recovery(tx).keep_names(keepers)


def stored(signed: SignedManifest) -> StoredManifest:
    """Return what the dropbox keeps: the text to look at, and the whole of it to verify."""
    return StoredManifest(parse(signed.text).version, signed.text, bytes(signed))


def write_herald(path: Path, seed: SigningSeed) -> None:
    """Write a service credential that its owner alone may read, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, _SECRET_MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(seed.raw)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        raise UnavailableError("the herald's key cannot be written") from None
