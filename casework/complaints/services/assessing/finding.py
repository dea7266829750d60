"""What was found about an allegation, written by whoever saw what stood there before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.linking import Refused
from casework.complaints.domain.outcomes import Allegation, AllegationId, Finding, Outcome
from casework.complaints.domain.status import Hindrance, Stays
from casework.complaints.services.deciding import Changed, Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.linking.tying import naming_another, remember_twins
from casework.complaints.services.moving import require_inside
from casework.complaints.services.readers.acting import Deed, is_too_late, require_free
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about which allegation, and what stood there when the page was drawn."""

    which: AllegationId
    finding: Finding = field(repr=False)
    was: str | None = field(default=None, repr=False)  # nothing, if it was no page that asked


def find(desk: Desk, me: SignedIn, case: CaseId, found: Found) -> Decided | Refused:
    """Write down what was found about one allegation."""
    which, finding = found.which, found.finding
    is_duplicate = finding.outcome is Outcome.DUPLICATE
    refused = _would_tell(desk, me, case) if is_duplicate else None
    if refused is not None:
        return refused

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        if found.was not in {None, *finding_as_seen(inside.allegations, which)}:
            return None
        may_say = is_duplicate and None in naming_another(tx, desk, file)
        whole = replace(finding, other_case=may_say, by=me.person)
        after = tuple(
            each.found_anew(whole, me.person) if each.id == which else each
            for each in inside.allegations
        )
        file = replace(file, inside=replace(inside, allegations=after))
        if is_duplicate:
            remember_twins(tx, desk, file)
        about = next((each.category for each in inside.allegations if each.id == which), "")
        said = {"question": "finding", "about": about, "answer": finding.outcome.value}
        return with_deed(tx, desk, file, Did.DECIDED, **said)

    return decided(desk, me, case, work, _part_of(found))


def hindered(file: CaseFile, found: Found) -> Decided | None:
    """Say what stands in the way now, before anybody is asked whether they are sure."""
    require_free(file)
    if is_too_late(file, _part_of(found)):
        return Stays(frozenset({Hindrance.FINISHED}))
    seen = finding_as_seen(require_inside(file).allegations, found.which)
    return None if found.was in {None, *seen} else Changed()


def _part_of(found: Found) -> Deed:
    """What goes on in another report still ends with a finding of its own: that it does."""
    return Deed.CLOSING if found.finding.outcome is Outcome.DUPLICATE else Deed.INQUIRY


def finding_as_seen(allegations: Iterable[Allegation], which: AllegationId) -> Iterator[str]:
    """Yield what a page remembers of a finding, to notice that somebody has changed it."""
    for found in (each.finding for each in allegations if each.id == which):
        ticked = () if found is None else (*sorted(found.actions), *sorted(found.root_causes))
        yield "" if found is None else "\n".join((found.outcome, found.basis, *ticked))


def _would_tell(desk: Desk, me: SignedIn, case: CaseId) -> Refused | None:
    """Say who would learn by it of a case that is not theirs, if every linked one is such."""
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
        found = () if file is None else naming_another(tx, desk, file)
    return None if None in found else next(iter(found), None)
