"""What words to a reporter would tell that the reporter never wrote, and whom they would name.

A reporter shows an answer to others, or is made to. What stands in it and in nothing of theirs
came from somebody else, and may show who that was. Found generously: a person decides.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_SHORTEST: Final = 3
_FEWEST_WORDS: Final = 4
"""Fewer are anybody's: “Thank you for this” is no secret of a note."""
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]{2,}\b")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER: Final = re.compile(r"\d+(?:[.,/:-]\d+)*")
_FILE: Final = re.compile(
    r"\b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|jpe?g|png|heic|zip|eml|msg|mp[34]|mov)\b",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(r"\b\d+ (?:working |business )?(?:day|week|month)s?\b")
_DAYS: Final = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday",
    )
)
_OFTEN: Final = _DAYS | frozenset(
    re.findall(
        r"\w+",
        "the and for not our you your committee audit board company report ltd inc mr mrs ms dr",
    )
)
"""What is written with a capital, or stands in many names, and names nobody."""


def written_names(words: str) -> frozenset[str]:
    """Return what is written like a name: a capital where no sentence begins."""
    found = (match for match in _NAME.finditer(words) if not _begins(words, match.start()))
    return frozenset(_plain(match.group()) for match in found) - _OFTEN


def names_in(words: str, known: Iterable[str], told: str) -> tuple[str, ...]:
    """Return names that an answer gives away, however they are spelt in it.

    `known` are people who were written down; `told` is whatever may name others.
    """
    people = {part for each in known for part in _parts(each)} | written_names(told)
    # Somebody may be named in small letters in the report, and in capitals in the answer.
    people |= written_names(words) & _words(told)
    return tuple(dict.fromkeys(each for each in _spelt(words) if _plain(each) in people))


def new_facts(words: str, reported: str) -> tuple[str, ...]:
    """Return numbers, days, files and names that stand in nothing that the reporter wrote."""
    return tuple(dict.fromkeys(_new(words, reported)))


def quoted(words: str, notes: Iterable[str]) -> tuple[str, ...]:
    """Return sentences that stand like this in a note, which no reporter may read."""
    kept = " | ".join(" ".join(map(_plain, _WORD.findall(each))) for each in notes)
    return tuple(each.strip() for each in _SENTENCE.findall(words) if _stands_in(each, kept))


def _stands_in(sentence: str, kept: str) -> bool:
    said = [_plain(each) for each in _WORD.findall(sentence)]
    return len(said) >= _FEWEST_WORDS and f" {' '.join(said)} " in f" {kept} "


def _new(words: str, reported: str) -> Iterator[str]:
    theirs, numbers = _words(reported), {_value(each) for each in _NUMBER.findall(reported)}
    files = {each.casefold() for each in _FILE.findall(reported)}
    yield from (each for each in _FILE.findall(words) if each.casefold() not in files)
    # How long we need is ours to say, and no fact of the matter.
    rest = _SPAN.sub(" ", _FILE.sub(" ", words))
    yield from (each for each in _NUMBER.findall(rest) if _value(each) not in numbers)
    new = (written_names(rest) | (_words(rest) & _DAYS - {"may", "march"})) - theirs
    yield from (each for each in _spelt(rest) if _plain(each) in new)


def _begins(words: str, at: int) -> bool:
    before = words[:at].rstrip()
    return not before or before[-1] in '.!?:”"' or "\n" in words[len(before) : at]


def _parts(name: str) -> Iterator[str]:
    for each in _spelt(name):
        if len(each) >= _SHORTEST and _plain(each) not in _OFTEN:
            yield _plain(each)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(_plain, _spelt(text)))


def _spelt(text: str) -> list[str]:
    return _WORD.findall(text)


def _plain(word: str) -> str:
    """Fold case, and take the ending of whose something is."""
    return re.sub(r"[’']s$", "", word).casefold().strip("’'-")


def _value(number: str) -> str:
    return number.replace(",", "")
