"""Send: what was checked becomes an envelope, and the answer is the receipt itself.

Whatever stands in the way draws the page again with everything on it. Nothing is
acknowledged that is not durable, and Send may be pressed again at any time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config.hardening import UPLOAD_LIMIT, carries_token, takes_upload
from config.questions.asked import Kind
from config.questions.report import ANSWERS
from config.rendering import Page, render
from intake.desk import desk
from intake.filing import Again, Different, Draft, Held, Pairs, Ready, Redraw, Sent
from intake.forms.report import ReportForm
from intake.forms.typed import answers_in, token_in
from intake.trust import Closed, Word
from intake.views.check import Trouble, check_page, committee_changed, open_too_long
from intake.views.faults import kept_page
from intake.views.frame import intake_frame
from intake.views.lane import (
    limits,
    receive_files,
    words_for,
)
from intake.views.receipt import (
    WordsGonePage,
    check_copy,
    different_page,
    is_read_back,
    receipt_page,
)
from intake.views.report import (
    ADD_FILES,
    closed_page,
    open_form,
    posted_answers,
    posted_token,
    report_page,
)
from store.errors import BusyError, StoreError
from store.sending.parcel import Parcel
from store.uploads import Failed, Fields, Received, Turned

sending = Blueprint("sending", __name__)

SEND = "/report/send"


@dataclass(frozen=True, slots=True)
class Posted:
    """What came with a press of Send, by either way."""

    answers: Pairs
    token: str
    files: bool = False

    @property
    def kept(self) -> Pairs:
        return (("token", self.token), *self.answers)

    def page(self, trouble: Trouble) -> Page:
        """Draw the check page again, for another press, with everything that was on it."""
        try:
            said = desk().trust.now()
        except StoreError:
            return kept_page(ADD_FILES if self.files else SEND, tuple(self.kept))
        form = open_form(self.answers, said)
        if form is None:
            return closed_page(self.answers)
        if not form.validate():
            return report_page(form, self.token)
        token = desk().filing.token_for(form.pairs(), form.word, self.token)
        return check_page(form, token, trouble, files=self.files)


@sending.get(SEND)
@sending.get("/upload/report")
@sending.get("/report/words")
def come_without_form() -> ResponseReturnValue:
    """Answer the address that a receipt leaves in the bar. The words are not shown again."""
    return render(WordsGonePage(intake_frame()))


@sending.post(SEND)
def send() -> ResponseReturnValue:
    return check_copy() if is_read_back() else _send(Posted(posted_answers(), posted_token()))


def _send(posted: Posted) -> ResponseReturnValue:
    try:
        found = _decide(posted)
        if isinstance(found, Page):
            return render(found)
        with desk().filing.parcel(found, desk().blobs) as parcel:
            return _finished(posted, found, parcel)
    except StoreError as fault:
        return _try_later(posted, fault)


@sending.post("/upload/report")
@takes_upload(UPLOAD_LIMIT)
def send_with_files() -> ResponseReturnValue:
    """Take files. The form's token is checked before the first byte of one is kept."""
    ready: list[Ready] = []
    outcome = receive_files(lambda fields: _gate(_posted(fields), fields, ready))
    posted = _posted(outcome.fields)
    if isinstance(outcome, Received):
        return _finished(posted, ready[0], outcome.parcel)
    if isinstance(outcome, Turned):
        return render(outcome.answer)
    trouble = Trouble((words_for(outcome),), about_files=True)
    if isinstance(outcome, Failed):
        return _try_later(posted, outcome.fault, trouble)
    return render(posted.page(trouble))


def _gate(posted: Posted, fields: Fields, ready: list[Ready]) -> Parcel | Page:
    if not carries_token(fields):
        return posted.page(open_too_long())
    found = _decide(posted)
    if isinstance(found, Page):
        return found
    ready.append(found)
    return desk().filing.parcel(found, desk().blobs, limits())


def _finished(posted: Posted, ready: Ready, parcel: Parcel) -> ResponseReturnValue:
    try:
        sent = desk().filing.finish(ready, parcel)
    except StoreError as fault:
        return _try_later(posted, fault)
    if isinstance(sent, Sent):
        return render(receipt_page(sent, posted.token))
    return render(different_page(sent, posted.token, _typed(ready.draft)))


def _try_later(
    posted: Posted, fault: StoreError, trouble: Trouble | None = None
) -> ResponseReturnValue:
    busy = isinstance(fault, BusyError)
    code = HTTPStatus.TOO_MANY_REQUESTS if busy else HTTPStatus.SERVICE_UNAVAILABLE
    return render(posted.page(trouble or _not_stored(fault))), code, {"Retry-After": "60"}


def _decide(posted: Posted) -> Ready | Page:
    """Return what can be sent, or the page that says why not, or that it was sent before."""
    said = desk().trust.now()
    word = said.word if isinstance(said, Closed) else said
    if word is None:
        return closed_page(posted.answers)
    form = ReportForm(posted.answers, word, desk().word_lists)
    found = desk().filing.begin(posted.token, form.pairs(), word)
    if isinstance(found, Held):
        return _admitted(posted, found, form, said)
    return _answers(posted, form)[type(found)](found)


def _admitted(posted: Posted, held: Held, form: ReportForm, said: Word | Closed) -> Ready | Page:
    if isinstance(said, Closed):
        return closed_page(posted.answers)
    changed = held.token.manifest != said.hash
    if not form.validate():
        return report_page(form, posted.token)
    if changed:
        return posted.page(committee_changed(said, held.token.manifest))
    ready = desk().filing.admit(held, form.to_draft(), said)
    return ready if isinstance(ready, Ready) else closed_page(posted.answers)


def _answers(posted: Posted, form: ReportForm) -> dict[type, Callable[..., Page]]:
    return {
        Sent: lambda sent: receipt_page(sent, posted.token),
        Different: lambda sent: different_page(sent, posted.token, _typed(form.to_draft())),
        Redraw: lambda again: posted.page(_why(again)),
    }


def _typed(draft: Draft) -> tuple[str, ...]:
    """Return what the reporter wrote in own words, to be copied into a message."""
    own = {each.name for each in ANSWERS if each.kind is Kind.TEXT}
    return tuple(str(each.value) for each in draft.answers if each.name in own)


def _why(again: Redraw) -> Trouble:
    if again.why is Again.STALE:
        return open_too_long()
    return Trouble((_("Something on this page has changed. Nothing was sent. Check it again"),))


def _posted(fields: Fields) -> Posted:
    return Posted(answers_in(fields), token_in(fields), files=True)


def _not_stored(fault: StoreError) -> Trouble:
    """Never say that it was not sent: the answer of the database may have been lost."""
    if isinstance(fault, BusyError):
        return Trouble(
            (
                _("Many people are using this form right now"),
                _("Wait one minute and press the button again. Nothing is lost"),
            )
        )
    return Trouble(
        (
            _("We may not have your report. Your answers are still here"),
            _("Press Send again in a minute. You cannot send it twice"),
        )
    )
