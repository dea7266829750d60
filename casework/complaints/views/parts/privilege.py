"""Labels of privilege and what they lack, in plain words; and sentences that muzzle somebody."""

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.privilege.labels import Client, Label, Lack, LawyerRole, Material
from casework.complaints.domain.privilege.muzzles import Problem, muzzles
from casework.complaints.domain.privilege.sharing import Cleared, Held, Receiver, share
from casework.complaints.records.grounds import Labelled, read_label
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from config.questions.asked import asked
from config.words import with_year
from crypto.errors import CryptoError
from store.database import Transaction

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
# Beside which box each lack is said.
BOXES: Final[Mapping[Lack, str]] = {
    Lack.LAWYER: "lawyer",
    Lack.ROLE: "role",
    Lack.PURPOSE: "about",
    Lack.CLIENT: "client",
    Lack.DATE: "on",
    Lack.LITIGATION: "litigation",
    Lack.UPJOHN: "upjohn",
    Lack.FACTS_STAY_OUTSIDE: "material",
}
LACKS: Final[Mapping[Lack, str]] = {
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


def label_of(raw: bytes) -> Labelled | None:
    try:
        return read_label(raw) if raw else None
    except CryptoError:
        return None


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


def labels_in(tx: Transaction, file: CaseFile) -> frozenset[Label]:
    """Return what is claimed in a case: sharing it may end the protection, so a lawyer is asked."""
    found = (label_of(each.raw) for each in entries_of(tx, file, Kind.PRIVILEGED))
    held = {each.label for each in found if each is not None}
    return frozenset(
        each for each in held if isinstance(share(each, Receiver.ADVISER, Cleared()), Held)
    )
