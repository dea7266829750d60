"""Whose list a report may touch, in sentences. A match asks a person, and decides nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from casework.complaints.domain.conflicts.named import Named
from casework.complaints.domain.conflicts.routes import When
from casework.complaints.domain.conflicts.ties import Match, TieKind
from casework.complaints.forms.assessing import NONE_OF_US
from casework.complaints.services.assessing.matching import Known, matches_in
from casework.complaints.services.readers.newcomers import may_be_guests, may_join
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import HOWS, PARTS, SUBJECTS
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody in the report, as the list shows them."""

    place: int
    name: str
    says: str
    is_struck: bool


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom of us a name may mean, asked before it is written down."""

    question: str
    choices: tuple[tuple[str, str], ...]
    offered: str


def whom_it_means(file: CaseFile, people: Sequence[PersonId]) -> Whom | None:
    """Ask it of whoever types, in words that tell nothing of who reads this report."""
    if not people:
        return None
    names = [(str(who), name_of(file.committee, who)) for who in people]
    choices = tuple((who, str(_("Yes, it is %(name)s", name=name))) for who, name in names)
    return Whom(_question(file, people), (*choices, (NONE_OF_US, str(_("No")))), " ".join(people))


def _question(file: CaseFile, people: Sequence[PersonId]) -> str:
    if len(people) > 1:
        return str(_("Is it one of these people?"))
    name = name_of(file.committee, people[0])
    if people[0] in {each.id for each in file.committee.manifest.members}:
        return str(_("Is this %(name)s of the committee?", name=name))
    return str(_("Is this %(name)s, who works with the committee?", name=name))


def may_be_meant(tx: Transaction, file: CaseFile, known: Known) -> Iterator[str]:
    """Yield one's own matches first, then those of others who read it or could."""
    found = matches_in(tx, file, known)
    me, there = file.me.person, {*readers_of(file), *guests_of(file), *_could(tx, file)}
    for match in found:
        if match.tie.person == me:
            yield in_words(file, match)
    for match in found:
        if match.tie.person != me and match.tie.person in there:
            yield in_words(file, match)


def _could(tx: Transaction, file: CaseFile) -> list[PersonId]:
    """Return who could be let in. Of somebody who is kept away nothing need be asked."""
    return [*may_join(tx, desk(), file), *may_be_guests(tx, desk(), file)]


def mine_in(tx: Transaction, file: CaseFile, known: Known) -> list[str]:
    return [
        in_words(file, match)
        for match in matches_in(tx, file, known)
        if match.tie.person == file.me.person
    ]


def in_words(file: CaseFile, match: Match) -> str:
    tie, how = match.tie, str(_(HOWS[match.how]))
    who = name_of(file.committee, tie.person)
    if tie.person != file.me.person:
        if tie.kind is TieKind.SELF and tie.name == who:
            return str(_("%(who)s may be meant: %(how)s.", who=who, how=how))
        return str(
            _("“%(name)s”, on the list of %(who)s: %(how)s.", name=tie.name, who=who, how=how)
        )
    if tie.kind is TieKind.SELF and tie.name == who:
        return str(_("You yourself may be meant: %(how)s.", how=how))
    return str(_("“%(name)s”, on your own list: %(how)s.", name=tie.name, how=how))


def somebody(file: CaseFile, place: int, named: Named) -> Somebody:
    kind = "" if named.kind is None else str(_(SUBJECTS[named.kind]))
    one_of_us = name_of(file.committee, named.person) if named.person else ""
    struck = str(_("Struck out")) if named.is_struck else ""
    line = str(_("The controller is in their line")) if When.IN_THE_LINE in named.so else ""
    close = str(_("The finance chief is close to them")) if When.CLOSE in named.so else ""
    says = (struck, str(_(PARTS[named.part])), kind, one_of_us, line, close, *_of_us(file, named))
    return Somebody(place, named.name, ". ".join(each for each in says if each), named.is_struck)


def _of_us(file: CaseFile, named: Named) -> Iterator[str]:
    """Yield what was said of people of the committee beside the name."""
    if named.in_line:
        yield str(_("In their line: %(names)s", names=names_of(file, named.in_line)))
    if named.is_not:
        yield str(_("Not %(names)s", names=names_of(file, named.is_not)))
    if named.told_why:
        yield str(_("The chair lets the chief financial officer know: %(why)s", why=named.told_why))


def names_of(file: CaseFile, people: Iterable[PersonId]) -> str:
    return ", ".join(name_of(file.committee, who) for who in sorted(people))
