"""Signed notes as in C2SP signed-note: text that several people sign, and that stays readable.

Each signer adds two lines. One is the plain Ed25519 line that every tool for
transparency logs can check. The other, of a type that we define, is our hybrid
signature, and only it counts for us. One key may serve for both: what the first
kind signs is free of control characters, what the second signs has a NUL.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from crypto import signing
from crypto.encoding import utf8
from crypto.errors import CannotOpenError, MalformedError
from crypto.suite import Label

HYBRID = Label("log/note")
_ED25519_SIZE = 32
_TYPE_ED25519 = b"\x01"
# 0xff is what C2SP leaves to others, followed by a name that nobody else will choose.
_TYPE_HYBRID = b"\xff" + bytes(HYBRID)
_KEY_ID_SIZE = 4
_DASH = "— "
_MOST_SIGNATURES = 128
_MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Signature:
    """One line: whose, under which key, and what. Only a verified one means anything."""

    name: str
    key_id: bytes
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        lines = [
            f"{_DASH}{one.name} {b64encode(one.key_id + one.raw).decode()}\n"
            for one in self.signatures
        ]
        return "".join([self.text, "\n", *lines])


@dataclass(frozen=True, slots=True)
class Signer:
    """A name that may sign, and the key that goes with it."""

    name: str
    public: signing.SigningPublic

    def __post_init__(self) -> None:
        _require_name(self.name)

    @property
    def ed25519(self) -> bytes:
        return self.public.raw[:_ED25519_SIZE]

    @property
    def ed25519_id(self) -> bytes:
        return key_id(self.name, _TYPE_ED25519, self.ed25519)

    @property
    def hybrid_id(self) -> bytes:
        return key_id(self.name, _TYPE_HYBRID, self.public.raw)


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    return sha256(b"\n".join([utf8(name), kind + public])).digest()[:_KEY_ID_SIZE]


def sign_note(note: Note, name: str, seed: signing.SigningSeed) -> Note:
    """Add both lines of one signer to those that are there."""
    _require_text(note.text)
    signer, message = Signer(name, seed.public), utf8(note.text)
    ed25519 = Ed25519PrivateKey.from_private_bytes(seed.raw[:_ED25519_SIZE]).sign(message)
    hybrid = signing.sign(HYBRID, message, seed)
    both = (Signature(name, signer.ed25519_id, ed25519), Signature(name, signer.hybrid_id, hybrid))
    return Note(note.text, (*note.signatures, *both))


def signed_by(note: Note, known: Sequence[Signer]) -> frozenset[str]:
    """Return the names whose hybrid line verifies. Lines of unknown keys are ignored.

    A line of a known key that does not verify condemns the note, as C2SP asks.
    """
    message = utf8(note.text)
    names = set()
    for signer in known:
        for line in note.signatures:
            if (line.name, line.key_id) == (signer.name, signer.ed25519_id):
                verify_ed25519(line, signer.ed25519, message)
            if (line.name, line.key_id) == (signer.name, signer.hybrid_id):
                signing.verify(HYBRID, message, line.raw, signer.public)
                names.add(signer.name)
    return frozenset(names)


def verify_ed25519(line: Signature, public: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(line.raw, message)
    except (InvalidSignature, ValueError) as exc:
        raise CannotOpenError("the signature does not fit") from exc


def parse_note(raw: bytes) -> Note:
    """Read a note from anywhere: there is one spelling for each, and all else is refused."""
    if len(raw) > _MOST_BYTES:
        raise MalformedError("longer than any note")
    try:
        text, blank, signatures = raw.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        # Not `from exc`: that error carries the bytes.
        raise MalformedError("not Unicode") from None
    lines = signatures.split("\n")
    if not blank or lines.pop() or not 1 <= len(lines) <= _MOST_SIGNATURES:
        raise MalformedError("not a text, a blank line and signatures")
    note = Note(_require_text(text + "\n"), tuple(map(_parse_line, lines)))
    if str(note).encode() != raw:
        raise MalformedError("not spelt as a note is")
    return note


def _parse_line(line: str) -> Signature:
    try:
        name, encoded = line.removeprefix(_DASH).split()
        raw = b64decode(encoded)
    except ValueError as exc:
        raise MalformedError("not a signature line") from exc
    if len(raw) <= _KEY_ID_SIZE:
        raise MalformedError("a signature line without a signature")
    return Signature(_require_name(name), raw[:_KEY_ID_SIZE], raw[_KEY_ID_SIZE:])


def _require_name(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise MalformedError("a key's name has no space, no plus and no control character")
    return name


def _require_text(text: str) -> str:
    if not text.endswith("\n") or any(letter < " " and letter != "\n" for letter in text):
        raise MalformedError("a note's text ends its last line, and has no control characters")
    return text
