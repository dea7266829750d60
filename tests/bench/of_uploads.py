"""What a large upload costs, next to hashing, sealing and keeping the same padded bytes."""

import hashlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from secrets import token_bytes

from cryptography.cobblestone import Cobblestone256Encryptor

from crypto.blob.shape import stored_size
from tests.bench.figures import Figure, Work, ratio
from tests.bench.intake_site import Site, running_site

_LARGE, _LARGEST = 100_000_000, 1_000_000_000
_MIB = 1_048_576
_PAIRS = 7


def figures() -> Iterator[Figure]:
    piece = token_bytes(_MIB)
    with running_site() as site:
        ours, bare = _upload_of(site, piece), _bare(site.folder, piece)
        value = ratio(ours, bare, pairs=_PAIRS)
        yield Figure("100 MB upload / hash, cipher, write, fsync", value, "ratio", 3)
    with running_site() as site:
        _upload(site, _MIB, piece)
        yield Figure("memory of a 100 MB upload", _growth(site, _LARGE, piece), "MiB", 24)
        yield Figure("memory of a 1 GB upload", _growth(site, _LARGEST, piece), "MiB", 24)


def _upload_of(site: Site, piece: bytes) -> Work:
    return lambda: _upload(site, _LARGE, piece)


def _upload(site: Site, size: int, piece: bytes) -> None:
    wire = site.reporter()
    carried = wire.post("/report/files", wire.checked("Please see the file.")).carried
    assert wire.upload_large("/upload/report", carried, size, piece).words


def _growth(site: Site, size: int, piece: bytes) -> float:
    before = site.forget_peak()
    _upload(site, size, piece)
    return site.peak() - before


def _bare(folder: Path, piece: bytes) -> Work:
    """Do what nobody could avoid. Rows are of 1 MiB each, so the disk is asked after each.

    What was written stays, as an upload does. Into the pages of a file that was just thrown away
    the system writes twice as fast, and no site has those.
    """
    padded = stored_size(_LARGE) // _MIB
    names = count()

    def bare() -> None:
        digest, bulk = hashlib.sha256(), Cobblestone256Encryptor(bytes(32), b"")
        with (folder / f"plain{next(names)}").open("wb") as file:
            for _ in range(padded):
                digest.update(piece)
                file.write(bulk.update(piece))
                file.flush()
                os.fsync(file.fileno())
            file.write(bulk.finalize())

    return bare
