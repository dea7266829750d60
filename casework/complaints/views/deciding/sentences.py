"""Decisions as lines of a timeline: what was asked, and what the answer was, in words.

Older lines say the question alone. They are told as far as they go.
"""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.outcomes import Outcome
from casework.complaints.domain.taxonomy import CategoryCode, Scope
from casework.complaints.services.procedure import procedure_of
from casework.complaints.views.assessing.wording import SCOPES
from casework.complaints.views.parts.asking import ASKS, answer_in_words
from casework.complaints.views.parts.judging import OUTCOMES
from casework.desk import desk
from config.questions.asked import asked

_OTHERS: Final[Mapping[str, str]] = {
    "free": asked("%(by)s said that nothing stands in the way."),
    "people": asked("%(by)s named who leads and who seconds: %(who)s."),
    "alleged": asked("%(by)s added what is alleged: %(about)s."),
    "finding": asked("%(by)s wrote down what was found about %(about)s: %(answer)s."),
    "ending": asked("%(by)s answered the list before it is finished."),
}
_ANSWERED: Final = asked("%(by)s answered “%(question)s”: %(answer)s.")
_UNSAID: Final = dict.fromkeys(("who", "about", "answer"), "–")


def decided_in_words(by: str, said: Mapping[str, str]) -> str:
    """Say which question it was, and the answer, if the line holds one."""
    question, choice = said.get("question", ""), said.get("answer", "")
    told = {**_UNSAID, **said, "by": by}
    if "about" in said:
        told["about"] = _category(said["about"])
    if question in _OTHERS:
        if choice in set(Outcome):
            told["answer"] = str(_(OUTCOMES[Outcome(choice)]))
        return str(_(_OTHERS[question], **told))
    asks = str(_(ASKS[question])) if question in ASKS else question
    return str(_(_ANSWERED, by=by, question=asks, answer=answer_in_words(question, choice)))


def sorted_in_words(by: str, said: Mapping[str, str]) -> str:
    """Say what something was sorted as, whose that makes it, and what stands no more."""
    about, was = _category(said["about"]), _category(said["was"])
    whose = str(_(SCOPES[Scope(said["scope"])]))
    what = _(
        "%(by)s sorted “%(was)s” as “%(about)s”. %(whose)s.",
        by=by,
        was=was,
        about=about,
        whose=whose,
    )
    if "dropped" not in said:
        return str(what)
    found = str(_(OUTCOMES[Outcome(said["dropped"])]))
    gone = _("What was found about it, “%(found)s”, stands no more.", found=found)
    return f"{what} {gone}"


def _category(code: str) -> str:
    found = procedure_of(desk()).taxonomy.categories.get(CategoryCode(code))
    return code if found is None else found.name
