"""Bring sealed things from the dropbox to casework, and lose or double none, whenever we die.

Each step may be done twice without harm, and the next begins only when the one before is
durable: stanzas in the key store and its mirror, then the blob, then the envelope, and only
then the stanzas leave the dropbox. Its body and blob leave it when a verified backup of
casework holds them. What we left half done, the next run finds by what still lies there.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import SystemRandom
from typing import Final

from casework.collecting.domain import Mark
from casework.collecting.records.arrivals import Arrival, Arrivals, BlobRow
from casework.collecting.records.marks import Marks
from casework.collecting.records.selftests import SelfTests
from casework.desk import Desk
from crypto.names import EnvelopeId
from store.blobs import DatabaseBlobs, RowId
from store.dropbox import Dropbox, Waiting
from store.errors import RefusedError

_AT_ONCE: Final = 256  # envelopes in one change of the key store: some 16 MiB in memory
_BYTES_AT_ONCE: Final = 16_777_216  # of blobs in one transaction
_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Collected:
    """How many came in, the daily tests aside; how many left the dropbox; how many were refused."""

    came: int
    left: int
    refused: int


def collect(desk: Desk) -> Collected:
    """Collect all that waits, in an order that says nothing about who came first."""
    waiting = _shuffled(_waiting(desk))
    came = [each for batch in _batches(waiting) for each in _batch(desk, batch)]
    left = _make_room(desk)
    with desk.database.transaction() as tx:
        Marks(tx).put(Mark.COLLECTED, desk.today())
        if len(came) < len(waiting):
            Marks(tx).put(Mark.REFUSED, desk.today())
        real = [each for each in came if not SelfTests(tx).holds(each)]
    return Collected(len(real), left, len(waiting) - len(came))


def collect_one(desk: Desk, envelope: EnvelopeId) -> None:
    """Collect what cannot wait for the next hour. It says nothing of whether the hours are kept."""
    _alone(desk, envelope)


def _waiting(desk: Desk) -> Sequence[EnvelopeId]:
    """Return what nobody has collected, and what a restored database does not know any more."""
    with desk.dropbox.reading() as tx:
        new, there = Dropbox(tx).uncollected(), Dropbox(tx).collected()
    with desk.database.reading() as tx:
        known = {each for batch in _batches(there) for each in Arrivals(tx).days(batch)}
    return [*new, *(each for each in there if each not in known)]


def _batch(desk: Desk, ids: Sequence[EnvelopeId]) -> Sequence[EnvelopeId]:
    """Collect some together; if they are refused, one by one, so that one spoils no other."""
    try:
        return _collected(desk, ids)
    except RefusedError:
        return [each for one in ids for each in _alone(desk, one)]


def _alone(desk: Desk, envelope: EnvelopeId) -> Sequence[EnvelopeId]:
    try:
        return _collected(desk, [envelope])
    except RefusedError:
        return []


def _collected(desk: Desk, ids: Sequence[EnvelopeId]) -> Sequence[EnvelopeId]:
    with desk.dropbox.reading() as tx:
        found = [each for each in Dropbox(tx).fetch(ids) if each.body]
    with desk.keystore.change() as keys:
        keys.stanzas.keep({each.id: each.stanzas for each in found if each.stanzas})
    _keep_blobs(desk, found)
    kept = _keep_envelopes(desk, found)
    with desk.dropbox.transaction() as tx:
        Dropbox(tx).drop_stanzas(*kept)
    return kept


def _keep_blobs(desk: Desk, found: Collection[Waiting]) -> None:
    """Copy every row of every blob, as many in one transaction as fit into 16 MiB."""
    blobs = DatabaseBlobs(desk.dropbox, desk.today)
    for some in _together(blobs.sizes({each.blob for each in found})):
        rows = [BlobRow(blob, number, sealed) for (blob, number), sealed in blobs.rows(some)]
        with desk.database.transaction() as tx:
            Arrivals(tx).add_rows(rows)


def _together(sizes: Sequence[tuple[RowId, int]]) -> Iterator[Sequence[RowId]]:
    """Divide rows into groups that are not too large, and not too many to name."""
    group: list[RowId] = []
    room = _BYTES_AT_ONCE
    for row, size in sizes:
        if size > room or len(group) == _ROWS_AT_ONCE:
            yield group
            group, room = [], _BYTES_AT_ONCE
        group.append(row)
        room -= size
    if group:
        yield group


def _keep_envelopes(desk: Desk, found: Collection[Waiting]) -> Sequence[EnvelopeId]:
    today = desk.today()
    with desk.database.transaction() as tx:
        return Arrivals(tx).add([_arrival(each, today) for each in found])


def _arrival(found: Waiting, today: date) -> Arrival:
    return Arrival(found.id, found.blob, found.day, today, found.head, found.body or b"")


def _make_room(desk: Desk) -> int:
    """Let the dropbox forget what a verified backup holds: the blob first, the body last."""
    with desk.dropbox.reading() as tx:
        there = _shuffled(Dropbox(tx).collected())
    left = 0
    for batch in _batches(there):
        with desk.database.reading() as tx:
            safe = Arrivals(tx).safe_among(batch)
        with desk.dropbox.reading() as tx:
            blobs = [each.blob for each in Dropbox(tx).fetch(safe)]
        DatabaseBlobs(desk.dropbox, desk.today).drop(*blobs)
        with desk.dropbox.transaction() as tx:
            Dropbox(tx).drop_body(*safe)
        left += len(safe)
    return left


def _shuffled(ids: Sequence[EnvelopeId]) -> list[EnvelopeId]:
    drawn = list(ids)
    SystemRandom().shuffle(drawn)
    return drawn


def _batches(ids: Sequence[EnvelopeId]) -> Iterator[Sequence[EnvelopeId]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
