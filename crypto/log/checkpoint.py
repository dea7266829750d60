"""The head of the history on one sheet, in the form of C2SP tlog-checkpoint.

The herald signs one each night. A member countersigns only what extends the
checkpoint that this member countersigned last, so a history that was rewritten
cannot collect the same names again.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from crypto.errors import MalformedError, RefusedError
from crypto.log.notes import Note, Signer, parse_note, sign_note, signed_by
from crypto.log.proofs import Proof, verify_consistency
from crypto.log.tree import HASH_SIZE
from crypto.signing import SigningSeed

_LEAST_LINES = 3
_MOST_DIGITS = 19
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= _LARGEST or len(self.root) != HASH_SIZE:
            raise MalformedError("a checkpoint has a size and a root of 32 bytes")
        lines = (self.origin, *self.extensions)
        if not all(lines) or any(letter < " " for line in lines for letter in line):
            raise MalformedError("no line of a checkpoint is empty or holds control characters")

    @property
    def text(self) -> str:
        lines = [self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions]
        return "\n".join([*lines, ""])


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """Who countersigns: the name on the line, the key, and the checkpoint signed last."""

    name: str
    seed: SigningSeed
    last: Checkpoint | None


def signed_checkpoint(checkpoint: Checkpoint, name: str, seed: SigningSeed) -> Note:
    """Sign as the herald does: the first two lines of a note of its own."""
    return sign_note(Note(checkpoint.text, ()), name, seed)


def countersigned(note: Note, member: Member, proof: Proof, heralds: Sequence[Signer]) -> Note:
    """Add a member's lines to a herald's, if nothing signed before was taken back."""
    checkpoint = read_checkpoint(note)
    if not signed_by(note, heralds):
        raise RefusedError("a checkpoint that no herald of ours signed")
    if member.last is not None:
        if member.last.origin != checkpoint.origin:
            raise RefusedError("a checkpoint of another history")
        verify_consistency(
            (member.last.size, checkpoint.size), (member.last.root, checkpoint.root), proof
        )
    return sign_note(note, member.name, member.seed)


def parse_checkpoint(raw: bytes) -> tuple[Checkpoint, Note]:
    note = parse_note(raw)
    return read_checkpoint(note), note


def read_checkpoint(note: Note) -> Checkpoint:
    """Read what a note says. Whether anybody signed it is for `notes.signed_by` to tell."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) < _LEAST_LINES:
        raise MalformedError("a checkpoint has three lines at least")
    origin, size, root, *extensions = lines
    if not (size.isascii() and size.isdigit() and len(size) <= _MOST_DIGITS):
        raise MalformedError("not a size")
    try:
        found = b64decode(root)
    except (binascii.Error, ValueError) as exc:
        raise MalformedError("not a root") from exc
    checkpoint = Checkpoint(origin, int(size), found, tuple(extensions))
    if checkpoint.text != note.text:
        raise MalformedError("not spelt as a checkpoint is")
    return checkpoint
