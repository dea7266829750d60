"""Whether anything is missing from the history as it lies here, in one look.

The leaves are checked by the signatures under them, each deed that can be read by its leaf,
and the rows of each night by that night's own list. What was exchanged as a whole, an older
checkpoint in somebody's hands brings out.
"""

from dataclasses import dataclass
from datetime import date

from casework.history.domain import Deed
from casework.history.records.deeds import History
from casework.history.records.tree import TreeRows
from casework.history.services.exporting import export_of
from casework.history.services.listing import lists_hold
from casework.history.services.trusting import trust_of
from casework.trust import Standing
from crypto.errors import CryptoError
from crypto.log.commitment import Commitment
from crypto.log.verifying import Verdict, verify_export
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Checked:
    """The days from the first checkpoint to the last; a history that is whole has no trouble."""

    since: date | None
    until: date | None
    is_whole: bool


def check(tx: Transaction, committee: Standing) -> Checked:
    nights = TreeRows(tx).nights()
    since, until = (nights[0].day, nights[-1].day) if nights else (None, None)
    # A deed that straddled a midnight may bear the day before the night that left it out, so only
    # what is older than the last night but one must be there.
    due_until = nights[-2].day if len(nights) > 1 else None
    return Checked(since, until, _holds(tx, committee, due_until))


def _holds(tx: Transaction, committee: Standing, until: date | None) -> bool:
    try:
        export = export_of(tx, committee, with_words=True)
    except CryptoError:
        return False
    verdict: Verdict = verify_export(export, trust_of(committee.chain))
    there = {leaf.commitment for leaf in export.leaves}
    return not verdict.findings and _deeds_hold(tx, there, until) and lists_hold(tx)


def _deeds_hold(tx: Transaction, leaves: set[Commitment], until: date | None) -> bool:
    history = History(tx)
    opened = history.opened()
    deeds = history.all()
    fit = all(each.id not in opened or _says(each, opened[each.id].commitment) for each in deeds)
    due = (each for each in deeds if until is not None and each.day < until)
    return fit and all(each.commitment in leaves for each in due)


def _says(deed: Deed, commitment: Commitment) -> bool:
    return deed.commitment == commitment
