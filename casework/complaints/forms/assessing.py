"""Ties, names and grades as somebody has ticked and typed them, read from a form once."""

from collections.abc import Collection, Mapping

from casework.complaints.domain.conflicts.named import Named, Part
from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.conflicts.routes import Subject, When
from casework.complaints.domain.conflicts.ties import Tie, TieKind
from casework.complaints.domain.outcomes import AllegationId
from casework.complaints.domain.severity import MOST, Hints, Level, Trigger
from casework.complaints.domain.taxonomy import Category, Destination
from casework.complaints.forms.writing import count, words
from casework.complaints.services.assessing.grading import Judged
from casework.complaints.services.assessing.referring import LONGEST_HAND_OVER, Handing, Sorting
from casework.complaints.services.assessing.ties import LONGEST_NAME
from crypto.names import PersonId

_MOST_ALIASES = 8
_SHORT = 300


def read_tie(form: Mapping[str, str], offices: Collection[str], person: PersonId) -> Tie | None:
    """Read one tie. A friend without a name, or one of no kind, is none."""
    name, kind = short(form, "name"), form.get("kind", "")
    if not name or kind not in set(TieKind):
        return None
    others = (each.strip()[:LONGEST_NAME] for each in words(form, "aliases").split(","))
    aliases = tuple(each for each in others if each)[:_MOST_ALIASES]
    held = frozenset(Office(each) for each in offices if each in set(Office))
    return Tie(person, TieKind(kind), name, aliases, held)


def read_named(form: Mapping[str, str]) -> Named | None:
    """Read somebody in a report. Whoever has no name has none yet: “the night guard” is one."""
    name, part, kind = short(form, "name"), form.get("part", ""), form.get("kind", "")
    if not name or part not in set(Part):
        return None
    return Named(
        name,
        Part(part),
        Subject(kind) if kind in set(Subject) else None,
        PersonId(form["person"]) if form.get("person") else None,
        form.get("allegation", ""),
        so=frozenset(each for each in (When.IN_THE_LINE, When.CLOSE) if form.get(each.name)),
    )


def read_judged(form: Mapping[str, str], triggers: Collection[str]) -> Judged:
    """Read how serious somebody holds it to be. Nothing weighs more than it may."""
    hints = {name: min(most, count(form.get(name, ""))) for name, most in MOST.items()}
    level = form.get("level", "")
    return Judged(
        frozenset(Trigger(each) for each in triggers if each in set(Trigger)),
        Hints(**hints),
        Level(int(level)) if level in {str(each.value) for each in Level} else None,
        words(form, "reason")[:_SHORT],
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
    return Handing(Destination(to), to_whom, text[:LONGEST_HAND_OVER], form.get("was", ""))


def short(form: Mapping[str, str], name: str) -> str:
    """Return one line of what was typed: a name, or a few words."""
    return " ".join(words(form, name).split())[:LONGEST_NAME]
