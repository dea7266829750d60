"""Figures about the cases that one person reads. What somebody may not read is in no total.

What the public page says is counted here too, since nobody without keys could: only cases from
which nobody was ever kept, so that no figure tells of an exclusion.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.collecting.records.counted import Count, Counts
from casework.collecting.services.noticing import PROMISE, keep_count
from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.clocks.casedays import days_of
from casework.complaints.domain.outcomes import Allegation
from casework.complaints.domain.statistics.cases import Channel, Counted, CountedAllegation
from casework.complaints.domain.statistics.promises import names_senior, promises_of
from casework.complaints.domain.statistics.published import Published, published
from casework.complaints.domain.status import Status
from casework.complaints.domain.taxonomy import Group, Taxonomy
from casework.complaints.services.moving import kept_away, require_inside
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.queue import every_card
from casework.complaints.services.readers.identities import identities
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from config.questions.entered import CHANNEL, NAMED
from crypto.errors import CryptoError
from crypto.keyring.grants import Whole
from crypto.manifest.notice import Figure
from crypto.message.inner import answers_from_file
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
    told = {each.case for each in identities(tx, desk, me)}
    for seen in every_card(tx, desk, me):
        file = open_whole(tx, desk, me, seen.line.id)
        if file is not None:
            yield counted_of(tx, file, taxonomy, is_told=file.id in told)


def counted_of(tx: Transaction, file: CaseFile, taxonomy: Taxonomy, *, is_told: bool) -> Counted:
    """Count a case. Whoever was not told who its reporter is counts it without a name."""
    inside, watched = require_inside(file), require_inside(file).watched
    messages = entries_of(tx, file, Kind.MESSAGE)
    days, said = days_of(inside.course, file.card.received), _said_in(messages[0])
    return Counted(
        days=days,
        channel=_channel(said),
        anonymous=said.get(NAMED.name) != "yes" and not is_told,
        happened=watched.began,
        names_senior=names_senior(inside.assessed.named, inside.assessed.grade),
        clocks=promises_of(days, watched.first_word, inside.level, file.rules),
        plans=watched.protection.plans,
        allegations=tuple(_allegation(each, taxonomy) for each in inside.allegations),
        came_back=len(messages) > 1,
        reopened=inside.course.was_reopened,
        left_out=_kept_from(file),
        is_merged=file.card.status is Status.MERGED,
        first_contact=watched.first_word,
    )


def _said_in(first: Entry) -> Mapping[str, str | tuple[str, ...]]:
    """Return how it came, as whoever took it down said. A damaged report says nothing."""
    try:
        found = answers_from_file(first.raw) if first.raw else ()
    except CryptoError:
        found = ()
    return {each.name: each.value for each in found}


def _channel(said: Mapping[str, str | tuple[str, ...]]) -> Channel:
    """What nobody entered came by the form."""
    how = said.get(CHANNEL.name)
    return Channel(how) if how in set(Channel) else Channel.WEB


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
