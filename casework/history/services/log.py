"""What the audit log shows to whom, and the copy that somebody takes along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.desk import Desk
from casework.history.domain import Deed, Said, Verb
from casework.history.records.tree import TreeRows
from casework.history.services.checking import Checked, check
from casework.history.services.exporting import export_of
from casework.history.services.reading import Wanted, marks, readable
from casework.history.services.recording import record
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
