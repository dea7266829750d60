"""Codes from an app and codes on paper: what is asked before a passphrase, where no passkey is."""

from base64 import b32encode
from dataclasses import dataclass, field
from secrets import token_bytes

import pyotp
import segno

from casework.desk import Desk
from casework.gatehouse import step_at
from casework.members.domain.accounts import Account
from casework.members.domain.factors import (
    GROUPS,
    IN_GROUP,
    RECOVERY_CODES,
)
from crypto.errors import CannotOpenError
from crypto.keyring.handles import Handle, Known, generate_code, known, read_code
from crypto.names import PersonId
from crypto.suite import same

SECRET_SIZE = 20
DIGITS = 6
_APP = "app-secret"
_QUIET_ZONE = 4


@dataclass(frozen=True, slots=True, eq=False)
class AppSecret:
    """What an app makes its codes of."""

    raw: bytes = field(repr=False)

    def code(self, step: int) -> str:
        return pyotp.HOTP(self.letters).at(step)

    @property
    def letters(self) -> str:
        return b32encode(self.raw).decode("ascii")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The recovery codes, seen once, and what is kept of them."""

    codes: tuple[str, ...] = field(repr=False)
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR code as one path, which a page may draw without a style of its own."""

    size: int
    path: str = field(repr=False)


def new_app_secret() -> AppSecret:
    return AppSecret(token_bytes(SECRET_SIZE))


def seal_secret(desk: Desk, person: PersonId, secret: AppSecret) -> bytes:
    return desk.site_key.lock(secret.raw, _APP, person)


def open_secret(desk: Desk, person: PersonId, box: bytes) -> AppSecret | None:
    try:
        return AppSecret(desk.site_key.unlock(box, _APP, person))
    except CannotOpenError:
        return None


def matching_step(secret: AppSecret, typed: str, epoch: int) -> int | None:
    """Find the half minute that made this code: this one, or its neighbours if a clock is off."""
    now, found = step_at(epoch), None
    for step in (now - 1, now, now + 1):
        if same(secret.code(step).encode(), digits_of(typed).encode()):
            found = step
    return found


def digits_of(typed: str) -> str:
    return "".join(each for each in typed if each in "0123456789")


def is_app_code(typed: str) -> bool:
    bare = "".join(typed.split())
    return len(bare) == DIGITS and bare == digits_of(bare)


def picture_of(address: str) -> Picture:
    """Draw dark squares as runs of one path, inside the quiet zone that cameras need."""
    rows = segno.make(address, error="m", micro=False).matrix
    runs = (
        f"M{column + _QUIET_ZONE} {line + _QUIET_ZONE}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    return Picture(len(rows) + 2 * _QUIET_ZONE, "".join(runs))


def app_address(secret: AppSecret, account: Account, host: str) -> str:
    return pyotp.TOTP(secret.letters).provisioning_uri(name=account.name, issuer_name=host)


def new_sheet() -> Sheet:
    codes = tuple(generate_code(GROUPS, IN_GROUP) for _ in range(RECOVERY_CODES))
    return Sheet(codes, tuple(known_code(code) for code in codes))


def is_paper_code(typed: str) -> bool:
    return len(read_code(typed)) == GROUPS * IN_GROUP


def known_code(typed: str) -> Known:
    return known(read_code(typed), Handle.CODE)
