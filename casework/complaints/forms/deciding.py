"""Decisions as a reader has ticked and typed them, read from a form once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.complaints.domain.outcomes import Action, Finding, Outcome, RootCause
from casework.complaints.domain.status import Status
from casework.complaints.forms.writing import NO_DAY, TypedDay, typed_day, words
from casework.complaints.services.deciding import Answer, Step


def read_answer(question: str, form: Mapping[str, str], chosen: Sequence[str]) -> Answer:
    """Read one of the answers of a page. What nobody chose says nothing yet."""
    why = words(form, f"why-{question}")
    return Answer(question, " ".join(chosen), why, _was(form, f"was-{question}"))


@dataclass(frozen=True, slots=True, repr=False)
class TypedAnswer:
    """What stands in the boxes of one question, so that no answer is lost for another's sake."""

    chosen: tuple[str, ...]
    why: str


def typed_answer(question: str, form: Mapping[str, str], chosen: Sequence[str]) -> TypedAnswer:
    if question == "people":
        return TypedAnswer((form.get("lead", ""), form.get("second", "")), "")
    return TypedAnswer(tuple(chosen) or ("",), form.get(f"why-{question}", ""))


@dataclass(frozen=True, slots=True, repr=False)
class TypedStep:
    """What stands in the boxes of a step, so that none is typed twice for another's sake."""

    to: str = ""
    reason: str = ""
    until: TypedDay = NO_DAY


def typed_step(form: Mapping[str, str]) -> TypedStep:
    return TypedStep(form.get("to", ""), form.get("reason", ""), typed_day(form, "until"))


def read_step(form: Mapping[str, str]) -> Step | None:
    """Read where the case is to go; what is no state of ours is no step."""
    to = form.get("to", "")
    if to not in set(Status):
        return None
    reason = words(form, "reason")
    return Step(Status(to), _was(form), reason, read_day(form, "until"))


def read_day(form: Mapping[str, str], name: str) -> date | None:
    """Read three boxes; what is no day is none."""
    parts = [form.get(f"{name}-{part}", "") for part in ("year", "month", "day")]
    if not all(each.isascii() and each.isdigit() and len(each) <= len("2026") for each in parts):
        return None
    year, month, day = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_finding(
    form: Mapping[str, str], chosen: Mapping[str, list[str]], today: date
) -> Finding | None:
    outcome = form.get("outcome", "")
    if outcome not in set(Outcome):
        return None
    actions = frozenset(Action(each) for each in chosen["actions"] if each in set(Action))
    causes = frozenset(RootCause(each) for each in chosen["causes"] if each in set(RootCause))
    return Finding(Outcome(outcome), words(form, "basis"), today, actions, causes)


def _was(form: Mapping[str, str], name: str = "was") -> str:
    return form.get(name, "").replace("\r\n", "\n")
