"""Days from which the law counts, put down by whoever learned of them."""

from dataclasses import replace
from datetime import date

from casework.complaints.domain.case.casefile import Inside
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Happened
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


def it_happened(desk: Desk, me: SignedIn, case: CaseId, event: Event, on: date) -> Changed:
    """Begin a clock of the law. A day that was put down wrong is put down again."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        file = replace(file, inside=_with(require_inside(file), event, Happened(on)))
        return with_deed(tx, desk, file, Did.CLOCK_BEGUN, event=event.value, on=on.isoformat())

    return change(desk, me, case, work)


def it_began(desk: Desk, me: SignedIn, case: CaseId, on: date) -> Changed:
    """Keep when what was reported began. Figures say from it how long people wait to tell."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        inside = require_inside(file)
        watched = replace(inside.watched, began=on)
        file = replace(file, inside=replace(inside, watched=watched))
        return with_deed(tx, desk, file, Did.BEGAN, on=on.isoformat())

    return change(desk, me, case, work)


def it_was_met(desk: Desk, me: SignedIn, case: CaseId, event: Event) -> Changed:
    """Say that what the law asks for was done."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        before = inside.watched.events.get(event)
        if before is None or before.done:
            return None
        done = replace(before, done=desk.today())
        file = replace(file, inside=_with(inside, event, done))
        return with_deed(tx, desk, file, Did.CLOCK_MET, event=event.value)

    return change(desk, me, case, work)


def _with(inside: Inside, event: Event, happened: Happened) -> Inside:
    events = {**inside.watched.events, event: happened}
    return replace(inside, watched=replace(inside.watched, events=events))
