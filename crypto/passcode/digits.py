"""The passcode in digits: for the telephone, and for people who write another script.

27 digits and two that check them (ISO 7064, MOD 97-10): any one digit wrong, and any
two neighbours swapped, is noticed. Digits of every script count; letters never do.
"""

import unicodedata
from typing import Final

from crypto.passcode.issuing import Passcode

DIGITS: Final = 29
_SECRET_DIGITS = 27
_GROUP = 3
_MODULUS = 97
_LARGEST = 2**88
_MARKS = ("P", "Z", "C")


def to_digits(passcode: Passcode) -> str:
    """Write nine groups of three and the two check digits, as they are read out."""
    number = passcode.number
    check = _MODULUS + 1 - number * 100 % _MODULUS
    plain = f"{number:0{_SECRET_DIGITS}d}{check:02d}"
    return " ".join(plain[at : at + _GROUP] for at in range(0, DIGITS, _GROUP))


def from_digits(text: str) -> Passcode | None:
    """Read exactly 29 digits with marks, spaces and invisible characters between them."""
    plain = digits_in(text)
    if len(plain) != DIGITS or not all(_is_digit_or_mark(character) for character in text):
        return None
    number = int(plain[:_SECRET_DIGITS])
    # The remainder alone is not enough: 00 and 97 would both do where we write 97.
    if number >= _LARGEST or int(plain[_SECRET_DIGITS:]) != _MODULUS + 1 - number * 100 % _MODULUS:
        return None
    return Passcode.from_number(number)


def digits_in(text: str) -> str:
    """Return the decimal digits of any script, as 0 to 9. Superscripts and the like are none."""
    values = (unicodedata.decimal(character, None) for character in text)
    return "".join(str(value) for value in values if value is not None)


def _is_digit_or_mark(character: str) -> bool:
    return (
        unicodedata.decimal(character, None) is not None
        or unicodedata.category(character)[0] in _MARKS
    )
