"""Places for blobs that keep them in memory, count them, or break where a test says."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from crypto.names import BlobId
from store.errors import StoreError


@dataclass(slots=True)
class KeptBlobs:
    rows: dict[BlobId, list[bytes]] = field(default_factory=dict)

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None:
        rows = self.rows.setdefault(blob, [])
        assert number == len(rows)
        rows.append(sealed)

    def read(self, blob: BlobId) -> Iterator[bytes]:
        yield from self.rows.get(blob, [])

    def size(self, blob: BlobId) -> int:
        return sum(len(row) for row in self.rows.get(blob, []))

    def drop(self, *blobs: BlobId) -> None:
        for blob in blobs:
            self.rows.pop(blob, None)

    def abandon(self, blob: BlobId) -> None:
        self.rows.pop(blob, None)

    def sweep(self, before: date) -> int:
        del before
        return 0


@dataclass(slots=True)
class CountedBlobs(KeptBlobs):
    """Knows how much came, and forgets it. Like a disk, it is slower than memory."""

    total: int = 0

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None:
        del blob, number
        time.sleep(0.005)
        self.total += len(sealed)


@dataclass(slots=True)
class BreakingBlobs(KeptBlobs):
    """Takes so many rows, then fails with the store's own error."""

    fault: StoreError = field(default_factory=StoreError)
    after: int = 0

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None:
        if number >= self.after:
            raise self.fault
        KeptBlobs.append(self, blob, number, sealed)
