"""Try what has arrived with somebody's keys, and make cases of what opens.

What does not open does not exist for this session: no row, no count, no word. Only how far the
keys were tried is remembered, by the day, sealed to their holder, so that new keys begin anew.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from casework.collecting.records.arrivals import Arrival, Arrivals
from casework.collecting.services.selftesting import is_self_test, mark_opened
from casework.committee.services.changes.removing import finish_removals
from casework.complaints.records.contents import Contents
from casework.complaints.services.opening.following import Followed, follow
from casework.complaints.services.opening.letters import Letter
from casework.complaints.services.opening.making import make_case
from casework.complaints.services.opening.naming import Names
from casework.complaints.services.reading.keys import vaults_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.envelope import HEADER_SIZE, Envelope
from crypto.errors import CryptoError, MalformedError
from crypto.keyring.seeds import keep_own, open_own
from crypto.message.said import Report
from crypto.names import EnvelopeId
from crypto.opening import Opened, open_envelope
from crypto.suite import VaultSeed

_AT_ONCE: Final = 256
_TRIED: Final = "tried up to"


def open_pending(desk: Desk, me: SignedIn) -> None:
    """Make cases of reports, then join to them what their reporters sent later."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return
    today, later, names = desk.today(), [], Names(desk, me)
    for letter in _openable(desk, me):
        if not isinstance(letter.message, Report):
            later.append(letter)
            continue
        try:
            make_case(desk, me, committee, letter, names)
        except CryptoError as fault:
            # One envelope that its sender made wrong must stop no other, and is no secret.
            desk.note(fault)
    waiting = [each.collected for each in _in_order(later) if _cannot_join(desk, me, each)]
    finish_removals(desk)
    _remember(desk, me, min([today, *waiting]))


def _cannot_join(desk: Desk, me: SignedIn, letter: Letter) -> bool:
    """Join a message to its case. One whose report is not here yet is looked at again."""
    try:
        return follow(desk, me, letter) is Followed.NOT_YET
    except CryptoError as fault:
        desk.note(fault)
        return False


def _in_order(letters: Sequence[Letter]) -> list[Letter]:
    return sorted(letters, key=lambda each: (each.message.contents.day, each.id))


def _openable(desk: Desk, me: SignedIn) -> Iterator[Letter]:
    vaults = vaults_of(desk, me)
    for some in _due(desk, _tried(desk, me)):
        with desk.keystore.reading() as keys:
            stanzas = {each.id: keys.stanzas.find(each.id) for each in some}
        for each in some:
            letter = _opened(each, stanzas[each.id], vaults)
            if letter is not None and not _was_test(desk, each.id):
                yield letter


def _due(desk: Desk, since: date) -> Iterator[Sequence[Arrival]]:
    """Yield what still has stanzas and came in on the day of the last look, or later."""
    with desk.keystore.reading() as keys:
        pending = sorted(keys.stanzas.pending())
    for at in range(0, len(pending), _AT_ONCE):
        with desk.database.reading() as tx:
            days = Arrivals(tx).days(pending[at : at + _AT_ONCE])
            found = [Arrivals(tx).find(each) for each, day in days.items() if day >= since]
        yield [each for each in found if each is not None]


def _opened(arrival: Arrival, stanzas: bytes | None, vaults: Sequence[VaultSeed]) -> Letter | None:
    if stanzas is None:
        return None
    header, mac = arrival.head[:HEADER_SIZE], arrival.head[HEADER_SIZE:]
    try:
        envelope = Envelope.parse(header + stanzas + mac + arrival.body)
    except MalformedError:
        return None
    opened = open_envelope(envelope, *vaults)
    if not isinstance(opened, Opened):
        return None
    return Letter(arrival.id, arrival.collected, opened.message, opened.key, envelope.header_hash)


def _was_test(desk: Desk, envelope: EnvelopeId) -> bool:
    """The daily test of the whole path is no case; that somebody could open it is its result."""
    with desk.database.reading() as tx:
        if not is_self_test(tx, envelope):
            return False
    with desk.database.transaction() as tx:
        mark_opened(tx, envelope, desk.today())
    return True


def _tried(desk: Desk, me: SignedIn) -> date:
    with desk.database.reading() as tx:
        kept = Contents(tx).tried(me.person)
    try:
        return date.min if kept is None else date.fromisoformat(_read(kept, me))
    except (CryptoError, ValueError):
        return date.min


def _read(kept: bytes, me: SignedIn) -> str:
    return open_own(kept, me.seeds, _TRIED).decode("ascii", "replace")


def _remember(desk: Desk, me: SignedIn, day: date) -> None:
    if _tried(desk, me) >= day:
        return
    with desk.database.transaction() as tx:
        Contents(tx).put_tried(me.person, keep_own(day.isoformat().encode(), me.seeds, _TRIED))
