"""What a proof of reporting is checked against, by anybody, on any machine, years later.

Two files: the manifests that the public site offers for download, and the committee's
own copy of the report, which alone holds the salt of the fingerprint.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from crypto.errors import MalformedError
from crypto.mailbox.proof import DIGEST_SIZE, SALT_SIZE, content_digest
from crypto.manifest.signed import SignedManifest, read_signed
from crypto.message.said import Answer, each_once

_LENGTH: Final = 4
_FORMAT: Final = "charterline-copy/v1"
_FIELDS: Final = {"format", "salt", "answers", "files"}


@dataclass(frozen=True, slots=True, repr=False)
class ReportCopy:
    """What was sent, as far as the fingerprint covers it. The answers stand in their old order."""

    salt: bytes
    answers: tuple[Answer, ...]
    files: tuple[bytes, ...] = field(default=())  # SHA-256 of each, in the order of sending

    def __post_init__(self) -> None:
        each_once(self.answers)
        if len(self.salt) != SALT_SIZE or any(len(one) != DIGEST_SIZE for one in self.files):
            raise MalformedError("the salt and every file's hash have 32 bytes")

    @property
    def content(self) -> bytes:
        """Return the fingerprint that a proof of this report names."""
        answers = [[answer.name, answer.value] for answer in self.answers]
        return content_digest(self.salt, answers, self.files)

    @property
    def text(self) -> str:
        fields = {
            "format": _FORMAT,
            "salt": self.salt.hex(),
            "answers": [[answer.name, answer.value] for answer in self.answers],
            "files": [one.hex() for one in self.files],
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def read_copy(text: str) -> ReportCopy:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        # Not `from exc`: that error can carry the text, which is a report.
        raise MalformedError("not a copy of a report") from None
    if not isinstance(found, dict) or found.keys() != _FIELDS or found["format"] != _FORMAT:
        raise MalformedError("not a copy of a report, or of a later version")
    answers = tuple(_answer(each) for each in _items(found["answers"]))
    files = tuple(_from_hex(each) for each in _items(found["files"]))
    return ReportCopy(_from_hex(found["salt"]), answers, files)


def join_manifests(manifests: Iterable[SignedManifest]) -> bytes:
    """Return one file: each manifest with its signatures, and before each its length (u32)."""
    raw = [bytes(each) for each in manifests]
    return b"".join(len(each).to_bytes(_LENGTH) + each for each in raw)


def split_manifests(raw: bytes) -> tuple[SignedManifest, ...]:
    """Read that file. Nothing in it is believed yet: the chain decides."""
    found = []
    at = 0
    while at < len(raw):
        start = at + _LENGTH
        at = start + int.from_bytes(raw[at:start])
        if at > len(raw):
            raise MalformedError("a file of manifests that was cut off")
        found.append(read_signed(raw[start:at]))
    return tuple(found)


def _answer(value: object) -> Answer:
    match value:
        case [str(name), str(said)]:
            return Answer(name, said)
        case [str(name), [*chosen]] if all(isinstance(one, str) for one in chosen):
            return Answer(name, tuple(map(str, chosen)))
        case _:
            raise MalformedError("not an answer")


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise MalformedError("not a list")
    return value


def _from_hex(value: object) -> bytes:
    try:
        return bytes.fromhex(value if isinstance(value, str) else "-")
    except ValueError:
        raise MalformedError("not bytes in hexadecimal") from None
