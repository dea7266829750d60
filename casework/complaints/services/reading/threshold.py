"""What stands before a reader's first look: a name in the report may be on their own list.

A guest is asked in any case: nobody of those who let them in knows whom they are close to.

Nothing of the report is shown before they chose. They are not told which name it is: whoever steps
back should know no more than they must, and whoever reads on is known to have been asked.
"""

from typing import Final

from casework.complaints.domain.case.deeds import SEEING, Did, Line
from casework.complaints.domain.conflicts.ties import gives_pause
from casework.complaints.services.assessing.matching import ties_of, words_told
from casework.complaints.services.deeds import deeds_of_guests, line_of, timeline, with_deed
from casework.complaints.services.readers.rekeying import NotThere, open_part_to_write, settle
from casework.complaints.services.reading.casefiles import CaseFile, save
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import RefusedError
from crypto.names import CaseId, PersonId
from store.database import Transaction

FREE: Final = "free"
"""The question whether anything stands in somebody's way, as deeds name it."""


class AtThresholdError(RefusedError):
    """Whoever asks has not chosen yet. Nothing was shown, and nothing changed."""

    def __init__(self, case: CaseId) -> None:
        super().__init__("whoever asks must choose first whether to read on")
        self.case = case


def is_at_threshold(tx: Transaction, desk: Desk, file: CaseFile) -> bool:
    """Say whether they must choose first. Who had it open once has nothing left to choose."""
    if file.inside is None:
        return not has_said_free(tx, file, file.me.person)
    if has_looked(tx, file) or _has_read_on(tx, file):
        return False
    return may_match(tx, desk, file)


def may_match(tx: Transaction, desk: Desk, file: CaseFile) -> bool:
    """Say whether the report may speak of somebody on their list."""
    return gives_pause(words_told(tx, file), ties_of(desk, file.me))


def require_crossed(tx: Transaction, desk: Desk, file: CaseFile | None) -> None:
    if file is not None and is_at_threshold(tx, desk, file):
        raise AtThresholdError(file.id)


def has_looked(tx: Transaction, file: CaseFile) -> bool:
    """Say whether they had it on a screen. The sealed case knows it of whoever reads all of it."""
    me = file.me.person
    if file.inside is not None and me in file.inside.looked:
        return True
    return any(each.by == me and each.did in SEEING for each in timeline(tx, file))


def read_on(desk: Desk, me: SignedIn, case: CaseId) -> NotThere | None:
    """Choose to read it all the same. Everybody who reads the case can see that they were asked."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_part_to_write(tx, desk, me, case)
        if file is None:
            return NotThere()
        if is_at_threshold(tx, desk, file):
            save(tx, _chosen(tx, desk, file))
    return None


def has_said_free(tx: Transaction, file: CaseFile, who: PersonId) -> bool:
    """Say whether a guest said that nothing stands in their way, and has not left since.

    It counts while it lies where they find it themselves: whoever makes new keys without them moves
    it to the committee. Until then it and their leaving are counted, for neither has a number.
    """
    mine = [line_of(each) for each in deeds_of_guests(tx, file) if each.by == who]
    left = sum(each.did is Did.STEPPED_BACK for each in mine)
    return sum(map(_is_free, mine)) > left


def _chosen(tx: Transaction, desk: Desk, file: CaseFile) -> CaseFile:
    """Write down what was chosen: that they were asked, and what a guest says by reading on."""
    if may_match(tx, desk, file):
        file = with_deed(tx, desk, file, Did.READ_ON)
    if file.inside is None:
        file = with_deed(tx, desk, file, Did.DECIDED, question=FREE)
    return file


def _is_free(line: Line) -> bool:
    return line.did is Did.DECIDED and line.said.get("question") == FREE


def _has_read_on(tx: Transaction, file: CaseFile) -> bool:
    me = file.me.person
    return any(each.by == me and each.did is Did.READ_ON for each in timeline(tx, file))
