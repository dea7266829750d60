"""What a sign-in costs beyond the one thing that is meant to cost: argon2id of the key file."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from casework.members.domain.accounts import name_key
from casework.members.services.custody import open_by_passphrase
from casework.members.services.door import Typed, come_in_by_code
from crypto.keyring.keyfile import PRODUCTION, Passphrase, lock_with_passphrase
from store.database import Which
from store.migrating import migrate
from tests.bench.figures import Figure, ratio, repeated
from tests.members import WORDS, House, Somebody, house_at

_PAIRS = 5
_FOLDER = Path("/dev/shm")  # noqa: S108  # a folder of our own in it, removed at the end


def figures() -> Iterator[Figure]:
    folder = _FOLDER / f"charterline-bench-{id(sys)}"
    folder.mkdir(mode=0o700)
    try:
        migrate(f"sqlite:///{folder}/casework.sqlite", Which.CASEWORK)
        house = house_at(folder)
        yield from _measured(house, house.joined("m1", "Maria Alvarez"))
    finally:
        shutil.rmtree(folder)


def _measured(house: House, maria: Somebody) -> Iterator[Figure]:
    file = lock_with_passphrase(maria.seeds, maria.id, Passphrase(WORDS), PRODUCTION)
    with house.desk.keystore.change() as tx:
        tx.key_files.put_passphrase_file(maria.id, file)
    words, salt = Passphrase(WORDS).canonical, bytes(32)
    cost = PRODUCTION

    def bare() -> None:
        hash_secret_raw(words, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)

    def whole() -> None:
        """Fetch the page, pass the second factor, fetch the next, unlock, see one's page."""
        assert "Your sign-in" in house.signed_in(maria).get("/you").text

    opened = ratio(lambda: open_by_passphrase(house.desk, maria.id, WORDS), bare, pairs=_PAIRS)

    def guess(name: str) -> None:
        house.desk.gatehouse.strangers.clear(b"code", name_key(name).encode())
        come_in_by_code(house.desk, Typed(name, "000000"), None)

    known = repeated(lambda: guess(maria.name), 150)
    unknown = repeated(lambda: guess("Nobody Known"), 150)
    yield Figure("unknown name / known name", ratio(unknown, known), "ratio", 1.1)
    yield Figure("known name / unknown name", ratio(known, unknown), "ratio", 1.1)
    yield Figure("unlock / argon2id", opened, "ratio", 1.2)
    yield Figure("sign-in / argon2id", ratio(whole, bare, pairs=_PAIRS), "ratio", 1.2)
