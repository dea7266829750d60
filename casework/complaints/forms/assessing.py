"""Ties, names and grades as somebody has ticked and typed them, read from a form once."""

from collections.abc import Collection, Container, Mapping
from typing import Final

from casework.complaints.domain.conflicts.named import Named, Part
from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.conflicts.routes import Subject, When
from casework.complaints.domain.conflicts.ties import Tie, TieKind
from casework.complaints.domain.outcomes import AllegationId
from casework.complaints.domain.severity import MOST, Hints, Level, Trigger
from casework.complaints.domain.taxonomy import Category, Destination
from casework.complaints.forms.writing import count, words
from casework.complaints.services.assessing.grading import Judged
from casework.complaints.services.assessing.referring import Handing, Sorting
from crypto.names import PersonId

LONGEST_NAME = 100
_MOST_ALIASES = 8
NONE_OF_US: Final = "none"
"""The answer that a name is of nobody whom the page offered."""


def read_tie(form: Mapping[str, str], offices: Collection[str], person: PersonId) -> Tie | None:
    """Read one tie. A friend without a name, or one of no kind, is none."""
    name, kind = short(form, "name"), form.get("kind", "")
    if not name or kind not in set(TieKind):
        return None
    others = (each.strip() for each in words(form, "aliases").split(","))
    aliases = tuple(each for each in others if each)
    held = frozenset(Office(each) for each in offices if each in set(Office))
    return Tie(person, TieKind(kind), name, aliases, held)


def is_fitting(tie: Tie) -> bool:
    """Each report is compared with every name of every tie: so many are enough for one."""
    is_short = all(len(each) <= LONGEST_NAME for each in tie.aliases)
    return is_short and len(tie.aliases) <= _MOST_ALIASES


def read_named(
    form: Mapping[str, str], in_line: Collection[str], us: Container[str]
) -> Named | None:
    """Read somebody in a report. Whoever has no name has none yet: “the night guard” is one.

    `us` are those who can be chosen. Where the page asked who is meant, the answer goes first.
    """
    name, part, kind = short(form, "name"), form.get("part", ""), form.get("kind", "")
    person, is_not = _who_is_meant(form)
    if not name or part not in set(Part) or any(each not in us for each in (*person, *in_line)):
        return None
    return Named(
        name,
        Part(part),
        Subject(kind) if kind in set(Subject) else None,
        next(iter(person), None),
        form.get("allegation", ""),
        so=frozenset(each for each in (When.IN_THE_LINE, When.CLOSE) if form.get(each.name)),
        in_line=frozenset(map(PersonId, in_line)),
        is_not=frozenset(each for each in is_not if each in us),
        told_why=short(form, "told_why") if form.get("told") else "",
    )


def _who_is_meant(form: Mapping[str, str]) -> tuple[list[PersonId], list[PersonId]]:
    """Return who of us is meant, and who is not, as far as it was said."""
    offered = [PersonId(each) for each in form.get("offered", "").split()]
    meant = form.get("meant", "")
    if meant == NONE_OF_US:
        return [PersonId(each) for each in [form.get("person", "")] if each], offered
    chosen = meant or form.get("person", "")
    return [PersonId(each) for each in [chosen] if each], []


def read_judged(form: Mapping[str, str], triggers: Collection[str]) -> Judged:
    """Read how serious somebody holds it to be. Nothing weighs more than it may."""
    hints = {name: min(most, count(form.get(name, ""))) for name, most in MOST.items()}
    level = form.get("level", "")
    return Judged(
        frozenset(Trigger(each) for each in triggers if each in set(Trigger)),
        Hints(**hints),
        Level(int(level)) if level in {str(each.value) for each in Level} else None,
        words(form, "reason"),
        form.get("was", ""),
    )


def read_sorting(form: Mapping[str, str], category: Category, *, is_sure: bool) -> Sorting:
    yes = {"yes": True, "no": False}.get(form.get("answer", ""))
    was = form.get("was", "").replace("\r\n", "\n")
    return Sorting(AllegationId(form.get("which", "")), category, yes, was, drops=is_sure)


def read_handing(form: Mapping[str, str]) -> Handing | None:
    """Read who gets it and what they get. Nothing is handed to nobody, and not without words."""
    to, to_whom, text = form.get("to", ""), short(form, "to_whom"), words(form, "text")
    if to not in set(Destination) or not to_whom or not text:
        return None
    return Handing(Destination(to), to_whom, text, form.get("was", ""))


def short(form: Mapping[str, str], name: str) -> str:
    """Return one line of what was typed: a name, or a few words."""
    return " ".join(words(form, name).split())
