"""Take a case out: only what was looked at, and only after it stands in the case's own timeline."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.case.evidence import WENT, in_runs
from casework.complaints.services.deeds import timeline, with_deed
from casework.complaints.services.files import Place, places_in
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, save
from casework.desk import Desk
from casework.export.domain.contents import Contents
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.export.packing import packed
from crypto.names import CaseId
from store.database import Transaction

Compose: TypeAlias = Callable[[Transaction, CaseFile], Contents]


@dataclass(frozen=True, slots=True)
class Changed:
    """The case is not what the page showed any more. Nothing was taken out."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to take out, as the page showed it, and what the timeline says of it."""

    case: CaseId
    seen: str | None  # nothing, if a request was agreed to and no page showed its contents
    compose: Compose = field(repr=False)
    deed: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What left one case: its contents at that moment, and where its originals lie."""

    committee: Standing
    contents: Contents = field(repr=False)
    number: int  # of the copy
    originals: tuple[Place, ...] = field(repr=False)


Outcome: TypeAlias = Taken | Changed | NotThere


def seen_in(contents: Contents) -> str:
    """Return by what a page remembers what it showed."""
    return packed("", [contents.spelt]).sha256.hex()


def take_out(desk: Desk, me: SignedIn, order: Order) -> Outcome:
    """Write down that it goes, and return what goes, as it is in the same moment."""
    settle(desk, me, order.case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, order.case)
        if file is None:
            return NotThere()
        contents = order.compose(tx, file)
        if order.seen is not None and seen_in(contents) != order.seen:
            return Changed()
        number = len(copies_of(tx, file)) + 1
        wanted = {each.number for each in contents.enclosed}
        deed = {**order.deed, "copy": str(number), WENT: in_runs(wanted)}
        save(tx, with_deed(tx, desk, file, Did.EXPORTED, **deed))
        there = (each for each in places_in(tx, file) if not each.seen.is_withheld)
        originals = [each for each in there if each.seen.number in wanted]
    return Taken(file.committee, contents, number, tuple(originals))


def copies_of(tx: Transaction, file: CaseFile) -> Sequence[Line]:
    """Return each time that something was taken out of this case, newest first."""
    return [line for line in timeline(tx, file) if line.did is Did.EXPORTED]
