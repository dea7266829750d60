"""What each night sealed, as one hash among its leaves, so that a row that goes later is missed.

A leaf alone cannot tell: without its row it looks like a filler, and is meant to. So without
the list somebody with the database in their hands could take a line away, and its words, and
leave a tree in which nothing is wrong.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from casework.history.domain import Deed, DeedId, Said, Verb
from casework.history.records.deeds import History
from casework.history.records.tree import TreeRows
from casework.history.services.recording import record
from crypto.errors import CryptoError
from crypto.log.commitment import Opening
from crypto.log.tree import Frontier
from store.database import Transaction

_DEEDS = "deeds"


def list_night(tx: Transaction, today: date) -> None:
    """Write down what waits to be sealed: its days, kinds, commitments, and whose words are open.

    It is a deed itself, sealed with the others, and its words are one hash: they count nothing.
    """
    waiting, history = set(TreeRows(tx).waiting()), History(tx)
    deeds = [each for each in history.all() if each.commitment in waiting]
    listed = _digest(deeds, history.opened())
    record(tx, Said(Verb.NIGHT_LISTED, today, None, {_DEEDS: listed}))


def lists_hold(tx: Transaction) -> bool:
    """Say whether each night still has the rows that it sealed, no fewer and no others."""
    rows, history = TreeRows(tx), History(tx)
    opened, leaves = history.opened(), list(rows.leaves())
    by_commitment = {each.commitment: each for each in history.all()}
    start = 0
    for night in rows.nights():
        some = leaves[start : night.size]
        if not _holds([by_commitment[leaf] for leaf in some if leaf in by_commitment], opened):
            return False
        start = night.size
    return True


def _holds(sealed: Sequence[Deed], opened: Mapping[DeedId, Opening]) -> bool:
    lists = [each for each in sealed if each.verb is Verb.NIGHT_LISTED]
    others = [each for each in sealed if each.verb is not Verb.NIGHT_LISTED]
    return [_listed(each, opened) for each in lists] == [_digest(others, opened)]


def _listed(deed: Deed, opened: Mapping[DeedId, Opening]) -> object:
    try:
        words = opened[deed.id].deed
    except (KeyError, CryptoError):
        return None
    subject = words.get("subject")
    is_list = words.get("verb") == Verb.NIGHT_LISTED.value and isinstance(subject, dict)
    return subject.get(_DEEDS) if is_list and isinstance(subject, dict) else None


def _digest(deeds: Sequence[Deed], opened: Collection[DeedId]) -> str:
    hashed = Frontier()
    for each in sorted(deeds, key=lambda deed: deed.commitment):
        can_be_read = "open" if each.id in opened else "sealed"
        said = f"{each.day.isoformat()}\n{each.verb}\n{can_be_read}\n"
        hashed.append(said.encode() + each.commitment)
    return hashed.root().hex()
