"""Whether enough people are left to work on a case, and who could come where they are not."""

from casework.complaints.domain.conflicts.bench import Remaining, remaining, stand_ins_of
from casework.complaints.services.moving import bench_of
from casework.complaints.services.readers.newcomers import may_join
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.desk import Desk
from crypto.names import PersonId
from store.database import Transaction


def staff_of(
    tx: Transaction, desk: Desk, file: CaseFile, leaving: PersonId | None = None
) -> Remaining:
    """Return who can lead and second, and would still when somebody goes.

    Members are proposed before those from outside, in the order in which they stand in.
    """
    gone = frozenset({leaving} if leaving else ())
    could = may_join(tx, desk, file)
    manifest = file.committee.manifest
    in_order = stand_ins_of(leaving, [each.id for each in manifest.members])
    alternates = tuple(who for who in in_order if who in could)
    counsel = tuple(each.id for each in manifest.externals if each.id in could)
    return remaining(free_readers(file), gone, bench_of(file, alternates, counsel))
