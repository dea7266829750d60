"""The keys of one person: opened by a passphrase or a passkey, kept in the key store alone."""

from dataclasses import dataclass
from secrets import token_bytes
from typing import Final

from casework.desk import Desk
from crypto.errors import CannotOpenError, MalformedError
from crypto.keyring.keyfile import (
    PasskeySecret,
    Passphrase,
    generate_passphrase,
    lock_with_passkey,
    lock_with_passphrase,
    unlock_with_passkey,
    unlock_with_passphrase,
)
from crypto.keyring.seeds import SEEDS_SIZE, MemberSeeds, read_seeds
from crypto.names import PersonId
from crypto.passcode.wordlist import load

_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True)
class DoesNotOpen:
    """These words do not open this person's keys."""


@dataclass(frozen=True, slots=True)
class NoKeys:
    """There is no key file for this person: lost, or not made yet."""


def open_by_passphrase(
    desk: Desk, person: PersonId, typed: str
) -> MemberSeeds | DoesNotOpen | NoKeys:
    """Try a passphrase, whoever else is waiting to try one: this costs 256 MiB and a second."""
    with desk.keystore.reading() as tx:
        file = tx.key_files.passphrase_file(person)
    if file is None:
        return NoKeys()
    try:
        passphrase = Passphrase(typed)
    except MalformedError:
        return DoesNotOpen()
    with desk.gatehouse.derivation():
        try:
            return unlock_with_passphrase(file, person, passphrase)
        except CannotOpenError:
            return DoesNotOpen()


def open_by_passkey(
    desk: Desk, person: PersonId, credential: bytes, secret: bytes
) -> MemberSeeds | None:
    """Return the keys if this passkey opens them. If not, the passphrase will be asked for."""
    with desk.keystore.reading() as tx:
        file = tx.key_files.passkey_file(person, credential)
    if file is None or not secret:
        return None
    try:
        return unlock_with_passkey(file, person, PasskeySecret(secret))
    except (CannotOpenError, MalformedError):
        return None


def let_passkey_open(
    desk: Desk, person: PersonId, credential: bytes, opening: tuple[MemberSeeds, bytes]
) -> bool:
    """Add a way in by what only this passkey can answer."""
    seeds, secret = opening
    try:
        file = lock_with_passkey(seeds, person, PasskeySecret(secret))
    except MalformedError:
        return False
    with desk.keystore.change() as tx:
        tx.key_files.put_passkey_file(person, credential, file)
    return True


def forget_passkeys(desk: Desk, person: PersonId, credentials: tuple[bytes, ...]) -> None:
    with desk.keystore.change() as tx:
        for credential in credentials:
            tx.key_files.drop_passkey(person, credential)


def has_keys(desk: Desk, person: PersonId) -> bool:
    with desk.keystore.reading() as tx:
        return tx.key_files.passphrase_file(person) is not None


def make_keys(desk: Desk, person: PersonId) -> Passphrase:
    """Make keys for somebody who stands in no manifest, and the words that are shown once."""
    passphrase = generate_passphrase(load(_LANGUAGE).words)
    seeds = read_seeds(token_bytes(SEEDS_SIZE))
    with desk.gatehouse.derivation():
        file = lock_with_passphrase(seeds, person, passphrase, desk.cost)
    with desk.keystore.change() as tx:
        tx.key_files.put_passphrase_file(person, file)
    return passphrase
