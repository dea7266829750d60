"""Links as they lie in cases: an end in each, under a key that only both cases' keys yield.

An end is an entry that opens for nobody who reads one of the cases alone, and that no number
counts. So whoever reads both finds it by trying the keys of the other cases that they read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes

from casework.complaints.domain.linking import Tie
from casework.complaints.domain.outcomes import Outcome
from casework.complaints.records.contents import Contents, EntryRow
from casework.complaints.records.sealing import ENTRY_STEP, padded_for
from casework.complaints.services.reading.casefiles import CaseFile, all_entries, open_whole
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.ring import Ring, ring_of
from casework.desk import Desk
from crypto.encoding import Value, day, fields, sized, text, unframed, word
from crypto.errors import CryptoError, MalformedError
from crypto.keyring.casekeys import CASE_ID_SIZE, CaseKey
from crypto.keyring.fields import field_generation, open_link_end, seal_link_end
from crypto.names import ID_SIZE, CaseId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True, repr=False)
class LinkEnd:
    """What this case says of another one."""

    there: CaseId
    tie: Tie
    by: PersonId
    on: date
    why: str
    opening: bytes = b""  # of the deed in the history, which no other line of the case repeats


def add_end(tx: Transaction, here: CaseFile, there: CaseFile, end: LinkEnd) -> None:
    row, body = token_bytes(ID_SIZE), _written(end)
    one, other = here.ring.whole, there.ring.whole
    if one is None or other is None:
        raise MalformedError("a guest links nothing")
    sealed = seal_link_end(padded_for(body, ENTRY_STEP), one, other, row)
    Contents(tx).add(EntryRow(row, here.id, sealed))


def links_of(tx: Transaction, desk: Desk, file: CaseFile) -> Sequence[LinkEnd]:
    """Return the links of this case to others that this reader reads too, newest last."""
    if file.inside is None:
        return ()
    vain = _in_vain(desk, file)
    change = vain.change  # keys may be given meanwhile, which another request then knows of
    shut = [row for row in _shut(tx, file) if row.id not in vain.rows]
    if not shut:
        return ()
    rings = list(_other_rings(desk, file))
    found = {row.id: _opened(row, file, rings) for row in shut}
    if desk.shelf.kept(file.me.session, _Vain) is vain and vain.change == change:
        vain.rows |= {row for row, end in found.items() if end is None}
    return sorted((each for each in found.values() if each), key=lambda each: each.on)


class _Vain:
    """What this session tried and cannot open, for as long as the key store stays as it is.

    So a link to what they do not read costs one look, and from then on no more than none does.
    """

    def __init__(self) -> None:
        self.change = -1
        self.rows: set[bytes] = set()

    def forget(self) -> None:
        self.rows.clear()


def _in_vain(desk: Desk, file: CaseFile) -> _Vain:
    session, since = file.me.session, desk.shelf.cleared()
    vain = desk.shelf.kept(session, _Vain) or desk.shelf.keep(file.me, _Vain(), since)
    tried = desk.shelf.known(session, (file.id,)).get(file.id)
    if tried is None or tried.change != vain.change:
        vain.forget()
        vain.change = -1 if tried is None else tried.change
    return vain


def drop_ends_elsewhere(tx: Transaction, desk: Desk, file: CaseFile) -> None:
    """Take away what other cases say of this one, before it goes.

    Where whoever destroys it does not read the other, the end stays, and opens for nobody.
    """
    for end in links_of(tx, desk, file):
        there = open_whole(tx, desk, file.me, end.there)
        if there is not None:
            gone = [row.id for row in _shut(tx, there) if _opened(row, there, [file.ring])]
            Contents(tx).drop(*gone)


def one_with(tx: Transaction, desk: Desk, file: CaseFile) -> frozenset[CaseId]:
    """Return the cases that go on as one with this, or say the same, however many there are."""
    found, more = {file.id}, [file]
    while more:
        here = more.pop()
        for end in links_of(tx, desk, here):
            there = None if end.there in found else open_whole(tx, desk, file.me, end.there)
            if there is not None and _is_one(end, here, there):
                found.add(there.id)
                more.append(there)
    return frozenset(found - {file.id})


def _is_one(end: LinkEnd, here: CaseFile, there: CaseFile) -> bool:
    """A finding does not say of which linked case it is a duplicate, so it is of each of them."""
    return end.tie is not Tie.LINKED or is_duplicate(here) or is_duplicate(there)


def is_duplicate(file: CaseFile) -> bool:
    found = (each.finding for each in file.inside.allegations) if file.inside else ()
    return any(each is not None and each.outcome is Outcome.DUPLICATE for each in found)


def _shut(tx: Transaction, file: CaseFile) -> Sequence[EntryRow]:
    """Return the rows that the keys of this case alone do not open."""
    opened = {row.id for row, _, _ in all_entries(tx, file)}
    return [row for row in Contents(tx).of(file.id) if row.id not in opened]


def _other_rings(desk: Desk, file: CaseFile) -> Iterator[Ring]:
    mine = keys_of(desk, file.me)
    granted = mine.among(sorted(mine.cases - {file.id}))
    with desk.keystore.reading() as keys:
        for each in granted.values():
            if isinstance(each, CaseKey):
                yield ring_of(keys, each)


def _opened(row: EntryRow, file: CaseFile, rings: Sequence[Ring]) -> LinkEnd | None:
    here = file.ring.of(field_generation(row.sealed))
    others = (ring.of(number) for ring in rings for number in range(ring.generation, 0, -1))
    for there in others if here else ():
        if here is None or there is None:
            continue
        try:
            return _read(open_link_end(row.sealed, here, there, row.id))
        except CryptoError:
            continue
    return None


def _written(end: LinkEnd) -> Value:
    return {
        "there": end.there,
        "tie": end.tie.value,
        "by": end.by,
        "on": end.on.isoformat(),
        "why": end.why,
        "opening": end.opening,
    }


def _read(plain: bytes) -> LinkEnd:
    found = fields(unframed(plain), "there", "tie", "by", "on", "why", "opening")
    opening = found["opening"]
    return LinkEnd(
        CaseId(sized(found["there"], CASE_ID_SIZE)),
        word(Tie, found["tie"]),
        PersonId(text(found["by"])),
        day(found["on"]),
        text(found["why"]),
        opening if isinstance(opening, bytes) else b"",
    )
