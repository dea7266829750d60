"""A report that nobody wrote, sealed to the new keys: all open it but the one who is left out.

It is opened with what stands on the paper, typed in again, and not with what is still in
memory. A wrong sheet is found while all are in the room, or in a year by somebody alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes

from casework.committee.services.keyday.founding import Founding
from crypto.admission import Admission, Choice, admit_report
from crypto.blob.shape import BlobKey, BlobRef
from crypto.envelope import Envelope
from crypto.errors import CryptoError
from crypto.keyring.keyfile import Passphrase, unlock_with_passphrase
from crypto.keyring.seeds import MemberSeeds
from crypto.mailbox.tags import FollowUpKey, MailboxRoot
from crypto.manifest.chain import Link
from crypto.manifest.standing import Current
from crypto.message.said import Answer, Contents, Report, Reporter
from crypto.names import ID_SIZE, BlobId, EnvelopeId, PersonId
from crypto.opening import Opened, open_envelope
from crypto.readers import Readers
from crypto.recovery import MoreNeeded, RecoveryShare, combine, read_share
from crypto.sealing import seal
from crypto.suite import KEY_SIZE, SEED_SIZE, VaultSeed

_WORDS = "This is the test report of the key day."


class ProofFailedError(Exception):
    """Says in one sentence what did not work, so that the ceremony can be stopped."""


@dataclass(frozen=True, slots=True)
class Proven:
    """How many openings were tried: by those admitted, and by who was left out."""

    opened: int
    refused: int


def unlocked(founding: Founding, words: Mapping[PersonId, str]) -> dict[PersonId, MemberSeeds]:
    """Open every key file with the words of the sheets."""
    found = {}
    for keys in founding.keys:
        try:
            typed = Passphrase(words[keys.person])
            found[keys.person] = unlock_with_passphrase(keys.file, keys.person, typed)
        except CryptoError as exc:
            raise ProofFailedError(f"The sheet of {keys.person} does not open its keys.") from exc
    return found


def prove_test_report(
    founding: Founding, seeds: Mapping[PersonId, MemberSeeds], shares: Sequence[str], today: date
) -> Proven:
    """Leave out everybody once; all others and the recovery key open what that person cannot."""
    keys = {person: each.vault for person, each in seeds.items()}
    keys[founding.link.manifest.recovery.id] = recovered(founding, shares)
    opened = refused = 0
    for left_out in seeds:
        envelope = _test_report(founding.link, left_out, today)
        can = {who for who, key in keys.items() if isinstance(open_envelope(envelope, key), Opened)}
        if can != keys.keys() - {left_out}:
            raise ProofFailedError("The test report did not open for exactly the right people.")
        opened, refused = opened + len(can), refused + 1
    return Proven(opened, refused)


def recovered(founding: Founding, shares: Sequence[str]) -> VaultSeed:
    """Put the recovery key together from the sheets, and from no more of them than are needed."""
    read = [read_share(words) for words in shares]
    good = [share for share in read if isinstance(share, RecoveryShare)]
    if len(good) != len(shares):
        raise ProofFailedError("A recovery sheet cannot be read back.")
    groups = ([each for each in good if each.of_members == inside] for inside in (True, False))
    fewest = [share for group in groups if group for share in group[: group[0].needed]]
    secret = combine(fewest, founding.link.manifest.recovery.vault)
    if isinstance(secret, MoreNeeded):
        raise ProofFailedError("The recovery sheets do not make the recovery key.")
    return secret.vault


def _test_report(link: Link, left_out: PersonId, today: date) -> Envelope:
    chosen = admit_report(link.manifest, Choice(frozenset({left_out})), Current(today))
    if not isinstance(chosen, Admission):
        # With two externals and one of them left out, the rule of two holders still holds.
        raise ProofFailedError("The manifest admits too few readers.")
    envelope = EnvelopeId(token_bytes(ID_SIZE))
    return seal(_message(chosen, today), chosen.keys, link.hash, envelope)


def _message(chosen: Admission, today: date) -> Report:
    """Write what a reporter without any answer would: to a mailbox that nobody can find again."""
    nobody = Reporter(
        VaultSeed(token_bytes(SEED_SIZE)).public,
        MailboxRoot(token_bytes(KEY_SIZE)),
        FollowUpKey(token_bytes(KEY_SIZE)),
    )
    contents = Contents(
        language="en",
        day=today,
        answers=(Answer("what", _WORDS),),
        readers=Readers(chosen.admitted, chosen.left_out),
        blob=BlobRef(BlobId(token_bytes(ID_SIZE)), BlobKey(token_bytes(KEY_SIZE))),
    )
    return Report(contents, nobody)
