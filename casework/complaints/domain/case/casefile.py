"""What a case holds, as its readers know it once it is open.

The card is what a list shows, so whoever was granted the report may read it. The inside is the
committee's own: whom to answer and how, what was decided, who is on the way out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from casework.complaints.domain.case.assessed import Assessed
from casework.complaints.domain.case.keeping import Keeping
from casework.complaints.domain.case.proposed import Proposed
from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.clocks.running import Clock, Ticking
from casework.complaints.domain.conflicts.check import Statement
from casework.complaints.domain.conflicts.removals import Removal
from casework.complaints.domain.hidden import Hidden
from casework.complaints.domain.outcomes import Allegation
from casework.complaints.domain.protection import Protection
from casework.complaints.domain.severity import Level
from casework.complaints.domain.status import Course, Status
from crypto.names import EnvelopeId, PersonId
from crypto.readers import Readers

_NO_ENVELOPE: Final = EnvelopeId(b"")
_NO_MOVES: Final = Course(())
_NEW: Final = Keeping()
_NOT_ASSESSED: Final = Assessed()
_NOTHING_WATCHED: Final = Watched()
NO_CLOCK: Final = date.max
"""Stands in the place of a day where nothing is due, so that days can be put in order."""


class Standing(StrEnum):
    """Who is to do something next. The one word about a case that is not sealed."""

    NEW = "new"
    REPORTER = "reporter"
    US = "us"
    FINISHED = "finished"


OPEN: Final = (Standing.NEW, Standing.US, Standing.REPORTER)


class Flag(StrEnum):
    """What must be seen before the report is read."""

    RETALIATION = "retaliation"
    SOON = "soon"
    ONE_READER = "one reader"
    DISTRESSING = "distressing"  # a reader who had to read it spares the others a surprise
    AFTER_ERASURE = "after erasure"  # it names a report that is gone


class Exposure(StrEnum):
    """How easily the reporter could be found out by what we do."""

    UNKNOWN = "unknown"
    LOW = "low"
    SOME = "some"
    HIGH = "high"


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    name: str
    received: date
    status: Status
    topics: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()
    lead: PersonId | None = None
    second: PersonId | None = None
    exposure: Exposure = Exposure.UNKNOWN
    clock: Clock = Clock.TRIAGE
    has_news: bool = False  # the reporter wrote, and nobody has answered
    set_aside_by: PersonId | None = None  # “likely not a report”, on one member's word so far
    is_set_aside: bool = False
    aside_why: str = ""
    asks_counsel: bool = False  # to agree that it may be called knowingly false
    guests: Mapping[PersonId, date] = field(default_factory=dict)  # until when each may look
    check_in: date | None = None  # the next day on which a protected person is asked
    watcher: PersonId | None = None  # and who asks
    reviewers: frozenset[PersonId] = frozenset()  # who judges what is planned against somebody
    is_unsigned: bool = False  # what was told by mouth, and its reporter has not signed
    level: Level | None = None  # how serious; nobody has said yet
    drafted_by: PersonId | None = None  # whose words for the reporter wait for a second reader
    unsaid: frozenset[PersonId] = frozenset()  # who leads and has to say whether they are free
    clocks: tuple[Ticking, ...] = ()  # all that run, the next to run out first
    tasks: Mapping[PersonId, date] = field(default_factory=dict)  # the next day of each owner
    untaken: date | None = None  # the first day of a task that nobody has taken
    asked_second: date | None = None  # since when somebody waits for a second word on its end
    hidden: tuple[Hidden, ...] = ()  # what two agreed not to show, or one would have them agree


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """What somebody decided about a case or wrote down beside the inquiry, in words."""

    triage: Mapping[str, tuple[str, str]]  # choice, and why
    allegations: tuple[Allegation, ...]
    assessed: Assessed
    basis: str  # of what was decided in the end
    protection: Protection
    proposed: tuple[Proposed, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Inside:
    first: EnvelopeId
    sent: date
    collected: date
    salt: bytes  # of the proof of reporting
    sealed_to: Readers  # by the first envelope: what every list of readers goes back to
    readers: Readers  # as the reporter's next message will be sealed
    changes: int = 0  # counts every change of this case: whoever saw an older one is told
    entries: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)  # how many entries of each kind
    snapshot: bytes = b""  # the newest words to the reporter; empty until a reader has looked
    unanswered: date | None = None  # since when words of the reporter wait for an answer
    promised: date | None = None  # the day until which the reporter was promised more
    looked: frozenset[PersonId] = frozenset()  # who had it on a screen
    leaving: tuple[PersonId, ...] = ()  # stepped back, and no reader has made new keys yet
    coming: Mapping[PersonId, PersonId] = field(default_factory=dict)  # who, by whose word
    triage: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # choice, and why
    course: Course = _NO_MOVES
    statements: Mapping[PersonId, Statement] = field(default_factory=dict)
    allegations: tuple[Allegation, ...] = ()
    ending: Mapping[str, str] = field(default_factory=dict)  # what the list before closing asks
    keeping: Keeping = _NEW
    assessed: Assessed = _NOT_ASSESSED
    watched: Watched = _NOTHING_WATCHED
    removals: tuple[Removal, ...] = ()  # of those who are out by one reader's word

    @property
    def judged(self) -> Judged:
        return Judged(
            triage=self.triage,
            allegations=self.allegations,
            assessed=self.assessed,
            basis=self.ending.get("basis", ""),
            protection=self.watched.protection,
            proposed=self.watched.proposed,
        )

    @property
    def level(self) -> Level | None:
        """Return what triage came to; an answer on the list before closing stands in for it."""
        if self.assessed.grade is not None:
            return self.assessed.grade.level
        said_so = self.ending.get("level")
        return Level(int(said_so)) if said_so else None


class Kind(StrEnum):
    """What an entry of a case is. Each kind lies under the key of one part."""

    MESSAGE = "message"  # what the reporter wrote
    FILES = "files"  # what came with it
    EVIDENCE = "evidence"  # a file that a member added
    TRANSLATION = "translation"  # of what the reporter wrote, which stays beside it
    ANSWER = "answer"  # what we wrote to the reporter
    NOTE = "note"  # for the committee alone
    PRIVILEGED = "privileged"  # for legal advice
    TASK = "task"  # what is to be done, or what came of it
    DEED = "deed"  # the opening of a line of the history


_WORDS_TOLD: Final = frozenset({Kind.MESSAGE, Kind.TRANSLATION})


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """Something that was added to a case, and is never changed."""

    kind: Kind
    number: int
    day: date
    by: PersonId | None
    text: str = ""
    # Of a message its language, of a translation whose work it is, of privileged notes the purpose.
    about: str = ""
    raw: bytes = b""  # answers, files or an opening, as they are written elsewhere
    envelope: EnvelopeId = _NO_ENVELOPE
    generation: int = 0  # under which key of the case the envelope's own key lies
    hidden: frozenset[bytes] = frozenset()  # in its case, as read today: it is never sealed with it

    @property
    def is_hidden(self) -> bool:
        """Say whether these are words of the reporter's, or a translation, that are not shown."""
        return self.kind in _WORDS_TOLD and self.envelope in self.hidden
