"""Put together what goes out, with a signed list of it by which any change shows.

Every hash is known before the first byte goes: what we made lies in memory, and of an original
the reporter's own message tells it. If its bytes turn out to be others, the stream breaks off.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

from casework.complaints.services.files import Place, blob_rows
from casework.desk import Desk
from casework.export.services.zipping import Member, zipped
from casework.proofs import join_manifests
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.blob.reading import read_blob
from crypto.export.packing import (
    Copy,
    Packed,
    PackingList,
    mark_of,
    packed,
    sign_packing_list,
)

LIST: Final = "manifest.txt"
KEYS: Final = "committee-keys.bin"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes out, for whom and why. Names are places within the bundle."""

    made: date
    receiver: str = field(repr=False)
    purpose: str = field(repr=False)
    is_naming: bool  # whether the committee's people keep their names, here and in the list
    copies: tuple[Copy, ...] = field(repr=False)
    small: tuple[tuple[str, bytes], ...] = field(repr=False)
    originals: tuple[tuple[str, Place], ...] = field(repr=False)


def bundle(desk: Desk, me: SignedIn, committee: Standing, parcel: Parcel) -> Iterator[bytes]:
    """Sign the list, and return the bundle as a stream. Its first byte is not made yet."""
    small = (*parcel.small, *_keys(committee, parcel))
    files = (*(packed(name, [raw]) for name, raw in small), *map(_listed, parcel.originals))
    unsigned = PackingList(
        parcel.made,
        parcel.receiver,
        parcel.purpose,
        parcel.copies,
        files,
        me.person if parcel.is_naming else mark_of(me.seeds.signing.public),
        committee.link.hash,
    )
    listed = sign_packing_list(unsigned, me.seeds.signing)
    ours = [Member(name, len(raw), [raw]) for name, raw in ((LIST, listed.raw), *small)]
    return zipped(_members(desk, ours, parcel.originals))


def _keys(committee: Standing, parcel: Parcel) -> Iterator[tuple[str, bytes]]:
    """The committee's keys stand beside its people's names, so they go with those alone."""
    if parcel.is_naming:
        yield KEYS, join_manifests(committee.signed)


def _listed(original: tuple[str, Place]) -> Packed:
    name, place = original
    return Packed(name, place.seen.size, place.seen.sha256)


def _members(
    desk: Desk, ours: Iterable[Member], originals: Sequence[tuple[str, Place]]
) -> Iterator[Member]:
    yield from ours
    for _, together in groupby(originals, key=lambda each: each[1].attached.blob.blob):
        yield from _of_blob(desk, list(together))


def _of_blob(desk: Desk, originals: Sequence[tuple[str, Place]]) -> Iterator[Member]:
    """Read a blob once, whatever is wanted of it, and stop behind the last that is."""
    names = {place.at: (name, place.seen.size) for name, place in originals}
    attached, envelope = originals[0][1].attached, originals[0][1].envelope
    pieces = read_blob(blob_rows(desk, attached.blob.blob), attached.blob, envelope)
    for at, mine in groupby(pieces, key=attrgetter("file")):
        if at in names:
            yield Member(*names.pop(at), (piece.data for piece in mine))
        if not names:
            return
