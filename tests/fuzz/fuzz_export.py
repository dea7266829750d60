"""Hostile packing lists."""

from crypto.errors import CryptoError
from crypto.export.packing import read_packing_list, verify_packing_list
from crypto.mailbox.roles import Roles

_HEADS = tuple(b"charterline-export/v%d\nmade 2026-11-21\n" % version for version in (1, 2))


def fuzz_packing_list(data: bytes) -> None:
    for raw in (data, *(head + data for head in _HEADS)):
        try:
            found = read_packing_list(raw)
            assert found.raw == raw
            verify_packing_list(found, Roles({}, {}))
        except CryptoError:
            continue
