"""Passkeys: what a page must ask a device, and whether what comes back was made for us.

Each challenge is ours, for one purpose, recent, and spent by its first use. The device must
have asked who holds it (a face, a finger, a PIN), and keep the passkey itself, so that
nobody has to type a name.
"""

from dataclasses import dataclass, field
from json import dumps
from typing import Final

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    bytes_to_base64url,
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from casework.desk import Desk
from casework.members.domain.accounts import Account
from casework.members.domain.factors import Passkey
from casework.members.records import Accounts, SecondFactors
from casework.rights import SessionId
from crypto.keyring.keyfile import PRF_INPUT
from crypto.names import PersonId
from crypto.suite import same

SIGN_IN: Final = b"sign-in"
_LONGEST_ANSWER = 20_000
_PATIENCE_MS = 120_000
# What the library raises for bytes that no browser of ours sent, besides its own errors.
_UNREADABLE: Final = (
    WebAuthnException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a page posts: the device's words, and the secret of the passkey if it made one."""

    words: str = field(repr=False)
    secret: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Used:
    passkey: Passkey
    account: Account
    uses: int


@dataclass(frozen=True, slots=True)
class Made:
    credential: bytes
    public_key: bytes
    uses: int


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Not a passkey of ours, not for this page, or used before. Which, is nobody's business."""


def to_unlock(session: SessionId) -> bytes:
    return b"unlock" + session


def to_add(person: PersonId) -> bytes:
    return b"add" + person.encode("ascii")


def ask_for_passkey(desk: Desk, purpose: bytes, allowed: tuple[Passkey, ...] = ()) -> str:
    """Return the options of a page that uses a passkey. For sign-in no name is known, nor sent."""
    options = generate_authentication_options(
        rp_id=desk.settings.host,
        challenge=desk.gatehouse.challenges.new(purpose),
        timeout=_PATIENCE_MS,
        allow_credentials=_described(allowed) or None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _with_secret(options_to_json_dict(options))


def ask_for_new_passkey(desk: Desk, account: Account, existing: tuple[Passkey, ...]) -> str:
    options = generate_registration_options(
        rp_id=desk.settings.host,
        rp_name=f"{desk.settings.company} audit committee",
        user_id=account.handle,
        user_name=account.name,
        user_display_name=account.name,
        challenge=desk.gatehouse.challenges.new(to_add(account.person)),
        timeout=_PATIENCE_MS,
        exclude_credentials=_described(existing),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return _with_secret(options_to_json_dict(options))


def check_use(desk: Desk, answer: Answer, purpose: bytes) -> Used | NotOurs:
    """Find whose passkey this is, and whether it answered our challenge just now."""
    try:
        credential = parse_authentication_credential_json(_short(answer.words))
        challenge = _ours(desk, credential.response.client_data_json, purpose)
        found = _owner(desk, credential)
        if found is None or challenge is None:
            return NotOurs()
        passkey, account = found
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=desk.settings.host,
            expected_origin=desk.settings.address,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except _UNREADABLE:
        return NotOurs()
    # Last, since what strangers make up must leave nothing to remember.
    if not desk.gatehouse.challenges.spend(challenge, purpose):
        return NotOurs()
    return Used(passkey, account, verified.new_sign_count)


def check_new(desk: Desk, answer: Answer, person: PersonId) -> Made | NotOurs:
    try:
        credential = parse_registration_credential_json(_short(answer.words))
        challenge = _ours(desk, credential.response.client_data_json, to_add(person))
        if challenge is None:
            return NotOurs()
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=desk.settings.host,
            expected_origin=desk.settings.address,
            require_user_verification=True,
        )
    except _UNREADABLE:
        return NotOurs()
    if not desk.gatehouse.challenges.spend(challenge, to_add(person)):
        return NotOurs()
    return Made(verified.credential_id, verified.credential_public_key, verified.sign_count)


def _owner(desk: Desk, credential: AuthenticationCredential) -> tuple[Passkey, Account] | None:
    """Return whose passkey it is, unless the device says that it is somebody else's."""
    with desk.database.reading() as tx:
        passkey = SecondFactors(tx).passkey(credential.raw_id)
        account = None if passkey is None else Accounts(tx).by_person(passkey.person)
    if passkey is None or account is None:
        return None
    said = credential.response.user_handle or account.handle
    return (passkey, account) if same(said, account.handle) else None


def _ours(desk: Desk, client_data: bytes, purpose: bytes) -> bytes | None:
    """Return the challenge that the device answered, if we have just made it for this."""
    challenge = parse_client_data_json(client_data).challenge
    return challenge if desk.gatehouse.challenges.are_ours(challenge, purpose) else None


def _short(words: str) -> str:
    if len(words) > _LONGEST_ANSWER:
        raise ValueError
    return words


def _described(passkeys: tuple[Passkey, ...]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=passkey.credential) for passkey in passkeys]


def _with_secret(options: dict[str, object]) -> str:
    """Ask for the passkey's own secret as well; a device that has none passes over it."""
    return dumps({**options, "prf": bytes_to_base64url(PRF_INPUT)})
