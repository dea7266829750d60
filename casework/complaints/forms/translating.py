"""A translation as it was typed: whose work it is, and a box for each of the reporter's answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from casework.complaints.forms.writing import too_long, words
from casework.complaints.services.evidence.translating import Translation
from casework.complaints.services.talking import LONGEST_NOTE
from crypto.message.said import Answer

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Typed:
    whose: str = field(default="", repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    wrong: Mapping[str, str] = field(default_factory=dict)

    def of(self, number: int) -> Translation:
        """Leave out what nobody translated: the original says it all the same."""
        said = (Answer(name, text) for name, text in self.answers.items() if text)
        return Translation(number, self.whose, tuple(said))


def box_of(name: str) -> str:
    return f"answer-{name}"


def _too_long(form: Mapping[str, str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    boxes = {box_of(name): LONGEST_NOTE for name in names}
    for box, most in {"whose": _LONGEST_NAME, **boxes}.items():
        if says := too_long(form, box, most):
            yield box, says


def read_translation(form: Mapping[str, str], names: Iterable[str]) -> Typed:
    """Read a box for each answer that was given, and none that was not."""
    answers = {name: words(form, box_of(name)) for name in names}
    whose = " ".join(words(form, "whose").split())
    wrong = dict(_too_long(form, answers))
    if not whose:
        wrong["whose"] = str(_("Say who translated it. Write your own name if it was you."))
    if not any(answers.values()):
        first = next(iter(answers), "")
        wrong[box_of(first)] = str(_("Write the translation."))
    return Typed(whose, answers, wrong)
