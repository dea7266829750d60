"""Who reads what lies under a key, by name: the same list wherever something is moved or shown."""

from dataclasses import dataclass

from casework.complaints.services.privilege.containers import reads
from casework.complaints.services.privilege.lawyers import companys_among
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.wording import name_of
from crypto.keyring.casekeys import Part
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Audience:
    """The frame that shows for whom something is, and the names of those people."""

    kind: str
    names: str


def audience_of(file: CaseFile, part: Part) -> Audience:
    kind = "committee" if part is Part.NOTES else "privileged"
    return Audience(kind, names_of(file, part))


def names_of(file: CaseFile, part: Part) -> str:
    """Return nothing for a guest, who is not told who else reads it."""
    guests = [who for who in guests_of(file) if reads(_parts_of(file, who), part)]
    return ", ".join(name_of(file.committee, who) for who in (*readers_of(file), *guests))


def who_should_not(tx: Transaction, file: CaseFile) -> str:
    """Name guests whom this case knows as the company's lawyers, and who read the committee's."""
    if file.inside is None:
        return ""
    guests = [who for who in guests_of(file) if reads(_parts_of(file, who), Part.PRIVILEGED)]
    found = companys_among(tx, file, guests)
    return ", ".join(name_of(file.committee, who) for who in guests if who in found)


def _parts_of(file: CaseFile, who: str) -> frozenset[Part]:
    grants = file.listed.readers if file.listed else {}
    found = next((grant for each, grant in grants.items() if each == who), frozenset[Part]())
    return found if isinstance(found, frozenset) else frozenset(Part)
