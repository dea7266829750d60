"""A lost device: blocked by one press, its way in taken away, and its sessions ended at once."""

from casework.committee.records.removals import Kind
from casework.committee.services.changes.leaving import end_sessions
from casework.committee.services.changes.removing import finish_removals, intend
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from crypto.names import PersonId


def block_devices(
    desk: Desk, by: PersonId | None, person: PersonId, credential: bytes = b""
) -> None:
    """Take a passkey's way in away, or that of all of them. Everybody's sessions end who is meant.

    Keys that were open on a device when it was lost may have been read there: whoever fears
    that gets new keys besides.
    """
    with desk.database.transaction() as tx:
        intend(tx, Kind.PASSKEYS, person, credential)
        end_sessions(tx, person)
        record(tx, Said(Verb.DEVICE_BLOCKED, desk.today(), by, {"person": person}))
    finish_removals(desk)
