"""Figures about the cases that one person reads. What somebody may not read is in no total.

What the public page says is counted here too, since nobody without keys could: only cases from
which nobody was ever kept, so that no figure tells of an exclusion.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.collecting.records.counted import Count, Counts
from casework.collecting.services.noticing import PROMISE, keep_count
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.clocks.casedays import days_of
from casework.complaints.domain.outcomes import Allegation
from casework.complaints.domain.statistics.cases import Counted, CountedAllegation
from casework.complaints.domain.statistics.published import Published, published
from casework.complaints.domain.taxonomy import Group, Taxonomy
from casework.complaints.services.moving import kept_away, require_inside
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.queue import every_card
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.keyring.grants import Whole
from crypto.manifest.notice import Figure
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Figures:
    """What one person can count, and what the public page would say of it."""

    counted: tuple[Counted, ...]
    public: Published
    said_on: date | None


def figures_of(desk: Desk, me: SignedIn) -> Figures:
    with desk.database.reading() as tx:
        counted = tuple(_counted(tx, desk, me))
        before = Counts(tx).newest()
    public = published(counted, desk.today(), procedure_of(desk).rules.workdays)
    return Figures(counted, public, before.day if before and before.figures else None)


def publish(desk: Desk, me: SignedIn) -> bool:
    """Let the next notice carry what this session counted. Say whether there was anything."""
    found = figures_of(desk, me).public
    if not found.figures:
        return False
    figures = tuple(Figure(key, value) for key, value in sorted(found.figures.items()))
    with desk.database.transaction() as tx:
        before = Counts(tx).newest()
        promise = before.promise if before else PROMISE
        keep_count(tx, Count(desk.today(), promise, figures))
    return True


def _counted(tx: Transaction, desk: Desk, me: SignedIn) -> Iterator[Counted]:
    taxonomy = procedure_of(desk).taxonomy
    for seen in every_card(tx, desk, me):
        file = open_whole(tx, desk, me, seen.line.id)
        if file is not None:
            yield counted_of(tx, file, taxonomy)


def counted_of(tx: Transaction, file: CaseFile, taxonomy: Taxonomy) -> Counted:
    inside = require_inside(file)
    messages = entries_of(tx, file, Kind.MESSAGE)
    return Counted(
        days=days_of(inside.course, file.card.received),
        allegations=tuple(_allegation(each, taxonomy) for each in inside.allegations),
        came_back=len(messages) > 1,
        reopened=inside.course.was_reopened,
        left_out=_kept_from(file),
        first_contact=inside.watched.first_word,
    )


def _allegation(allegation: Allegation, taxonomy: Taxonomy) -> CountedAllegation:
    known, finding = taxonomy.categories.get(allegation.category), allegation.finding
    return CountedAllegation(
        allegation.category,
        Group.NONE if known is None else known.group,
        allegation.scope,
        None if finding is None else finding.outcome,
        frozenset() if finding is None else finding.actions,
    )


def _kept_from(file: CaseFile) -> frozenset[PersonId]:
    """Return everybody from whom it was kept, by the reporter or since, for whatever reason."""
    readers = file.listed.readers if file.listed else {}
    reading = {who for who, grant in readers.items() if isinstance(grant, Whole)}
    seated = {each.id for each in file.committee.manifest.members}
    gone = (set(require_inside(file).sealed_to.admitted) & seated) - reading
    return frozenset(gone) | kept_away(file)
