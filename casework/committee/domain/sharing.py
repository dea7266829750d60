"""What to say to somebody who types 33 words from a sheet, one of which is wrong."""

from typing import TypeAlias

from crypto.recovery import (
    SHARE_WORDS,
    MoreNeeded,
    ReadShare,
    RecoveryShare,
    TooLong,
    UnknownWord,
    WrongChecksum,
    WrongLength,
)

Mistake: TypeAlias = UnknownWord | WrongLength | WrongChecksum | TooLong
_ORDINARY = {1: "one", 2: "two", 3: "three", 4: "four"}


def mistake_in_words(read: ReadShare) -> str:
    """Return what is wrong, or nothing if nothing is."""
    match read:
        case RecoveryShare():
            return ""
        case UnknownWord(position):
            return f"Word {position} is on no sheet. Compare it with the paper."
        case WrongLength(words):
            return f"You typed {words} words. A sheet has {SHARE_WORDS}."
        case WrongChecksum():
            return "Every word exists, and one of them is not what is printed. Compare each one."
        case TooLong():
            return "That is far more than one sheet. Type one sheet at a time."


def missing_in_words(missing: MoreNeeded) -> str:
    inside = _some(missing.members, "sheet of a member", "sheets of members")
    outside = _some(missing.outsiders, "sheet from outside", "sheets from outside")
    return f"Still needed: {' and '.join(part for part in (inside, outside) if part)}."


def _some(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"at least {_ORDINARY.get(number, str(number))} {one if number == 1 else many}"
