"""Add information or files, and leave somebody out from now on: one form, in the lane for files."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.hardening import UPLOAD_LIMIT, carries_token, takes_upload
from config.rendering import Page, render
from crypto.admission import TooFewReaders
from crypto.mailbox.reading import Unknown
from crypto.mailbox.tags import MailboxKeys
from crypto.mailbox.token import Purpose
from intake.conversation.notes import Again, Redraw, Sent
from intake.conversation.writing import Ready
from intake.desk import desk
from intake.forms.adding import AddForm
from intake.forms.typed import answers_in, token_in
from intake.views.check import limits_in_words
from intake.views.frame import intake_frame
from intake.views.lane import (
    limits,
    receive_files,
    words_for,
)
from intake.views.mailbox.callers import (
    Answer,
    Caller,
    answered,
    behind_the_words,
    let_in,
    without_cookie,
    word_to_read_by,
)
from intake.views.mailbox.doors import cannot_open_page, signed_out_page, unknown_page
from intake.views.mailbox.sending import (
    Composer,
    NotSaved,
    composer,
    trouble_in_words,
)
from intake.views.mailbox.talking import after_sending, messages_page
from store.errors import StoreError
from store.sending.parcel import Parcel
from store.uploads import Failed, Fields, Received, Turned

adding = Blueprint("adding", __name__)

ADD = "/messages/add"
UPLOAD = "/upload/message"


@dataclass(frozen=True)
class AddPage(Page):
    template: ClassVar[str] = "mailbox/add.html"
    frame: IntakeFrame
    csrf: str
    composer: Composer
    form: Any
    limits: str
    trouble: tuple[str, ...]
    file_error: str


@adding.get(ADD)
@behind_the_words
def ask(caller: Caller) -> Answer:
    return _Adding(caller, ()).page()


@adding.post(UPLOAD)
@takes_upload(UPLOAD_LIMIT)
def send_more() -> ResponseReturnValue:
    """Take a message with its files. The form's token is checked before one of them is taken."""
    keys, word = let_in(), word_to_read_by()
    if keys is None or word is None:
        page = signed_out_page() if keys is None else cannot_open_page()
        receive_files(lambda _fields: page)  # a browser that still sends hears no answer
        return without_cookie(page) if keys is None else render(page)
    visit = desk().conversation.door.visit(keys, word.roles)
    return _received(Caller(visit, word), keys)


def _received(caller: Caller, keys: MailboxKeys) -> ResponseReturnValue:
    ready: list[Ready] = []

    def gate(fields: Fields) -> Parcel | Page:
        found = _Adding(caller, fields).decide()
        if isinstance(found, Page):
            return found
        desk().gates.message()
        ready.append(found)
        return desk().conversation.writing.parcel(found, desk().blobs, limits())

    outcome = receive_files(gate)
    said = _Adding(caller, outcome.fields)
    if isinstance(outcome, Received):
        return answered(said.finish(ready[0], outcome.parcel), keys)
    if isinstance(outcome, Turned):
        return answered(outcome.answer, keys)
    response = answered(said.page(file_error=words_for(outcome)), keys)
    if isinstance(outcome, Failed):
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return response


class _Adding:
    """What was filled in, and each page that it can lead to. Everything typed stays on them."""

    def __init__(self, caller: Caller, fields: Fields) -> None:
        self._caller = caller
        self._fields = fields
        self._token = token_in(fields)
        self._writes = composer(caller, Purpose.FOLLOW_UP, self._token)
        named = self._writes.named if isinstance(self._writes, Composer) else ()
        self._form = AddForm(answers_in(fields), named, desk().word_lists)

    def page(self, trouble: tuple[str, ...] = (), file_error: str = "") -> Page:
        if isinstance(self._caller.visit.found, Unknown):
            return unknown_page()
        if not isinstance(self._writes, Composer):
            return messages_page(self._caller)
        wrong = bool(trouble or file_error or self._form.fields.errors)
        return AddPage(
            frame=intake_frame(wrong=wrong),
            csrf=generate_csrf(),
            composer=self._writes,
            form=self._form.fields,
            limits=limits_in_words(),
            trouble=trouble,
            file_error=file_error,
        )

    def decide(self) -> Ready | Page:
        """Return what can be sent once its files are there, or the page that says why not."""
        if not carries_token(self._fields):
            return self.page(trouble_in_words(self._caller, Redraw(Again.STALE)))
        if not isinstance(self._writes, Composer) or not self._form.validate():
            return self.page()
        desk().gates.coming_back()
        caller, note = self._caller, self._form.note()
        begun = desk().conversation.writing.begin(self._token, caller.visit, note, caller.word)
        if isinstance(begun, Sent):
            return after_sending(caller, begun)
        return begun if isinstance(begun, Ready) else self._refused(begun)

    def finish(self, ready: Ready, parcel: Parcel) -> Page:
        if self._form.says_nothing and not parcel.files:
            parcel.abandon()
            self._form.refuse_emptiness()
            return self.page()
        try:
            sent = desk().conversation.writing.finish(ready, parcel, self._caller.word)
        except StoreError:
            return self.page(trouble_in_words(self._caller, NotSaved()))
        return after_sending(self._caller, sent) if isinstance(sent, Sent) else self._refused(sent)

    def _refused(self, outcome: Any) -> Page:
        if isinstance(outcome, TooFewReaders):
            self._form.refuse_too_few()
            return self.page()
        return self.page(trouble_in_words(self._caller, outcome))
