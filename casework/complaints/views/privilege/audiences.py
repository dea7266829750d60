"""Who reads what lies under a key, by name: the same list wherever something is moved or shown."""

from dataclasses import dataclass

from casework.complaints.services.privilege.containers import reads
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.wording import name_of
from crypto.keyring.casekeys import Part


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


def _parts_of(file: CaseFile, who: str) -> frozenset[Part]:
    grants = file.listed.readers if file.listed else {}
    found = next((grant for each, grant in grants.items() if each == who), frozenset[Part]())
    return found if isinstance(found, frozenset) else frozenset(Part)
