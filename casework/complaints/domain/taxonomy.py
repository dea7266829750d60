"""What an allegation is about, and so whose it is: the committee's, or somebody else's.

A matter sent to the wrong place may land with the person it names. So what nobody has decided
yet is nobody else's: it stays with the committee.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

from casework.complaints.domain.conflicts.offices import Office

CategoryCode = NewType("CategoryCode", str)

RETALIATION: Final = CategoryCode("RET")
INQUIRY: Final = CategoryCode("INQ")
UNDECIDED: Final = CategoryCode("OTH")


class Scope(StrEnum):
    """Whose an allegation is."""

    IN = "in"
    COPY = "copy"  # somebody else's, with a copy to the chair
    OUT = "out"
    OPEN = "open"  # nobody has decided yet


class ScopeRule(StrEnum):
    IN = "in"
    OUT = "out"
    COPY = "copy"
    IN_IF_BOOKS = "in if books"
    IN_IF_SENIOR = "in if senior"
    COPY_IF_MATERIAL = "copy if material"
    IN_IF_DISCLOSED = "in if disclosed"
    FOLLOWS_FIRST = "follows first"
    DECIDE = "decide"


class Asked(StrEnum):
    """The one thing that decides a category which is not always the committee's."""

    ACCOUNTING_OR_CONTROL_EFFECT = "accounting or control effect"
    DIRECTOR_OR_OFFICER = "director or officer"
    MATERIAL = "material"
    RESERVES_OR_DISCLOSURE = "reserves or disclosure"
    FIRST_REPORT_WAS_IN = "first report was in"
    OURS = "ours"


class Destination(StrEnum):
    """Where an allegation goes."""

    CHAIR = "chair"
    COUNSEL = "counsel"
    INDEPENDENT_COUNSEL = "independent counsel"
    INTERNAL_AUDIT = "internal audit"
    COMPLIANCE = "compliance"
    HR = "hr"
    SAFETY = "safety"
    SECURITY = "security"
    QUALITY = "quality"
    ANSWER = "answer"  # a question is answered and closed
    TRIAGE = "triage"


class Group(StrEnum):
    """The five groups by which companies compare themselves."""

    ACCOUNTING = "accounting, auditing and financial reporting"
    INTEGRITY = "business integrity"
    WORKPLACE = "hr, diversity and workplace respect"
    SAFETY = "environment, health and safety"
    ASSETS = "misuse of assets"
    NONE = "none"


_DECIDES: Final[Mapping[ScopeRule, tuple[Asked, Scope, Scope]]] = {
    ScopeRule.IN_IF_BOOKS: (Asked.ACCOUNTING_OR_CONTROL_EFFECT, Scope.IN, Scope.OUT),
    ScopeRule.IN_IF_SENIOR: (Asked.DIRECTOR_OR_OFFICER, Scope.IN, Scope.OUT),
    ScopeRule.COPY_IF_MATERIAL: (Asked.MATERIAL, Scope.COPY, Scope.OUT),
    ScopeRule.IN_IF_DISCLOSED: (Asked.RESERVES_OR_DISCLOSURE, Scope.IN, Scope.OUT),
    ScopeRule.FOLLOWS_FIRST: (Asked.FIRST_REPORT_WAS_IN, Scope.IN, Scope.OUT),
    ScopeRule.DECIDE: (Asked.OURS, Scope.IN, Scope.OUT),
}
_ALWAYS: Final = {
    ScopeRule.IN: Scope.IN,
    ScopeRule.OUT: Scope.OUT,
    ScopeRule.COPY: Scope.COPY,
}
_WORD: Final = re.compile(r"[^\W_]+")
_FINANCE: Final = frozenset({Office.CFO, Office.CONTROLLER})


@dataclass(frozen=True, slots=True)
class Category:
    code: CategoryCode
    name: str
    group: Group
    rule: ScopeRule
    here: tuple[Destination, ...]  # while it is the committee's
    elsewhere: tuple[Destination, ...] = ()  # when it is not
    hold: bool = False  # records are kept from the first minute
    duty: str = ""  # of the charter, which a confirmed allegation touches
    never: frozenset[Office] = field(default_factory=frozenset)
    years: int = 7  # kept after closure

    @property
    def asks(self) -> Asked | None:
        decides = _DECIDES.get(self.rule)
        return decides[0] if decides else None

    def scope(self, *, answer: bool | None = None) -> Scope:
        """Return whose it is. Without the one answer that decides, nobody knows yet."""
        if self.rule in _ALWAYS:
            return _ALWAYS[self.rule]
        _, yes, no = _DECIDES[self.rule]
        return Scope.OPEN if answer is None else yes if answer else no

    def goes_to(self, scope: Scope) -> tuple[Destination, ...]:
        """Return where it goes: to the chair too, unless it is plainly not the chair's."""
        if scope in {Scope.IN, Scope.OPEN}:
            return self.here or (Destination.CHAIR,)
        copied = (Destination.CHAIR,) if scope is Scope.COPY else ()
        return (*(self.elsewhere or self.here), *copied)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    categories: Mapping[CategoryCode, Category]
    telling: frozenset[str]
    """Words that make somebody look twice before a matter goes elsewhere."""

    def __getitem__(self, code: CategoryCode) -> Category:
        return self.categories[code]

    def of(self, group: Group) -> tuple[CategoryCode, ...]:
        return tuple(code for code, each in self.categories.items() if each.group is group)


def scope_of_case(scopes: Iterable[Scope]) -> Scope:
    """Return whose a case is: the committee's as soon as one allegation is, or may be."""
    found = frozenset(scopes)
    by_weight = (Scope.IN, Scope.OPEN, Scope.COPY, Scope.OUT)
    return next((scope for scope in by_weight if scope in found), Scope.OPEN)


def look_again(text: str, offices: Collection[Office], taxonomy: Taxonomy) -> frozenset[str]:
    """Return what in a matter for somebody else speaks of the committee's own subjects."""
    words = frozenset(_WORD.findall(text.casefold()))
    finance = {office.value for office in offices if office in _FINANCE}
    return frozenset(words & taxonomy.telling) | finance


def may_go_elsewhere(scopes: Iterable[Scope]) -> bool:
    """Nothing that is the committee's, or may be, is handed to anybody else."""
    return scope_of_case(scopes) in {Scope.OUT, Scope.COPY}
