"""What somebody wants to take out of a case, for whom, and why. Nothing is ever chosen for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from casework.complaints.domain.case.evidence import LONGEST_RUNS, in_runs
from casework.complaints.domain.privilege.sharing import Receiver

LONGEST_LINE: Final = 160  # bytes: all that a deed says must fit into one entry of the history
LONGEST_LAWYER: Final = 60  # likewise
LONGEST_SUMMARY: Final = 20_000
MOST_NAMES: Final = 200


class Piece(StrEnum):
    """A part of a case that is taken out whole or not at all."""

    REPORT = "report"
    CONVERSATION = "conversation"
    NOTES = "notes"
    TASKS = "tasks"
    FILES = "files"
    TIMELINE = "timeline"
    PEOPLE = "people"
    OUTCOME = "outcome"


class Wording(StrEnum):
    """How much of the reporter's own voice goes along. It can give away whose it is."""

    SUMMARY = "summary"  # what a member wrote in its place
    WORDS = "words"  # what they wrote, without what they said about themselves
    ALL = "all"


class Form(StrEnum):
    BUNDLE = "zip"
    PAPER = "pdf"


class Ground(StrEnum):
    """On what legal basis something goes."""

    LAW = "law"
    ORDER = "order"
    ENGAGEMENT = "engagement"
    OVERSIGHT = "oversight"
    CONSENT = "consent"
    NONE = "none"


class Seal(StrEnum):
    """How a copy travels to whom it is for."""

    WORDS = "words"  # locked, and opened with words that are told by telephone
    OPEN = "open"  # printed, or handed over by hand


_NAMED: Final = frozenset({Ground.LAW, Ground.ORDER, Ground.ENGAGEMENT})
"""Of these it is asked which one: “a law” defends nothing."""


class Flaw(StrEnum):
    """Why a wish cannot be carried out yet."""

    NOTHING_CHOSEN = "nothing chosen"
    NO_FORM = "no form"
    FILES_NEED_A_BUNDLE = "files need a bundle"
    TOO_MANY_FILES = "too many files"
    NO_RECEIVER = "no receiver"
    NO_KIND = "no kind"
    NO_PURPOSE = "no purpose"
    NO_GROUND = "no ground"
    NO_BASIS = "no basis"
    NO_WHY = "no why"
    TOO_LONG = "too long"
    TOO_MUCH = "too much"
    NO_SUMMARY = "no summary"
    NO_WORDING = "no wording"
    NO_SEAL = "no seal"
    NOT_CLEARED = "not cleared"
    NO_LAWYER = "no lawyer"


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    form: Form | None = None
    pieces: frozenset[Piece] = frozenset()
    originals: frozenset[int] = frozenset()
    receiver: str = ""
    kind: Receiver | None = None
    purpose: str = ""
    ground: Ground | None = None
    basis: str = ""  # which law, order or engagement; or why it goes with none of them
    cleared: str = ""  # by which lawyer, who judged what sharing does to the protection
    facts: str = ""  # what that lawyer lets be told instead of what stays here
    wording: Wording | None = None
    summary: str = ""
    names: tuple[str, ...] = ()
    is_naming: bool = False  # whether the committee's own people keep their names
    is_of_several: bool = False  # asked for together, so nobody looks over each of them
    seal: Seal | None = None
    seen: str = ""  # what the page showed when it was confirmed

    @property
    def has_reporters_words(self) -> bool:
        return not self.pieces.isdisjoint({Piece.REPORT, Piece.CONVERSATION})


PAGES: Final = {
    1: ("form", "pieces", "originals"),
    2: ("receiver", "kind", "purpose", "ground", "basis", "cleared", "facts"),
    3: ("wording", "summary", "names", "naming"),
    4: ("seal",),
}
"""Which fields are asked for on which page."""
LAST_PAGE: Final = 4  # which asks besides whether all of it is right


def flaws(wish: Wish) -> dict[str, Flaw]:
    """Return what is missing, by the field where it is missing, in the order of the pages."""
    found = (_of_choice, _of_receiver, _of_basis, _of_clearance, _of_words, _of_seal)
    return dict(flaw for each in found for flaw in each(wish))


def first_flawed_page(wish: Wish) -> int:
    """Return the first page on which something is missing, or the last if nothing is."""
    found = flaws(wish).keys()
    flawed = (page for page, names in PAGES.items() if not found.isdisjoint(names))
    return next(flawed, LAST_PAGE)


def _of_choice(wish: Wish) -> Iterator[tuple[str, Flaw]]:
    if not wish.pieces:
        yield "pieces", Flaw.NOTHING_CHOSEN
    if wish.form is None:
        yield "form", Flaw.NO_FORM
    elif wish.originals and wish.form is not Form.BUNDLE:
        yield "form", Flaw.FILES_NEED_A_BUNDLE
    if len(in_runs(wish.originals)) > LONGEST_RUNS:
        yield "originals", Flaw.TOO_MANY_FILES


def _of_receiver(wish: Wish) -> Iterator[tuple[str, Flaw]]:
    lines = {"receiver": wish.receiver, "purpose": wish.purpose, "basis": wish.basis}
    for name, line in lines.items():
        if len(line.encode(errors="replace")) > LONGEST_LINE:
            yield name, Flaw.TOO_LONG
    if not wish.receiver:
        yield "receiver", Flaw.NO_RECEIVER
    if wish.kind is None:
        yield "kind", Flaw.NO_KIND
    if not wish.purpose:
        yield "purpose", Flaw.NO_PURPOSE


def _of_basis(wish: Wish) -> Iterator[tuple[str, Flaw]]:
    if wish.ground is None:
        yield "ground", Flaw.NO_GROUND
    elif wish.ground is Ground.NONE and not wish.basis:
        yield "basis", Flaw.NO_WHY
    elif wish.ground in _NAMED and not wish.basis:
        yield "basis", Flaw.NO_BASIS


def _of_clearance(wish: Wish) -> Iterator[tuple[str, Flaw]]:
    """Sharing with the outside auditor usually waives what a lawyer protects: a lawyer says yes."""
    if len(wish.cleared.encode(errors="replace")) > LONGEST_LAWYER:
        yield "cleared", Flaw.TOO_LONG
    if len(wish.facts) > LONGEST_SUMMARY:
        yield "facts", Flaw.TOO_MUCH
    if not wish.cleared and wish.kind is Receiver.AUDITOR:
        yield "cleared", Flaw.NOT_CLEARED
    elif not wish.cleared and wish.facts:
        yield "cleared", Flaw.NO_LAWYER


def _of_words(wish: Wish) -> Iterator[tuple[str, Flaw]]:
    if len(wish.names) > MOST_NAMES:
        yield "names", Flaw.TOO_MUCH
    if not wish.has_reporters_words:
        return
    if wish.wording is None:
        yield "wording", Flaw.NO_WORDING
    elif wish.wording is Wording.SUMMARY and not wish.summary:
        yield "summary", Flaw.NO_SUMMARY
    if len(wish.summary) > LONGEST_SUMMARY:
        yield "summary", Flaw.TOO_MUCH


def _of_seal(wish: Wish) -> Iterator[tuple[str, Flaw]]:
    if wish.seal is None:
        yield "seal", Flaw.NO_SEAL
