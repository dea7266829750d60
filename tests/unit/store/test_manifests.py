"""What the committee published stays as it was, in the order of its versions."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from store.errors import RefusedError, WrongSizeError
from store.manifests import LONGEST, Manifests, StoredManifest, StoredNotice, manifests, notices
from tests.unit.store.builders import DAY
from tests.unit.store.conftest import Ground

TEXT = b"committee-manifest/v1\nversion 1\n"
TABLES = pytest.mark.parametrize("table", [manifests, notices], ids=lambda table: str(table.name))


def _publish(ground: Ground, *versions: int) -> list[StoredManifest]:
    published = [StoredManifest(v, TEXT + bytes([v]), b"signed %d" % v) for v in versions]
    with ground.casework.transaction() as tx:
        for manifest in published:
            Manifests(tx).append(manifest)
    return published


def _post(ground: Ground, notice: StoredNotice) -> None:
    with ground.casework.transaction() as tx:
        Manifests(tx).post(notice)


def test_the_intake_reads_the_chain_in_order(ground: Ground) -> None:
    third, first, second = _publish(ground, 3, 1, 2)
    with ground.intake.reading() as tx:
        assert list(Manifests(tx).chain()) == [first, second, third]
        assert list(Manifests(tx).chain(after=2)) == [third]
        assert list(Manifests(tx).chain(after=3)) == []


def test_a_version_is_published_once(ground: Ground) -> None:
    (first,) = _publish(ground, 1)
    with pytest.raises(RefusedError), ground.casework.transaction() as tx:
        Manifests(tx).append(StoredManifest(1, b"another", b"signed"))
    with ground.intake.reading() as tx:
        assert list(Manifests(tx).chain()) == [first]


@pytest.mark.parametrize("version", [0, -1])
def test_versions_count_from_one(ground: Ground, version: int) -> None:
    with pytest.raises(RefusedError), ground.casework.transaction() as tx:
        Manifests(tx).append(StoredManifest(version, TEXT, b"signed"))


@pytest.mark.parametrize("text", [b"", bytes(LONGEST + 1)])
def test_an_empty_or_endless_text_is_refused(ground: Ground, text: bytes) -> None:
    with pytest.raises(WrongSizeError), ground.casework.transaction() as tx:
        Manifests(tx).append(StoredManifest(1, text, b"signed"))
    with pytest.raises(WrongSizeError), ground.casework.transaction() as tx:
        Manifests(tx).post(StoredNotice(DAY, b"notice", text))


def test_the_newest_notice_is_the_one_of_the_latest_day(ground: Ground) -> None:
    with ground.intake.reading() as tx:
        assert Manifests(tx).newest_notice() is None
    newest = StoredNotice(DAY, b"today", b"signed")
    _post(ground, newest)
    _post(ground, StoredNotice(DAY - timedelta(days=1), b"yesterday", b"signed"))
    with ground.intake.reading() as tx:
        assert Manifests(tx).newest_notice() == newest


def test_a_day_has_one_notice(ground: Ground) -> None:
    _post(ground, StoredNotice(DAY, b"first", b"signed"))
    with pytest.raises(RefusedError):
        _post(ground, StoredNotice(DAY, b"second", b"signed"))


@TABLES
def test_not_even_the_owner_changes_what_was_published(ground: Ground, table: type) -> None:
    _publish(ground, 1)
    _post(ground, StoredNotice(DAY, b"notice", b"signed"))
    with pytest.raises(RefusedError), ground.owner.transaction() as tx:
        tx.execute(update(table).values(text=b"forged"))
    with pytest.raises(RefusedError), ground.owner.transaction() as tx:
        tx.execute(delete(table))


def test_replacing_is_not_a_way_around_that(ground: Ground) -> None:
    """SQLite's REPLACE deletes the old row, by default without asking the table's triggers."""
    (first,) = _publish(ground, 1)
    forged = insert(manifests).values(version=1, text=b"forged", signatures=b"forged")
    with pytest.raises(RefusedError), ground.owner.transaction() as tx:
        tx.execute(forged.prefix_with("OR REPLACE", dialect="sqlite"))
    with ground.intake.reading() as tx:
        assert list(Manifests(tx).chain()) == [first]
