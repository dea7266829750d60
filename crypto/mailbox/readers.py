"""Judge a snapshot before its reporter sees a word of it.

Whoever learned the reporter's public key, the accused included, could seal a
row. So the sealing proves nothing: only a reader's signature does, and no
signature may bring back whom the reporter left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from crypto import signing
from crypto.errors import CannotOpenError, RefusedError
from crypto.mailbox.roles import Holders, Roles
from crypto.mailbox.snapshot import SIGNED, ReaderChange, SignedSnapshot, Snapshot
from crypto.mailbox.state import PERSONS_KEPT, State
from crypto.mailbox.tags import MailboxAddress
from crypto.names import PersonId
from crypto.readers import FEWEST_HOLDERS, Readers, are_enough
from crypto.suite import Label

CHANGE_SIGNED = Label("mailbox/reader-change")


class Refusal(StrEnum):
    FORGED = "forged"
    ROLLED_BACK = "rolled-back"
    GAP = "gap"
    STRANGER = "stranger"
    LEFT_OUT = "left-out"
    TOO_MANY = "too-many"
    TOO_FEW = "too-few"
    NO_EXTERNAL = "no-external"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The snapshot, and the state that the next follow-up is sealed by and writes back."""

    snapshot: Snapshot
    state: State


@dataclass(frozen=True, slots=True)
class Refused:
    why: Refusal


@dataclass(frozen=True, slots=True, eq=False)
class _Check:
    label: Label
    message: bytes = field(repr=False)
    signature: bytes = field(repr=False)


class _NoError(RefusedError):
    def __init__(self, why: Refusal) -> None:
        super().__init__()
        self.why = why


def judge(
    signed: SignedSnapshot,
    to: MailboxAddress,
    state: State,
    roles: Roles,
    stand_in: signing.SigningPublic,
) -> Accepted | Refused:
    """Return what the snapshot makes of the state, or the rule that it breaks.

    Where a key is unknown, the signature is checked under `stand_in`, and never counts.

    Reading writes nothing: a visit must leave no trace. The state that comes back
    is stored by the reporter's next follow-up.
    """
    snapshot, pending = signed.content, pending_changes(signed.content, state)
    sound = [
        _holds(check, key or stand_in) and key is not None
        for check, key in _signatures(signed, to, state, roles)
    ]
    try:
        _require_next(snapshot, state)
        _refuse(Refusal.FORGED, unless=all(sound))
        readers = _changed(pending, state.readers)
        _require_reader(snapshot.signer, readers)
    except _NoError as refused:
        return Refused(refused.why)
    if broken := unlawful(readers, roles.current):
        return Refused(broken)
    followed = replace(
        state,
        readers=readers,
        snapshot_seen=snapshot.version,
        changes_applied=snapshot.changes_from + len(snapshot.changes),
    )
    return Accepted(snapshot, followed)


def pending_changes(snapshot: Snapshot, state: State) -> tuple[ReaderChange, ...]:
    """Return the changes that this state does not follow yet."""
    applied = _applied(snapshot, state)
    return () if applied is None else snapshot.changes[applied:]


def recipients(readers: Readers, current: Holders) -> tuple[PersonId, ...]:
    """Return who gets the next follow-up: the admitted, and every external not left out.

    Members who came later are not among them, nor is anybody who has departed.
    """
    externals = {person for person, holder in current.items() if holder.external}
    wanted = (set(readers.admitted) & set(current)) | externals
    return tuple(sorted(wanted - set(readers.left_out)))


def unlawful(readers: Readers, current: Holders) -> Refusal | None:
    """Return the rule that nobody may be sealed to these readers by, if there is one."""
    left = recipients(readers, current)
    if are_enough(len(left), sum(current[person].external for person in left)):
        return None
    return Refusal.TOO_FEW if len(left) < FEWEST_HOLDERS else Refusal.NO_EXTERNAL


def _signatures(
    signed: SignedSnapshot, to: MailboxAddress, state: State, roles: Roles
) -> Iterator[tuple[_Check, signing.SigningPublic | None]]:
    """Name every signature that must hold, and the key that it must hold under."""
    snapshot = signed.content
    whole = _Check(SIGNED, signed.signed(to), signed.signature)
    yield whole, roles.key(snapshot.manifest, snapshot.signer)
    for place, change in enumerate(pending_changes(snapshot, state), state.changes_applied + 1):
        check = _Check(CHANGE_SIGNED, change.signed(to, place), change.signature)
        yield check, roles.standing_key(change.manifest, change.signer)


def _holds(check: _Check, by: signing.SigningPublic) -> bool:
    try:
        signing.verify(check.label, check.message, check.signature, by)
    except CannotOpenError:
        return False
    return True


def _require_next(snapshot: Snapshot, state: State) -> None:
    _refuse(Refusal.ROLLED_BACK, unless=snapshot.version >= state.snapshot_seen)
    _refuse(Refusal.GAP, unless=_applied(snapshot, state) is not None)


def _applied(snapshot: Snapshot, state: State) -> int | None:
    """Return how many changes of the list the state follows already, if it joins them at all."""
    applied = state.changes_applied - snapshot.changes_from
    return applied if 0 <= applied <= len(snapshot.changes) else None


def _changed(pending: Sequence[ReaderChange], readers: Readers) -> Readers:
    """Follow each change, if whoever signed it was a reader at that point."""
    for change in pending:
        _require_reader(change.signer, readers)
        barred = {*readers.left_out, *change.removed}
        _refuse(Refusal.LEFT_OUT, unless=not barred.intersection(change.added))
        readers = readers.joined_by(change.added).without(change.removed)
        persons = len(readers.admitted) + len(readers.left_out)
        _refuse(Refusal.TOO_MANY, unless=persons <= PERSONS_KEPT)
    return readers


def _require_reader(signer: PersonId, readers: Readers) -> None:
    """Refuse the word of anybody who is not a reader."""
    _refuse(Refusal.STRANGER, unless=signer in readers.admitted)


def _refuse(why: Refusal, *, unless: bool) -> None:
    if not unless:
        raise _NoError(why)
