"""One change of a case: settled first, saved last, and one answer if there is no such case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from casework.complaints.services.readers.rekeying import NotThere, open_to_write, settle
from casework.complaints.services.reading.casefiles import CaseFile, save
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Done:
    """It is written."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else did it meanwhile, or it is not there any more. Nothing was changed."""


Changed: TypeAlias = Done | Overtaken | NotThere


def change(
    desk: Desk,
    me: SignedIn,
    case: CaseId,
    work: Callable[[Transaction, CaseFile], CaseFile | None],
) -> Changed:
    """Do it in one transaction. Work that returns nothing has found nothing to do."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is None:
            return NotThere()
        after = work(tx, file)
        if after is None:
            return Overtaken()
        save(tx, after)
    return Done()
