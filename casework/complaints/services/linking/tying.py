"""Link two cases, or let one go on in the other. Only whoever reads both does either."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.restrictions import Restriction
from casework.complaints.domain.linking import Circle, Refused, Tie, may_merge
from casework.complaints.domain.status import Because, Status, Stays
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.linking.ends import LinkEnd, add_end, links_of
from casework.complaints.services.linking.together import remember_pair
from casework.complaints.services.moving import kept_away, moved, require_inside, with_assessed
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import (
    Change,
    NotThere,
    change_readers,
    settle,
)
from casework.complaints.services.reading.casefiles import CaseFile, open_whole, save
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import commit
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Done:
    """They belong together."""


@dataclass(frozen=True, slots=True)
class Already:
    """They did before."""


Tied: TypeAlias = Done | Already | Refused | Stays | NotThere


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases, and why they belong together. The first may become a part of the second."""

    one: CaseId
    other: CaseId
    why: str = field(repr=False)


def link(desk: Desk, me: SignedIn, pair: Pair) -> Tied:
    """Say that two cases have to do with each other. Readers of one alone see no sign of it."""
    _settle(desk, me, pair)
    with desk.database.transaction() as tx:
        files = _both(tx, desk, me, pair)
        if files is None:
            return NotThere()
        if any(each.there == pair.other for each in links_of(tx, desk, files[0])):
            return Already()
        _tie(tx, desk, files, (Tie.LINKED, Tie.LINKED), pair.why)
    return Done()


def merge(desk: Desk, me: SignedIn, pair: Pair) -> Tied:
    """Let the first case go on in the second. Whom either keeps away, both keep away."""
    _settle(desk, me, pair)
    with desk.database.reading() as tx:
        files = _both(tx, desk, me, pair)
        refused = _hindered(files)
    if files is None or refused is not None:
        return refused or NotThere()
    for file, theirs in (files, files[::-1]):
        new = _left_out(theirs) - _left_out(file)
        if new:
            change_readers(desk, me, file.id, Change(left_out=new))
    return _merged(desk, me, pair)


def _merged(desk: Desk, me: SignedIn, pair: Pair) -> Tied:
    with desk.database.transaction() as tx:
        files = _both(tx, desk, me, pair)
        refused = _hindered(files)
        if files is None or refused is not None:
            return refused or NotThere()
        one, other = files
        because = Because(me.person, desk.today(), pair.why)
        after = moved(one, Status.MERGED, because)
        if isinstance(after, Stays):
            return after
        _tie(tx, desk, files, (Tie.PART_OF, Tie.HOLDS), pair.why)
        save(tx, _restricting_too(other, one))
        said = {"to": Status.MERGED.value, "why": pair.why}
        after = _restricting_too(after, other)
        save(tx, with_deed(tx, desk, after, Did.MOVED, **said))
        remember_pair(tx, one, other, Tie.PART_OF)
    return Done()


def _restricting_too(file: CaseFile, theirs: CaseFile) -> CaseFile:
    """Keep away from one, until two have lifted it there, whom the other keeps away."""
    assessed, barred = require_inside(file).assessed, kept_away(file)
    found = require_inside(theirs).assessed.restrictions
    new = (Restriction(each.person, each.origin) for each in found if each.person not in barred)
    return with_assessed(file, replace(assessed, restrictions=(*assessed.restrictions, *new)))


def naming_another(tx: Transaction, desk: Desk, file: CaseFile) -> tuple[Refused | None, ...]:
    """Return for each linked case why readers here may not hear that it exists, if they may not."""
    found = [open_whole(tx, desk, file.me, each.there) for each in links_of(tx, desk, file)]
    return tuple(may_merge(_circle(file), _circle(each)) for each in found if each is not None)


def remember_twins(tx: Transaction, desk: Desk, file: CaseFile) -> None:
    """Leave word of a duplicate and what it is linked with, as of two cases that are one."""
    found = [open_whole(tx, desk, file.me, each.there) for each in links_of(tx, desk, file)]
    for each in found:
        if each is not None:
            remember_pair(tx, file, each, Tie.LINKED)


def _hindered(files: tuple[CaseFile, CaseFile] | None) -> Refused | Stays | None:
    """Ask all that can be asked before anything is changed."""
    if files is None:
        return None
    one, other = files
    refused = may_merge(_circle(one), _circle(other))
    if refused is not None:
        return refused
    after = moved(one, Status.MERGED, Because(one.me.person, one.row.received, "-"))
    return after if isinstance(after, Stays) else None


def _circle(file: CaseFile) -> Circle:
    readers = file.listed.readers if file.listed else {}
    recovery = file.committee.manifest.recovery.id
    return Circle(frozenset(readers) - {recovery}, kept_away(file))


def _left_out(file: CaseFile) -> frozenset[PersonId]:
    return file.listed.left_out if file.listed else frozenset()


def _tie(
    tx: Transaction,
    desk: Desk,
    files: tuple[CaseFile, CaseFile],
    ties: tuple[Tie, Tie],
    why: str,
) -> None:
    """Seal an end into each, with what opens its line of the history: no timeline has it."""
    for here, there, tie in zip(files, files[::-1], ties, strict=True):
        subject = {"did": Did.LINKED.value, "case": here.card.name, "why": why}
        opening = commit(tx, Said(Verb.IN_CASE, desk.today(), here.me.person, subject))
        person, today = here.me.person, desk.today()
        add_end(tx, here, there, LinkEnd(there.id, tie, person, today, why, opening.raw))


def _settle(desk: Desk, me: SignedIn, pair: Pair) -> None:
    for case in (pair.one, pair.other):
        settle(desk, me, case)


def _both(
    tx: Transaction, desk: Desk, me: SignedIn, pair: Pair
) -> tuple[CaseFile, CaseFile] | None:
    if pair.one == pair.other or open_whole(tx, desk, me, pair.other) is None:
        return None
    one, other = (open_to_act(tx, desk, me, case) for case in (pair.one, pair.other))
    return None if one is None or other is None else (one, other)
