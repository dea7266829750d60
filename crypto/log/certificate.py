"""What proves that cases were destroyed, and by whose word: hashes and signatures, no content.

Everybody who approves signs one list, so that nobody's word can be used for another. Whoever
checks it needs the committee's manifests and nothing of ours.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from crypto.errors import MalformedError, RefusedError
from crypto.manifest.chain import Chain
from crypto.manifest.lines import day as read_day
from crypto.manifest.lines import from_hex
from crypto.manifest.people import LONGEST_ID, Role, check_id
from crypto.names import MANIFEST_HASH_SIZE, CaseId, ManifestHash, PersonId
from crypto.signing import SIGNATURE_SIZE, SigningSeed, sign, verify
from crypto.suite import Label

HASH_SIZE: Final = 32
_LIST = Label("destruction/list")
_REGISTER = Label("destruction/register-entry")
_APPROVAL = Label("destruction/approval")
_HEAD = "charterline-destruction/v1"
_END = "end"


class Capacity(StrEnum):
    """As what somebody approves. Only a member owns the records; counsel comes from outside."""

    RECORDS_OWNER = "records-owner"
    COUNSEL = "counsel"


_ROLES: Final = {Capacity.RECORDS_OWNER: Role.MEMBER, Capacity.COUNSEL: Role.EXTERNAL}


@dataclass(frozen=True, slots=True, order=True)
class Gone:
    """A case by its id, and the hash of the entry under which the register knew it."""

    case: CaseId
    register: bytes


@dataclass(frozen=True, slots=True)
class Word:
    """Who approves a list, as what, on which day, and under which manifest."""

    by: PersonId
    capacity: Capacity
    on: date
    manifest: ManifestHash


@dataclass(frozen=True, slots=True)
class SignedWord:
    word: Word
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The list, and everybody who approved it."""

    cases: tuple[Gone, ...]
    words: tuple[SignedWord, ...]

    def __post_init__(self) -> None:
        if not self.cases or list(self.cases) != sorted(set(self.cases)):
            raise MalformedError("a list of cases, in order, each once")


def register_entry(entry: bytes, salt: bytes) -> bytes:
    """Return what a certificate shows of an entry: nobody can guess it who has not the salt."""
    return sha256(_REGISTER.over(salt, entry)).digest()


def list_hash(cases: Iterable[Gone]) -> bytes:
    return sha256(_LIST.over(*(each.case + each.register for each in sorted(cases)))).digest()


def sign_word(listed: bytes, word: Word, signer: SigningSeed) -> SignedWord:
    return SignedWord(word, sign(_APPROVAL, _said(listed, word), signer))


def verify_certificate(certificate: Certificate, chain: Chain) -> None:
    """Return if a member and somebody from outside approved this very list."""
    listed = list_hash(certificate.cases)
    words = [each.word for each in certificate.words]
    if len({each.by for each in words}) != len(words):
        raise RefusedError("one person is not two")
    if {each.capacity for each in words} != set(Capacity):
        raise RefusedError("the owner of the records and counsel must both approve")
    for each in certificate.words:
        verify_word(listed, each, chain)


def verify_word(listed: bytes, signed: SignedWord, chain: Chain) -> None:
    word, link = signed.word, chain.find(signed.word.manifest)
    if link is None:
        raise RefusedError("signed under a manifest that is not the committee's")
    person = link.manifest.person(word.by)
    if person.role is not _ROLES[word.capacity]:
        raise RefusedError("approved as what that person is not")
    verify(_APPROVAL, _said(listed, word), signed.signature, person.signing)


def certificate_text(certificate: Certificate) -> bytes:
    cases = (f"case {each.case.hex()} {each.register.hex()}" for each in certificate.cases)
    words = (f"approval {_spelt(each)}" for each in certificate.words)
    return "".join(f"{line}\n" for line in (_HEAD, *cases, *words, _END)).encode("ascii")


def parse_certificate(raw: bytes) -> Certificate:
    """Read a file from anywhere. Each certificate has one spelling, and all else is refused."""
    try:
        lines = raw.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise MalformedError("not ASCII") from None
    cases = tuple(_gone(each) for each in lines if each.startswith("case "))
    words = tuple(_word(each) for each in lines if each.startswith("approval "))
    certificate = Certificate(cases, words)
    if certificate_text(certificate) != raw:
        raise MalformedError("not spelt as a certificate is")
    return certificate


def _said(listed: bytes, word: Word) -> bytes:
    """All but the last part is of one size."""
    by = word.by.encode("ascii").ljust(LONGEST_ID, b"\0")
    return listed + word.manifest + by + word.on.isoformat().encode() + word.capacity.encode()


def _spelt(signed: SignedWord) -> str:
    word = signed.word
    signature = b64encode(signed.signature).decode("ascii")
    return f"{word.by} {word.capacity} {word.on.isoformat()} {word.manifest.hex()} {signature}"


def _gone(line: str) -> Gone:
    _, case, register = _parts(line, 3)
    return Gone(CaseId(_hex(case, HASH_SIZE)), _hex(register, HASH_SIZE))


def _word(line: str) -> SignedWord:
    _, by, capacity, on, manifest, signature = _parts(line, 6)
    check_id(by)
    if capacity not in set(Capacity):
        raise MalformedError("neither the owner of the records nor counsel")
    word = Word(
        PersonId(by),
        Capacity(capacity),
        read_day(on),
        ManifestHash(_hex(manifest, MANIFEST_HASH_SIZE)),
    )
    return SignedWord(word, _base64(signature))


def _parts(line: str, count: int) -> list[str]:
    parts = line.split()  # what stands between them is held to one blank by the spelling
    if len(parts) != count:
        raise MalformedError("a line of other parts")
    return parts


def _hex(text: str, size: int) -> bytes:
    return _sized(from_hex(text), size)


def _base64(text: str) -> bytes:
    try:
        raw = b64decode(text)
    except binascii.Error:
        raise MalformedError("not base64") from None
    return _sized(raw, SIGNATURE_SIZE)


def _sized(raw: bytes, size: int) -> bytes:
    if len(raw) != size:
        raise MalformedError("of another size")
    return raw
