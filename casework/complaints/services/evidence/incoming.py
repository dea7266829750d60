"""Where the bytes of a file go that a member is adding: sealed rows, each a transaction of its own.

So a long upload holds up nobody. What broke off is taken away at once; what a killed process left
is swept two days later, without anybody's key.
"""

from datetime import timedelta
from typing import Final

from casework.complaints.records.evidence.incoming import Incoming
from casework.desk import Desk
from crypto.names import BlobId

_AT_A_TIME: Final = 16  # rows in one transaction: others wait for 16 MiB, not for 1 GiB
_STILL_UNDER_WAY: Final = timedelta(days=1)


class IncomingRows:
    """Takes the rows of one upload, and takes them away again if it breaks off."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None:
        with self._desk.database.transaction() as tx:
            if number == 0:
                Incoming(tx).begin(blob, self._desk.today())
            Incoming(tx).append(blob, number, sealed)

    def abandon(self, blob: BlobId) -> None:
        """Remove it, unless a case has claimed it: the mark goes last, so a sweep can go on."""
        while True:
            with self._desk.database.transaction() as tx:
                incoming = Incoming(tx)
                if not incoming.is_unclaimed(blob):
                    return
                some = incoming.rows_from(blob, _AT_A_TIME)
                if not some:
                    incoming.claim(blob)
                    return
                incoming.drop_rows(blob, some)


def sweep_incoming(desk: Desk) -> None:
    """Remove what was begun before yesterday and never claimed."""
    with desk.database.reading() as tx:
        old = Incoming(tx).begun_before(desk.today() - _STILL_UNDER_WAY)
    for blob in old:
        IncomingRows(desk).abandon(blob)
