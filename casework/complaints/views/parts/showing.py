"""Open a case for a page, or say that there is none: one answer for all who may not read it."""

from collections.abc import Callable
from typing import TypeVar

from casework.access import SignedIn
from casework.complaints.services.linking.ends import one_with
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.complaints.services.reading.pages import seen, seen_before
from casework.complaints.views.parts.addresses import case_at, not_there
from casework.desk import desk
from store.database import Transaction

T = TypeVar("T")


def shown(me: SignedIn, name: str, read: Callable[[Transaction, CaseFile], T]) -> T:
    """Read what a page needs in one look at the database."""
    found = seen(desk(), me, case_at(name), read)
    if found is None:
        not_there()
    return found


def shown_whole(me: SignedIn, name: str, read: Callable[[Transaction, CaseFile], T]) -> T:
    """The same for pages that are the committee's own; a guest finds none of them."""

    def whole(tx: Transaction, file: CaseFile) -> T | None:
        return None if file.inside is None else read(tx, file)

    found = seen(desk(), me, case_at(name), whole)
    if found is None:
        not_there()
    return found


def shown_before(me: SignedIn, name: str, read: Callable[[Transaction, CaseFile], T]) -> T:
    """The same for the pages on which somebody chooses whether they read it at all."""
    found = seen_before(desk(), me, case_at(name), read)
    if found is None:
        not_there()
    return found


def named_as_one(tx: Transaction, file: CaseFile) -> str:
    """Name the cases that go on as one with this, for whoever reads all of them."""
    found = [open_whole(tx, desk(), file.me, each) for each in one_with(tx, desk(), file)]
    return ", ".join(sorted(f"“{each.card.name}”" for each in found if each is not None))
