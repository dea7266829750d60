"""What cannot wait for the other questions: whom to call, and a note that proof must be kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.complaints.domain.case.casefile import Inside, Kind
from casework.complaints.domain.conflicts.bench import Enough, Remaining
from casework.complaints.domain.triage import Danger, Precaution, precautions
from casework.complaints.services.assessing.ties import numbers_of
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, free_readers
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import PEOPLE, PRIVILEGED
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from config.words import in_words
from crypto.names import PersonId
from store.database import Transaction

KEEP = "keep"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What is to be done now. Nobody is on the list of calls who must not hear of it."""

    first: str
    calls: tuple[tuple[str, str], ...]
    note_href: str
    note_says: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Too few are left; and whoever could come, by name."""

    says: str
    href: str


def at_once(tx: Transaction, file: CaseFile, inside: Inside) -> AtOnce | None:
    found = frozenset(Danger(each) for each in _ticked(inside) if each in set(Danger))
    to_do = precautions(found)
    if Precaution.CALL_LIST not in to_do:
        return None
    is_hurt = Danger.PERSON in found
    needs_note = Precaution.NOTE_TO_COUNSEL in to_do
    return AtOnce(
        str(_("If somebody may be hurt now, call the emergency number first.")) if is_hurt else "",
        tuple(_calls(file, numbers_of(desk(), file.me))),
        f"{address(file.id, PRIVILEGED)}?{KEEP}" if needs_note else "",
        _written(tx, file) if needs_note else "",
    )


def purpose() -> str:
    return str(_("What must be kept as proof"))


def draft() -> str:
    """Return what counsel is asked. It repeats no word of the report: counsel reads that too."""
    return str(
        _(
            "Please advise today: which records, devices and messages must be kept, who has to "
            "be told to keep them, and how they are told without showing that there is a report. "
            "Until you answer, nobody of us asks for anything."
        )
    )


def lacking(file: CaseFile, staff: Remaining) -> Lacking | None:
    """Say that the case cannot be staffed, and propose somebody, where that is so."""
    return (
        None
        if isinstance(staff, Enough)
        else Lacking(too_few(file, staff), address(file.id, PEOPLE))
    )


def too_few(file: CaseFile, staff: Remaining) -> str:
    """Name those who are left and who could come: the charter needs two."""
    left = _names(file, staff.left)
    says = _("Only %(name)s can act on it.", name=left) if left else _("Nobody can act on it.")
    return f"{says} {_('The charter needs two.')} {_proposed(file, staff)}"


def remaining_in_words(file: CaseFile, staff: Remaining) -> str:
    """Say who goes on, and whether that is enough."""
    if not isinstance(staff, Enough):
        return too_few(file, staff)
    names = _names(file, staff.left)
    says = ngettext("One reader remains", "%(num)d readers remain", len(staff.left))
    return str(_("%(count)s: %(names)s. The charter needs two.", count=says, names=names))


def _proposed(file: CaseFile, staff: Remaining) -> str:
    if isinstance(staff, Enough) or not staff.proposed:
        return str(_("Nobody else may read it. Ask outside counsel."))
    names = ", ".join(name_of(file.committee, who) for who in staff.proposed)
    return str(_("We propose: %(names)s.", names=names))


def _names(file: CaseFile, people: frozenset[PersonId]) -> str:
    return ", ".join(sorted(name_of(file.committee, who) for who in people))


def _ticked(inside: Inside) -> list[str]:
    return inside.triage.get("danger", ("", ""))[0].split()


def _calls(file: CaseFile, numbers: Mapping[PersonId, str]) -> Iterator[tuple[str, str]]:
    """Yield whom to call: the chair, then who is from outside, then the others who read it."""
    manifest = file.committee.manifest
    chairs = [each.id for each in manifest.members if each.chair]
    outside = [each.id for each in manifest.externals]
    others = sorted(free_readers(file), key=lambda who: name_of(file.committee, who))
    for who in dict.fromkeys((*chairs, *outside, *others)):
        if who in free_readers(file) and who != file.me.person:
            number = numbers.get(who) or str(_("no number given"))
            name = name_of(file.committee, who)
            yield _role(who, chairs, outside), f"{name}: {number}"


def _role(who: PersonId, chairs: list[PersonId], outside: list[PersonId]) -> str:
    if who in chairs:
        return str(_("Chair"))
    return str(_("From outside")) if who in outside else str(_("Reads it"))


def _written(tx: Transaction, file: CaseFile) -> str:
    found = [each for each in entries_of(tx, file, Kind.PRIVILEGED) if each.about == purpose()]
    if not found:
        return ""
    return str(_("A note was written on %(day)s.", day=in_words(found[-1].day)))
