"""List what was taken out, file by file, so that a changed byte is found by whoever has it.

The list is a text that people can read. It is signed by the member who took it out, and it
counts only if a manifest of the committee says that this key was theirs. Where nobody of the
committee is named in what goes, the list names the key by its mark: ids of people are names.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import NewType, TypeAlias

from crypto import signing
from crypto.encoding import day, utf8
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.mailbox.roles import Roles
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash, PersonId
from crypto.suite import Label

DIGEST_SIZE = 32
LONGEST_LINE = 1_000
_SIGNED = Label("export/packing-list")
_MARKED = Label("export/signing-key")
_NAMING = "charterline-export/v1"
_MARKING = "charterline-export/v2"
_SIGNATURE = "signature "
_FORBIDDEN = frozenset("\x7f\x85\u2028\u2029")

KeyMark = NewType("KeyMark", bytes)
"""A public signing key by its hash, which tells whose it is to those alone who have the key."""
Signer: TypeAlias = PersonId | KeyMark


@dataclass(frozen=True, slots=True)
class Packed:
    """One file: its place among the others, how long it is, and its SHA-256."""

    name: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of which case this is."""

    case: str
    number: int


@dataclass(frozen=True, slots=True)
class PackingList:
    made: date
    receiver: str
    purpose: str
    copies: tuple[Copy, ...]
    files: tuple[Packed, ...]
    signer: Signer
    manifest: ManifestHash
    signature: bytes = field(default=b"", repr=False)

    @property
    def signed(self) -> bytes:
        """Return the bytes that the signature covers: all lines before it."""
        return utf8("".join(f"{line}\n" for line in _lines(self)))

    @property
    def raw(self) -> bytes:
        """Return the file as it lies beside the others."""
        return self.signed + f"{_SIGNATURE}{b64encode(self.signature).decode()}\n".encode("ascii")


def packed(name: str, pieces: Iterable[bytes]) -> Packed:
    """Count and hash a file as it passes; nothing of it is kept."""
    size, digest = 0, sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return Packed(name, size, digest.digest())


def mark_of(key: signing.SigningPublic) -> KeyMark:
    return KeyMark(sha256(_MARKED.over(key.raw)).digest())


def sign_packing_list(unsigned: PackingList, key: signing.SigningSeed) -> PackingList:
    """Sign a list, unless it is one that nobody could read back."""
    if _problem(unsigned):
        raise RefusedError("a list that could not be read back")
    return replace(unsigned, signature=signing.sign(_SIGNED, unsigned.signed, key))


def read_packing_list(raw: bytes) -> PackingList:
    """Read a list from anywhere. Each has one spelling, and all else is refused."""
    try:
        head, *lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        # Not `from exc`: that error carries the bytes.
        raise MalformedError("not Unicode") from None
    if head not in {_NAMING, _MARKING}:
        raise MalformedError("not a packing list of these versions")
    found = _read(_Lines(lines), is_naming=head == _NAMING)
    if found.raw != raw or _problem(found):
        raise MalformedError("not spelt as a packing list is")
    return found


def verify_packing_list(found: PackingList, roles: Roles) -> None:
    """Return if a holder of the manifest that it names signed it."""
    key = _key_of(found, roles)
    if key is None:
        raise CannotOpenError("nobody who held a key of a manifest that we know")
    signing.verify(_SIGNED, found.signed, found.signature, key)


def _key_of(listed: PackingList, roles: Roles) -> signing.SigningPublic | None:
    signer = listed.signer
    if isinstance(signer, str):
        return roles.key(listed.manifest, signer)
    keys = (each.public for each in roles.by_manifest.get(listed.manifest, {}).values())
    return next((key for key in keys if mark_of(key) == signer), None)


def _lines(listed: PackingList) -> Iterator[str]:
    signer = listed.signer
    yield _NAMING if isinstance(signer, str) else _MARKING
    yield f"made {listed.made.isoformat()}"
    yield f"for {listed.receiver}"
    yield f"why {listed.purpose}"
    for copy in listed.copies:
        yield f"copy {copy.number} {copy.case}"
    for file in listed.files:
        yield f"file {file.sha256.hex()} {file.size} {file.name}"
    yield f"signer {signer}" if isinstance(signer, str) else f"key {signer.hex()}"
    yield f"manifest {listed.manifest.hex()}"


class _Lines:
    """What is read one line after the other, each of which begins with its word."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._left = list(reversed(lines))

    def one(self, word: str) -> str:
        if not self._begins(word):
            raise MalformedError("not the line that stands there")
        return self._left.pop().removeprefix(word)

    def many(self, word: str) -> Iterator[list[str]]:
        while self._begins(word):
            yield self.one(word).split(" ", 2)

    def _begins(self, word: str) -> bool:
        return bool(self._left) and self._left[-1].startswith(word)


def _read(lines: _Lines, *, is_naming: bool) -> PackingList:
    try:
        return PackingList(
            made=day(lines.one("made ")),
            receiver=lines.one("for "),
            purpose=lines.one("why "),
            copies=tuple(
                Copy(" ".join(rest), int(number)) for number, *rest in lines.many("copy ")
            ),
            files=tuple(
                Packed(name, int(size), bytes.fromhex(digest))
                for digest, size, name in lines.many("file ")
            ),
            signer=_signer(lines, is_naming=is_naming),
            manifest=ManifestHash(bytes.fromhex(lines.one("manifest "))),
            signature=b64decode(lines.one(_SIGNATURE)),
        )
    except (binascii.Error, ValueError):
        # Not `from exc`: that error repeats the line.
        raise MalformedError("not a line as we write it") from None


def _signer(lines: _Lines, *, is_naming: bool) -> Signer:
    if is_naming:
        return PersonId(lines.one("signer "))
    return KeyMark(bytes.fromhex(lines.one("key ")))


def _problem(listed: PackingList) -> bool:
    """Say whether it has a line that means something else, or a file that means two."""
    texts = [line for line in _lines(listed) if not _is_plain(line)]
    names = [file.name.casefold() for file in listed.files]
    return bool(
        texts
        or len(set(names)) < len(names)
        or not all(map(_is_a_place, names))
        or any(len(file.sha256) != DIGEST_SIZE or file.size < 0 for file in listed.files)
        or any(copy.number < 1 for copy in listed.copies)
        or len(listed.manifest) != MANIFEST_HASH_SIZE
        or (isinstance(listed.signer, bytes) and len(listed.signer) != DIGEST_SIZE)
    )


def _is_plain(line: str) -> bool:
    if len(line.encode(errors="surrogatepass")) > LONGEST_LINE:
        return False
    return not any(letter < " " or letter in _FORBIDDEN or _is_half(letter) for letter in line)


def _is_half(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"


def _is_a_place(name: str) -> bool:
    """Below the folder into which somebody unpacks, and nowhere else on their machine."""
    steps = name.split("/")
    return "\\" not in name and ":" not in name and not {"", ".", ".."} & set(steps)
