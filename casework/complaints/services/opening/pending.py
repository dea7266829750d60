"""Try what has arrived with somebody's keys, and make cases of what opens.

What does not open does not exist for this session: no row, no count, no word. Only how far the
keys were tried is remembered, by the day, sealed to their holder, so that new keys begin anew.

It is done a little at a time, in requests that somebody makes anyway: keys are in clear for one
request and no longer, so no thread goes on with them when the answer is out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from functools import partial
from itertools import chain
from math import inf
from time import monotonic
from typing import Final, TypeAlias

from casework.collecting.records.arrivals import Arrival, Arrivals
from casework.collecting.services.selftesting import is_self_test, mark_opened
from casework.committee.services.changes.removing import finish_removals
from casework.complaints.records.contents import Contents
from casework.complaints.services.opening.following import Followed, follow, lives_of
from casework.complaints.services.opening.letters import Letter
from casework.complaints.services.opening.making import make_case
from casework.complaints.services.opening.naming import Names
from casework.complaints.services.reading.keys import vaults_of
from casework.desk import Desk
from casework.rights import Role, SignedIn
from casework.shelf.looking import Look, Waiting
from casework.trust import Standing
from crypto.envelope import HEADER_SIZE, Envelope
from crypto.errors import CryptoError, MalformedError
from crypto.keyring.seeds import keep_own, open_own
from crypto.message.said import Report
from crypto.names import EnvelopeId
from crypto.opening import Damaged, Opened, open_envelope
from crypto.suite import VaultSeed
from store.errors import StoreError

_CLOCKS_ERR: Final = timedelta(days=31)
_AT_ONCE: Final = 32
_TRIED: Final = "tried up to"


class Looked(Enum):
    """How far somebody's keys were tried, and nothing about how much there is."""

    ALL = "all"
    MORE = "more"  # the time was over first, or another page of this session is at it
    TROUBLE = "trouble"  # something opens and could not be kept; it is tried again


_Step: TypeAlias = Callable[[], Looked]


@dataclass(frozen=True, slots=True, eq=False)
class _Opener:
    """Somebody who looks through what came in, and how far they have come."""

    desk: Desk
    me: SignedIn
    committee: Standing
    look: Look
    vaults: tuple[VaultSeed, ...] = field(repr=False)


def open_pending(desk: Desk, me: SignedIn, seconds: float = inf) -> Looked:
    """Make cases of reports, then join to them what their reporters sent later.

    At least one envelope is dealt with, however little time there is. What fails is put off and
    ends this round, so that one thing that cannot be done holds up nothing for ever.
    """
    committee, look = desk.trust.now(), desk.shelf.look(me)
    if not isinstance(committee, Standing):
        return Looked.ALL
    if not look.turn.acquire(blocking=False):
        return Looked.MORE
    try:
        return _looked(_Opener(desk, me, committee, look, vaults_of(desk, me)), seconds)
    finally:
        look.turn.release()


def damaged_for(desk: Desk, me: SignedIn) -> Sequence[date]:
    """Return when something came in that opens to an external and was changed on its way.

    Externals alone are told: they read all that came in but for what was sealed away from them.
    """
    if Role.EXTERNAL not in me.roles:
        return ()
    return sorted(desk.shelf.look(me).damaged.values())


def _looked(opener: _Opener, seconds: float) -> Looked:
    desk, look, today = opener.desk, opener.look, opener.desk.today()
    looked = _round(opener, monotonic() + seconds)
    finish_removals(desk)
    if looked is Looked.ALL:
        held_back = [each.collected for each in look.waiting.values()]
        _remember(desk, opener.me, min([today, *held_back, *look.damaged.values()]))
        look.begin_again()
    return looked


def _round(opener: _Opener, end: float) -> Looked:
    is_first = True
    for step in chain(_tries(opener), _second_tries(opener)):
        if not is_first and monotonic() >= end:
            return Looked.MORE
        if step() is Looked.TROUBLE:
            return Looked.TROUBLE
        is_first = False
    return Looked.ALL


def _tries(opener: _Opener) -> Iterator[_Step]:
    for arrival, stanzas in _due(opener):
        yield partial(_try, opener, arrival, stanzas)


def _second_tries(opener: _Opener) -> Iterator[_Step]:
    """Go on with what opened before, in the order in which it was written."""
    later = opener.look.later
    for envelope in sorted(later, key=lambda each: (later[each].said, each)):
        yield partial(_try_again, opener, envelope)


def _try(opener: _Opener, arrival: Arrival, stanzas: bytes | None) -> Looked:
    """Make a case of a report at once; what was sent later waits until all of them are there."""
    letter = _opened(arrival, stanzas, opener.vaults)
    if isinstance(letter, Damaged):
        # It is found again in every session, until a backup has put it right.
        opener.look.damaged[arrival.id] = arrival.collected
    elif letter is None or _was_test(opener.desk, arrival.id):
        opener.look.is_done(arrival.id)
    elif isinstance(letter.message, Report):
        return _dealt_with(opener, letter)
    else:
        opener.look.later[letter.id] = _put_off(letter)
    return Looked.ALL


def _try_again(opener: _Opener, envelope: EnvelopeId) -> Looked:
    desk = opener.desk
    with desk.keystore.reading() as keys, desk.database.reading() as tx:
        stanzas, arrival = keys.stanzas.find(envelope), Arrivals(tx).find(envelope)
    letter = None if arrival is None else _opened(arrival, stanzas, opener.vaults)
    if not isinstance(letter, Letter):
        opener.look.is_done(envelope)
        return Looked.ALL
    return _dealt_with(opener, letter)


def _dealt_with(opener: _Opener, letter: Letter) -> Looked:
    desk, look = opener.desk, opener.look
    try:
        if _has_its_case(opener, letter):
            look.is_done(letter.id)
        else:
            look.waits(letter.id, _put_off(letter))
    except CryptoError as fault:
        # One envelope that its sender made wrong must stop no other, and is no secret.
        desk.note(fault)
        look.is_done(letter.id)
    except StoreError as fault:
        desk.note(fault)
        look.waits(letter.id, _put_off(letter))
        return Looked.TROUBLE
    return Looked.ALL


def _has_its_case(opener: _Opener, letter: Letter) -> bool:
    """Make a case, or join to one. What comes before its report is looked at again."""
    if isinstance(letter.message, Report):
        _make(opener, letter)
        return True
    for life in lives_of(opener.desk, letter.message):
        followed = follow(opener.desk, opener.me, letter, life)
        if followed is Followed.BEGINS:
            _make(opener, replace(letter, begins=life.case))
        if followed is not Followed.NOT_THEIRS or not life.is_later:
            return followed is not Followed.NOT_YET
    return True


def _make(opener: _Opener, letter: Letter) -> None:
    names = Names(opener.desk, opener.me, opener.look)
    make_case(opener.desk, opener.me, opener.committee, letter, names)


def _put_off(letter: Letter) -> Waiting:
    return Waiting(letter.message.contents.day, letter.collected)


def _due(opener: _Opener) -> Iterator[tuple[Arrival, bytes | None]]:
    """Yield what still has stanzas and came in on the day of the last look, or later.

    A month before it, in truth: a clock that ran ahead and was put right must hide no report.
    """
    desk, looked = opener.desk, min(_tried(opener.desk, opener.me), opener.desk.today())
    since = date.min if looked == date.min else looked - _CLOCKS_ERR
    with desk.keystore.reading() as keys:
        pending = sorted(each for each in keys.stanzas.pending() if not opener.look.knows(each))
    for at in range(0, len(pending), _AT_ONCE):
        some = pending[at : at + _AT_ONCE]
        with desk.keystore.reading() as keys:
            stanzas = {each: keys.stanzas.find(each) for each in some}
        for each in _arrived(desk, some, since):
            yield each, stanzas[each.id]


def _arrived(desk: Desk, some: Sequence[EnvelopeId], since: date) -> Iterator[Arrival]:
    with desk.database.reading() as tx:
        days = Arrivals(tx).days(some)
        found = [Arrivals(tx).find(each) for each, day in days.items() if day >= since]
    yield from (each for each in found if each is not None)


def _opened(
    arrival: Arrival, stanzas: bytes | None, vaults: Sequence[VaultSeed]
) -> Letter | Damaged | None:
    if stanzas is None:
        return None
    header, mac = arrival.head[:HEADER_SIZE], arrival.head[HEADER_SIZE:]
    try:
        envelope = Envelope.parse(header + stanzas + mac + arrival.body)
    except MalformedError:
        return None
    opened = open_envelope(envelope, *vaults)
    if not isinstance(opened, Opened):
        return opened if isinstance(opened, Damaged) else None
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
    if _tried(desk, me) == day:
        return
    with desk.database.transaction() as tx:
        Contents(tx).put_tried(me.person, keep_own(day.isoformat().encode(), me.seeds, _TRIED))
