"""What a page must carry for the site, sealed so that the page cannot read or change it.

The keys live in memory alone and are replaced hourly; a token that the last
two keys do not open is stale, whatever else may be wrong with it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import NewType

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.errors import CannotOpenError, MalformedError
from crypto.mailbox.tags import FollowUpKey, MailboxKeys, MailboxRoot, StateKey
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, EnvelopeId, ManifestHash
from crypto.suite import KEY_SIZE, Label, VaultSeed

PasscodeBytes = NewType("PasscodeBytes", bytes)  # 16 bytes, the canonical form

PASSCODE_SIZE = 16
DIGEST_SIZE = 32
# 360 bytes are 480 letters without padding. A later version has 60 bytes more to use.
SEALED_SIZE = 360
_LETTERS = SEALED_SIZE * 4 // 3
_ROOM = bulk.room_inside(SEALED_SIZE)
_VERSION = 1
_TOKEN = Label("token/send")
_RETURN = Label("token/return")
_PAGE = Label("token/page")


class Purpose(StrEnum):
    REPORT = "report"
    FOLLOW_UP = "follow-up"
    IDENTITY = "identity"
    STOP = "stop"


@dataclass(frozen=True, slots=True, eq=False)
class ServerKeys:
    current: bytes = field(repr=False)
    previous: bytes | None = field(repr=False)

    def __post_init__(self) -> None:
        if any(len(key) != KEY_SIZE for key in self.both):
            raise MalformedError("a server key has 32 bytes")

    @property
    def both(self) -> tuple[bytes, ...]:
        return (self.current,) if self.previous is None else (self.current, self.previous)


@dataclass(frozen=True, slots=True, eq=False)
class SendToken:
    """What makes Send safe to repeat, and seals to nobody who was not named on the page."""

    envelope: EnvelopeId
    page: bytes  # SHA-256 of everything that the page showed and will post
    manifest: ManifestHash
    passcode: PasscodeBytes | None = field(repr=False)  # none on pages behind a return


@dataclass(frozen=True, slots=True)
class Stale:
    """The token is too old, or was never ours. The page is drawn again with everything kept."""


def page_digest(pairs: Sequence[tuple[str, str]]) -> bytes:
    """Fingerprint the fields of a page, in their order: whether it is the same page again."""
    return sha256(_PAGE.over(encode([[name, value] for name, value in pairs]))).digest()


def seal_token(token: SendToken, purpose: Purpose, keys: ServerKeys) -> str:
    """Return a text of one length, whatever it holds."""
    body = encode(
        {
            "v": _VERSION,
            "envelope": encoding.sized(token.envelope, ID_SIZE),
            "page": encoding.sized(token.page, DIGEST_SIZE),
            "manifest": encoding.sized(token.manifest, MANIFEST_HASH_SIZE),
            "passcode": _passcode(token.passcode),
        }
    )
    return _seal(body, keys, _TOKEN.over(purpose.value.encode()))


def open_token(sealed: str, purpose: Purpose, keys: ServerKeys) -> SendToken | Stale:
    """Open a form's field. It opens for the purpose that it was sealed for, and for no other."""
    body = _open(sealed, keys, _TOKEN.over(purpose.value.encode()))
    if body is None:
        return Stale()
    found = encoding.fields(body, "v", "envelope", "page", "manifest", "passcode")
    encoding.number(found["v"], _VERSION, _VERSION)
    return SendToken(
        EnvelopeId(encoding.sized(found["envelope"], ID_SIZE)),
        encoding.sized(found["page"], DIGEST_SIZE),
        ManifestHash(encoding.sized(found["manifest"], MANIFEST_HASH_SIZE)),
        _passcode(found["passcode"]),
    )


def seal_return(keys: MailboxKeys, until: int, server: ServerKeys) -> str:
    """Return the cookie of a returning reporter, which opens before the minute `until`."""
    body = encode(
        {
            "v": _VERSION,
            "until": encoding.number(until),
            "root": keys.root,
            "seed": keys.seed.raw,
            "state": keys.state_key,
            "followup": keys.followup_key,
        }
    )
    return _seal(body, server, bytes(_RETURN))


def open_return(sealed: str, now: int, server: ServerKeys) -> MailboxKeys | Stale:
    body = _open(sealed, server, bytes(_RETURN))
    if body is None:
        return Stale()
    found = encoding.fields(body, "v", "until", "root", "seed", "state", "followup")
    encoding.number(found["v"], _VERSION, _VERSION)
    if encoding.number(found["until"]) <= now:
        return Stale()
    return MailboxKeys(
        MailboxRoot(encoding.sized(found["root"], KEY_SIZE)),
        VaultSeed(encoding.sized(found["seed"], KEY_SIZE)),
        StateKey(encoding.sized(found["state"], KEY_SIZE)),
        FollowUpKey(encoding.sized(found["followup"], KEY_SIZE)),
    )


def _passcode(value: Value) -> PasscodeBytes | None:
    return None if value is None else PasscodeBytes(encoding.sized(value, PASSCODE_SIZE))


def _seal(body: bytes, keys: ServerKeys, context: bytes) -> str:
    """Seal for a form or a cookie. Cobblestone derives a key for each, so no count limits them."""
    sealed = bulk.lock(encoding.framed(body, _ROOM), keys.current, context)
    return urlsafe_b64encode(sealed).decode()


def _open(sealed: str, keys: ServerKeys, context: bytes) -> bytes | None:
    """Return what one of the last two keys opens. Text that no page of ours carried, none does."""
    raw = _decoded(sealed)
    if raw is None:
        return None
    for key in keys.both:
        try:
            return encoding.unframed(bulk.unlock(raw, key, context))
        except CannotOpenError:
            continue
    return None


def _decoded(sealed: str) -> bytes | None:
    if len(sealed) != _LETTERS:
        return None
    try:
        raw = urlsafe_b64decode(sealed)
    except ValueError:
        return None
    return raw if urlsafe_b64encode(raw).decode() == sealed else None
