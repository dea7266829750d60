"""Whose a report is: in the list from which it is chosen, and under the answer that was given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Inside
from casework.complaints.domain.taxonomy import (
    Category,
    CategoryCode,
    Destination,
    Scope,
    scope_of_case,
)
from casework.complaints.domain.triage import CANNOT_TELL
from casework.complaints.services.assessing.referring import goes_elsewhere, is_answered_otherwise
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import DESTINATIONS, SCOPES
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import HAND_OVER, SCOPE
from casework.desk import desk
from config.frames import Link
from config.questions.asked import asked

_HERE: Final[Mapping[Scope, str]] = {
    Scope.IN: asked("Ours"),
    Scope.OPEN: asked("Ours or not: one more answer decides"),
}
_AWAY: Final[Mapping[Scope, str]] = {
    Scope.COPY: asked("Not ours, with a copy to the chair: %(places)s"),
    Scope.OUT: asked("Not ours: %(places)s"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects that are the same people's."""

    name: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose an answer makes it, and where to go on from there."""

    says: str
    links: tuple[Link, ...] = ()


def groups(categories: Sequence[Category]) -> tuple[Group, ...]:
    """Return every subject under whose it is: ours first, then what one more answer decides."""
    by_name: dict[str, list[tuple[str, str]]] = {}
    order = (Scope.IN, Scope.OPEN, Scope.COPY, Scope.OUT)
    for each in sorted(categories, key=lambda one: order.index(one.scope())):
        by_name.setdefault(_name_of(each), []).append((str(each.code), each.name))
    return tuple(Group(name, tuple(options)) for name, options in by_name.items())


def whose(file: CaseFile, inside: Inside) -> Whose:
    """Say whose it is by the answer, as far as what is alleged still says the same."""
    choice, _why = inside.triage["ours"]
    if choice == CANNOT_TELL:
        return Whose(str(_("It stays with us until somebody can tell.")), _sort(file))
    procedure = procedure_of(desk())
    category = procedure.taxonomy.categories.get(CategoryCode(choice))
    if category is None or is_answered_otherwise(file, procedure):
        return Whose(str(_("What is alleged was sorted otherwise since.")), _sort(file))
    of_answer = [each.scope for each in inside.allegations if each.category == category.code]
    scope = scope_of_case(of_answer or [category.scope()])
    says = f"{_(SCOPES[scope])}."
    if scope is Scope.OPEN:
        return Whose(says, _sort(file))
    return Whose(says) if scope is Scope.IN else _elsewhere(file, category, scope)


def _elsewhere(file: CaseFile, category: Category, scope: Scope) -> Whose:
    places = ", ".join(str(_(DESTINATIONS[each])) for each in category.goes_to(scope))
    says = f"{_(SCOPES[scope])}. {_('It goes to: %(places)s.', places=places)}"
    if not goes_elsewhere(file):
        stays = _("Something else in it is ours, or may be, so it stays here.")
        return Whose(f"{says} {stays}", _sort(file))
    return Whose(says, (Link(address(file.id, HAND_OVER), str(_("Hand it over"))),))


def _sort(file: CaseFile) -> tuple[Link, ...]:
    return (Link(address(file.id, SCOPE), str(_("Say whose it is"))),)


def _name_of(category: Category) -> str:
    scope = category.scope()
    if scope in _HERE:
        return str(_(_HERE[scope]))
    places = category.elsewhere or category.here
    if places == (Destination.ANSWER,):
        return str(_("Not ours: answer it and finish"))
    return str(_(_AWAY[scope], places=", ".join(_names(places))))


def _names(places: Sequence[Destination]) -> Iterator[str]:
    return (str(_(DESTINATIONS[each])) for each in places)
