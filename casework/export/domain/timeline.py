"""Which lines of a timeline go out, and with which of their details. Whatever is not listed stays.

No reason that somebody typed ever goes: it was written for those who read the case, and says of
people what is nobody else's business. A new kind of deed goes nowhere before it stands here.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from casework.complaints.domain.case.deeds import Did, Line
from casework.export.domain.wish import Piece

_FILE: Final = ("file", "number", "which")

GOES: Final[Mapping[Did, tuple[str, ...]]] = {
    Did.CAME_IN: (),
    Did.LOOKED: (),
    Did.READ: (),
    Did.WROTE_AGAIN: (),
    Did.ANSWERED: (),
    Did.NOTED: (),
    Did.DECIDED: ("question", "answer", "about", "who"),  # see _QUESTIONS
    Did.MOVED: ("to",),
    Did.GRANTED: ("who",),
    Did.ASKED_FOR: ("who",),
    Did.ADDED: ("who",),
    Did.SET_ASIDE_ASKED: (),
    Did.SET_ASIDE: (),
    Did.TAKEN_BACK: (),
    Did.FILE_OPENED: _FILE,
    Did.FILE_ADDED: (*_FILE, "source"),
    Did.LETTING_GO_ASKED: (),
    Did.LET_GO: (),
    Did.HELD: (),
    Did.HOLD_LIFT_ASKED: (),
    Did.HOLD_LIFTED: (),
    Did.PERIOD_SET: (),
    Did.DISPOSAL_APPROVED: (),
    Did.GRADED: ("level",),
    Did.SCOPED: (),
    Did.HANDED_OVER: ("name",),
    Did.CAME_BACK: (),
    Did.SECOND_WORD_ON: (),
    Did.SECOND_WORD_OFF_ASKED: (),
    Did.SECOND_WORD_OFF: (),
    Did.REPLY_WAITS: (),
    Did.REPLY_AGREED: ("who",),
    Did.REPLY_REFUSED: (),
    Did.CLOCK_BEGUN: (),
    Did.CLOCK_MET: (),
    Did.BEGAN: (),
    Did.MEETING_CONSIDERED: (),
}

STAYS: Final = frozenset(
    {
        # Who is kept away or went, and who is named in it: ties are told to nobody outside.
        *(Did.READ_ON, Did.STEPPED_BACK, Did.REMOVED, Did.REMOVAL_AGREED, Did.READERS_SETTLED),
        *(Did.NAMED, Did.STRUCK_OUT, Did.HAS_TIE, Did.LIFT_ASKED, Did.LIFTED),
        # What is kept for legal advice stands in the privilege log, and nowhere else.
        *(Did.NOTED_PRIVILEGED, Did.NOTE_TO_COUNSEL, Did.NOTE_TO_COMMITTEE, Did.NOTE_LABELLED),
        *(Did.FILE_LABELLED, Did.FALSE_APPROVED),
        # Who the reporter is, how they spoke and in which language, and what is hidden of it.
        *(Did.IDENTITY_SEEN, Did.IDENTITY_TOLD, Did.TRANSCRIBED, Did.TRANSLATED),
        *(Did.COVERED, Did.UNCOVERED, Did.HIDING_ASKED, Did.HIDDEN, Did.HIDING_DROPPED),
        *(Did.SHOWING_ASKED, Did.SHOWN_AGAIN, Did.HIDDEN_OPENED),
        # What protects somebody.
        *(Did.FEAR_RAISED, Did.FEAR_SETTLED, Did.PLAN_MADE, Did.CHECKED_IN, Did.MEASURE_TAKEN),
        *(Did.SIGNAL_REVIEWED, Did.OUTING_LOGGED, Did.OUTING_HANDLED, Did.ACTION_PROPOSED),
        *(Did.REVIEWER_NAMED, Did.ACTION_ALLOWED, Did.ACTION_REFUSED, Did.CLAIM_ADDED),
        # Another report, another copy, another part of this one.
        *(Did.LINKED, Did.EXPORTED, Did.EXPORT_ASKED, Did.EXPORT_ALLOWED),
        *(Did.TASK_SET, Did.TASK_CHANGED, Did.TASK_HANDED, Did.TASK_DONE, Did.TASK_WITHDRAWN),
        *(Did.TASK_AGAIN, Did.REMARKED),
    }
)
"""What was weighed and stays here. It is written down so that nothing is forgotten."""

_QUESTIONS: Final[Mapping[str, Piece]] = {
    "people": Piece.TIMELINE,
    "ending": Piece.TIMELINE,
    "ours": Piece.OUTCOME,
    "alleged": Piece.OUTCOME,
    "finding": Piece.OUTCOME,
}
"""Which answers go, and with which part. Of danger, of exposure, of who is free: none."""


def outgoing(line: Line, pieces: Collection[Piece]) -> Line | None:
    """Return as much of a line as may go with these parts, or nothing."""
    if line.did not in GOES:
        return None
    if line.did is Did.DECIDED and _QUESTIONS.get(line.said.get("question", "")) not in pieces:
        return None
    details = GOES[line.did]
    return replace(line, said={name: line.said[name] for name in details if name in line.said})
