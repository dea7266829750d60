"""What the answers of the closing list say now, beside what somebody else typed meanwhile."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.complaints.forms.ending import COUNTED, TICKED, UNANIMOUS
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.judging import LEVELS, MENDING, OUTSIDERS, TELLINGS
from casework.complaints.views.parts.wording import name_of
from config.questions.asked import asked
from config.words import with_year
from crypto.names import PersonId

_QUESTIONS: Final[Mapping[str, str]] = {
    "level": asked("How serious is it?"),
    "by": asked("Who decided?"),
    "outside": asked("Who decided outside this system?"),
    "day": asked("On which day?"),
    "vote": asked("How did they vote?"),
    "for": asked("For"),
    "against": asked("Against"),
    "abstained": asked("Abstained"),
    "basis": asked("On what basis?"),
    "mended": asked("What became of everything that was to be put right?"),
    **{each.value: words for each, words in OUTSIDERS.items()},
    "saw": asked("The committee saw it"),
    "special": asked("Somebody asked whether it needs a meeting of its own"),
    "unreachable": asked("The reporter cannot be reached"),
}
_TOLD: Final = {each.value: words for each, words in TELLINGS.items()}
_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "level": {str(each.value): words for each, words in LEVELS.items()},
    "vote": {UNANIMOUS: asked("All for it"), COUNTED: asked("Not all: counted below")},
    "mended": MENDING,
    **{each.value: _TOLD for each in OUTSIDERS},
}


def other_than(typed: Mapping[str, str], file: CaseFile) -> Iterator[tuple[str, str]]:
    """Yield each answer that stands now and is another than what was typed."""
    now = require_inside(file).ending
    for name, question in _QUESTIONS.items():
        if now.get(name, "") != typed.get(name, ""):
            yield str(_(question)), _in_words(name, now.get(name, ""), file)


def _in_words(name: str, said: str, file: CaseFile) -> str:
    if name in TICKED:
        return str(_("Yes") if said else _("No"))
    if name in _CHOICES and said:
        return str(_(_CHOICES[name][said]))
    return _written(name, said, file) if said else str(_("Not answered"))


def _written(name: str, said: str, file: CaseFile) -> str:
    if name == "by":
        return ", ".join(name_of(file.committee, PersonId(each)) for each in said.split())
    return with_year(date.fromisoformat(said)) if name == "day" else said
