"""Offices by whatever words people use for them: a report rarely has the title from the chart.

“The chief finance guy” is the finance chief. So an office is found by a word of rank close to
a word for the field; and what is found is a question for a person, never a decision.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

_NEAR: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")


class Office(StrEnum):
    """Whoever may have to be kept away, by what they are and not by who."""

    LINE_MANAGER = "line manager"
    CONTROLLER = "controller"
    CFO = "chief financial officer"
    CEO = "chief executive officer"
    FINANCE_SYSTEMS = "finance systems administrators"
    GENERAL_COUNSEL = "general counsel"
    COMPLIANCE_HEAD = "compliance head"
    HR = "hr"
    HR_HEAD = "hr head"
    MEMBER = "committee member"
    CHAIR = "committee chair"
    COMMITTEE = "whole committee"
    BOARD_CHAIR = "board chair"
    DIRECTOR = "director"
    AUDIT_FIRM = "audit firm"
    HOTLINE_PROVIDER = "hotline provider"
    SYSTEM_ADMINISTRATORS = "system administrators"
    INTERNAL_AUDIT_HEAD = "internal audit head"


_SHORT: Final = {
    "cfo": Office.CFO,
    "ceo": Office.CEO,
    "gc": Office.GENERAL_COUNSEL,
    "clo": Office.GENERAL_COUNSEL,
    "cco": Office.COMPLIANCE_HEAD,
    "chro": Office.HR_HEAD,
    "cae": Office.INTERNAL_AUDIT_HEAD,
    "controller": Office.CONTROLLER,
    "comptroller": Office.CONTROLLER,
}
_RANK: Final = frozenset({
    "chief", "head", "boss", "chef", "top", "lead", "leader", "director", "vp", "svp", "evp",
    "president", "guy", "gal", "man", "woman", "lady", "person", "fellow", "chap", "officer",
    "exec", "executive", "runs", "running", "charge", "heads", "leads",
})  # fmt: skip
# The beginning of a word is enough: financial, finances, compliance, lawyers.
_FIELD: Final = {
    "financ": Office.CFO,
    "treasur": Office.CFO,
    "accounting": Office.CONTROLLER,
    "accounts": Office.CONTROLLER,
    "bookkeep": Office.CONTROLLER,
    "legal": Office.GENERAL_COUNSEL,
    "lawyer": Office.GENERAL_COUNSEL,
    "counsel": Office.GENERAL_COUNSEL,
    "complian": Office.COMPLIANCE_HEAD,
    "ethics": Office.COMPLIANCE_HEAD,
    "personnel": Office.HR_HEAD,
}
_PHRASES: Final = {
    ("chief", "executive"): Office.CEO,
    ("managing", "director"): Office.CEO,
    ("big", "boss"): Office.CEO,
    ("top", "boss"): Office.CEO,
    ("general", "counsel"): Office.GENERAL_COUNSEL,
    ("audit", "chair"): Office.CHAIR,
    ("committee", "chair"): Office.CHAIR,
    ("committee", "member"): Office.MEMBER,
    ("board", "chair"): Office.BOARD_CHAIR,
    ("audit", "partner"): Office.AUDIT_FIRM,
    ("outside", "auditor"): Office.AUDIT_FIRM,
    ("external", "auditor"): Office.AUDIT_FIRM,
}
_PAIRED_FIELD: Final[Mapping[tuple[str, ...], Office]] = {
    ("internal", "audit"): Office.INTERNAL_AUDIT_HEAD,
    ("human", "resources"): Office.HR_HEAD,
}
_WHOLE_FIELD: Final = {"hr": Office.HR_HEAD, "money": Office.CFO}


def words_of(text: str) -> tuple[str, ...]:
    """Return words without accents and capitals: nobody types a name as the chart has it."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return tuple(_WORD.findall(bare.replace("ø", "o").replace("ł", "l").replace("đ", "d")))


def offices_in(text: str) -> frozenset[Office]:
    """Return the offices that a text may speak of."""
    words = words_of(text)
    return frozenset((*_by_short_name(words), *_by_phrase(words), *_by_rank_and_field(words)))


def _by_short_name(words: Sequence[str]) -> Iterator[Office]:
    # “C.F.O.” comes as three words of one letter.
    spelt = ("".join(words[n : n + 3]) for n in range(len(words)) if len(words[n]) == 1)
    for word in (*words, *spelt):
        if word in _SHORT:
            yield _SHORT[word]


def _by_phrase(words: Sequence[str]) -> Iterator[Office]:
    for first, word in enumerate(words):
        for (one, other), office in _PHRASES.items():
            near = words[first + 1 : first + 1 + _NEAR]
            if word == one and any(each.startswith(other) for each in near):
                yield office
            if word.startswith(other) and one in near:
                yield office


def _by_rank_and_field(words: Sequence[str]) -> Iterator[Office]:
    for place, office in _fields(words):
        # The field's own word does not rank itself: “legal officer” does, “legal” does not.
        near = (*words[max(0, place - _NEAR) : place], *words[place + 1 : place + 1 + _NEAR])
        if not _RANK.isdisjoint(near):
            yield office


def _fields(words: Sequence[str]) -> Iterator[tuple[int, Office]]:
    for place, word in enumerate(words):
        pair = (word, *words[place + 1 : place + 2])
        named = _WHOLE_FIELD.get(word) or _PAIRED_FIELD.get(pair) or _by_stem(word)
        if named:
            yield place, named


def _by_stem(word: str) -> Office | None:
    return next((office for stem, office in _FIELD.items() if word.startswith(stem)), None)
