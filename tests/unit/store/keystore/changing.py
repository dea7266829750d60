"""A process that changes a key store without end, to be killed: it names what was acknowledged."""

import sys
from pathlib import Path

from crypto.names import PersonId
from store.keystore.store import KeyStore
from tests.unit.store.keystore.samples import a_file, a_set

_KEPT = 3


def main(path: str, mirror: str) -> None:
    keystore = KeyStore(Path(path), Path(mirror))
    number = 0
    while True:
        number += 1
        with keystore.change() as tx:
            tx.key_files.put_passphrase_file(PersonId(f"p{number}"), a_file())
            tx.key_files.drop_person(PersonId(f"p{number - _KEPT}"))
            tx.wraps.put([a_set() for _ in range(4)])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
