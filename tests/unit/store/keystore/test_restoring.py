"""Disks are lost and copies are put back: nothing that was removed ever comes back unnoticed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crypto.names import PersonId
from store.errors import RefusedError, StoreError, UnavailableError
from store.keystore.errors import (
    DiffersError,
    MirrorAwayError,
    NotTogetherError,
    OldCopyError,
)
from store.keystore.reconciling import Reconciled
from store.keystore.store import KeyStore
from tests.unit.store.keystore.samples import (
    a_file,
    a_set,
    an_envelope,
    holds,
    mirrored,
    some_stanzas,
)

ANN, BEN = PersonId("ann"), PersonId("ben")


def filled(keystore: KeyStore) -> KeyStore:
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file())
        tx.key_files.put_passphrase_file(BEN, a_file())
        tx.wraps.put([a_set() for _ in range(20)])
        tx.stanzas.keep({an_envelope(): some_stanzas()})
    return keystore


def content_of(keystore: KeyStore) -> list[object]:
    with keystore.reading() as tx:
        files = [(who, tx.key_files.passphrase_file(who)) for who in sorted(tx.key_files.people())]
        return [files, tx.wraps.scopes(b"", 100)]


def test_a_lost_mirror_is_made_anew(keystore: KeyStore) -> None:
    filled(keystore)
    keystore.mirror.unlink()
    with pytest.raises(MirrorAwayError):
        keystore.reconcile()  # never by itself: a mistyped path would be a mirror too
    keystore.replace_mirror()
    assert content_of(mirrored(keystore)) == content_of(keystore)
    assert keystore.reconcile() is Reconciled.TOGETHER


def test_a_lost_store_comes_back_from_its_mirror(keystore: KeyStore) -> None:
    before = content_of(filled(keystore))
    keystore.path.unlink()
    with pytest.raises(UnavailableError):
        content_of(keystore)
    shutil.copy(keystore.mirror, keystore.path)
    assert keystore.reconcile() is Reconciled.TOGETHER
    assert content_of(keystore) == before


def test_an_old_copy_of_the_mirror_is_caught_up_and_forgets_what_was_removed(
    keystore: KeyStore, tmp_path: Path
) -> None:
    filled(keystore)
    shutil.copy(keystore.mirror, tmp_path / "old")
    mark = b"a passphrase file that was withdrawn"
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file(mark))
    shutil.copy(keystore.mirror, tmp_path / "old")
    with keystore.change() as tx:
        tx.key_files.drop_person(ANN)
    shutil.copy(tmp_path / "old", keystore.mirror)
    with pytest.raises(NotTogetherError), keystore.change() as tx:
        tx.key_files.drop_person(BEN)
    assert keystore.reconcile() is Reconciled.CAUGHT_UP
    assert content_of(mirrored(keystore)) == content_of(keystore)
    assert holds(keystore, mark) == (False, False)


def test_an_old_copy_of_the_store_is_refused_and_brings_nothing_back(
    keystore: KeyStore, tmp_path: Path
) -> None:
    filled(keystore)
    shutil.copy(keystore.path, tmp_path / "old")
    with keystore.change() as tx:
        tx.key_files.drop_person(ANN)
    shutil.copy(tmp_path / "old", keystore.path)
    with pytest.raises(NotTogetherError), keystore.change() as tx:
        tx.key_files.drop_person(BEN)
    with pytest.raises(OldCopyError):
        keystore.reconcile()
    assert content_of(mirrored(keystore)) != content_of(keystore)


def test_two_copies_that_went_different_ways_are_noticed(
    keystore: KeyStore, tmp_path: Path
) -> None:
    filled(keystore)
    for path in (keystore.path, keystore.mirror):
        (tmp_path / path.parent.name).mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / f"{path.parent.name}.old")
    with keystore.change() as tx:
        tx.key_files.drop_person(ANN)
    one_way = keystore.mirror.read_bytes()
    for path in (keystore.path, keystore.mirror):
        shutil.copy(tmp_path / f"{path.parent.name}.old", path)
    with keystore.change() as tx:
        tx.key_files.drop_person(BEN)
    keystore.mirror.write_bytes(one_way)
    with pytest.raises(OldCopyError):
        keystore.reconcile()


def test_damage_in_either_is_noticed_and_never_copied(keystore: KeyStore) -> None:
    filled(keystore)
    with closing(sqlite3.connect(keystore.mirror)) as damaged, damaged:
        damaged.execute("DELETE FROM key_files WHERE person = 'ann'")
    with pytest.raises(DiffersError):
        keystore.reconcile()


def test_a_file_that_is_something_else_is_no_key_store(keystore: KeyStore) -> None:
    with closing(sqlite3.connect(keystore.mirror)) as other:
        other.execute("PRAGMA application_id = 7")
    with pytest.raises(MirrorAwayError):
        keystore.reconcile()
    with pytest.raises(UnavailableError):
        content_of(mirrored(keystore))
    keystore.path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError):
        content_of(keystore)


def test_no_store_is_made_where_one_is(keystore: KeyStore, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        KeyStore.make(keystore.path, tmp_path / "elsewhere")
    with pytest.raises(UnavailableError):
        KeyStore.make(tmp_path / "no" / "such" / "folder", tmp_path / "elsewhere")
    with pytest.raises(UnavailableError):
        content_of(KeyStore(tmp_path / "mistyped", keystore.mirror))
    assert not (tmp_path / "mistyped").exists()
