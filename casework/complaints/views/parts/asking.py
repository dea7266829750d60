"""The six questions as they are asked, with every choice in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Exposure, Inside
from casework.complaints.domain.triage import CANNOT_TELL
from casework.complaints.forms.deciding import TypedAnswer
from casework.complaints.services.deciding import QUESTIONS
from casework.complaints.services.moving import as_seen, kept_away
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.deciding.whose import Group, groups
from casework.complaints.views.parts.heading import readers_of
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from config.questions.asked import asked

Choice: TypeAlias = tuple[str, str, str]

ASKS: Final = {
    "can_act": asked("Can you act on this?"),
    "ours": asked("Is it ours?"),
    "danger": asked("Is anyone in danger, or is something about to happen?"),
    "exposure": asked("Could the reporter be found out by what we do next?"),
    "people": asked("Who leads, and who seconds?"),
    "reply": asked("What do we say to the reporter first?"),
}
NO_DANGER: Final = "none"
SEVERAL: Final = frozenset({"danger"})
NEED_WHY: Final = frozenset({"exposure"})
_HINTS: Final = {
    "can_act": asked("If you know somebody in it, or have a stake, step back."),
    "ours": asked(
        "What is it about? It stands under whose it is. If the reporter ticked a topic, that is "
        "filled in."
    ),
    "danger": asked("Tick all that fits."),
    "exposure": asked("Readers see this on every page of this case."),
    "people": asked("Only those who read it are listed."),
    "reply": asked("Change the draft as you like. Next you see what will go."),
}


_LAST: Final = QUESTIONS[-1]
_TOPICS: Final = {
    "accounting": "ACC-EST",
    "controls": "ICF-CTL",
    "audit": "AUD-MIS",
    "disclosure": "ACC-DIS",
    "bribes": "FRD-COR",
    "theft": "FRD-AST",
    "retaliation": "RET",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question as the page draws it."""

    question: str
    legend: str
    hint: str
    kind: str
    options: tuple[Choice, ...]
    chosen: tuple[str, ...]
    why: str
    was: str
    groups: tuple[Group, ...] = ()
    error: str = ""
    more_error: str = ""  # of the second box, where there are two


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with the answer to a question, and the box that it leads to."""

    question: str
    box: str
    says: str


def asked_again(ask: Ask, typed: TypedAnswer, wrong: Sequence[Wrong]) -> Ask:
    """Return a question with what was typed, and what is wrong with it beside its boxes."""
    mine = [each for each in wrong if each.question == ask.question]
    return replace(
        ask,
        chosen=typed.chosen,
        why=typed.why,
        error=" ".join(each.says for each in mine if each.box == ask.question),
        more_error=" ".join(each.says for each in mine if each.box != ask.question),
    )


def ask_of(question: str, file: CaseFile, inside: Inside) -> Ask:
    choice, why = inside.triage.get(question, _suggested(question, file))
    chosen = tuple(choice.split()) if question in SEVERAL else (choice, why)
    return Ask(
        question=question,
        legend=str(_(ASKS[question])),
        hint=str(_(_HINTS[question])),
        kind=_kind(question),
        options=tuple(options_of(question, file)),
        chosen=chosen,
        why=why,
        was=as_seen(inside, question),
        groups=_groups() if question == "ours" else (),
    )


def open_questions(inside: Inside) -> list[str]:
    """Return what can be answered on one page; the reply comes when all else is said."""
    found = [each for each in QUESTIONS if each not in inside.triage]
    return [each for each in found if each != _LAST] or found


def _suggested(question: str, file: CaseFile) -> tuple[str, str]:
    """Fill in what is likely: the reporter's own topic, and whoever reads as the lead.

    Without a topic nobody can tell yet, which binds nobody: it stays with us.
    """
    if question == "people":
        return file.me.person, ""
    topic = next((_TOPICS[each] for each in file.card.topics if each in _TOPICS), CANNOT_TELL)
    return (topic, "") if question == "ours" else ("", "")


def options_of(question: str, file: CaseFile) -> Sequence[Choice]:
    if question == "people":
        away = kept_away(file)
        free = (who for who in readers_of(file) if who not in away)
        return [(who, name_of(file.committee, who), "") for who in free]
    return _ours() if question == "ours" else _FIXED[question]()


def answered_in_words(question: str, file: CaseFile, inside: Inside) -> str:
    choice, why = inside.triage[question]
    if question == "people":
        return ", ".join(name_of(file.committee, who) for who in (file.card.lead, file.card.second))
    words = {value: text for value, text, _hint in options_of(question, file)}
    says = ", ".join(words.get(each, each) for each in _chosen(question, choice))
    return f"{says}. {why}" if why else says


def answer_in_words(question: str, choice: str) -> str:
    """Say a choice of triage in the words in which it was offered."""
    if question == "ours":
        words = {value: text for value, text, _hint in _ours()}
    else:
        words = {value: text for value, text, _hint in _FIXED.get(question, list)()}
    return ", ".join(words.get(each, each) for each in _chosen(question, choice)) or "–"


def _chosen(question: str, choice: str) -> list[str]:
    return choice.split() if question in SEVERAL else [choice]


def _kind(question: str) -> str:
    kinds = {"danger": "several", "ours": "long", "people": "people", "reply": "reply"}
    return kinds.get(question, "one")


def _ours() -> list[Choice]:
    found = procedure_of(desk()).taxonomy.categories
    return [_cannot_tell(), *((str(code), each.name, "") for code, each in found.items())]


def _groups() -> tuple[Group, ...]:
    value, text, _hint = _cannot_tell()
    nobody = Group("", ((value, text),))
    return (nobody, *groups(tuple(procedure_of(desk()).taxonomy.categories.values())))


def _cannot_tell() -> Choice:
    return CANNOT_TELL, _("Cannot tell yet"), ""


def _can_act() -> list[Choice]:
    return [
        ("read_on", _("Yes. Nothing stands in my way"), ""),
        ("step_back", _("No. I step back"), _("You lose access, and are not told about it again")),
    ]


def _danger() -> list[Choice]:
    return [
        ("person", _("Somebody may come to harm"), ""),
        ("evidence", _("Proof may be lost"), _("Ask counsel for a note to keep it")),
        ("soon", _("Something is about to happen"), _("A filing, a payment, an offer")),
        (NO_DANGER, _("Nothing of that"), ""),
    ]


def _exposure() -> list[Choice]:
    return [
        (Exposure.LOW.value, _("Low"), _("Many people could know this")),
        (Exposure.SOME.value, _("Some"), _("A team or a site could know it")),
        (Exposure.HIGH.value, _("High"), _("Very few people could know it")),
    ]


def _reply() -> list[Choice]:
    return [("sent", _("Sent"), ""), ("drafted", _("Waits for a second reader"), "")]


_FIXED: Final = {
    "can_act": _can_act,
    "danger": _danger,
    "exposure": _exposure,
    "reply": _reply,
}
