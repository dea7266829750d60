"""The sheets of the key day: the only form in which a secret leaves the ceremony.

Plain text, so that any printer can set it large, and so that what was printed can be read
back. The outside of an envelope names a person and nothing else: no system, no company.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from casework.committee.services.keyday.founding import Founding
from crypto.errors import MalformedError
from crypto.keyring.keyfile import Passphrase
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.record import sign_record
from crypto.recovery import OUTSIDERS, PaperShares, Quorum, RecoveryShare, read_share

_COLUMNS: Final = 3
_WIDE: Final = 16
_RECOVERY: Final = "recovery-"
_NUMBERED: Final = re.compile(r"(?<!\d)(\d{1,2})\. +([a-z]+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, and what is written on the envelope that it is sealed in."""

    name: str
    envelope: str
    text: str = field(repr=False)

    @property
    def words(self) -> str:
        """Read the numbered words back, in their order, as somebody would type them."""
        found = {int(number): word for number, word in _NUMBERED.findall(self.text)}
        return " ".join(found[number] for number in sorted(found))


def sheets_of(founding: Founding) -> tuple[Sheet, ...]:
    return tuple(
        passphrase_sheet(keys.person, _name(founding, keys.person), keys.passphrase)
        for keys in founding.keys
    ) + share_sheets(founding)


def passphrase_sheet(person: str, name: str, passphrase: Passphrase) -> Sheet:
    words = passphrase.text.split()
    text = "\n".join(
        (
            f"For {name}",
            "",
            "These six words unlock your keys. Type them when you are asked for your passphrase.",
            "",
            *_rows(words),
            "",
            "Keep this sheet where only you can reach it: at home, or in a safe of your own.",
            "Not with your passkey, not in a photo, not in a mail, not with an assistant.",
            "Nobody can look these words up or replace them for you.",
        )
    )
    return Sheet(f"passphrase-{person}", f"{name}: to be opened by {name} alone", text + "\n")


def share_sheets(founding: Founding) -> tuple[Sheet, ...]:
    keepers = [seat.name for seat in founding.plan.members]
    return sheets_of_shares(keepers, founding.plan.outsiders, founding.shares)


def sheets_of_shares(
    members: Sequence[str], outsiders: Sequence[str], shares: PaperShares
) -> tuple[Sheet, ...]:
    inside = _count(Quorum.majority(len(members)).needed)
    outside = _count(OUTSIDERS.needed)
    needed = f"the sheets of {inside} members and of {outside} people from outside, together"
    return _share_sheets(members, shares.members, "member", needed) + _share_sheets(
        outsiders, shares.outsiders, "outside", needed
    )


def _share_sheets(
    keepers: Sequence[str], shares: Sequence[str], group: str, needed: str
) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(f"{_RECOVERY}{group}-{number}", _outside(keeper), _share(keeper, words, needed))
        for number, (keeper, words) in enumerate(zip(keepers, shares, strict=True), 1)
    )


def _outside(keeper: str) -> str:
    return f"{keeper}: keep sealed. Open only when two people have asked for it by voice"


def _share(keeper: str, words: str, needed: str) -> str:
    return "\n".join(
        (
            f"For {keeper}",
            "",
            "This is one part of a recovery key. Alone it opens nothing.",
            f"It takes {needed}.",
            "",
            *_rows(words.split()),
            "Keep it sealed. Twice a year you are asked to type it in once, so that all know",
            "that it still works. The first four letters of each word are enough.",
            "Never read it to anybody, on the telephone or in a room.",
            "",
        )
    )


def fits(sheet: Sheet, typed: str) -> bool:
    """Say whether somebody typed what stands on a sheet: whole words, or their beginnings."""
    if sheet.name.startswith(_RECOVERY):
        read = read_share(typed)
        return isinstance(read, RecoveryShare) and read.words == sheet.words
    try:
        return Passphrase(typed).canonical == Passphrase(sheet.words).canonical
    except MalformedError:
        return False


def signed_record(founding: Founding, proven: Iterable[str]) -> tuple[Sheet, Sheet]:
    """Return the page that everybody signs by hand, and the members' signatures over it."""
    text = _record(founding, proven)
    members = (founding.keys_of(seat.id) for seat in founding.plan.members)
    lines = (
        f"{each.person} {b64encode(sign_record(text, each.seeds.signing)).decode()}\n"
        for each in members
    )
    return Sheet("record", "", text), Sheet("record-signatures", "", "".join(lines))


def _record(founding: Founding, proven: Iterable[str]) -> str:
    manifest = founding.link.manifest
    lines = [
        f"{manifest.committee} of {manifest.company}",
        f"Record of the key day, {manifest.issued.isoformat()}",
        "",
        f"Fingerprint: {fingerprint(founding.link.hash)}",
        f"First manifest: {founding.link.hash.hex()}",
        f"Valid until: {manifest.expires.isoformat()}",
        "",
        *proven,
        "",
        "Present, and keeping what they were given:",
        *(f"  {seat.name:40} ____________________" for seat in founding.plan.holders),
        *(f"  {name:40} ____________________" for name in founding.plan.outsiders),
    ]
    return "\n".join(lines) + "\n"


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Number the words and set them in three columns, to be read from left to right."""
    cells = [f"{number:2}. {word}" for number, word in enumerate(words, 1)]
    for at in range(0, len(cells), _COLUMNS):
        row = "".join(cell.ljust(_WIDE) for cell in cells[at : at + _COLUMNS])
        yield f"    {row.rstrip()}"
        yield ""


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven")
    return words[number] if number < len(words) else str(number)


def _name(founding: Founding, person: str) -> str:
    return next(seat.name for seat in founding.plan.holders if seat.id == person)
