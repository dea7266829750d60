"""Hide content: one member asks, a second agrees, and two show it again.

It is stronger than “Show”: no page, search or copy has it from then on. Whoever must see it opens
it with a reason, which stays in the timeline. Nothing of the record is taken away.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from casework.complaints.domain.case.casefile import Card, Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.hidden import Hidden, still_asked
from casework.complaints.services.deeds import timeline, with_deed
from casework.complaints.services.files import places_in
from casework.complaints.services.moving import voices_in
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import settle
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, save
from casework.complaints.services.reading.pages import seen_before
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the reporter's that can be hidden. Its words stand nowhere here."""

    what: bytes
    day: date
    file: int = 0  # its number, if it is a file
    later: int = 0  # which message after the report it is, if it is one
    hidden: Hidden | None = None
    why: str = ""


def things_in(tx: Transaction, file: CaseFile) -> Iterator[Thing]:
    """Yield each message and each file of the reporter, with what was said about hiding it."""
    whys = {
        line.said.get("what", ""): line.said.get("why", "")
        for line in reversed(timeline(tx, file))
        if line.did is Did.HIDING_ASKED
    }
    for thing in _plain(tx, file):
        yield replace(thing, hidden=_of(file, thing.what), why=whys.get(thing.what.hex(), ""))


def ask_to_hide(desk: Desk, me: SignedIn, case: CaseId, what: bytes, why: str) -> Changed:
    """Ask a second member. Until one agrees it is seen as before."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        before = _of(file, what)
        is_free = before is None or (before.waits and not still_asked(before, voices_in(file)))
        if not is_free or what not in {each.what for each in _plain(tx, file)}:
            return None
        file = _with(file, what, Hidden(what, me.person))
        return with_deed(tx, desk, file, Did.HIDING_ASKED, what=what.hex(), why=why)

    return change(desk, me, case, _by_a_voice(me, work))


def agree_to_hide(desk: Desk, me: SignedIn, case: CaseId, what: bytes) -> Changed:
    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        before = _of(file, what)
        if before is None or before.by == me.person or not still_asked(before, voices_in(file)):
            return None
        file = _with(file, what, before.agreed_by(me.person, desk.today()))
        return with_deed(tx, desk, file, Did.HIDDEN, who=before.by)

    return change(desk, me, case, _by_a_voice(me, work))


def let_it_be_seen(desk: Desk, me: SignedIn, case: CaseId, what: bytes) -> Changed:
    """Say no to what somebody asks, or take it back: one member is enough to doubt."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        before = _of(file, what)
        if before is None or not before.waits:
            return None
        return with_deed(tx, desk, _with(file, what, None), Did.HIDING_DROPPED)

    return change(desk, me, case, _by_a_voice(me, work))


def show_again(desk: Desk, me: SignedIn, case: CaseId, what: bytes, *, is_second: bool) -> Changed:
    """Say that it may be shown again, as the first of two or as the second; as the button read."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        before = _of(file, what)
        if before is None or before.waits or before.showing == me.person:
            return None
        is_asked = before.showing in voices_in(file)
        if is_asked != is_second:
            return None
        if is_asked:
            return with_deed(tx, desk, _with(file, what, None), Did.SHOWN_AGAIN)
        file = _with(file, what, replace(before, showing=me.person))
        return with_deed(tx, desk, file, Did.SHOWING_ASKED)

    return change(desk, me, case, _by_a_voice(me, work))


def open_hidden(desk: Desk, me: SignedIn, case: CaseId, what: bytes, why: str) -> Entry | None:
    """Note who looks at a hidden message and why; only then hand it out."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        messages = () if file is None else entries_of(tx, file, Kind.MESSAGE)
        found = next((each for each in messages if each.is_hidden and each.envelope == what), None)
        if file is None or found is None:
            return None
        save(tx, with_deed(tx, desk, file, Did.HIDDEN_OPENED, why=why))
    return replace(found, hidden=frozenset())


def waits_for(desk: Desk, me: SignedIn, case: CaseId, card: Card) -> bool:
    """Say the same of a case whose card is open already: most have nothing to look for."""
    if not card.hidden:
        return False
    found = seen_before(desk, me, case, lambda _tx, file: is_asked_to_hide(file))
    return found is True


def is_asked_to_hide(file: CaseFile) -> bool:
    """Say whether somebody else waits for this reader's word, about hiding or showing again."""
    if file.inside is None:
        return False  # a guest has no voice
    me, voices = file.me.person, voices_in(file)
    if me not in voices:
        return False
    asking = {each.by for each in file.card.hidden if still_asked(each, voices)}
    showing = {each.showing for each in file.card.hidden if each.showing in voices}
    return bool((asking | showing) - {me})


def _plain(tx: Transaction, file: CaseFile) -> Iterator[Thing]:
    for later, entry in enumerate(entries_of(tx, file, Kind.MESSAGE)):
        yield Thing(entry.envelope, entry.day, later=later)
    for place in places_in(tx, file):
        if place.seen.added_by is None:
            yield Thing(place.seen.sha256, place.seen.came, place.seen.number)


def _of(file: CaseFile, what: bytes) -> Hidden | None:
    return next((each for each in file.card.hidden if each.what == what), None)


def _with(file: CaseFile, what: bytes, hidden: Hidden | None) -> CaseFile:
    others = tuple(each for each in file.card.hidden if each.what != what)
    after = others if hidden is None else (*others, hidden)
    return replace(file, card=replace(file.card, hidden=after))


_Work = Callable[[Transaction, CaseFile], CaseFile | None]


def _by_a_voice(me: SignedIn, work: _Work) -> _Work:
    """Only a voice counts that would count for “likely not a report”."""
    return lambda tx, file: work(tx, file) if me.person in voices_in(file) else None
