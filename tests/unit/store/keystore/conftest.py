"""A key store on two disks, or what stands for them."""

from pathlib import Path

import pytest

from store.keystore.store import KeyStore


@pytest.fixture
def keystore(tmp_path: Path) -> KeyStore:
    return KeyStore.make(tmp_path / "one" / "keys.sqlite", tmp_path / "other" / "keys.sqlite")
