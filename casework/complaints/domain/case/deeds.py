"""What is done in a case. The history shows that something was done; the case alone tells what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from crypto.names import PersonId


class Did(StrEnum):
    CAME_IN = "came in"
    LOOKED = "looked"  # the first of all
    READ = "read"  # anybody after that, once
    READ_ON = "read on"  # although a name in it may be on their own list
    WROTE_AGAIN = "reporter wrote again"
    ANSWERED = "answered"
    NOTED = "noted"
    NOTED_PRIVILEGED = "noted privileged"
    NOTE_TO_COUNSEL = "note moved to privileged"
    NOTE_TO_COMMITTEE = "note moved from privileged"
    NOTE_LABELLED = "note labelled"
    FILE_LABELLED = "file labelled"
    DECIDED = "decided"  # one of the six questions of triage
    MOVED = "moved"  # to another status
    STEPPED_BACK = "stepped back"
    REMOVED = "removed"
    REMOVAL_AGREED = "removal agreed"
    GRANTED = "granted"
    ASKED_FOR = "asked for"  # a reader to be added, which needs a second word
    ADDED = "added"
    READERS_SETTLED = "readers settled"
    SET_ASIDE_ASKED = "set aside asked"
    SET_ASIDE = "set aside"
    TAKEN_BACK = "taken back"
    FILE_OPENED = "file opened"
    FILE_ADDED = "file added"
    LETTING_GO_ASKED = "letting go asked"  # to let a line of the closing list go
    LET_GO = "let go"
    HELD = "held"
    HOLD_LIFT_ASKED = "hold lift asked"
    HOLD_LIFTED = "hold lifted"
    PERIOD_SET = "period set"  # how long it is kept
    DISPOSAL_APPROVED = "disposal approved"
    NAMED = "named"  # somebody in it
    STRUCK_OUT = "struck out"
    HAS_TIE = "has a tie"
    LIFT_ASKED = "lift asked"
    LIFTED = "lifted"
    GRADED = "graded"
    SCOPED = "scoped"
    HANDED_OVER = "handed over"
    CAME_BACK = "came back"
    SECOND_WORD_ON = "second word on"
    SECOND_WORD_OFF_ASKED = "second word off asked"
    SECOND_WORD_OFF = "second word off"
    REPLY_WAITS = "reply waits"  # for a second reader
    REPLY_AGREED = "reply agreed"
    REPLY_REFUSED = "reply refused"
    IDENTITY_SEEN = "identity seen"  # known only to those who were told who the reporter is
    LINKED = "linked"  # known only to those who read both cases
    EXPORTED = "exported"
    EXPORT_ASKED = "export asked"  # of several cases at once, which needs a second word
    EXPORT_ALLOWED = "export allowed"
    CLOCK_BEGUN = "clock begun"
    CLOCK_MET = "clock met"
    COVERED = "covered"  # put behind “Show”
    UNCOVERED = "uncovered"
    HIDING_ASKED = "hiding asked"  # of a message or a file, which needs a second word
    HIDDEN = "hidden"
    HIDING_DROPPED = "hiding dropped"
    SHOWING_ASKED = "showing asked"
    SHOWN_AGAIN = "shown again"
    HIDDEN_OPENED = "hidden opened"
    MEETING_CONSIDERED = "meeting considered"
    FEAR_RAISED = "fear raised"
    FEAR_SETTLED = "fear settled"
    PLAN_MADE = "plan made"
    CHECKED_IN = "checked in"
    MEASURE_TAKEN = "measure taken"
    SIGNAL_REVIEWED = "signal reviewed"
    OUTING_LOGGED = "outing logged"
    FALSE_APPROVED = "false approved"  # counsel lets a report be called knowingly false
    OUTING_HANDLED = "outing handled"
    ACTION_PROPOSED = "action proposed"  # against somebody protected
    REVIEWER_NAMED = "reviewer named"
    ACTION_ALLOWED = "action allowed"
    ACTION_REFUSED = "action refused"
    BEGAN = "began"  # what was reported: a day that somebody put down
    TRANSCRIBED = "transcribed"  # a step of what was told by mouth
    IDENTITY_TOLD = "identity told"  # known only to those who were told who the reporter is
    CLAIM_ADDED = "claim added"  # of retaliation, to what is judged
    TASK_SET = "task set"
    TASK_CHANGED = "task changed"
    TASK_HANDED = "task handed on"
    TASK_DONE = "task done"
    TASK_WITHDRAWN = "task withdrawn"
    TASK_AGAIN = "task taken up again"
    TRANSLATED = "translated"  # words of the reporter, which stay as they are
    REMARKED = "remarked"  # on another line, which stays as it is


SEEING: Final = frozenset(
    {
        Did.LOOKED,
        Did.READ,
        Did.FILE_OPENED,
        Did.FILE_ADDED,
        Did.ANSWERED,
        Did.NOTED,
        Did.NOTED_PRIVILEGED,
        Did.NOTE_TO_COUNSEL,
        Did.NOTE_TO_COMMITTEE,
        Did.NOTE_LABELLED,
        Did.FILE_LABELLED,
        Did.TRANSLATED,
        Did.EXPORTED,
    }
)
"""What nobody does without having had the case on a screen. What an unlock does needs no eyes."""


class About(StrEnum):
    """What lines of a timeline can be looked through for."""

    WORDS = "words"
    PEOPLE = "people"
    SEEN = "seen"
    CARE = "care"
    WORK = "work"


_ABOUT: Final[Mapping[About, frozenset[Did]]] = {
    About.WORDS: frozenset(
        {
            *(Did.WROTE_AGAIN, Did.ANSWERED, Did.REPLY_WAITS, Did.REPLY_AGREED),
            *(Did.REPLY_REFUSED, Did.TRANSLATED),
        }
    ),
    About.PEOPLE: frozenset(
        {
            *(Did.STEPPED_BACK, Did.REMOVED, Did.GRANTED, Did.ASKED_FOR, Did.ADDED),
            *(Did.READERS_SETTLED, Did.NAMED, Did.STRUCK_OUT, Did.HAS_TIE, Did.LIFT_ASKED),
            Did.LIFTED,
        }
    ),
    About.SEEN: frozenset(
        {
            *(Did.CAME_IN, Did.LOOKED, Did.READ, Did.READ_ON, Did.FILE_OPENED, Did.IDENTITY_SEEN),
            *(Did.EXPORTED, Did.EXPORT_ASKED, Did.EXPORT_ALLOWED, Did.HIDDEN_OPENED),
        }
    ),
    About.CARE: frozenset(
        {
            *(Did.FEAR_RAISED, Did.FEAR_SETTLED, Did.PLAN_MADE, Did.CHECKED_IN),
            *(Did.MEASURE_TAKEN, Did.SIGNAL_REVIEWED, Did.OUTING_LOGGED, Did.OUTING_HANDLED),
        }
    ),
}


def about_of(did: Did) -> About:
    """Return what a line is about. Whatever moves the case on is work on it."""
    return next((about for about, some in _ABOUT.items() if did in some), About.WORK)


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line of a case's own timeline, read from what was committed to."""

    did: Did
    day: date
    by: PersonId | None
    said: Mapping[str, str] = field(default_factory=dict)
