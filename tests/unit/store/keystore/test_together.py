"""What the key store holds its mirror holds, at every moment that anybody could look."""

import sqlite3
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.keyring.casekeys import KEPT_KEY_SIZE
from crypto.keyring.keyfile import SIZE
from crypto.keyring.seeds import SEEDS_SIZE
from crypto.keyring.wraps import WRAP_OVERHEAD
from crypto.names import PersonId
from store.errors import NotAllowedError, RefusedError, WrongSizeError
from store.keystore.errors import MirrorAwayError
from store.keystore.keyfiles import Coming
from store.keystore.reconciling import Reconciled
from store.keystore.store import KeyStore
from store.keystore.tables import FORMER_SIZE, KEY_FILE_SIZE, OLDER_SIZE
from store.keystore.wrapsets import WrapSet
from tests.unit.store.keystore.samples import (
    LATER,
    MANIFEST,
    a_file,
    a_set,
    an_envelope,
    holds,
    mirrored,
    some_stanzas,
)

ANN, BEN = PersonId("ann"), PersonId("ben")


def test_the_sizes_are_those_of_what_is_kept() -> None:
    assert KEY_FILE_SIZE == SIZE
    assert OLDER_SIZE == KEPT_KEY_SIZE
    assert FORMER_SIZE == WRAP_OVERHEAD + SEEDS_SIZE


def test_everything_that_is_put_is_in_the_mirror_too(keystore: KeyStore) -> None:
    one_set, envelope, stanzas, file = a_set(), an_envelope(), some_stanzas(), a_file()
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, file)
        tx.key_files.put_passkey_file(ANN, b"credential", file)
        tx.key_files.put_coming(ANN, Coming(bytes(32), file))
        tx.key_files.keep_former(ANN, bytes(32), bytes(FORMER_SIZE))
        tx.wraps.put([one_set])
    keystore.keep(envelope, stanzas)
    for each in (keystore, mirrored(keystore)):
        with each.reading() as tx:
            assert tx.key_files.people() == {ANN}
            assert tx.key_files.passphrase_file(ANN) == file
            assert tx.key_files.passkeys(ANN) == (b"credential",)
            assert tx.key_files.passkey_file(ANN, b"credential") == file
            assert tx.key_files.coming(ANN) == (Coming(bytes(32), file),)
            assert tx.key_files.former(ANN) == ((bytes(32), bytes(FORMER_SIZE)),)
            assert tx.key_files.awaiting() == {(ANN, bytes(32))}
            assert tx.wraps.newest(one_set.scope) == one_set
            assert tx.stanzas.find(envelope) == stanzas
    assert keystore.reconcile() is Reconciled.TOGETHER


def test_what_was_removed_is_gone_from_both_files(keystore: KeyStore) -> None:
    mark = b"canary: this opened something once"
    envelope, one_set = an_envelope(), a_set(mark=mark)
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file(mark))
        tx.key_files.put_passkey_file(BEN, b"credential", a_file(mark))
        tx.wraps.put([one_set])
        tx.stanzas.keep({envelope: some_stanzas(mark)})
    assert holds(keystore, mark) == (True, True)
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file())  # a new one in its place
        tx.key_files.drop_passkey(BEN, b"credential")
        tx.wraps.put([a_set(one_set.scope)])
        tx.stanzas.drop(envelope)
    assert holds(keystore, mark) == (False, False)
    # Neither a journal nor anything else remains beside the two files.
    for path in (keystore.path, keystore.mirror):
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_nobody_else_may_read_the_files(keystore: KeyStore) -> None:
    for path in (keystore.path, keystore.mirror):
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_mirror_that_is_away_lets_nothing_be_acknowledged(keystore: KeyStore) -> None:
    away = keystore.mirror.rename(keystore.mirror.with_name("away"))
    before = keystore.path.read_bytes()
    with pytest.raises(MirrorAwayError), keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file())
    assert keystore.path.read_bytes() == before
    with keystore.reading() as tx:  # members can still unlock
        assert tx.key_files.people() == frozenset()
    away.rename(keystore.mirror)
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file())


def test_a_change_that_fails_changes_neither(keystore: KeyStore) -> None:
    def change() -> None:
        with keystore.change() as tx:
            tx.key_files.put_passphrase_file(ANN, a_file())
            tx.key_files.put_passphrase_file(BEN, b"too short")

    with pytest.raises(WrongSizeError):
        change()
    for each in (keystore, mirrored(keystore)):
        with each.reading() as tx:
            assert tx.key_files.people() == frozenset()


def test_a_reader_changes_nothing(keystore: KeyStore) -> None:
    with pytest.raises(NotAllowedError), keystore.reading() as tx:
        tx.key_files.drop_person(ANN)


def test_keys_that_came_leave_no_old_way_in(keystore: KeyStore) -> None:
    old, new = a_file(), a_file()
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, old)
        tx.key_files.put_passkey_file(ANN, b"tablet", a_file())
        tx.key_files.put_coming(ANN, Coming(b"k" * 32, new))
        assert not tx.key_files.promote(ANN, b"other key".ljust(32))
        assert tx.key_files.passphrase_file(ANN) == old
        assert tx.key_files.promote(ANN, b"k" * 32)
        assert tx.key_files.passphrase_file(ANN) == new
        assert tx.key_files.passkeys(ANN) == ()
        assert tx.key_files.coming(ANN) == ()
        assert not tx.key_files.promote(ANN, b"k" * 32)


def test_whoever_is_dropped_leaves_nothing(keystore: KeyStore) -> None:
    with keystore.change() as tx:
        tx.key_files.put_passphrase_file(ANN, a_file())
        tx.key_files.put_passkey_file(ANN, b"tablet", a_file())
        tx.key_files.put_coming(ANN, Coming(bytes(32), a_file()))
        tx.key_files.keep_former(ANN, bytes(32), bytes(FORMER_SIZE))
        tx.key_files.put_passphrase_file(BEN, a_file())
        tx.key_files.drop_person(ANN)
        assert tx.key_files.people() == {BEN}


def test_a_new_generation_takes_the_old_wraps_away_and_keeps_the_way_back(
    keystore: KeyStore,
) -> None:
    first = a_set()
    second = a_set(first.scope, 2, LATER, older=bytes(OLDER_SIZE))
    with keystore.change() as tx:
        tx.wraps.put([first])
        tx.wraps.put([second])
        assert tx.wraps.newest(first.scope) == second
        assert tx.wraps.older_keys(first.scope) == ((2, bytes(OLDER_SIZE)),)
        with pytest.raises(RefusedError):
            tx.wraps.put([first])
    assert not any(holds(keystore, first.wraps[0]))


def test_scopes_that_are_bound_to_another_manifest_are_found_and_counted(
    keystore: KeyStore,
) -> None:
    old, new = [a_set() for _ in range(5)], [a_set(manifest=LATER) for _ in range(3)]
    moved = a_set(old[0].scope, 2, LATER)
    with keystore.change() as tx:
        tx.wraps.put([*old, *new, moved])
    with keystore.reading() as tx:
        due = tx.wraps.bound_elsewhere(LATER, b"", 100)
        assert due == sorted(old[1:], key=lambda each: each.scope)
        assert tx.wraps.bound_elsewhere(LATER, due[1].scope, 1) == [due[2]]
        assert len(tx.wraps.bound_elsewhere(MANIFEST, b"", 100)) == 4
        assert len(tx.wraps.scopes(b"", 100)) == 8
        assert tx.wraps.newest(bytes(32)) is None


def test_a_scope_that_is_dropped_leaves_nothing(keystore: KeyStore) -> None:
    one = a_set()
    with keystore.change() as tx:
        tx.wraps.put([one])
        tx.wraps.drop(one.scope)
        assert tx.wraps.newest(one.scope) is None
        assert tx.wraps.scopes(b"", 10) == []


@given(sizes=st.lists(st.integers(1_137, 4_096), min_size=2, max_size=5))
def test_wraps_of_one_set_have_one_size(sizes: list[int]) -> None:
    with suppress(WrongSizeError):
        WrapSet(bytes(32), 1, MANIFEST, tuple(bytes(size) for size in sizes))
        assert len(set(sizes)) == 1


def test_stanzas_are_kept_once_whoever_brings_them_again(keystore: KeyStore) -> None:
    envelope, raw = an_envelope(), some_stanzas()
    keystore.keep(envelope, raw)
    keystore.keep(envelope, raw)
    with pytest.raises(RefusedError):
        keystore.keep(envelope, some_stanzas())
    with pytest.raises(WrongSizeError):
        keystore.keep(an_envelope(), raw[:-1])


def test_what_was_erased_is_remembered_in_both_files_once(keystore: KeyStore) -> None:
    gone = a_set()
    with keystore.change() as tx:
        tx.wraps.mark_erased([gone.scope])
        tx.wraps.mark_erased([gone.scope])
    with keystore.reading() as tx:
        assert tx.wraps.erased() == {gone.scope}
    with KeyStore(keystore.mirror, keystore.path).reading() as tx:
        assert tx.wraps.erased() == {gone.scope}


def test_a_store_from_before_anything_was_remembered_works_and_remembers(
    keystore: KeyStore,
) -> None:
    for path in (keystore.path, keystore.mirror):
        with closing(sqlite3.connect(path)) as file:
            file.execute("DROP TABLE erased")
    with keystore.reading() as tx:
        assert tx.wraps.erased() == frozenset()
    assert keystore.reconcile() is Reconciled.TOGETHER
    gone = a_set()
    with keystore.change() as tx:
        tx.wraps.mark_erased([gone.scope])
    with keystore.reading() as tx:
        assert tx.wraps.erased() == {gone.scope}
