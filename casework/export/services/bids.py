"""What two members agree on about several reports: notes that only the two of them open.

They lie among the notes that one reader writes to another, and look like those. No row says
which reports it is about, how many, or for whom.
"""

from collections.abc import Sequence
from typing import Final

from casework.complaints.domain.privilege.sharing import Receiver
from casework.complaints.records.contents import Contents
from casework.complaints.services.readers.private import PrivateNote, keep_between, private_notes
from casework.desk import Desk
from casework.export.domain.several import Bid, Word
from casework.export.domain.wish import Ground, Piece, Wish, Wording
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.encoding import Value, day, fields, flag, items, sized, text, word
from crypto.errors import MalformedError
from crypto.export.packing import DIGEST_SIZE, packed
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.names import ID_SIZE, CaseId, PersonId
from store.database import Transaction

_ASKED: Final = ("export", "of", "until", "cases", "pieces", "for", "words", "names", "naming")
_AGREED: Final = ("agreed", "digest", "cases")
_PLEA: Final = "several"


def write_bid(tx: Transaction, me: SignedIn, committee: Standing, bid: Bid) -> None:
    keep_between(tx, me, committee.link, (bid.by, bid.second), _spelt(bid))


def asks_the_same(one: Bid, other: Bid) -> bool:
    """Say whether two requests are one that was pressed twice, by what is written of each."""
    return one.by == other.by and _spelt(one) == _spelt(other)


def _spelt(bid: Bid) -> dict[str, Value]:
    wish = bid.wish
    return {
        "export": _PLEA,
        "of": bid.second,
        "until": bid.ends.isoformat(),
        "cases": list(bid.cases),
        "pieces": sorted(each.value for each in wish.pieces),
        "for": [*_receiver(wish), wish.cleared, wish.ground.value if wish.ground else ""],
        "words": wish.wording.value if wish.wording else "",
        "names": list(wish.names),
        "naming": wish.is_naming,
    }


def write_word(
    tx: Transaction, me: SignedIn, committee: Standing, bid: Bid, cases: Sequence[CaseId]
) -> None:
    body: dict[str, Value] = {"agreed": bid.id, "digest": bid.digest, "cases": list(cases)}
    keep_between(tx, me, committee.link, (bid.by, bid.second), body)


def bids_and_words(tx: Transaction, desk: Desk, me: SignedIn) -> tuple[list[Bid], list[Word]]:
    """Return what this person's keys open. What is no note of this kind is passed over."""
    found = [_read(note) for note in private_notes(tx, desk, me)]
    bids = [each for each in found if isinstance(each, Bid)]
    return bids, [each for each in found if isinstance(each, Word)]


def forget(tx: Transaction, *notes: bytes) -> None:
    for note in notes:
        Contents(tx).drop_private(note)


def _read(note: PrivateNote) -> Bid | Word | None:
    try:
        return _bid(note)
    except MalformedError:
        pass
    try:
        return _word(note)
    except MalformedError:
        return None


def _bid(note: PrivateNote) -> Bid:
    found = fields(note.body, *_ASKED)
    if found["export"] != _PLEA:
        raise MalformedError("not a note of this kind")
    second, ends = PersonId(text(found["of"])), day(found["until"])
    digest = packed("", [note.body]).sha256
    return Bid(note.id, note.by, second, _cases(found["cases"]), _wish(found), ends, digest)


def _word(note: PrivateNote) -> Word:
    found = fields(note.body, *_AGREED)
    bid, digest = sized(found["agreed"], ID_SIZE), sized(found["digest"], DIGEST_SIZE)
    return Word(note.id, note.by, bid, digest, _cases(found["cases"]))


def _wish(body: dict[str, Value]) -> Wish:
    # One of before a lawyer was asked for has no fifth line; of before a basis was, no sixth.
    receiver, kind, purpose, basis, *more = map(text, items(body["for"], 6, 4))
    cleared, ground = (*more, "", "")[:2]
    return Wish(
        pieces=frozenset(word(Piece, each) for each in items(body["pieces"])),
        receiver=receiver,
        kind=word(Receiver, kind),
        purpose=purpose,
        basis=basis,
        ground=word(Ground, ground) if ground else None,
        cleared=cleared,
        wording=word(Wording, body["words"]) if body["words"] else None,
        names=tuple(map(text, items(body["names"]))),
        is_naming=flag(body["naming"]),
        is_of_several=True,
    )


def _receiver(wish: Wish) -> tuple[str, ...]:
    return wish.receiver, wish.kind.value if wish.kind else "", wish.purpose, wish.basis


def _cases(value: Value) -> tuple[CaseId, ...]:
    return tuple(CaseId(sized(each, CASE_ID_SIZE)) for each in items(value))
