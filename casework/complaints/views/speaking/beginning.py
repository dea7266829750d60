"""The words of ours that a reply begins with, as they are for one case."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.europe.module import transcript_of
from casework.complaints.views.parts.answers import told
from casework.complaints.views.speaking.drafts import ASKING, HOW_ARE_YOU, draft_of
from casework.complaints.views.watching.planned import own_rights_in

OFFER: Final = "offer"
ASKS: Final = ASKING | {OFFER}


def words_to_begin(name: str, file: CaseFile, said: Sequence[Entry]) -> str:
    """Return the words of one; of a name that is none of ours, none."""
    if name == OFFER:
        return _offer(said) if transcript_of(file) is not None else ""
    words = draft_of(name, file.rules.levels)
    return " ".join((words, *own_rights_in(file))) if name == HOW_ARE_YOU else words


def _offer(said: Sequence[Entry]) -> str:
    """Return what was taken down, for whoever told it to read, mend and sign."""
    first = next(each for each in said if each.kind is Kind.MESSAGE)
    if first.is_hidden:
        return ""  # its page says so: nobody is asked to sign words that nobody here may see
    words = "\n".join(told(first).story)
    return str(
        _(
            "You told us this, and we wrote it down:\n\n%(words)s\n\n"
            "Please write here what is wrong or missing. If it is right, write: I agree.",
            words=words,
        )
    )
