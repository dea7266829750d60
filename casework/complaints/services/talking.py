"""What readers write in a case: to the reporter, for the committee, for counsel. Never mixed up.

Each audience has a function of its own, so that no field of a form can choose another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from casework.complaints.domain.case.assessed import Waiting
from casework.complaints.domain.case.casefile import Entry, Exposure, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.clocks.running import Rules
from casework.complaints.domain.status import Status
from casework.complaints.records.grounds import Labelled, written_label
from casework.complaints.services.deeds import with_deed, with_deed_in
from casework.complaints.services.moving import acknowledged
from casework.complaints.services.privilege.containers import part_to_write
from casework.complaints.services.readers.acting import open_part_to_act, open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle, whose_time_is_over
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    open_file,
    save,
    with_entry,
)
from casework.complaints.services.reading.once import stands
from casework.complaints.services.reading.threshold import (
    has_looked,
    is_at_threshold,
)
from casework.complaints.services.speaking import (
    TooLongError,
    Words,
    begun,
    is_closed,
    post,
    said,
    words_of,
)
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.mailbox.snapshot import MessageId
from crypto.mailbox.snapshot import Status as Told
from crypto.names import CaseId, PersonId
from store.database import Transaction

LONGEST_NOTE: Final = 20_000
DRAFTED: Final = "drafted"
_AFTER_DECISION: Final = frozenset({Status.DECIDED, Status.REMEDIATION, Status.FEEDBACK_GIVEN})


@dataclass(frozen=True, slots=True)
class Done:
    """It is written."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else wrote in this case since the page was drawn."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """The mailbox has no room for so much."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The reporter has closed the mailbox: nothing arrives there any more."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A second reader must agree first, since the reporter could be found out."""


Answered: TypeAlias = Done | Changed | TooLong | Closed | Waits | NotThere


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What goes to the reporter, and what its writer had seen of the conversation."""

    id: MessageId
    text: str
    asks: bool
    seen: int


def look(desk: Desk, me: SignedIn, case: CaseId) -> None:
    """Keep once of each reader that they had it on a screen.

    The first of all tells its reporter so, with a proof.
    """
    with desk.database.reading() as tx:
        file = open_file(tx, desk, me, case)
        over = whose_time_is_over(file, desk.today()) if file else ()
        if file is None or (has_looked(tx, file) and not over) or is_at_threshold(tx, desk, file):
            return
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_file(tx, desk, me, case)
        if file is None or not file.is_settled or has_looked(tx, file):
            return
        file = _looked(file)
        if file.inside is None or words_of(file) is not None:
            save(tx, with_deed(tx, desk, file, Did.READ))
            return
        file = begun(tx, file, Told.OPENED)
        post(tx, save(tx, with_deed(tx, desk, file, Did.LOOKED)))


def _looked(file: CaseFile) -> CaseFile:
    if file.inside is None:
        return file
    return replace(file, inside=replace(file.inside, looked=file.inside.looked | {file.me.person}))


def answer(desk: Desk, me: SignedIn, case: CaseId, reply: Reply) -> Answered:
    """Send words to the reporter, or ask a second reader first if they could be found out."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        hindered = hindered_by(tx, file, reply)
        if hindered is not None:
            return hindered
        if needs_second_word(file):
            save(tx, with_deed(tx, desk, _drafted(file, reply), Did.REPLY_WAITS))
            return Waits()
        return send_words(tx, desk, file, reply)


def note(desk: Desk, me: SignedIn, case: CaseId, text: str) -> Done | NotThere:
    """Keep a note for the committee alone."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        if stands(tx, file):
            return Done()
        file = with_entry(tx, file, Entry(Kind.NOTE, 0, desk.today(), me.person, text))
        save(tx, with_deed(tx, desk, file, Did.NOTED))
    return Done()


@dataclass(frozen=True, slots=True, repr=False)
class Advice:
    """A note for legal advice, and its label if it was given one."""

    text: str
    about: str
    labelled: Labelled | None = None


def note_privileged(desk: Desk, me: SignedIn, case: CaseId, advice: Advice) -> Done | NotThere:
    """Keep a note for legal advice, in its container. Counsel who reads that one writes there."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_part_to_act(tx, desk, me, case)
        part = None if file is None else part_to_write(file, advice.labelled)
        if file is None or part is None:
            return NotThere()
        if stands(tx, file):
            return Done()
        raw = b"" if advice.labelled is None else written_label(advice.labelled)
        entry = Entry(
            Kind.PRIVILEGED, 0, desk.today(), me.person, advice.text, advice.about, raw=raw
        )
        file = with_entry(tx, file, entry, part)
        save(tx, with_deed_in(tx, desk, file, part, Did.NOTED_PRIVILEGED))
    return Done()


def needs_second_word(file: CaseFile) -> bool:
    """Say whether a second reader must agree: as was chosen for this case, or if it is exposed."""
    if file.inside is None:
        return True
    is_exposed = file.card.exposure is Exposure.HIGH
    return file.inside.assessed.second_word.is_needed(is_exposed=is_exposed)


def conversation(tx: Transaction, file: CaseFile) -> Sequence[Entry]:
    """Return what was said on both sides, in the order in which it came to be known here."""
    return entries_of(tx, file, Kind.MESSAGE, Kind.ANSWER)


def seen_of(said_so_far: Sequence[Entry]) -> int:
    """Return the number by which a form remembers what its writer had seen."""
    return said_so_far[-1].number if said_so_far else 0


def come_back_by(today: date, rules: Rules) -> date:
    return rules.levels.update.after(today, rules.workdays)


def hindered_by(tx: Transaction, file: CaseFile, reply: Reply) -> Answered | None:
    before = words_of(file)
    same = [each for each in before.messages if each.id == reply.id] if before else []
    if same:
        # The same press of the button again; or somebody went back, and wrote something else.
        return Done() if same[0].text == reply.text else Changed()
    if is_closed(tx, file):
        return Closed()
    return _overtaken(tx, file, reply)


def _overtaken(tx: Transaction, file: CaseFile, reply: Reply) -> Answered | None:
    waiting = file.inside.assessed.waiting if file.inside else None
    if waiting is not None and (waiting.id, waiting.text) == (reply.id, reply.text):
        return Waits()
    is_behind = seen_of(conversation(tx, file)) != reply.seen
    return Changed() if is_behind or waiting is not None else None


def _drafted(file: CaseFile, reply: Reply) -> CaseFile:
    if file.inside is None:
        return file
    waiting = Waiting(file.me.person, reply.id, reply.text, reply.asks, reply.seen)
    assessed = replace(file.inside.assessed, waiting=waiting)
    triage = {"reply": (DRAFTED, ""), **file.inside.triage}
    return replace(file, inside=replace(file.inside, assessed=assessed, triage=triage))


def send_words(
    tx: Transaction, desk: Desk, file: CaseFile, reply: Reply, by: PersonId | None = None
) -> Done | TooLong:
    """Put them into the conversation and in line, under the name of whoever wrote them."""
    try:
        _answered(tx, desk, file, reply, by or file.me.person)
    except TooLongError:
        return TooLong()
    return Done()


def _answered(tx: Transaction, desk: Desk, file: CaseFile, reply: Reply, writer: PersonId) -> None:
    today = desk.today()
    status = Told.ASKED if reply.asks else None
    words = Words(reply.text, status, come_back_by(today, file.rules), reply.id)
    file = said(tx, file, words, today)
    about = "asked" if reply.asks else ""
    entry = Entry(Kind.ANSWER, 0, today, writer, reply.text, about)
    file = with_entry(tx, file, entry)
    if file.inside is not None:
        triage = {**file.inside.triage, "reply": ("sent", "")}
        inside = replace(
            file.inside,
            unanswered=None,
            promised=words.come_back,
            triage=triage,
            watched=_heard(file.inside.watched, today),
        )
        if file.card.status in _AFTER_DECISION:
            # The word with which the list before closing is content.
            inside = replace(inside, ending={**inside.ending, "told": today.isoformat()})
        file = replace(file, inside=inside, card=replace(file.card, has_news=False))
    file = acknowledged(file, today)
    post(tx, save(tx, with_deed(tx, desk, file, Did.ANSWERED)))


def _heard(watched: Watched, today: date) -> Watched:
    return replace(watched, first_word=watched.first_word or today, last_word=today)
