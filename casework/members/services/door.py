"""Coming in: a second factor first, then the words that unlock the key.

Whoever has no second factor cannot make us spend 256 MiB. A name that exists and one that
does not take the same way through, in the same time, to the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from secrets import choice, token_bytes
from typing import Final

from casework.desk import Desk
from casework.gatehouse import Lane, MustWait, Tries
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.domain.accounts import HANDLE_SIZE, Account, State, name_key
from casework.members.domain.sessions import NUMBERS, Device, Session
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.members.services import codes, custody
from casework.members.services.passkeys import (
    SIGN_IN,
    Answer,
    NotOurs,
    check_use,
    to_unlock,
)
from casework.members.services.sessions import Pass, find_visitor, open_session, unlock_session
from casework.rights import AtDoor, Role, SignedIn, Standing
from crypto.errors import CryptoError
from crypto.keyring.handles import Handle, Known, Token, known, new_token
from crypto.keyring.seeds import MemberSeeds
from crypto.names import PersonId
from store.database import Transaction
from store.errors import BusyError, StoreError

_NOBODY: Final = PersonId("nobody")
_CODE: Final = b"code"
_PASSPHRASE: Final = b"passphrase"

Spend = Callable[[Transaction], bool]


@dataclass(frozen=True, slots=True, eq=False)
class CameIn:
    """The second factor passed, and perhaps more: the browser is given what it must hold."""

    held: Pass
    device: Token = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoMatch:
    tries: Tries | None  # nothing, where nothing is counted


@dataclass(frozen=True, slots=True)
class Typed:
    name: str
    code: str = field(repr=False)


def nobody(desk: Desk) -> Account:
    """Return the account that a name without one is compared with."""
    secret = codes.seal_secret(desk, _NOBODY, codes.new_app_secret())
    handle = token_bytes(HANDLE_SIZE)
    roles = frozenset({Role.ASSISTANT})
    return Account(_NOBODY, "Nobody", roles, State.ENDED, handle, totp=secret)


def come_in_by_passkey(desk: Desk, answer: Answer, device: Token | None) -> CameIn | NotOurs:
    used = check_use(desk, answer, SIGN_IN)
    if isinstance(used, NotOurs) or used.account.state is not State.ACTIVE:
        return NotOurs()
    seeds = custody.open_by_passkey(
        desk, used.account.person, used.passkey.credential, answer.secret
    )
    with desk.database.transaction() as tx:
        SecondFactors(tx).count_use(used.passkey, used.uses)
        came = come_to_door(tx, desk, used.account.person, device)
        session = None if seeds is None else Sessions(tx).find(came.held.session)
        if seeds is None or session is None:
            return came
        record(tx, Said(Verb.SIGNED_IN, desk.today(), session.person))
        came = replace(came, held=unlock_session(tx, desk, session, seeds))
    do_what_waited(desk, came.held)
    return came


def come_in_by_code(desk: Desk, typed: Typed, device: Token | None) -> CameIn | NoMatch | MustWait:
    """Take a name and a code, from an app or from paper."""
    key = name_key(typed.name)
    account, lane = _account_and_lane(desk, key, device)
    # A code on paper cannot be guessed. It never waits, so that nobody's guesses at the app's
    # codes keep somebody out who has lost every device.
    counted = not codes.is_paper_code(typed.code)
    tries = lane.spend() if counted else None
    if isinstance(tries, MustWait):
        return tries
    # The same work and the same transaction for every name, whether it exists or not.
    stand_in = nobody(desk)
    who = account or stand_in
    is_app = codes.is_app_code(typed.code)
    matches = _app_code_matches if is_app else _paper_code_matches
    spend = matches(desk, (who, stand_in), typed.code)
    with desk.database.transaction() as tx:
        if not spend(tx) or who.state is not State.ACTIVE:
            return NoMatch(tries)
        came = come_to_door(tx, desk, who.person, device)
    lane.clear()
    return came


def unlock_by_passphrase(
    desk: Desk, at: AtDoor, typed: str
) -> Pass | NoMatch | MustWait | NotOurs | custody.NoKeys:
    """Open the key with the passphrase. Only a second factor leads here, so no outsider does."""
    who = (_PASSPHRASE, at.person.encode(), _device_of(desk, at))
    lane = Lane(desk.gatehouse.known, who)
    tries = lane.spend()
    if isinstance(tries, MustWait):
        return tries
    try:
        opened = custody.open_by_passphrase(desk, at.person, typed)
    except BusyError:
        lane.give_back()
        raise
    if isinstance(opened, custody.NoKeys):
        return opened
    if isinstance(opened, custody.DoesNotOpen):
        return NoMatch(tries)
    lane.clear()
    return _unlocked(desk, at, opened)


def unlock_by_passkey(desk: Desk, at: AtDoor, answer: Answer) -> Pass | NotOurs:
    used = check_use(desk, answer, to_unlock(at.session))
    if isinstance(used, NotOurs) or used.account.person != at.person:
        return NotOurs()
    with desk.database.transaction() as tx:
        SecondFactors(tx).count_use(used.passkey, used.uses)
    seeds = custody.open_by_passkey(desk, at.person, used.passkey.credential, answer.secret)
    return NotOurs() if seeds is None else _unlocked(desk, at, seeds)


def _unlocked(desk: Desk, at: AtDoor, seeds: MemberSeeds) -> Pass | NotOurs:
    with desk.database.transaction() as tx:
        session = Sessions(tx).find(at.session)
        if session is None:
            return NotOurs()
        if at.standing is not Standing.JOINING:
            record(tx, Said(Verb.SIGNED_IN, desk.today(), at.person))
        held = unlock_session(tx, desk, session, seeds)
    do_what_waited(desk, held)
    return held


def do_what_waited(desk: Desk, held: Pass) -> None:
    """Do what can only be done with somebody's keys. Nothing of it may keep them out.

    It is for whoever is in. Keys that were opened on a device that nobody has approved, or by
    somebody who is still joining, sign nothing.
    """
    me = find_visitor(desk, held)
    if not isinstance(me, SignedIn):
        return
    for duty in desk.at_unlock:
        try:
            duty(desk, me)
        except (StoreError, CryptoError) as fault:
            desk.note(fault)


def come_to_door(tx: Transaction, desk: Desk, person: PersonId, token: Token | None) -> CameIn:
    token = token or new_token()
    device = known(token, Handle.DEVICE)
    if Devices(tx).find(device, person) is None:
        number = choice(NUMBERS)
        Devices(tx).add(Device(device, person, number, desk.today(), approved=False))
    return CameIn(open_session(tx, desk, person, device), token)


def _account_and_lane(desk: Desk, key: str, token: Token | None) -> tuple[Account | None, Lane]:
    """Whoever comes on an approved device waits for that device's mistakes and no others."""
    device = known(token or new_token(), Handle.DEVICE)
    with desk.database.reading() as tx:
        account = Accounts(tx).by_name_key(key)
        found = Devices(tx).find(device, _NOBODY if account is None else account.person)
    if found is not None and found.approved:
        who = (_CODE, found.id, found.person.encode())
        return account, Lane(desk.gatehouse.known, who)
    return account, Lane(desk.gatehouse.strangers, (_CODE, key.encode()))


def _device_of(desk: Desk, at: AtDoor) -> Known:
    with desk.database.reading() as tx:
        session: Session | None = Sessions(tx).find(at.session)
    return Known(b"") if session is None else session.device


def _app_code_matches(desk: Desk, who: tuple[Account, Account], typed: str) -> Spend:
    account = who[0] if who[0].totp else who[1]
    secret = codes.open_secret(desk, account.person, account.totp or b"") or _no_secret()
    step = codes.matching_step(secret, typed, desk.epoch())
    return partial(_spend_step, desk, who[0].person, step if account is who[0] else None)


def _no_secret() -> codes.AppSecret:
    """The site's key was exchanged: codes of an app fit nothing now, and paper still does."""
    return codes.new_app_secret()


def _spend_step(desk: Desk, person: PersonId, step: int | None, _tx: Transaction) -> bool:
    return step is not None and desk.gatehouse.steps.spend(person, step)


def _paper_code_matches(desk: Desk, who: tuple[Account, Account], typed: str) -> Spend:
    code = codes.known_code(typed)
    return partial(_spend_code, desk, who[0].person, code)


def _spend_code(desk: Desk, person: PersonId, code: Known, tx: Transaction) -> bool:
    if not SecondFactors(tx).spend_code(person, code):
        return False
    record(tx, Said(Verb.CODE_USED, desk.today(), person))
    return True


def is_set_up(desk: Desk) -> bool:
    """Say whether anybody was ever invited. Before that there is nothing to sign in to."""
    with desk.database.reading() as tx:
        return not Accounts(tx).is_empty()
