"""Who must hear at once of what cannot wait until they look: the other readers of that case.

Nothing unattended knows who reads a case, so the session that finds it sends the mail. It says
what every mail says, and goes to nobody who may not read it.
"""

from typing import Final

from casework.collecting.services.mailing import tell_soon
from casework.complaints.domain.case.casefile import Flag
from casework.complaints.services.moving import whole_readers
from casework.complaints.services.reading.casefiles import open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.names import CaseId, PersonId

PRESSING: Final = frozenset({Flag.RETALIATION, Flag.SOON})
"""What a reporter says that makes a report urgent before anybody has judged it."""


def tell_others(desk: Desk, me: SignedIn, case: CaseId) -> None:
    """Mail the others who read all of it. Whoever is here knows it already."""
    tell_soon(desk, sorted(_others(desk, me, case)))


def tell_externals(desk: Desk, me: SignedIn, case: CaseId) -> None:
    """Mail those from outside who read what was just found.

    What collects has no keys, and would tell one too whom the reporter left out.
    """
    committee = desk.trust.now()
    if isinstance(committee, Standing):
        outside = {each.id for each in committee.manifest.externals}
        tell_soon(desk, sorted(_others(desk, me, case) & outside))


def _others(desk: Desk, me: SignedIn, case: CaseId) -> frozenset[PersonId]:
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    return frozenset() if file is None else whole_readers(file) - {me.person}
