"""Add a remark to a line of the timeline. The line stays; the remark is a line of its own."""

from collections.abc import Mapping, Sequence
from typing import Final

from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.services.deeds import committed_lines, with_deed
from casework.complaints.services.files import without_hidden_names
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction

_ON: Final = "on"


def remark(desk: Desk, me: SignedIn, case: CaseId, line: str, words: str) -> Changed:
    """Keep it with the line's commitment, so that nobody can say later it was about another."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        there = {commitment.hex() for commitment, _ in committed_lines(tx, file)}
        if line not in there:
            return None
        return with_deed(tx, desk, file, Did.REMARKED, on=line, why=words)

    return change(desk, me, case, work)


def lines_with_names(tx: Transaction, file: CaseFile) -> Mapping[str, Line]:
    """Return each line by what the history knows it as, newest first."""
    found = committed_lines(tx, file)
    shown = without_hidden_names(tx, file, (line for _, line in found))
    return {each.hex(): line for (each, _), line in zip(found, shown, strict=True)}


def remarks_in(lines: Mapping[str, Line]) -> Mapping[str, Sequence[Line]]:
    """Return what was remarked about each line, oldest first."""
    found: dict[str, list[Line]] = {}
    for line in reversed(list(lines.values())):
        if line.did is Did.REMARKED:
            found.setdefault(line.said.get(_ON, ""), []).append(line)
    return found
