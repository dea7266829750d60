"""A lost device: blocked by one press, its way in taken away, and its sessions ended at once."""

from casework.committee.records.removals import Kind
from casework.committee.services.changes.removing import finish_removals, intend
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.members.services.leaving import forget_devices, forget_other_devices
from casework.rights import SignedIn
from crypto.names import PersonId


def block_devices(desk: Desk, by: PersonId, person: PersonId) -> None:
    """Let no device of somebody unlock anything, or even open, before it is approved again.

    Whoever lost one knows which it was, and removes that alone. This is for the others, who
    do not know, and for the minutes in which nobody does.

    Keys that were open on a device when it was lost may have been read there: whoever fears
    that gets new keys besides.
    """
    with desk.database.transaction() as tx:
        intend(tx, Kind.PASSKEYS, person)
        forget_devices(tx, person)
        record(tx, Said(Verb.DEVICE_BLOCKED, desk.today(), by, {"person": person}))
    finish_removals(desk)


def block_other_devices(desk: Desk, me: SignedIn) -> None:
    """Do the same for all of one's own devices but the one at hand."""
    with desk.database.transaction() as tx:
        intend(tx, Kind.PASSKEYS, me.person)
        forget_other_devices(tx, me.person, me.session)
        record(tx, Said(Verb.DEVICE_BLOCKED, desk.today(), me.person, {"person": me.person}))
    finish_removals(desk)
