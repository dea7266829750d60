"""What was typed about somebody who is looked after. One page holds many small forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.complaints.domain.case.proposed import KINDS, Verdict
from casework.complaints.domain.protection import (
    Answer,
    CheckIn,
    ProtectedId,
    Role,
    Signal,
    Told,
    Way,
)
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, typed_day, words
from casework.complaints.services.watching.judging import Planned, Word
from casework.complaints.services.watching.protecting import Wanted
from crypto.names import PersonId

LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """Everything that a form of the page can hold; `form` says which one was posted."""

    form: str = ""
    name: str = ""
    role: str = ""
    way: str = ""
    watcher: str = ""
    answer: str = ""
    signals: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    person: str = ""
    kind: str = ""
    verdict: str = ""
    day: TypedDay = NO_DAY
    on: date | None = None
    text: str = field(default="", repr=False)
    problem: str = ""


def read_typed(form: Mapping[str, str], ticked: Mapping[str, Sequence[str]]) -> Typed:
    return Typed(
        form=form.get("form", ""),
        name=" ".join(words(form, "name").split()),
        role=form.get("role", ""),
        way=form.get("way", ""),
        watcher=form.get("watcher", ""),
        answer=form.get("answer", ""),
        signals=tuple(ticked["signals"]),
        told=tuple(ticked["told"]),
        person=form.get("person", ""),
        kind=form.get("kind", ""),
        verdict=form.get("verdict", ""),
        day=typed_day(form, "on"),
        on=read_day(form, "on"),
        text=words(form, "text"),
    )


def wanted_of(typed: Typed) -> Wanted | None:
    """Return the plan that was asked for. The reporter needs no name, and may have none."""
    if typed.role not in set(Role) or typed.way not in set(Way) or not typed.watcher:
        return None
    role = Role(typed.role)
    name = typed.name or (role.value if role is Role.REPORTER else "")
    if not name:
        return None
    return Wanted(ProtectedId(name), role, Way(typed.way), PersonId(typed.watcher))


def check_in_of(typed: Typed, by: PersonId, today: date) -> CheckIn | None:
    """Return what came of a day. A change without any sign says nothing."""
    if typed.answer not in set(Answer):
        return None
    signals = frozenset(Signal(each) for each in typed.signals if each in set(Signal))
    answer = Answer(typed.answer)
    if (answer is Answer.SIGNALS) != bool(signals):
        return None
    told = frozenset(Told(each) for each in typed.told if each in set(Told))
    return CheckIn(today, answer, signals, by, typed.text, told)


def planned_of(typed: Typed, today: date) -> Planned | None:
    """Return what is planned. Nobody can judge what has neither a proposer nor a reason."""
    is_said = all((typed.person, typed.watcher, typed.name, typed.text))
    if typed.on is None or typed.on > today or not is_said or typed.kind not in KINDS:
        return None
    return Planned(
        ProtectedId(typed.person),
        Signal(typed.kind),
        typed.on,
        PersonId(typed.watcher),
        typed.name,
        typed.text,
    )


def word_of(typed: Typed, number: int) -> Word | None:
    if typed.verdict not in set(Verdict) or not typed.text:
        return None
    return Word(number, Verdict(typed.verdict), typed.text)
