"""Where the reporter could easily be found out, or as was chosen, a second reader agrees to words.

They wait inside the case. The writer may take them back, and whoever says no gives a reason: then
they are kept as a committee note, so that nothing typed is lost and nothing was sent.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from casework.complaints.domain.case.assessed import SecondWord, Waiting
from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside, voices_in, with_assessed
from casework.complaints.services.readers.acting import open_to_act, require_free
from casework.complaints.services.readers.rekeying import NotThere, open_to_write, settle
from casework.complaints.services.reading.casefiles import CaseFile, save, with_entry
from casework.complaints.services.reading.threshold import require_crossed
from casework.complaints.services.talking import (
    DRAFTED,
    Answered,
    Changed,
    Done,
    Reply,
    hindered_by,
    needs_second_word,
    send_words,
)
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.mailbox.snapshot import MessageId
from crypto.names import CaseId, PersonId
from store.database import Transaction


def agree(desk: Desk, me: SignedIn, case: CaseId, which: bytes) -> Answered:
    """Send what somebody else wrote, if nothing new was written since."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        waiting = _waiting(file, which)
        if waiting is None or not may_agree(file, waiting):
            return Changed()
        return _agreed(tx, desk, file, waiting)


def may_agree(file: CaseFile, waiting: Waiting) -> bool:
    """Say whether this is a second word: of two people who read it and may both act on it."""
    me = file.me.person
    return waiting.by != me and {waiting.by, me} <= voices_in(file)


def refuse(desk: Desk, me: SignedIn, case: CaseId, which: bytes, why: str) -> Answered:
    """Take it back, or say no to it. What was written becomes a note for the committee."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is None:
            return NotThere()
        require_crossed(tx, desk, file)
        waiting = _waiting(file, which)
        if waiting is None:
            return Changed()
        if waiting.by != me.person:
            require_free(file)  # one's own words can always be taken back
        kept = "\n\n".join(each for each in (why, waiting.text) if each)
        file = _unanswered(_without(file))
        file = with_entry(tx, file, Entry(Kind.NOTE, 0, desk.today(), waiting.by, kept))
        save(tx, with_deed(tx, desk, file, Did.REPLY_REFUSED, why=why))
    return Done()


def ask_second(desk: Desk, me: SignedIn, case: CaseId) -> Answered:
    """Let words of this case wait for a second reader from now on."""
    return _switched(desk, me, case, partial(_on, desk))


def do_without(desk: Desk, me: SignedIn, case: CaseId, *, is_second: bool) -> Answered:
    """Let words go on one reader's word again, once two have said so: one alone would be no guard.

    `is_second` is how the button was read: nobody agrees by a page on which nobody had spoken.
    """
    return _switched(desk, me, case, partial(_off, desk, is_second=is_second))


def would_do_without(file: CaseFile) -> PersonId | None:
    """Return who would do without a second reader. Whoever left or is kept away has no voice."""
    off_by = require_inside(file).assessed.second_word.off_by
    return off_by if off_by in voices_in(file) else None


_Switching: TypeAlias = Callable[[Transaction, CaseFile], CaseFile | None]


def _switched(desk: Desk, me: SignedIn, case: CaseId, work: _Switching) -> Answered:
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        after = work(tx, file) if me.person in voices_in(file) else None
        if after is None:
            return Changed()
        save(tx, after)
    return Done()


def _on(desk: Desk, tx: Transaction, file: CaseFile) -> CaseFile | None:
    is_new = not needs_second_word(file) or would_do_without(file)
    file = _with(file, SecondWord(is_on=True))
    return with_deed(tx, desk, file, Did.SECOND_WORD_ON) if is_new else None


def _off(desk: Desk, tx: Transaction, file: CaseFile, *, is_second: bool) -> CaseFile | None:
    first, me = would_do_without(file), file.me.person
    if not needs_second_word(file) or is_second != (first not in {None, me}):
        return None
    if is_second:
        return with_deed(tx, desk, _with(file, SecondWord(is_on=False)), Did.SECOND_WORD_OFF)
    before = require_inside(file).assessed.second_word
    file = _with(file, replace(before, off_by=me))
    return with_deed(tx, desk, file, Did.SECOND_WORD_OFF_ASKED)


def _with(file: CaseFile, second_word: SecondWord) -> CaseFile:
    return with_assessed(file, replace(require_inside(file).assessed, second_word=second_word))


def _agreed(tx: Transaction, desk: Desk, file: CaseFile, waiting: Waiting) -> Answered:
    reply = Reply(MessageId(waiting.id), waiting.text, waiting.asks, waiting.seen)
    file = _without(file)
    hindered = hindered_by(tx, file, reply)
    if hindered is not None:
        return hindered
    file = with_deed(tx, desk, file, Did.REPLY_AGREED, who=waiting.by)
    return send_words(tx, desk, file, reply, waiting.by)


def _waiting(file: CaseFile, which: bytes) -> Waiting | None:
    waiting = require_inside(file).assessed.waiting
    return waiting if waiting is not None and waiting.id == which else None


def _unanswered(file: CaseFile) -> CaseFile:
    """The first reply is a question again, if no other went out before."""
    inside = require_inside(file)
    if inside.triage.get("reply", ("", ""))[0] != DRAFTED:
        return file
    triage = {name: said for name, said in inside.triage.items() if name != "reply"}
    return replace(file, inside=replace(inside, triage=triage))


def _without(file: CaseFile) -> CaseFile:
    return with_assessed(file, replace(require_inside(file).assessed, waiting=None))
