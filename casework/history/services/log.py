"""What the audit log shows to whom, and the copy that somebody takes along."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from casework.desk import Desk
from casework.history.domain import CaseLine, CaseLogs, Deed, Said, Verb
from casework.history.records.deeds import History
from casework.history.records.tree import TreeRows
from casework.history.services.checking import Checked, check
from casework.history.services.exporting import export_of
from casework.history.services.reading import Wanted, marks, readable
from casework.history.services.recording import record
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.log.export import export_lines
from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class Log:
    """Either words or marks, never both, and the day up to which the herald signed."""

    sealed: date | None
    said: Sequence[Said] = field(default=())
    marks: Sequence[Deed] = field(default=())


def look_up(desk: Desk, wanted: Wanted, *, with_words: bool) -> Log:
    with desk.database.reading() as tx:
        night = TreeRows(tx).newest_night()
        sealed = night.day if night else None
        if with_words:
            return Log(sealed, said=readable(tx, wanted))
        return Log(sealed, marks=marks(tx, wanted))


@dataclass(frozen=True, slots=True, repr=False)
class OfCase:
    """A case in the audit log: its lines, and whether the history has a commitment for each."""

    lines: Sequence[CaseLine]
    seen_by: Sequence[tuple[str, str, str]]
    is_whole: bool


def cases_in(desk: Desk, me: SignedIn) -> CaseLogs:
    return cast(CaseLogs, desk.logs_of(desk, me) or _NoCases())


def look_up_case(desk: Desk, me: SignedIn, case: str, wanted: Wanted) -> OfCase | None:
    """Join what a case says of itself to the history; nothing of one that is not theirs to read."""
    log = cases_in(desk, me).of(case)
    if log is None:
        return None
    with desk.database.reading() as tx:
        there = History(tx).there([each.commitment for each in log.lines])
    shown = tuple(each for each in log.lines if wanted.fits_case(each.day, each.people))
    is_whole = all(each.commitment in there for each in log.lines)
    return OfCase(shown, log.seen_by, is_whole)


class _NoCases:
    """Of a site that has no room for cases."""

    def names(self) -> Mapping[str, str]:
        return {}

    def of(self, case: str) -> None:
        del case

    def called(self, case: str) -> str:
        del case
        return ""


def check_chain(desk: Desk) -> Checked:
    """Check every leaf, every signature, and every deed that can be read."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return Checked(None, None, is_whole=False)
    with desk.database.reading() as tx:
        return check(tx, committee)


def take_along(desk: Desk, person: PersonId, *, with_words: bool) -> Iterator[str]:
    """Yield the lines of the whole history, and keep that they were taken."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return
    with desk.database.transaction() as tx:
        record(tx, Said(Verb.HISTORY_EXPORTED, desk.today(), person))
        export = export_of(tx, committee, with_words=with_words)
    yield from export_lines(export)
