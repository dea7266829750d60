"""Words in a box, read as a passcode: what was wrong with them, and what may have been meant.

All of this is decided by the public word list alone, before anything is looked up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from crypto.passcode.digits import DIGITS
from crypto.passcode.issuing import WORDS, words
from crypto.passcode.outcomes import (
    Candidate,
    Change,
    Choices,
    DigitsDoNotFit,
    DoesNotFit,
    NotOnList,
    Reading,
    TooLong,
    Understood,
    Unknown,
    WrongCount,
)
from crypto.passcode.parsing import LONGEST_TEXT
from crypto.passcode.wordlist import WordList
from intake.forms.typed import clean

WORDS_FIELD = "words"
USE_FIELD = "use"  # a button that sends other words than those in the box
_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Offer:
    """Nine words that fit, and the button that opens with them."""

    words: str = field(repr=False)
    says: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was looked up yet. It names the word, and offers what may have been meant."""

    says: tuple[str, ...] = field(repr=False)
    offers: tuple[Offer, ...] = field(repr=False, default=())


def trouble_with(reading: Reading, lists: Sequence[WordList]) -> Trouble | None:
    """Return what to say about words that cannot be a passcode; None if they can."""
    match reading:
        case Understood():
            return None
        case Choices(candidates):
            return _choices(candidates, {each.language: each for each in lists})
        case NotOnList(unknown):
            return Trouble(tuple(map(_not_on_list, unknown)))
        case _:
            return Trouble((_in_one_sentence(reading),))


def _in_one_sentence(reading: WrongCount | DigitsDoNotFit | DoesNotFit | TooLong) -> str:
    match reading:
        case WrongCount(count):
            return _wrong_count(count)
        case DigitsDoNotFit(count):
            return _digits(count)
        case DoesNotFit():
            return str(_("These words do not fit together. Compare each one with your copy"))
        case TooLong():
            return str(_("That is too long for a passcode. Enter only your nine words"))


def repairs_in_words(repaired: Iterable[Change]) -> tuple[str, ...]:
    """Say which words were read otherwise than typed, so that a wrong copy can be mended."""
    return tuple(
        _("We read “%(typed)s” as “%(word)s”.", typed=change.typed, word=change.word)
        for change in repaired
    )


def kept_in_box(typed: str, read: Understood | None, lists: Sequence[WordList]) -> str:
    """Return what the box shows again: what was typed, unless that would swell the page.

    Once a passcode was understood, the page must have one size whatever stood around it.
    """
    if read is not None and len(typed) > _KEPT:
        [first, *_others] = lists
        return " ".join(words(read.passcode, first))
    return clean(typed[:LONGEST_TEXT])


def _choices(candidates: Sequence[Candidate], lists: dict[str, WordList]) -> Trouble:
    offers = tuple(_offer(each, lists[each.language]) for each in candidates)
    if _is_swap(candidates):
        return Trouble((_("Two words may be swapped. Did you mean the words below?"),), offers)
    if len(candidates) == 1:
        return Trouble(
            (_("These words do not fit together. Did you mean the words below?"),), offers
        )
    return Trouble(
        (_("These words do not fit together. Did you mean one of the rows below?"),), offers
    )


def _offer(candidate: Candidate, of: WordList) -> Offer:
    nine = " ".join(words(candidate.passcode, of))
    if len(candidate.changes) == 1:
        [change] = candidate.changes
        return Offer(nine, _("Yes, use “%(word)s” and open", word=change.word))
    return Offer(nine, _("Yes, open with: %(words)s", words=nine))


def _is_swap(candidates: Sequence[Candidate]) -> bool:
    """Tell two words that changed places: what was typed at one is meant at the other."""
    if len(candidates) != 1 or len(candidates[0].changes) != 2:  # noqa: PLR2004  # a swap takes two
        return False
    one, other = candidates[0].changes
    return (one.typed, one.word) == (other.word, other.typed)


def _not_on_list(unknown: Unknown) -> str:
    wrong = _("“%(typed)s” is not one of our words", typed=unknown.typed)
    if not unknown.suggestions:
        return str(wrong)
    either = _(" or ").join(f"“{word}”" for word in unknown.suggestions)
    return f"{wrong}. {_('Did you mean %(either)s?', either=either)}"


def _wrong_count(count: int) -> str:
    if count == 0:
        return str(_("Enter the nine words you saved"))
    typed = ngettext("You typed %(num)d word.", "You typed %(num)d words.", count)
    if count > WORDS:
        more = _("A passcode has nine. Take out what does not belong")
    elif count == WORDS - 1:
        more = _("A passcode has nine. One word may be missing")
    else:
        more = _("A passcode has nine. Some words may be missing")
    return f"{typed} {more}"


def _digits(count: int) -> str:
    if count == DIGITS:
        return str(_("These digits do not fit together. Compare each one with your copy"))
    typed = ngettext("You typed %(num)d digit.", "You typed %(num)d digits.", count)
    more = _("A passcode in digits has %(all)d", all=DIGITS)
    return f"{typed} {more}"
