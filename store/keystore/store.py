"""The key store: opened for one reader's moment, or for one change that its mirror follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from crypto.names import EnvelopeId
from store.keystore import files
from store.keystore.errors import NotTogetherError
from store.keystore.keyfiles import KeyFiles
from store.keystore.reconciling import (
    Reconciled,
    are_at_one_change,
    begin_counting,
    changes_so_far,
    count_change,
    reconcile,
)
from store.keystore.stanzas import Stanzas
from store.keystore.wrapsets import WrapSets


@dataclass(frozen=True, slots=True)
class KeyStoreTx:
    """What lies in the store, in one open transaction."""

    key_files: KeyFiles
    wraps: WrapSets
    stanzas: Stanzas
    change: int
    """How many changes there were: as long as it is the same, nothing in the store is other."""


class KeyStore:
    """Two files that are one store. Opening them costs little, so nothing is held open."""

    def __init__(self, path: Path, mirror: Path) -> None:
        self.path: Final = path
        self.mirror: Final = mirror
        self._reader: Final = files.reader_of(path)

    @classmethod
    def make(cls, path: Path, mirror: Path) -> "KeyStore":
        """Make both files, which must not be there. A site never does this."""
        files.make_file(path)
        files.make_file(mirror)
        made = cls(path, mirror)
        with files.changing(path, mirror) as tx:
            begin_counting(tx)
        return made

    @contextmanager
    def reading(self) -> Iterator[KeyStoreTx]:
        with files.reading(self._reader) as tx:
            yield _seen(tx)

    @contextmanager
    def change(self) -> Iterator[KeyStoreTx]:
        """Commit to the store and to the mirror if the block ends; change neither if it raises."""
        with files.changing(self.path, self.mirror) as tx:
            if not are_at_one_change(tx):
                raise NotTogetherError
            yield _seen(tx)
            count_change(tx)

    def reconcile(self) -> Reconciled:
        """Say that the two are one, or bring the mirror up. At every start, before any change."""
        with files.changing(self.path, self.mirror) as tx:
            return reconcile(tx)

    def replace_mirror(self) -> None:
        """Make the mirror's file anew, after its disk was lost, and fill it."""
        files.make_file(self.mirror)
        self.reconcile()

    def keep(self, envelope: EnvelopeId, stanzas: bytes) -> None:
        """Return once the store and its mirror hold these stanzas."""
        with self.change() as tx:
            tx.stanzas.keep({envelope: stanzas})


def _seen(tx: Connection) -> KeyStoreTx:
    return KeyStoreTx(KeyFiles(tx), WrapSets(tx), Stanzas(tx), changes_so_far(tx))
