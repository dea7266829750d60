"""Who is in a report, whom that keeps away, and who said that nothing stands in the way.

A name that keeps a reader away takes their access first, and is written down under keys that they
never had. So nobody reads in a case that they were found in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.check import Says
from casework.complaints.domain.conflicts.named import Named, as_seated, kept_away_by
from casework.complaints.domain.conflicts.restrictions import (
    OneMore,
    Origin,
    Released,
    release,
)
from casework.complaints.domain.conflicts.ties import SURE, may_mean
from casework.complaints.services.assessing.matching import Known, known_ties
from casework.complaints.services.deciding import Changed, Decided, Deciding, Done, decided
from casework.complaints.services.deeds import ids_for_a_line, with_deed
from casework.complaints.services.linking.together import others_as_one, take_out
from casework.complaints.services.moving import (
    require_inside,
    restricting,
    stating,
    voices_in,
    whole_readers,
    with_assessed,
)
from casework.complaints.services.readers.acting import Deed, open_to_act
from casework.complaints.services.readers.rekeying import (
    Change,
    NotThere,
    TooFew,
    Unanswered,
    settle,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.once import was_done
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class ItIsYou:
    """Whoever wrote the name down is kept away by it, and steps back instead."""


@dataclass(frozen=True, slots=True)
class MayBe:
    """The name may be that of one of us. Nothing is written before somebody says who is meant."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class ForTheChair:
    """Only the chair lets somebody know whom the route keeps away."""


Naming: TypeAlias = Decided | TooFew | ItIsYou | MayBe | ForTheChair | Unanswered


def name_somebody(desk: Desk, me: SignedIn, case: CaseId, named: Named, was: int) -> Naming:
    """Write somebody down. Whom that keeps away loses the case before the name is in it."""
    settle(desk, me, case)
    known = known_ties(desk, me)
    # Only those can be said not to be meant who could be: no page asked about the others.
    meant = frozenset(may_mean(named.name, known.ties))
    named = as_seated(replace(named, is_not=named.is_not & meant), known.seats)
    away = kept_away_by(named, known.seats)
    with desk.database.reading() as tx:
        file = open_to_act(tx, desk, me, case)
    if file is None:
        return NotThere()
    if require_inside(file).assessed.people_list != was:
        return Done() if was_done(desk, me, case) else Changed()
    gone = _asked_first(me, named, known, away) or _taken_out(desk, me, file, away)
    return gone if gone is not None else _named(desk, me, case, named, away)


def _asked_first(
    me: SignedIn, named: Named, known: Known, away: frozenset[PersonId]
) -> ItIsYou | MayBe | ForTheChair | None:
    """Say what must be clear before anybody loses the case, or goes on reading it."""
    if me.person in away:
        return ItIsYou()
    if named.told_why and me.person != known.seats.chair:
        return ForTheChair()
    found = may_mean(named.name, known.ties)
    if found.get(me.person) in SURE:
        return ItIsYou()  # nobody says of their own name that it is somebody else's
    # Once somebody of us is chosen, a part of the name or an office may well be theirs alone.
    open_ones = {who for who, how in found.items() if named.person is None or how in SURE}
    people = tuple(sorted(open_ones - away - named.is_not - {named.person}))
    return MayBe(people) if people else None


def strike_out(desk: Desk, me: SignedIn, case: CaseId, place: int) -> Decided:
    """Say that a name was wrong. Whom it kept away stays away until two have lifted that."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        assessed = require_inside(file).assessed
        found = dict(enumerate(assessed.named, 1)).get(place)
        if found is None or found.is_struck:
            return None
        names = tuple(
            replace(each, is_struck=True) if number == place else each
            for number, each in enumerate(assessed.named, 1)
        )
        file = with_assessed(file, replace(assessed, named=names))
        return with_deed(tx, desk, file, Did.STRUCK_OUT, name=found.name)

    return decided(desk, me, case, work, Deed.CARE)


def say_tied(desk: Desk, me: SignedIn, case: CaseId) -> Decided:
    """Say that something stands in one's way. It holds until two others have lifted it."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        file = restricting(stating(file, Says.TIE, me.person), {me.person}, Origin.TIE)
        return with_deed(tx, desk, file, Did.HAS_TIE)

    for other in others_as_one(desk, me, case):
        decided(desk, me, other, work, Deed.ABOUT_MYSELF)
    return decided(desk, me, case, work, Deed.ABOUT_MYSELF)


def lift(desk: Desk, me: SignedIn, case: CaseId, who: PersonId) -> Decided:
    """Let somebody act again, on the word of two readers. The reporter's choice is never lifted."""
    return decided(desk, me, case, _lifting(desk, who), Deed.CARE)


def _lifting(desk: Desk, who: PersonId) -> Deciding:
    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        assessed = require_inside(file).assessed
        found = next((each for each in assessed.restrictions if each.person == who), None)
        said = None if found is None else release(found, file.me.person, voices_in(file))
        others = [each for each in assessed.restrictions if each.person != who]
        if isinstance(said, OneMore):
            after = replace(assessed, restrictions=(*others, said.restriction))
            return with_deed(tx, desk, with_assessed(file, after), Did.LIFT_ASKED, who=who)
        if isinstance(said, Released):
            after = replace(assessed, restrictions=tuple(others))
            return with_deed(tx, desk, with_assessed(file, after), Did.LIFTED, who=who)
        return None

    return work


def _taken_out(
    desk: Desk, me: SignedIn, file: CaseFile, away: frozenset[PersonId]
) -> TooFew | NotThere | Unanswered | None:
    if not away:
        return None
    by_word = away & whole_readers(file)
    change = Change(removed=away, did=Did.REMOVED, why="named in it", by_word=by_word)
    outcome = take_out(desk, me, file.id, change, Origin.ROUTE)
    return outcome if isinstance(outcome, TooFew | NotThere | Unanswered) else None


def _named(
    desk: Desk, me: SignedIn, case: CaseId, named: Named, away: frozenset[PersonId]
) -> Decided:
    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        assessed = require_inside(file).assessed
        names, number = (*assessed.named, named), assessed.people_list + 1
        file = with_assessed(file, replace(assessed, named=names, people_list=number))
        file = restricting(file, away, Origin.ROUTE)
        return with_deed(tx, desk, file, Did.NAMED, **_as_said(named))

    return decided(desk, me, case, work, Deed.CARE)


def _as_said(named: Named) -> Mapping[str, str]:
    """Return what the timeline keeps: also whom it does not mean, and what the chair chose."""
    said = {"name": named.name, "not_us": ids_for_a_line(named.is_not), "why": named.told_why}
    return {name: words for name, words in said.items() if words}
