"""Hostile packing lists."""

from crypto.errors import CryptoError
from crypto.export.packing import read_packing_list, verify_packing_list
from crypto.mailbox.roles import Roles

_HEAD = b"charterline-export/v1\nmade 2026-11-21\n"


def fuzz_packing_list(data: bytes) -> None:
    for raw in (data, _HEAD + data):
        try:
            found = read_packing_list(raw)
            assert found.raw == raw
            verify_packing_list(found, Roles({}, {}))
        except CryptoError:
            continue
