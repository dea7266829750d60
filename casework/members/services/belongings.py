"""What one signs in with, and from where: passkeys, an app, codes on paper, devices, sessions."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.domain.accounts import LONGEST_IDLE, SHORTEST_IDLE, Account
from casework.members.domain.factors import MOST_PASSKEYS, Factors, Passkey, short_label
from casework.members.domain.sessions import (
    Approved,
    Device,
    NotYours,
    OneMore,
    Session,
    Voice,
    approval,
)
from casework.members.records import Accounts, Devices, SecondFactors, Sessions
from casework.members.services import codes, custody
from casework.members.services.passkeys import Answer, Made, NotOurs, check_new
from casework.members.services.seated import roles_of
from casework.rights import Role, SignedIn
from casework.trust import Committee, Standing
from crypto.keyring.handles import Known
from crypto.keyring.seeds import MemberSeeds
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Belongings:
    account: Account
    factors: Factors
    devices: tuple[Device, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """It would lock this person out, or it is not theirs."""


@dataclass(frozen=True, slots=True, eq=False)
class NewPasskey:
    answer: Answer
    label: str
    seeds: MemberSeeds | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """A new device that waits for somebody's word."""

    device: Device
    name: str
    mine: bool


def look_at(desk: Desk, person: PersonId) -> Belongings | None:
    with desk.keystore.reading() as keys:
        opening = frozenset(keys.key_files.passkeys(person))
    with desk.database.reading() as tx:
        account = Accounts(tx).by_person(person)
        if account is None:
            return None
        return Belongings(
            account,
            _opening_now(SecondFactors(tx).of(person, has_app=account.totp is not None), opening),
            tuple(Devices(tx).of(person)),
            tuple(Sessions(tx).of(person)),
        )


def _opening_now(factors: Factors, opening: frozenset[bytes]) -> Factors:
    """Say of each passkey what the key store says, and not what it was when it was added.

    New keys, and a blocked device, take the files of passkeys away: whoever is then asked to
    touch one would touch it again and again.
    """
    passkeys = (
        replace(each, opens=each.opens and each.credential in opening) for each in factors.passkeys
    )
    return replace(factors, passkeys=tuple(passkeys))


def add_passkey(desk: Desk, person: PersonId, new: NewPasskey) -> Passkey | NotOurs:
    """Add a passkey, first to the key store if it can open by itself, then to the rows."""
    made = check_new(desk, new.answer, person)
    if isinstance(made, NotOurs) or not _has_room(desk, person, made):
        return NotOurs()
    opens = bool(new.answer.secret) and new.seeds is not None
    if new.seeds is not None and opens:
        opening = (new.seeds, new.answer.secret)
        opens = custody.let_passkey_open(desk, person, made.credential, opening)
    label = short_label(new.label) or "Passkey"
    passkey = Passkey(
        made.credential, person, label, made.public_key, made.uses, desk.today(), opens
    )
    with desk.database.transaction() as tx:
        SecondFactors(tx).add_passkey(passkey)
        record(tx, Said(Verb.PASSKEY_ADDED, desk.today(), person, {"label": label}))
    return passkey


def remove_passkey(desk: Desk, me: SignedIn, credential: bytes) -> Refused | None:
    """Take one away, unless it is the last way to sign in."""
    mine = look_at(desk, me.person)
    if mine is None or not mine.factors.would_be_enough_without(credential):
        return Refused()
    with desk.database.reading() as tx:
        passkey = SecondFactors(tx).passkey(credential)
    if passkey is None or passkey.person != me.person:
        return Refused()
    custody.forget_passkeys(desk, me.person, (credential,))
    with desk.database.transaction() as tx:
        SecondFactors(tx).remove_passkey(passkey)
        subject = {"label": passkey.label}
        record(tx, Said(Verb.PASSKEY_REMOVED, desk.today(), me.person, subject))
    return None


def add_app(desk: Desk, person: PersonId, secret: codes.AppSecret, typed: str) -> Refused | None:
    """Take an app into use, once it has shown a right code."""
    step = codes.matching_step(secret, typed, desk.epoch())
    if step is None or not codes.is_app_code(typed):
        return Refused()
    desk.gatehouse.steps.spend(person, step)
    with desk.database.transaction() as tx:
        account = Accounts(tx).by_person(person)
        if account is None:
            return Refused()
        sealed = codes.seal_secret(desk, person, secret)
        Accounts(tx).change(replace(account, totp=sealed))
        record(tx, Said(Verb.APP_ADDED, desk.today(), person))
    return None


def renew_codes(desk: Desk, person: PersonId) -> tuple[str, ...]:
    """Make a new sheet. Of the old one no code counts any more."""
    sheet = codes.new_sheet()
    with desk.database.transaction() as tx:
        account = Accounts(tx).by_person(person)
        if account is not None:
            SecondFactors(tx).set_codes(person, sheet.known)
            record(tx, Said(Verb.CODES_RENEWED, desk.today(), person))
    return sheet.codes


def lock_after(desk: Desk, me: SignedIn, minutes: int) -> Refused | None:
    if not SHORTEST_IDLE <= minutes <= LONGEST_IDLE:
        return Refused()
    with desk.database.transaction() as tx:
        account = Accounts(tx).by_person(me.person)
        if account is not None and account.idle_minutes != minutes:
            Accounts(tx).change(account.locking_after(minutes))
            record(tx, Said(Verb.LOCK_CHANGED, desk.today(), me.person, {"minutes": str(minutes)}))
    return None


def devices_that_ask(desk: Desk, me: SignedIn) -> tuple[Asking, ...]:
    """Return one's own new devices, and for whoever holds keys those of the others."""
    with desk.database.reading() as tx:
        names = {account.person: account.name for account in Accounts(tx).everybody()}
        waiting = Devices(tx).waiting()
    return tuple(
        Asking(device, names[device.person], device.person == me.person)
        for device in waiting
        if device.person == me.person or _voice(me.roles) is not Voice.NONE
    )


def approve_device(
    desk: Desk, me: SignedIn, device: Known, person: PersonId
) -> Approved | OneMore | NotYours:
    committee = desk.trust.now()
    with desk.database.transaction() as tx:
        found = Devices(tx).find(device, person)
        if found is None:
            return NotYours()
        earlier = _voice_of(tx, committee, found.vouched)
        decided = approval(found, me.person, _voice(me.roles), earlier)
        _note(tx, desk, me, found, decided)
    return decided


def remove_device(desk: Desk, me: SignedIn, device: Known) -> Refused | None:
    """Forget one's own device and end what is open on it; the last approved one is kept.

    Without any, two others would have to be there before this person could come in again.
    """
    with desk.database.transaction() as tx:
        mine = Devices(tx).of(me.person)
        found = next((each for each in mine if each.id == device), None)
        if found is None:
            return None
        if not any(each.approved for each in mine if each.id != device):
            return Refused()
        Sessions(tx).end_on(device, me.person)
        Devices(tx).remove(device, me.person)
        subject = {"number": str(found.number)}
        record(tx, Said(Verb.DEVICE_REMOVED, desk.today(), me.person, subject))
    return None


def _voice(roles: Collection[Role]) -> Voice:
    if Role.MEMBER in roles:
        return Voice.MEMBER
    return Voice.OUTSIDE if Role.EXTERNAL in roles else Voice.NONE


def _voice_of(tx: Transaction, committee: Committee, who: PersonId | None) -> Voice:
    """Say what somebody's earlier word is worth today, by the list that was signed."""
    if who is None:
        return Voice.NONE
    if isinstance(committee, Standing):
        listed = (roles_of(each) for each in committee.manifest.persons if each.id == who)
        return _voice(next(listed, ()))
    account = Accounts(tx).by_person(who)
    return Voice.NONE if account is None else _voice(account.roles)


def _note(tx: Transaction, desk: Desk, me: SignedIn, device: Device, decided: object) -> None:
    if isinstance(decided, NotYours):
        return
    done = isinstance(decided, Approved)
    Devices(tx).change(replace(device, approved=done, vouched=me.person))
    subject = {"person": device.person, "number": str(device.number)}
    record(tx, Said(Verb.DEVICE_APPROVED, desk.today(), me.person, subject))


def _has_room(desk: Desk, person: PersonId, made: Made) -> bool:
    """A credential that stands for somebody already stands for nobody else."""
    with desk.database.reading() as tx:
        taken = SecondFactors(tx).passkey(made.credential)
        mine = SecondFactors(tx).of(person, has_app=False)
    return taken is None and len(mine.passkeys) < MOST_PASSKEYS
