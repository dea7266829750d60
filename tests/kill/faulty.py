"""A dropbox that fails at the n-th call, before it did what was asked or after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask
from sqlalchemy import Connection

from intake.desk import Desk, lay_desk
from intake.filing import Filing
from store.blobs import DatabaseBlobs
from store.clock import utc_today
from store.database import Database, Which
from store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Fault:
    error: StoreError
    at: int = 1
    is_late: bool = False  # it was done, and nobody was told


class FaultyDatabase(Database):
    def __init__(self, url: str) -> None:
        super().__init__(url, Which.DROPBOX)
        self.fault: Fault | None = None
        self.calls = 0

    def heal(self) -> None:
        self.fault, self.calls = None, 0

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        now = self._fault_of_this_call()
        if now and not now.is_late:
            raise now.error
        with super().transaction() as tx:
            yield tx
        if now:
            raise now.error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        now = self._fault_of_this_call()
        if now:
            raise now.error
        with super().reading() as tx:
            yield tx

    def _fault_of_this_call(self) -> Fault | None:
        self.calls += 1
        return self.fault if self.fault and self.calls == self.fault.at else None


def with_faults(app: Flask) -> FaultyDatabase:
    """Put another dropbox under everything that keeps a report."""
    desk: Desk = app.extensions["desk"]
    faulty = FaultyDatabase(desk.settings.dropbox_url)
    lay_desk(
        app,
        replace(
            desk,
            dropbox=faulty,
            blobs=DatabaseBlobs(faulty, utc_today),
            filing=Filing(faulty, desk.keys, desk.gates, utc_today),
        ),
    )
    return faulty
