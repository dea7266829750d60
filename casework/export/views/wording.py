"""The choices of the four pages, and what is missing on them, in plain words."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.privilege.sharing import Receiver
from casework.export.domain.several import Hitch
from casework.export.domain.wish import Flaw, Form, Ground, Piece, Seal, Wish, Wording, flaws
from config.questions.asked import asked

Options = tuple[tuple[str, ...], ...]

PIECES: Final[Mapping[Piece, str]] = {
    Piece.REPORT: asked("The report"),
    Piece.CONVERSATION: asked("The conversation with the reporter"),
    Piece.FILES: asked("A list of the files"),
    Piece.NOTES: asked("Committee notes"),
    Piece.TASKS: asked("Tasks"),
    Piece.OUTCOME: asked("What was found"),
    Piece.PEOPLE: asked("Who works on it"),
    Piece.TIMELINE: asked("The timeline"),
}
_INTERNAL: Final[Mapping[Piece, str]] = {
    Piece.NOTES: asked("Internal: written for the committee alone"),
    Piece.TASKS: asked("Internal: what was to be done, by whom, and what came of it"),
    Piece.PEOPLE: asked("Internal"),
    Piece.TIMELINE: asked("Internal: who did what, and when; with room for signatures"),
}
_FORMS: Final[Mapping[Form, tuple[str, str]]] = {
    Form.BUNDLE: (
        asked("A ZIP file"),
        asked("The paper, the originals you choose, the privilege log, and a signed list"),
    ),
    Form.PAPER: (
        asked("A PDF alone"),
        asked("To print or to send: a small ZIP file of the PDF and the signed list for it"),
    ),
}
KINDS: Final[Mapping[Receiver, str]] = {
    Receiver.READER: asked("A reader of this report"),
    Receiver.ADVISER: asked("An adviser of the committee"),
    Receiver.BOARD: asked("The board"),
    Receiver.AUDITOR: asked("The outside auditor"),
    Receiver.AGENCY: asked("An agency or a court"),
}
_GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.LAW: asked("A law, or a rule of an exchange or an agency, asks for it"),
    Ground.ORDER: asked("An agency or a court ordered it, or asks for it in writing"),
    Ground.ENGAGEMENT: asked("They are engaged for it, and bound to secrecy"),
    Ground.OVERSIGHT: asked("The committee’s own duty to look into it, or to report it"),
    Ground.CONSENT: asked("Those whom it is about agreed"),
    Ground.NONE: asked("None of these"),
}
_WORDINGS: Final[Mapping[Wording, tuple[str, str]]] = {
    Wording.SUMMARY: (
        asked("Left out. A summary that I write stands in their place"),
        asked("Safest: how somebody writes can give them away"),
    ),
    Wording.WORDS: (
        asked("As they wrote it, without what they said about themselves"),
        asked("How they know, how they are treated, how they are linked to the company"),
    ),
    Wording.ALL: (asked("All that they wrote"), ""),
}
_SEALS: Final[Mapping[Seal, tuple[str, str]]] = {
    Seal.WORDS: (
        asked("Locked: it opens with the eight words below"),
        asked("Tell them by telephone, and never in the message that brings the file"),
    ),
    Seal.OPEN: (asked("Open"), asked("I print it, or hand it over myself")),
}
_FLAWS: Final[Mapping[Flaw, str]] = {
    Flaw.NOTHING_CHOSEN: asked("Choose what goes along."),
    Flaw.NO_FORM: asked("Choose a ZIP file or a PDF."),
    Flaw.FILES_NEED_A_BUNDLE: asked("Originals need a ZIP file. Choose that, or no original."),
    Flaw.TOO_MANY_FILES: asked(
        "Those are more single files than one line of the timeline names. Take them in two copies."
    ),
    Flaw.NO_RECEIVER: asked("Say who it is for."),
    Flaw.NO_KIND: asked("Choose what they are to the committee."),
    Flaw.NO_PURPOSE: asked("Say what it is for."),
    Flaw.NO_GROUND: asked("Choose on what legal basis it goes, or “None of these”."),
    Flaw.NO_BASIS: asked("Say which one."),
    Flaw.NO_WHY: asked("Say why it goes all the same."),
    Flaw.TOO_LONG: asked("That is too long for the timeline. Shorten it."),
    Flaw.TOO_MUCH: asked("That is more than a copy takes. Shorten it."),
    Flaw.NO_SUMMARY: asked("Write the summary first."),
    Flaw.NO_WORDING: asked("Choose what happens to the reporter’s words."),
    Flaw.NO_SEAL: asked("Choose how it travels."),
    Flaw.NOT_CLEARED: asked("Ask counsel first, and write down which lawyer agreed."),
    Flaw.NO_LAWYER: asked("Say which lawyer wrote the facts, or agreed to them."),
}
_HITCHES: Final[Mapping[Hitch, str]] = {
    Hitch.NO_PERIOD: asked("Say from which day to which day."),
    Hitch.NO_SECOND: asked("Choose who is asked."),
    Hitch.NOTHING_THERE: asked(
        "In this period there is no report that both of you read, and to which they may agree."
    ),
    Hitch.TOO_MANY: asked("That is more than one bundle takes. Choose a shorter period."),
    Hitch.TOO_MANY_NAMES: asked("Those are too many names. Shorten the list."),
    Hitch.NO_SUMMARIES: asked("Choose what happens to the reporters’ words."),
}
_STEPS: Final = (
    asked("Step 1 of 4: what goes"),
    asked("Step 2 of 4: for whom, and why"),
    asked("Step 3 of 4: what is left out"),
    asked("Step 4 of 4: look it over"),
)


def step_in_words(page: int) -> str:
    return str(_(_STEPS[page - 1]))


def pieces() -> Options:
    return tuple(
        (each.value, str(_(words)), str(_(_INTERNAL[each])) if each in _INTERNAL else "")
        for each, words in PIECES.items()
    )


def forms() -> Options:
    return tuple(
        (each.value, str(_(words)), str(_(more))) for each, (words, more) in _FORMS.items()
    )


def kinds() -> Options:
    return tuple((each.value, str(_(words))) for each, words in KINDS.items())


def grounds() -> Options:
    return tuple((each.value, str(_(words))) for each, words in _GROUNDS.items())


def basis_in_words(wish: Wish) -> str:
    """Say the basis and which one it is. Before anybody was asked to choose, it was typed alone."""
    chosen = str(_(_GROUNDS[wish.ground])) if wish.ground else ""
    return ": ".join(filter(None, (chosen, wish.basis)))


def wordings() -> Options:
    return tuple(
        (each.value, str(_(words)), str(_(more)) if more else "")
        for each, (words, more) in _WORDINGS.items()
    )


def seals() -> Options:
    return tuple(
        (each.value, str(_(words)), str(_(more))) for each, (words, more) in _SEALS.items()
    )


def seal_in_words(code: str) -> str:
    """Say how a copy travelled. One of before anybody was asked went as it was."""
    return str(_("locked")) if code == Seal.WORDS else str(_("open"))


def problems(wish: Wish, fields: tuple[str, ...]) -> dict[str, str]:
    """Return what is wrong on one page, by field."""
    return {name: str(_(_FLAWS[flaw])) for name, flaw in flaws(wish).items() if name in fields}


def hitch_in_words(hitch: Flaw | Hitch) -> str:
    return str(_(_HITCHES[hitch] if isinstance(hitch, Hitch) else _FLAWS[hitch]))


def pieces_in_words(codes: str) -> str:
    """Say which parts went, from the words in which a deed keeps them."""
    known = {each.value: words for each, words in PIECES.items()}
    return ", ".join(str(_(known[code])) for code in codes.split() if code in known)
