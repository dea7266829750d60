"""No form of ours may bar anybody from speaking to an authority: SEC Rule 21F-17(a).

In 2015 a company paid although nobody had been stopped: the sentence in its interview form was
enough. So whatever somebody is asked to sign is looked through first. This finds, a lawyer judges.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Problem(StrEnum):
    MUZZLE = "forbids to speak, and names no exception"
    PRIOR_CONSENT = "asks for consent or notice before speaking"
    WAIVES_AWARD = "gives up an award"


@dataclass(frozen=True, slots=True)
class Muzzle:
    problem: Problem
    sentence: str


_SENTENCE: Final = re.compile(r"[^.!?;\n][^.!?;]*")
_FORBIDS: Final = re.compile(
    r"\b(prohibited|forbidden|barred|precluded) from\b.*\b(discuss|disclos|speak|talk|shar|reveal)"
    r"|\b(may|must|shall|will|can|do|agree|agrees|promise) ?not\b.*"
    r"\b(discuss|disclose|speak|talk|share|reveal|communicate|contact|report)\b"
    r"|\b(refrain|abstain) from\b.*\b(discuss|disclos|speak|talk|shar|reveal|communicat)"
    r"|\b(keep|remain|treat|hold)\b.*\b(confidential|secret|in confidence)\b"
    r"|\bnever\b.*\b(discuss|disclose|speak|talk|share|reveal)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_FIRST: Final = re.compile(
    r"\b(without|unless|until|before|prior|first)\b.*"
    r"\b(consent|approv\w+|authori[sz]\w+|permission|notice|notify\w*|inform\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
_WAIVES: Final = re.compile(
    r"\b(waive|waives|waiver|give up|gives up|forgo|release)\b.*\b(award|bounty|reward)\b",
    re.IGNORECASE | re.DOTALL,
)
_AUTHORITY: Final = (
    r"(government|agency|agencies|regulator\w*|sec\b|securities and exchange|authorit\w+|osha)"
)
_CARVE_OUT: Final = re.compile(
    rf"\b(nothing|no part|does not|do not|shall not|not)\b.*"
    rf"\b(prohibit|prevent|stop|restrict|limit|bar|keep|impede|interfere)\w*\b.*\b{_AUTHORITY}",
    re.IGNORECASE | re.DOTALL,
)


# A carve-out that holds only under a condition is none.
_CONDITION: Final = re.compile(
    r"\b(unless|until|provided|only (if|with|after)|subject to|as long as)\b.*"
    r"\b(consent\w*|approv\w+|authori[sz]\w+|permission|notice|notif\w+|inform\w*)\b",
    re.IGNORECASE | re.DOTALL,
)


def muzzles(form: str) -> tuple[Muzzle, ...]:
    """Return each sentence that a lawyer must see before anybody is asked to sign the form."""
    sentences = [found.group().strip() for found in _SENTENCE.finditer(form)]
    excepted = any(_CARVE_OUT.search(each) and not _CONDITION.search(each) for each in sentences)
    found = ((each, _problem(each, excepted=excepted)) for each in sentences)
    return tuple(Muzzle(problem, each) for each, problem in found if problem)


def _problem(sentence: str, *, excepted: bool) -> Problem | None:
    if _WAIVES.search(sentence):
        return Problem.WAIVES_AWARD
    if _CARVE_OUT.search(sentence):
        return Problem.PRIOR_CONSENT if _CONDITION.search(sentence) else None
    if excepted or not _FORBIDS.search(sentence):
        return None
    return Problem.PRIOR_CONSENT if _ASKS_FIRST.search(sentence) else Problem.MUZZLE
