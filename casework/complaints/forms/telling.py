"""To whom a reporter's name is to be told, by what right and why, read from a form once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from casework.complaints.domain.european import Ground
from casework.complaints.forms.writing import count, words
from casework.complaints.services.readers import disclosing

LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Telling:
    whom: str = field(default="", repr=False)
    ground: str = ""
    why: str = field(default="", repr=False)
    reasons: str = ""
    problem: str = ""

    def wanted(self) -> disclosing.Telling | None:
        if self.ground not in set(Ground) or not (self.whom and self.why):
            return None
        return disclosing.Telling(self.whom, Ground(self.ground), self.why, count(self.reasons))


NO_TELLING: Final = Telling()


def read_telling(form: Mapping[str, str]) -> Telling:
    return Telling(
        whom=words(form, "whom"),
        ground=form.get("ground", ""),
        why=words(form, "why"),
        reasons=form.get("reasons", ""),
    )
