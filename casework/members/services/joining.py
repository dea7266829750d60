"""From a code on paper to somebody who can come in: words, passkeys or an app, codes on paper.

The account stays closed until the last step. What was begun and not ended is thrown away
when the code is typed again, and the code counts until then.
"""

from dataclasses import dataclass, replace
from enum import Enum

from casework.desk import Desk
from casework.gatehouse import MustWait
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.domain.accounts import Account
from casework.members.domain.factors import Factors
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.members.services import custody
from casework.members.services.codes import known_code
from casework.members.services.door import CameIn, NoMatch, come_to_door, unlock_by_passphrase
from casework.members.services.passkeys import NotOurs
from casework.members.services.sessions import Pass
from casework.rights import AtDoor, SessionId
from crypto.keyring.handles import Handle, Known, Token, known, read_code
from crypto.keyring.keyfile import Passphrase
from crypto.names import PersonId
from store.database import Transaction


class Step(Enum):
    """What comes next. It follows from what there is, so no step can be left out."""

    NEW_WORDS = "new words"
    NO_KEYS = "no keys"
    WORDS = "words"
    FACTORS = "factors"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Joining:
    account: Account
    step: Step
    factors: Factors


@dataclass(frozen=True, slots=True)
class NoInvitation:
    """No such code, or one that was used, replaced, or is older than a week."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """Something is missing; the page says what."""


def begin(desk: Desk, typed: str, device: Token | None) -> CameIn | NoInvitation:
    """Begin, or begin again: nothing of an earlier attempt is kept."""
    code = known(read_code(typed), Handle.INVITATION)
    with desk.database.reading() as tx:
        person = SecondFactors(tx).invited(code, desk.today())
    if person is None:
        return NoInvitation()
    _clear_key_store(desk, person)
    with desk.database.transaction() as tx:
        account = Accounts(tx).by_person(person)
        if account is None or SecondFactors(tx).invited(code, desk.today()) != person:
            return NoInvitation()
        Accounts(tx).change(replace(account, totp=None))
        SecondFactors(tx).drop_passkeys_and_codes(person)
        Sessions(tx).end_of(person)
        return come_to_door(tx, desk, person, device)


def stage(desk: Desk, at: AtDoor) -> Joining | NotYet:
    """Say where somebody is on the way in."""
    with desk.database.reading() as tx:
        account = Accounts(tx).by_person(at.person)
        session = Sessions(tx).find(at.session)
        if account is None or session is None:
            return NotYet()
        factors = SecondFactors(tx).of(at.person, has_app=account.totp is not None)
    if session.box is None:
        return Joining(account, _words(desk, account), factors)
    carried = replace(factors, recovery=frozenset({Known(b"")}))
    return Joining(account, Step.CODES if carried.are_enough else Step.FACTORS, factors)


def make_words(desk: Desk, at: AtDoor) -> Passphrase | NotYet:
    """Make keys and words for somebody of whom no ceremony knows. Shown once, and typed next."""
    found = stage(desk, at)
    if isinstance(found, NotYet) or found.account.keys_come_from_the_ceremony:
        return NotYet()
    return custody.make_keys(desk, at.person)


def confirm_words(desk: Desk, at: AtDoor, typed: str) -> Pass | NoMatch | MustWait | NotYet:
    """Prove that the sheet from the ceremony is at hand, before anything depends on it."""
    opened = unlock_by_passphrase(desk, at, typed)
    return NotYet() if isinstance(opened, custody.NoKeys | NotOurs) else opened


def finish(desk: Desk, at: AtDoor, typed: str) -> NotYet | None:
    """Open the account, once a code of the new sheet was typed back from paper."""
    found = stage(desk, at)
    if isinstance(found, NotYet) or not _was_printed(found, typed):
        return NotYet()
    with desk.database.transaction() as tx:
        session = Sessions(tx).find(at.session)
        if session is None or session.box is None:
            return NotYet()
        Accounts(tx).change(found.account.joined())
        SecondFactors(tx).withdraw(at.person)
        _approve(tx, at.person, at.session)
        record(tx, Said(Verb.JOINED, desk.today(), at.person))
    return None


def _was_printed(found: Joining, typed: str) -> bool:
    if found.step is not Step.CODES or not found.factors.recovery:
        return False
    return known_code(typed) in found.factors.recovery


def _words(desk: Desk, account: Account) -> Step:
    if custody.has_keys(desk, account.person):
        return Step.WORDS
    return Step.NO_KEYS if account.keys_come_from_the_ceremony else Step.NEW_WORDS


def _approve(tx: Transaction, person: PersonId, session: SessionId) -> None:
    """The device on which somebody joins is their first: the code on paper vouches for it."""
    found = Sessions(tx).find(session)
    device = None if found is None else Devices(tx).find(found.device, person)
    if device is not None:
        Devices(tx).change(replace(device, approved=True))


def _clear_key_store(desk: Desk, person: PersonId) -> None:
    with desk.keystore.reading() as tx:
        credentials = tx.key_files.passkeys(person)
    if credentials:
        custody.forget_passkeys(desk, person, credentials)
