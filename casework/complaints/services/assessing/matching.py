"""Whom the words of a report may touch: everybody's declared ties against what was told.

It is asked before a report is shown to anybody, and again for whoever judges who may read it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.conflicts.named import Seats
from casework.complaints.domain.conflicts.offices import Office, offices_in
from casework.complaints.domain.conflicts.ties import Match, Tie, TieKind, matches
from casework.complaints.services.assessing.ties import Declared, declared_by_all
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from config.questions.entered import TAKEN_DOWN
from crypto.errors import CryptoError
from crypto.message.inner import answers_from_file
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Known:
    """What everybody declared, with what the list of keys says of them by itself."""

    ties: tuple[Tie, ...] = field(repr=False)
    undeclared: frozenset[PersonId]
    seats: Seats


def known_ties(desk: Desk, me: SignedIn) -> Known:
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return Known((), frozenset(), Seats(frozenset(), None, {}))
    declared = declared_by_all(desk, me)
    said = {each.person for each in declared}
    own = tuple(_of_the_list(committee))
    ties = (*own, *(tie for each in declared for tie in each.ties))
    undeclared = frozenset(each.person for each in own) - said
    return Known(ties, undeclared, _seats(committee, declared))


def ties_of(desk: Desk, me: SignedIn) -> tuple[Tie, ...]:
    """Return one's own: what one declared, and what the list of keys says of everybody."""
    return tuple(each for each in known_ties(desk, me).ties if each.person == me.person)


def matches_in(tx: Transaction, file: CaseFile, known: Known) -> tuple[Match, ...]:
    """Return what the reporter's words, and the names written down since, may have in common."""
    return matches(_text(tx, file), known.ties)


def offices_named(tx: Transaction, file: CaseFile) -> frozenset[Office]:
    return offices_in(_text(tx, file))


def _text(tx: Transaction, file: CaseFile) -> str:
    names = file.inside.assessed.named if file.inside else ()
    return "\n".join((words_told(tx, file), *(each.name for each in names if not each.is_struck)))


def words_told(tx: Transaction, file: CaseFile) -> str:
    """Return every word that the reporter has written so far."""
    return "\n".join(_told(tx, file))


def _told(tx: Transaction, file: CaseFile) -> Iterator[str]:
    for entry in entries_of(tx, file, Kind.MESSAGE):
        try:
            answers = answers_from_file(entry.raw) if entry.raw else ()
        except CryptoError:
            continue  # a damaged blob has no words to compare; the page of the report says so
        # Who of us took a report down is in it, and is nobody of whom it speaks.
        for answer in (each for each in answers if each.name != TAKEN_DOWN.name):
            yield from (answer.value,) if isinstance(answer.value, str) else answer.value


def _of_the_list(committee: Standing) -> Iterator[Tie]:
    """Everybody is tied to themselves, to their firm, and to the seat that they have."""
    manifest = committee.manifest
    for each in manifest.members:
        held = {Office.MEMBER, Office.COMMITTEE, Office.DIRECTOR}
        held |= {Office.CHAIR} if each.chair else set()
        yield Tie(each.id, TieKind.SELF, each.name, (), frozenset(held))
    for each in (*manifest.externals, *manifest.guests):
        firm = (each.organisation,) if each.organisation else ()
        yield Tie(each.id, TieKind.SELF, each.name, firm)


def _seats(committee: Standing, declared: Iterable[Declared]) -> Seats:
    members = committee.manifest.members
    chair = next((each.id for each in members if each.chair), None)
    return Seats(frozenset(each.id for each in members), chair, _offices(declared))


def _offices(declared: Iterable[Declared]) -> Mapping[PersonId, frozenset[Office]]:
    """Return the offices that people said they hold themselves."""
    return {
        each.person: frozenset(
            office for tie in each.ties if tie.kind is TieKind.SELF for office in tie.offices
        )
        for each in declared
    }
