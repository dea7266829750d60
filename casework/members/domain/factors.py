"""What a person has beside a passphrase: passkeys, codes from an app, codes on paper."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from crypto.keyring.handles import Known
from crypto.names import PersonId

LONGEST_LABEL = 40
LONGEST_CREDENTIAL = 1_023
RECOVERY_CODES = 10
GROUPS, IN_GROUP = 4, 4  # of a code on paper: 80 bits, which nobody guesses
INVITATION_DAYS = 7
PASSKEYS_WANTED = 2
MOST_PASSKEYS = 8


@dataclass(frozen=True, slots=True)
class Passkey:
    credential: bytes
    person: PersonId
    label: str
    public_key: bytes
    uses: int  # the device's own counter, which a copy of the passkey would set back
    added: date
    opens: bool  # it unlocks the key by itself


@dataclass(frozen=True, slots=True)
class Invitation:
    person: PersonId
    known: Known
    ends: date

    def counts(self, today: date) -> bool:
        return today <= self.ends


@dataclass(frozen=True, slots=True)
class Factors:
    """All that one person can sign in with."""

    passkeys: tuple[Passkey, ...] = ()
    recovery: frozenset[Known] = field(default_factory=frozenset, repr=False)
    has_app: bool = False

    @property
    def are_carried_twice(self) -> bool:
        """Two passkeys, so that a lost device locks nobody out; or an app."""
        return len(self.passkeys) >= PASSKEYS_WANTED or self.has_app

    @property
    def are_enough(self) -> bool:
        """All that one carries, and codes on paper."""
        return self.are_carried_twice and bool(self.recovery)

    def would_be_enough_without(self, credential: bytes) -> bool:
        left = [passkey for passkey in self.passkeys if passkey.credential != credential]
        return bool(left) or self.has_app


def last_day(today: date) -> date:
    return today + timedelta(days=INVITATION_DAYS)


def short_label(typed: str) -> str:
    """Return what the member calls the device, or nothing that could confuse a list."""
    seen = "".join(each for each in typed if each.isprintable())
    return " ".join(seen.split())[:LONGEST_LABEL]
