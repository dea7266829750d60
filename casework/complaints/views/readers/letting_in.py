"""Whom a case may be opened to, with what stands against it, and what two readers write down."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.privilege.labels import LawyerRole
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, too_long, typed_day, words
from casework.complaints.services.assessing.matching import Known
from casework.complaints.services.deeds import timeline
from casework.complaints.services.privilege.lawyers import companys_among
from casework.complaints.services.readers.newcomers import (
    Vouched,
    is_tied,
    may_be_guests,
    may_join,
    may_touch,
    vouched_for,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.matching import in_words
from casework.complaints.views.parts.privilege import ways
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from config.questions.asked import asked
from crypto.keyring.casekeys import Part
from crypto.names import PersonId
from store.database import Transaction

_SHORT: Final = 200
NEWCOMER, GUEST = "newcomer", "guest"
_PARTS: Final[Mapping[str, tuple[Part, str]]] = {
    "evidence": (Part.EVIDENCE, asked("Files")),
    "privileged": (Part.PRIVILEGED, asked("Privileged: the committee’s counsel")),
    "company": (Part.COMPANY, asked("Privileged: the company’s counsel")),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the boxes of one form, and what is wrong with it."""

    form: str = ""
    who: str = ""
    why: str = field(default="", repr=False)
    free: str = field(default="", repr=False)
    parts: tuple[str, ...] = ()
    until: TypedDay = NO_DAY
    cleared: bool = False
    lawyer: str = ""


NOTHING_TYPED: Final = Typed()


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody for whom a first reader has asked."""

    id: PersonId
    name: str
    says: str
    why: str
    free: str
    warning: str
    is_mine: bool


Candidate = tuple[str, str, str]
"""Somebody's id, the name, and what may stand in the way."""


@dataclass(frozen=True, slots=True)
class LettingIn:
    """All that the page needs to let somebody in."""

    pending: tuple[Pending, ...]
    others: tuple[Candidate, ...]
    guests: tuple[Candidate, ...]
    parts: tuple[tuple[str, str], ...]
    lawyers: tuple[tuple[str, str], ...]
    typed: Typed


def letting_in(tx: Transaction, file: CaseFile, known: Known, typed: Typed) -> LettingIn:
    others = may_join(tx, desk(), file)
    coming = file.inside.coming if file.inside else {}
    guests = may_be_guests(tx, desk(), file)
    companys = companys_among(tx, file, guests)
    return LettingIn(
        pending=tuple(_pending(tx, file, known, who) for who in others if who in coming),
        others=tuple(_candidate(tx, file, known, who) for who in others if who not in coming),
        guests=tuple(_guest(tx, file, known, who, is_theirs=who in companys) for who in guests),
        parts=tuple(_parts(is_theirs=typed.who in companys or companys >= set(guests))),
        lawyers=ways().roles,
        typed=typed,
    )


def read_typed(form: Mapping[str, str], which: str, parts: list[str]) -> Typed:
    return Typed(
        which,
        form.get("who", ""),
        words(form, "why"),
        words(form, "free"),
        tuple(parts),
        typed_day(form, "until"),
        form.get("cleared") == "1",
        form.get("lawyer", ""),
    )


def vouched_in(typed: Typed) -> Vouched | None:
    """Return what was written, if both questions were answered."""
    lawyer = LawyerRole(typed.lawyer) if typed.lawyer in set(LawyerRole) else None
    return Vouched(typed.why, typed.free, lawyer) if typed.why and typed.free else None


def wrong_in_vouching(typed: Typed, form: Mapping[str, str]) -> dict[str, str]:
    """Say beside each box what is missing, or too much, of what a reader writes down."""
    free = _("Say how you know that nothing stands in their way.")
    faults = {
        typed.form: "" if typed.who else _("Choose who."),
        f"why-{typed.form}": too_long(form, "why", _SHORT)
        if typed.why
        else _("Say why they should read it."),
        f"free-{typed.form}": too_long(form, "free", _SHORT) if typed.free else free,
    }
    return {box: str(says) for box, says in faults.items() if says}


def wrong_with_guest(typed: Typed, form: Mapping[str, str], today: date) -> dict[str, str]:
    until = read_day(form, "until")
    is_to_come = until is not None and until >= today
    ends = {} if is_to_come else {"until": str(_("Give a day to come on which it ends."))}
    return wrong_in_vouching(typed, form) | ends


def form_of(file: CaseFile, who: str) -> str:
    """Name the form that was filled in: whoever is asked for already has one of their own."""
    return who if file.inside and who in file.inside.coming else NEWCOMER


def _candidate(tx: Transaction, file: CaseFile, known: Known, who: PersonId) -> Candidate:
    return who, name_of(file.committee, who), " ".join(_warnings(tx, file, known, who))


def _guest(
    tx: Transaction, file: CaseFile, known: Known, who: PersonId, *, is_theirs: bool
) -> Candidate:
    _id, name, warning = _candidate(tx, file, known, who)
    says = _("The company’s counsel: what is for the committee’s alone cannot be opened to them.")
    return who, name, " ".join(filter(None, (warning, str(says) if is_theirs else "")))


def _parts(*, is_theirs: bool) -> Iterator[tuple[str, str]]:
    """Yield what may be chosen. Whoever is the company's lawyer is offered the company's alone."""
    for name, (part, says) in _PARTS.items():
        if part is not Part.PRIVILEGED or not is_theirs:
            yield name, str(_(says))


def parts_in(typed: Typed) -> frozenset[Part]:
    return frozenset(_PARTS[each][0] for each in typed.parts if each in _PARTS)


def _pending(tx: Transaction, file: CaseFile, known: Known, who: PersonId) -> Pending:
    by = file.inside.coming.get(who) if file.inside else None
    said, name = vouched_for(tx, file, who), name_of(file.committee, who)
    asks = _("%(by)s asks for %(name)s to read it.", by=name_of(file.committee, by), name=name)
    warning = " ".join(_warnings(tx, file, known, who))
    return Pending(who, name, str(asks), said.why, said.free, warning, by == file.me.person)


def _warnings(tx: Transaction, file: CaseFile, known: Known, who: PersonId) -> Iterator[str]:
    if is_tied(file, known, who):
        yield str(_("Is tied to somebody who is written down in it, and cannot be let in."))
    for match in may_touch(tx, file, known, who):
        yield in_words(file, match)
    if any(each.did is Did.STEPPED_BACK and each.by == who for each in timeline(tx, file)):
        yield str(_("Stepped back from it before."))
    if who in known.undeclared:
        yield str(_("Has declared no ties yet."))
