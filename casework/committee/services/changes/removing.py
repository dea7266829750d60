"""Remove from the key store what must open nothing any more, whatever happens on the way.

The intent lies in casework's database, in the transaction of the deed; then key store and
mirror follow; then the intent goes. Every step may be done twice, so start-up does the rest.
"""

from secrets import token_bytes

from casework.committee.records.removals import REMOVAL_ID_SIZE, Kind, Removal, Removals
from casework.desk import Desk
from crypto.keyring.wraps import throwaways
from crypto.names import EnvelopeId, PersonId
from store.database import Transaction
from store.keystore.store import KeyStoreTx


def intend(
    tx: Transaction, kind: Kind, person: PersonId | None = None, subject: bytes = b""
) -> None:
    Removals(tx).intend(Removal(token_bytes(REMOVAL_ID_SIZE), kind, person, subject))


def finish_removals(desk: Desk) -> int:
    """Carry out every intent that is still there, and return how many there were."""
    with desk.database.reading() as tx:
        intended = Removals(tx).intended()
    if intended:
        with desk.keystore.change() as keys:
            for each in intended:
                _carry_out(keys, each)
        with desk.database.transaction() as tx:
            for each in intended:
                Removals(tx).done(each)
    return len(intended)


def _carry_out(keys: KeyStoreTx, removal: Removal) -> None:
    if removal.kind is Kind.STANZAS:
        keys.stanzas.drop(EnvelopeId(removal.subject))
    elif removal.kind is Kind.SCOPE:
        _put_throwaways(keys, removal.subject)
        keys.wraps.mark_erased([removal.subject])
    elif removal.person is not None:
        _take_ways_in(keys, removal.person, removal)


def _take_ways_in(keys: KeyStoreTx, person: PersonId, removal: Removal) -> None:
    if removal.kind is Kind.PERSON:
        keys.key_files.drop_person(person)
        return
    blocked = (removal.subject,) if removal.subject else keys.key_files.passkeys(person)
    for credential in blocked:
        keys.key_files.drop_passkey(person, credential)


def _put_throwaways(keys: KeyStoreTx, scope: bytes) -> None:
    """Replace, and never delete: a scope without wraps would say that it was erased."""
    there = keys.wraps.newest(scope)
    if there is not None:
        nobody = throwaways(len(there.wraps), len(there.wraps[0]))
        keys.wraps.spoil(scope, nobody)
