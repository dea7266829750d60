"""Words to begin a reply with. They promise nothing that only somebody else can keep.

A director writes to a reporter a few times a year. What is filled in is short and plain, so that
nobody has to find the tone, and nothing in it could tell who reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from flask_babel import gettext as _

from casework.complaints.domain.clocks.levels import ServiceLevels
from config.questions.asked import asked

RECEIVED: Final = "received"
HOW_ARE_YOU: Final = "how are you"
_QUESTIONS: Final = "two questions"
ASKING: Final = frozenset({HOW_ARE_YOU, _QUESTIONS, "safe way"})
"""Those that ask the reporter something."""
_DRAFTS: Final[Mapping[str, tuple[str, str]]] = {
    RECEIVED: (
        asked("Received"),
        asked(
            "Thank you. We have read your report and we are looking at it. "
            "We write to you again within %(days)d days, even if there is no news. "
            "You can add to it here at any time."
        ),
    ),
    _QUESTIONS: (
        asked("Two questions"),
        asked(
            "Thank you. We have two questions. You need not answer. "
            "Leave out what could give you away.\n\n1. \n\n2. "
        ),
    ),
    "still working": (
        asked("Still working on it"),
        asked(
            "We are still looking into your report. There is no news yet. "
            "We write to you again within %(days)d days. You can add to it here at any time."
        ),
    ),
    "safe way": (
        asked("A safe way to see it"),
        asked(
            "We would like to see what you wrote of. Take nothing that you may not take, and "
            "nothing if it could harm you. Can you add a copy here? Or tell us where we can find "
            "it without you."
        ),
    ),
    "confirmed in part": (
        asked("Finished, confirmed in part"),
        asked(
            "We have finished. Part of what you told us was confirmed. We keep some of it to "
            "ourselves. Thank you for writing. You can still write to us here. If somebody treats "
            "you badly for this, tell us at once."
        ),
    ),
    "not confirmed": (
        asked("Finished, could not confirm"),
        asked(
            "We have finished. We looked into what you told us and could not confirm it. "
            "It was right to write to us. If you know more, add it here. If somebody treats you "
            "badly for this, tell us at once."
        ),
    ),
    "passed on": (
        asked("Passed on"),
        asked(
            "Thank you. What you wrote about is for others to look into. We have passed it on to "
            "them. You can still write to us here."
        ),
    ),
    HOW_ARE_YOU: (
        asked("How are you?"),
        asked(
            "We want to know how you are. Has anything changed for you since you wrote? "
            "It may be your tasks, your hours, your pay, or how people treat you. "
            "You need not answer."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and has not gone."""

    id: str
    text: str = field(repr=False)
    asks: bool
    seen: int
    signs: bool = False

    def signed(self, name: str) -> str:
        """Return the words as they go. Whoever signs gives up that nobody knows who wrote."""
        return f"{self.text}\n\n{name}" if self.signs else self.text

    def begun(self, words: str, *, asks: bool) -> Self:
        """Put filled-in words behind what was typed already, so that nothing typed is lost."""
        whole = "\n\n".join(filter(None, (self.text, words)))
        return replace(self, text=whole, asks=self.asks or asks)


def drafts() -> tuple[tuple[str, str], ...]:
    """Return what can be begun with, each by its name."""
    return tuple((name, str(_(title))) for name, (title, _words) in _DRAFTS.items())


def draft_of(name: str, levels: ServiceLevels) -> str:
    """Return the words of one; of a name that is none of ours, none."""
    words = _DRAFTS.get(name, ("", ""))[1]
    return str(_(words, days=levels.update.count)) if words else ""
