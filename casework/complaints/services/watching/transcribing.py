"""What somebody told by mouth, and a member wrote down: its reporter may mend it and sign it."""

from dataclasses import replace

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.european import Step
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, Deed, watch
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId


def take_step(desk: Desk, me: SignedIn, case: CaseId, step: Step, why: str) -> Changed:
    """Put down that it was offered, mended or signed, in this order and each once."""

    def work(_file: CaseFile, watched: Watched) -> Watched | None:
        transcript = watched.transcript
        if transcript is None or transcript.next_step is not step:
            return None
        return replace(watched, transcript=transcript.took(step, desk.today()))

    return watch(desk, me, case, Deed(Did.TRANSCRIBED, {"why": why}), work)
