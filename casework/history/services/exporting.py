"""The whole history as one value, to be written to a file or checked where it lies."""

from collections.abc import Iterable

from casework.history.records.deeds import History
from casework.history.records.tree import Night, TreeRows
from casework.history.services.trusting import origin_of
from casework.trust import Standing
from crypto.log.commitment import Commitment, Opening
from crypto.log.export import Export, Leaf
from crypto.log.notes import Note, parse_note
from store.database import Transaction


def export_of(tx: Transaction, committee: Standing, *, with_words: bool) -> Export:
    """Return every leaf and every checkpoint; with words, also what all members may read."""
    rows, history = TreeRows(tx), History(tx)
    words: dict[Commitment, Opening] = {}
    if with_words:
        words = {each.commitment: each for each in history.opened().values()}
    others = rows.countersigned()
    return Export(
        origin_of(committee.chain),
        tuple(Leaf(each, words.get(each)) for each in rows.leaves()),
        tuple(_whole(night, others.get(night.size, ())) for night in rows.nights()),
    )


def _whole(night: Night, countersigned: Iterable[bytes]) -> bytes:
    """Put the members' lines under the herald's. One that is of another text is left out."""
    note = parse_note(night.note)
    others = [each for each in map(parse_note, countersigned) if each.text == note.text]
    lines = [*note.signatures, *(line for each in others for line in each.signatures)]
    return str(Note(note.text, tuple(lines))).encode()
