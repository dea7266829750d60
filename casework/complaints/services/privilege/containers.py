"""Under which key a note or a file lies, by what its label claims; and whom it is kept from.

A label alone hides nothing. So what is the committee's alone lies under a key that the company's
lawyers were never given, and not behind a question that a page asks.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.privilege.labels import Container, LawyerRole, container
from casework.complaints.records.evidence.brought import read_brought
from casework.complaints.records.grounds import Labelled, read_label
from casework.complaints.services.reading.casefiles import PARTS, CaseFile, entries_of
from crypto.errors import CryptoError
from crypto.keyring.casekeys import Part
from store.database import Transaction

CONTAINERS: Final[Mapping[Part, Container]] = {
    Part.PRIVILEGED: Container.COMMITTEE,
    Part.COMPANY: Container.COMPANY,
}
"""Whoever has the first has the second, which lies within it."""


def part_for(kind: Kind, labelled: Labelled | None) -> Part:
    """Return where it belongs. Advice that nobody has labelled is the committee's alone."""
    claimed = Container.OPEN if labelled is None else _claimed(labelled)
    if kind is Kind.NOTE:
        return Part.NOTES
    if claimed is Container.COMPANY:
        return Part.COMPANY
    is_open = kind is Kind.EVIDENCE and claimed is Container.OPEN
    return PARTS[kind] if is_open else Part.PRIVILEGED


def part_to_write(file: CaseFile, labelled: Labelled | None) -> Part | None:
    """Return where a note of this reader goes, if there is a key for it.

    Whoever reads the company's container alone writes there, and claims nothing for the committee.
    """
    wanted = part_for(Kind.PRIVILEGED, labelled)
    if file.ring.part(wanted) is not None:
        return wanted
    claims = labelled is not None and _claimed(labelled) is not Container.OPEN
    return Part.COMPANY if file.ring.part(Part.COMPANY) is not None and not claims else None


def reads(parts: Collection[Part], part: Part) -> bool:
    """Say whether whoever was granted these parts reads that one."""
    return part in parts or (part is Part.COMPANY and Part.PRIVILEGED in parts)


def label_of(kind: Kind, raw: bytes) -> Labelled | None:
    """Return the label of a note or of a file that a member added, if it has one."""
    try:
        if kind is Kind.EVIDENCE:
            return read_brought(raw).labelled
        return read_label(raw) if raw else None
    except CryptoError:
        return None


def labels_in(tx: Transaction, file: CaseFile) -> Iterator[Labelled]:
    for each in entries_of(tx, file, Kind.PRIVILEGED, Kind.EVIDENCE):
        labelled = label_of(each.kind, each.raw)
        if labelled is not None:
            yield labelled


def companys_lawyers(tx: Transaction, file: CaseFile) -> Iterator[str]:
    """Yield whom a label names as a lawyer of the company."""
    grounds = (each.grounds for each in labels_in(tx, file))
    return (each.lawyer for each in grounds if each.role is LawyerRole.COMPANY)


def _claimed(labelled: Labelled) -> Container:
    return container(labelled.label, labelled.grounds)
