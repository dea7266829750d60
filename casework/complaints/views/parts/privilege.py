"""Labels of privilege and what they lack, in plain words; and sentences that muzzle somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from flask_babel import gettext as _

from casework.complaints.domain.privilege.labels import Client, Label, Lack, LawyerRole, Material
from casework.complaints.domain.privilege.muzzles import Problem, muzzles
from casework.complaints.domain.privilege.sharing import Cleared, Held, Receiver, share
from casework.complaints.forms.labelling import NO_LABEL, TypedLabel
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.privilege.containers import labels_in
from casework.complaints.services.reading.casefiles import CaseFile
from config.questions.asked import asked
from config.words import with_year
from store.database import Transaction

_Choice = TypeVar("_Choice", Label, Material, LawyerRole, Client)
LABELS: Final[Mapping[Label, str]] = {
    Label.ATTORNEY_CLIENT: asked("Privileged: attorney and client"),
    Label.WORK_PRODUCT: asked("Attorney work product"),
    Label.CONFIDENTIAL: asked("Confidential, not privileged"),
    Label.MIXED: asked("Mixed: to be taken apart"),
}
MATERIALS: Final[Mapping[Material, str]] = {
    Material.ADVICE: asked("Advice"),
    Material.INTERVIEW: asked("Notes of an interview"),
    Material.INTAKE: asked("What the reporter wrote"),
    Material.REMEDIATION: asked("How something was put right"),
    Material.OTHER: asked("Something else"),
}
ROLES: Final[Mapping[LawyerRole, str]] = {
    LawyerRole.COMMITTEE: asked("The committee’s counsel"),
    LawyerRole.COMPANY: asked("The company’s counsel"),
}
CLIENTS: Final[Mapping[Client, str]] = {
    Client.COMMITTEE: asked("The committee"),
    Client.COMPANY: asked("The company"),
}


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of a label."""

    labels: tuple[tuple[str, str], ...]
    materials: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    clients: tuple[tuple[str, str], ...]


# Beside which box each lack is said, in the order of the boxes.
_BOXES: Final[Mapping[Lack, str]] = {
    Lack.FACTS_STAY_OUTSIDE: "material",
    Lack.LAWYER: "lawyer",
    Lack.ROLE: "role",
    Lack.CLIENT: "client",
    Lack.DATE: "on",
    Lack.LITIGATION: "litigation",
    Lack.UPJOHN: "upjohn",
    Lack.PURPOSE: "about",
}
_LACKS: Final[Mapping[Lack, str]] = {
    Lack.LAWYER: asked("Name the lawyer."),
    Lack.ROLE: asked("Say whose lawyer it is."),
    Lack.PURPOSE: asked("Say what the advice is about."),
    Lack.CLIENT: asked("Say who is the client."),
    Lack.DATE: asked("Give the day of the advice."),
    Lack.LITIGATION: asked("Say which dispute is expected."),
    Lack.UPJOHN: asked("Record the warning that was given before the interview."),
    Lack.FACTS_STAY_OUTSIDE: asked("Facts are not privileged: keep them outside."),
}
_PROBLEMS: Final[Mapping[Problem, str]] = {
    Problem.MUZZLE: asked("It may forbid somebody to speak to an authority: “%(sentence)s”"),
    Problem.PRIOR_CONSENT: asked("It asks for leave before somebody may speak: “%(sentence)s”"),
    Problem.WAIVES_AWARD: asked("It may give up an award: “%(sentence)s”"),
}


def muzzles_in_words(text: str) -> tuple[str, ...]:
    """Return each sentence that a lawyer must see before anybody is held to it: Rule 21F-17."""
    return tuple(str(_(_PROBLEMS[each.problem], sentence=each.sentence)) for each in muzzles(text))


def ways(*, clients: Mapping[Client, str] = CLIENTS) -> Ways:
    return Ways(_choices(LABELS), _choices(MATERIALS), _choices(ROLES), _choices(clients))


def _choices(sentences: Mapping[_Choice, str]) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, str(_(words))) for each, words in sentences.items())


def wrong_in_words(missing: Iterable[Lack]) -> dict[str, str]:
    """Say beside each box what a label lacks: marking alone protects nothing."""
    there = frozenset(missing)
    return {box: str(_(_LACKS[lack])) for lack, box in _BOXES.items() if lack in there}


def wrong_with(typed: TypedLabel, labelled: Labelled | None) -> dict[str, str]:
    """Say all that is wrong with a label. What it is on decides what else is asked: so that too."""
    if labelled is None:
        return {}
    is_unsaid = labelled.label is not Label.CONFIDENTIAL and not typed.material
    unsaid = {"material": str(_("Say what it is."))} if is_unsaid else {}
    return {**unsaid, **wrong_in_words(labelled.lacks)}


def unchosen(typed: TypedLabel, labelled: Labelled | None) -> dict[str, str]:
    """Ask once for the label that was left out where its grounds were written."""
    if labelled is not None or typed == NO_LABEL:
        return {}
    return {
        "label": str(_("Choose which label. Saved without one, what stands below it is not kept."))
    }


def label_in_words(labelled: Labelled | None) -> str:
    return "" if labelled is None else str(_(LABELS[labelled.label]))


def grounds_in_words(labelled: Labelled | None) -> str:
    if labelled is None:
        return ""
    grounds = labelled.grounds
    parts: Iterable[str] = (
        str(_(MATERIALS[labelled.material])),
        grounds.lawyer,
        str(_(ROLES[grounds.role])) if grounds.role else "",
        str(_("For: %(who)s", who=_(CLIENTS[grounds.client]))) if grounds.client else "",
        with_year(grounds.on) if grounds.on else "",
        grounds.litigation,
    )
    return ". ".join(each for each in parts if each)


def is_claimed_in(tx: Transaction, file: CaseFile) -> bool:
    """Say whether something is claimed: sharing it may end the protection, so a lawyer is asked."""
    held = {each.label for each in labels_in(tx, file)}
    return any(isinstance(share(each, Receiver.ADVISER, Cleared()), Held) for each in held)
