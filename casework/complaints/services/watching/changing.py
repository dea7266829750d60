"""One change of a case: settled first, saved last, and one answer if there is no such case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from casework.complaints.domain.case.casefile import Flag
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Watched
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, save
from casework.complaints.services.reading.once import stands
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
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        if stands(tx, file):
            return Done()
        after = work(tx, file)
        if after is None:
            return Overtaken()
        save(tx, after)
    return Done()


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done beside the inquiry, and what the timeline says of it."""

    did: Did
    said: Mapping[str, str] = field(default_factory=dict)


Watching: TypeAlias = Callable[[CaseFile, Watched], Watched | None]


def watch(desk: Desk, me: SignedIn, case: CaseId, deed: Deed, work: Watching) -> Changed:
    """Change what is watched in a case, with its line of the timeline."""

    def whole(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        after = work(file, inside.watched)
        if after is None:
            return None
        flags = file.card.flags | ({Flag.RETALIATION} if after.feared else set())
        card = replace(file.card, flags=flags)
        file = replace(file, card=card, inside=replace(inside, watched=after))
        return with_deed(tx, desk, file, deed.did, **deed.said)

    return change(desk, me, case, whole)
