"""Nine words, shown once: the page with one job.

It is the answer to Send itself, so the words are in no address, no cookie and no
log; what posts back to it posts the sealed token of the page before.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.rendering import Page, render
from crypto.blob.shape import FileEntry
from crypto.passcode.issuing import Passcode, words
from intake.desk import desk
from intake.filing import Different, Sent, come_back_on
from intake.forms.read_back import ReadBackForm
from intake.forms.typed import TOKEN
from intake.trust import Word
from intake.views.frame import intake_frame

receipt = Blueprint("receipt", __name__)

_UNITS = ("B", "KB", "MB")
_STEP = 1_000
_A_ROW = 3
_DIGITS = 2


@dataclass(frozen=True)
class ReceiptPage(Page):
    template: ClassVar[str] = "receipt.html"
    frame: IntakeFrame
    form: ReadBackForm
    csrf: str
    token: str
    words: tuple[str, ...]
    title: str
    arrived: tuple[tuple[str, str], ...]
    files: int
    was_sent_before: bool
    months: int
    come_back: date
    promise: str | None


@dataclass(frozen=True)
class SavedPage(Page):
    template: ClassVar[str] = "saved.html"
    frame: IntakeFrame
    come_back: date
    promise: str | None


@dataclass(frozen=True)
class WordsGonePage(Page):
    template: ClassVar[str] = "words_gone.html"
    frame: IntakeFrame


def receipt_page(sent: Sent, token: str) -> ReceiptPage:
    form = ReadBackForm(sent.passcode, desk().word_lists, formdata=None)
    return _receipt(form, token, sent)


@dataclass(frozen=True)
class DifferentPage(Page):
    """The report has arrived, and what was changed since has not. The words are shown again."""

    template: ClassVar[str] = "different.html"
    frame: IntakeFrame
    csrf: str
    token: str
    words: tuple[str, ...]
    unsent: tuple[str, ...]


def different_page(found: Different, token: str, unsent: tuple[str, ...]) -> DifferentPage:
    return DifferentPage(intake_frame(), generate_csrf(), token, _words(found.passcode), unsent)


def is_read_back() -> bool:
    """Tell two words from the copy apart from what else comes to the same address.

    They come to Send's, or to the form's after files: either stands in the browser's history
    already, so that a whole report makes four entries there and no more.
    """
    return "second" in request.form


def check_copy() -> ResponseReturnValue:
    token = request.form.get(TOKEN, "")
    if (passcode := desk().filing.passcode_in(token)) is None:
        return render(WordsGonePage(intake_frame()))
    form = ReadBackForm(passcode, desk().word_lists)
    if form.validate():
        return render(SavedPage(intake_frame(), come_back_on(desk().today()), _promise()))
    return render(_receipt(form, token, Sent(passcode, _files_named())))


def _files_named() -> int:
    """Return how many files the receipt had named, as it posts it back for its own next drawing."""
    named = request.form.get("arrived", "")
    return int(named) if named.isdecimal() and len(named) <= _DIGITS else 0


@receipt.post("/report/words")
def give_words() -> ResponseReturnValue:
    """Give the words and nothing else: no site, no company, no date, and a dull name."""
    if (passcode := desk().filing.passcode_in(request.form.get(TOKEN, ""))) is None:
        return render(WordsGonePage(intake_frame()))
    nine = _words(passcode)
    rows = (" ".join(nine[at : at + _A_ROW]) for at in range(0, len(nine), _A_ROW))
    return Response(
        "\r\n".join([*rows, ""]),
        mimetype="text/plain",
        headers={"Content-Disposition": 'attachment; filename="notes.txt"'},
    )


def _receipt(form: ReadBackForm, token: str, sent: Sent) -> ReceiptPage:
    title = _l("Your report was sent. Save these words")
    return ReceiptPage(
        frame=intake_frame(wrong=bool(form.errors)),
        form=form,
        csrf=generate_csrf(),
        token=desk().filing.renewed(token),
        words=_words(sent.passcode),
        title=title,
        arrived=tuple((entry.name, size_in_words(entry)) for entry in sent.arrived or ()),
        files=sent.files,
        was_sent_before=sent.arrived is None and not form.errors,
        months=desk().settings.mailbox_months,
        come_back=come_back_on(desk().today()),
        promise=_promise(),
    )


def _words(passcode: Passcode) -> tuple[str, ...]:
    """Write them in the language of the site; the words of any other list open the same."""
    [english, *_] = desk().word_lists
    return words(passcode, english)


def _promise() -> str | None:
    word = desk().trust.now()
    return word.promise if isinstance(word, Word) else None


def size_in_words(entry: FileEntry) -> str:
    """Return a size as people read it: 84 KB, 1.2 MB."""
    size, unit = float(entry.size), 0
    while size >= _STEP and unit < len(_UNITS) - 1:
        size, unit = size / _STEP, unit + 1
    digits = 1 if unit == len(_UNITS) - 1 else 0
    return f"{size:.{digits}f} {_UNITS[unit]}"
