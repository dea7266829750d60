"""Who is here: from a cookie and a row to a person, for one request.

The row has the box and the browser its key. Either alone is worthless, and once a
session is locked the box is gone, so that both together are worthless too.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from typing import Self

from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.domain.accounts import Account, State
from casework.members.domain.sessions import LASTS_MINUTES, Device, Session, standing
from casework.members.records import Accounts, Devices, Sessions
from casework.members.services.seated import roles_now
from casework.rights import AtDoor, SessionId, SignedIn, Visitor
from crypto.errors import CannotOpenError
from crypto.keyring.handles import TOKEN_SIZE, Handle, Known, Token, known, new_token
from crypto.keyring.seeds import MemberSeeds
from crypto.keyring.session import SessionKey, box_seeds, unbox_seeds
from crypto.names import PersonId
from crypto.suite import KEY_SIZE
from store.database import Transaction


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """What the browser holds: which session, and the key of its box if there is one."""

    token: Token = field(repr=False)
    key: SessionKey | None = field(repr=False)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a cookie. Anything that we did not write is no pass."""
        try:
            raw = urlsafe_b64decode(text)
        except ValueError:
            return None
        if len(raw) not in {TOKEN_SIZE, TOKEN_SIZE + KEY_SIZE}:
            return None
        key = raw[TOKEN_SIZE:]
        return cls(Token(raw[:TOKEN_SIZE]), SessionKey(key) if key else None)

    def __str__(self) -> str:
        key = b"" if self.key is None else self.key.raw
        return urlsafe_b64encode(self.token + key).decode("ascii")

    @property
    def session(self) -> SessionId:
        return SessionId(known(self.token, Handle.SESSION))


@dataclass(frozen=True, slots=True)
class _Found:
    session: Session
    account: Account
    device: Device | None


def find_visitor(desk: Desk, held: Pass | None) -> Visitor:
    """Return who this is, as far as they have come, and note that they were here."""
    found = None if held is None else _find(desk, held.session)
    if held is None or found is None:
        return None
    minute, account = desk.minute(), found.account
    if found.session.is_over(minute) or account.state is State.ENDED:
        return None
    if found.session.is_idle(minute, account.idle_minutes):
        found = replace(found, session=replace(found.session, box=None))
    if found.session.seen != minute:
        with desk.database.transaction() as tx:
            Sessions(tx).tidy(minute)
            Sessions(tx).see(found.session.id, minute)
    return _as_visitor(desk, found, held)


def open_session(
    tx: Transaction, desk: Desk, person: PersonId, device: Known, ends: int | None = None
) -> Pass:
    """Begin a session that opens nothing yet."""
    held = Pass(new_token(), None)
    minute = desk.minute()
    last = minute + LASTS_MINUTES if ends is None else ends
    Sessions(tx).add(Session(held.session, person, device, last, minute))
    return held


def unlock_session(tx: Transaction, desk: Desk, old: Session, seeds: MemberSeeds) -> Pass:
    """Put a new session in the place of the old one: an id seen before the unlock is no use."""
    token = new_token()
    session_id = SessionId(known(token, Handle.SESSION))
    box, key = box_seeds(seeds, session_id, old.person)
    Sessions(tx).end(old.id)
    Sessions(tx).add(replace(old, id=session_id, seen=desk.minute(), box=box))
    return Pass(token, key)


def seeds_in(desk: Desk, held: Pass) -> MemberSeeds | None:
    """Open the box of somebody who is being enrolled, and so is not in."""
    found = _find(desk, held.session)
    return None if found is None else _unboxed(found.session, held)


def lock(desk: Desk, me: SignedIn) -> None:
    with desk.database.transaction() as tx:
        Sessions(tx).lock(me.session)
        record(tx, Said(Verb.LOCKED, desk.today(), me.person))
    desk.shelf.clear(me.session)


def end_session(desk: Desk, person: PersonId, session: SessionId) -> bool:
    """End one of a person's own sessions, this one or another."""
    with desk.database.transaction() as tx:
        found = Sessions(tx).find(session)
        if found is None or found.person != person:
            return False
        Sessions(tx).end(session)
        record(tx, Said(Verb.SESSION_ENDED, desk.today(), person))
    desk.shelf.clear(session)
    return True


def lock_the_idle(desk: Desk) -> None:
    """Lock whoever went away without a word: nobody's next request does it for them.

    Nor for recovery sheets that were typed by somebody who then left it at that.
    """
    desk.sitting.tidy()
    with desk.database.transaction() as tx:
        Sessions(tx).tidy(desk.minute())
        unlocked = Sessions(tx).unlocked()
    desk.shelf.clear_all_but(unlocked)


def _find(desk: Desk, session_id: SessionId) -> _Found | None:
    with desk.database.reading() as tx:
        session = Sessions(tx).find(session_id)
        account = None if session is None else Accounts(tx).by_person(session.person)
        if session is None or account is None:
            return None
        return _Found(session, account, Devices(tx).find(session.device, session.person))


def _as_visitor(desk: Desk, found: _Found, held: Pass) -> Visitor:
    session, account = found.session, found.account
    joining = account.state is State.INVITED
    missing = standing(session, found.device, joining=joining)
    if missing is not None:
        return AtDoor(account.person, account.initials, session.id, missing)
    seeds = _unboxed(session, held)
    if seeds is None:
        return None
    roles = roles_now(desk, account, seeds)
    return SignedIn(account.person, account.name, roles, session.id, seeds, account.idle_minutes)


def _unboxed(session: Session, held: Pass) -> MemberSeeds | None:
    if session.box is None or held.key is None:
        return None
    try:
        return unbox_seeds(session.box, held.key, session.id, session.person)
    except CannotOpenError:
        return None
