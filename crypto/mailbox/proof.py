"""Let a reporter prove, years later and without us, that they reported, when, and what.

The file names no reporter and repeats no word of the report. Its fingerprint is
salted, and the salt stays with the committee's copy: who finds the file cannot
try out guesses of what was written.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from crypto import encoding, signing
from crypto.encoding import Value, encode
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.mailbox.roles import Roles
from crypto.mailbox.state import PERSON_SIZE
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash, PersonId
from crypto.suite import Label, same

SALT_SIZE = 32
DIGEST_SIZE = 32
_VERSION = 1
SIGNED = Label("proof/signature")
_CONTENT = Label("proof/content")
_NAMES = ("v", "sent", "collected", "content", "signer", "manifest")
_LINE = 64
_BEGIN = "-----BEGIN PROOF OF REPORTING-----"
_END = "-----END PROOF OF REPORTING-----"
_HEAD = """\
PROOF OF REPORTING, VERSION 1

A report was sent to the audit committee on {sent}.
The committee collected it on {collected}.

The fingerprint of what was sent, with all its files, is
{content}

A holder of the committee's keys signed this. To check it, a
lawyer or an agency needs the committee's public keys, and the
committee's own copy of the report for the fingerprint.

Keep this file only on your own device or with a lawyer. It says
that a report was made.
"""


@dataclass(frozen=True, slots=True)
class NotReadyYet:
    """Nobody has opened the report yet, so nobody could sign for it."""


@dataclass(frozen=True, slots=True)
class Proof:
    sent: date
    collected: date
    content: bytes
    signer: PersonId
    manifest: ManifestHash
    signature: bytes = field(repr=False)

    @property
    def signed(self) -> bytes:
        """Return the bytes that the signature covers."""
        return encode(
            {
                "v": _VERSION,
                "sent": self.sent.isoformat(),
                "collected": self.collected.isoformat(),
                "content": self.content,
                "signer": self.signer,
                "manifest": self.manifest,
            }
        )

    @property
    def raw(self) -> bytes:
        return self.signature + self.signed

    @property
    def text(self) -> str:
        """Return the file that the reporter keeps: plain words, then the same again, signed."""
        head = _HEAD.format(sent=self.sent, collected=self.collected, content=self.content.hex())
        armour = b64encode(self.raw).decode()
        lines = [armour[at : at + _LINE] for at in range(0, len(armour), _LINE)]
        return "\n".join([head, _BEGIN, *lines, _END, ""])


def content_digest(salt: bytes, answers: Value, files: Sequence[bytes]) -> bytes:
    """Fingerprint the answers and the SHA-256 of each file, in the order of sending."""
    if len(salt) != SALT_SIZE or any(len(one) != DIGEST_SIZE for one in files):
        raise MalformedError("the salt and every file's hash have 32 bytes")
    return sha256(_CONTENT.over(salt, encode(answers), b"".join(files))).digest()


def read_proof(raw: bytes) -> Proof:
    found = encoding.fields(raw[signing.SIGNATURE_SIZE :], *_NAMES)
    encoding.number(found["v"], _VERSION, _VERSION)
    return Proof(
        encoding.day(found["sent"]),
        encoding.day(found["collected"]),
        encoding.sized(found["content"], DIGEST_SIZE),
        PersonId(encoding.text(found["signer"], PERSON_SIZE, 1)),
        ManifestHash(encoding.sized(found["manifest"], MANIFEST_HASH_SIZE)),
        raw[: signing.SIGNATURE_SIZE],
    )


def read_proof_text(kept: str) -> Proof:
    """Read a kept file. Its plain words must say exactly what was signed, or nothing counts."""
    lines = kept.replace("\r\n", "\n").rstrip("\n").split("\n")
    if _BEGIN not in lines:
        raise MalformedError("no proof in this file")
    armour = lines[lines.index(_BEGIN) + 1 : -1]
    try:
        proof = read_proof(b64decode("".join(armour)))
    except (binascii.Error, ValueError) as exc:
        raise MalformedError("the proof in this file is damaged") from exc
    if proof.text.split("\n") != [*lines, ""]:
        raise MalformedError("the words of this file are not those that were signed")
    return proof


def verify_proof(proof: Proof, roles: Roles, content: bytes | None = None) -> None:
    """Return if a holder of the named manifest signed it and, where given, for this content."""
    key = roles.key(proof.manifest, proof.signer)
    if key is None:
        raise CannotOpenError("nobody who held a key of a manifest that we know")
    signing.verify(SIGNED, proof.signed, proof.signature, key)
    if content is not None and not same(content, proof.content):
        raise RefusedError("this proof is about another report")
