"""What to say to somebody who types 33 words from a sheet, one of which is wrong."""

from typing import TypeAlias

from crypto.recovery import (
    SHARE_WORDS,
    MoreNeeded,
    TooLong,
    UnknownWord,
    WrongChecksum,
    WrongLength,
)

Mistake: TypeAlias = UnknownWord | WrongLength | WrongChecksum | TooLong
_ORDINARY = {1: "one", 2: "two", 3: "three", 4: "four"}


def mistake_in_words(mistake: Mistake) -> str:
    """Return what to look at on the paper."""
    if isinstance(mistake, UnknownWord):
        return f"Word {mistake.position} is on no sheet. Compare it with the paper."
    if isinstance(mistake, WrongLength):
        some = "1 word" if mistake.words == 1 else f"{mistake.words} words"
        return f"You typed {some}. A sheet has {SHARE_WORDS}."
    if isinstance(mistake, WrongChecksum):
        return "Every word exists, but one is not what is printed. Compare each one."
    return "That is far more than one sheet. Type one sheet at a time."


def missing_in_words(missing: MoreNeeded) -> str:
    inside = _some(missing.members, "sheet of a member", "sheets of members")
    outside = _some(missing.outsiders, "sheet from outside", "sheets from outside")
    return f"Still needed: {' and '.join(part for part in (inside, outside) if part)}."


def _some(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"at least {_ORDINARY.get(number, str(number))} {one if number == 1 else many}"
