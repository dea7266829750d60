"""New keys for one person: made, locked under a passphrase that nobody chose, and never shown.

Whoever makes them has them in memory for that moment and nowhere else. What the person
gets is a sheet of paper with six words.
"""

from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Final

from crypto.keyring.keyfile import (
    KeyFile,
    Passphrase,
    generate_passphrase,
    lock_with_passphrase,
)
from crypto.keyring.seeds import SEEDS_SIZE, MemberSeeds, read_seeds
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from crypto.passcode.stretching import HashCost
from crypto.passcode.wordlist import load

_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True, eq=False)
class NewKeys:
    """Keys and the one paper that opens them. It lives for a request, or for a ceremony."""

    person: PersonId
    seeds: MemberSeeds = field(repr=False)
    passphrase: Passphrase = field(repr=False)
    file: KeyFile = field(repr=False)

    @property
    def id(self) -> bytes:
        """Name the keys as signatures name them."""
        return key_id(self.seeds.signing.public)


def make_keys(person: PersonId, cost: HashCost) -> NewKeys:
    return lock_anew(person, read_seeds(token_bytes(SEEDS_SIZE)), cost)


def lock_anew(person: PersonId, seeds: MemberSeeds, cost: HashCost) -> NewKeys:
    """Put the same keys under a new passphrase."""
    passphrase = generate_passphrase(load(_LANGUAGE).words)
    file = lock_with_passphrase(seeds, person, passphrase, cost)
    return NewKeys(person, seeds, passphrase, file)
