"""Who must hear at once of what cannot wait until they look: the other readers of that case.

Nothing unattended knows who reads a case, so the session that finds it sends the mail. It says
what every mail says, and goes to nobody who may not read it.
"""

from typing import Final

from casework.collecting.services.mailing import tell_soon
from casework.complaints.domain.case.casefile import Flag
from casework.complaints.services.reading.casefiles import open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.keyring.grants import Whole
from crypto.names import CaseId

PRESSING: Final = frozenset({Flag.RETALIATION, Flag.SOON})
"""What a reporter says that makes a report urgent before anybody has judged it."""


def tell_others(desk: Desk, me: SignedIn, case: CaseId) -> None:
    """Mail the others who read all of it. Whoever is here knows it already."""
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    if file is None or file.listed is None:
        return
    nobody = {me.person, file.committee.manifest.recovery.id}
    whole = {who for who, grant in file.listed.readers.items() if isinstance(grant, Whole)}
    tell_soon(desk, sorted(whole - nobody))
