"""Tell us who you are, if you wish: to those who were ticked, and to nobody else."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.rendering import Page
from crypto.mailbox.token import Purpose
from intake.conversation.notes import Again, Redraw, Sent
from intake.desk import desk
from intake.forms.identity import SURE, IdentityForm
from intake.views.frame import intake_frame
from intake.views.mailbox.callers import Answer, Caller, behind_the_words
from intake.views.mailbox.sending import (
    Composer,
    composer,
    posted,
    posted_token,
    send,
    trouble_in_words,
)
from intake.views.mailbox.talking import after_sending, messages_page

identity = Blueprint("identity", __name__)

IDENTITY = "/messages/identity"


@dataclass(frozen=True)
class IdentityPage(Page):
    template: ClassVar[str] = "mailbox/identity.html"
    frame: IntakeFrame
    csrf: str
    token: str
    note: str
    trouble: tuple[str, ...]
    form: Any


@identity.get(IDENTITY)
@behind_the_words
def ask(caller: Caller) -> Answer:
    writes = composer(caller, Purpose.IDENTITY)
    if not isinstance(writes, Composer):
        return messages_page(caller)
    return _page(writes, IdentityForm((), writes.named, desk().word_lists))


@identity.post(IDENTITY)
@behind_the_words
def tell(caller: Caller) -> Answer:
    writes = composer(caller, Purpose.IDENTITY, posted_token())
    if not isinstance(writes, Composer):
        return messages_page(caller)
    form = IdentityForm(posted(), writes.named, desk().word_lists)
    if form.is_declined:  # every field is let go of, and nothing is looked at
        return messages_page(caller)
    return _told(caller, writes, form) if form.validate() else _page(writes, form)


def draw_again(caller: Caller) -> Page:
    """Keep what was typed, but not the “Yes”: it may be another site's."""
    writes = composer(caller, Purpose.IDENTITY, posted_token())
    if not isinstance(writes, Composer):
        return messages_page(caller)
    said = tuple(pair for pair in posted() if pair[0] != SURE)
    form = IdentityForm(said, writes.named, desk().word_lists)
    return _page(writes, form, trouble_in_words(caller, Redraw(Again.STALE)))


def _told(caller: Caller, writes: Composer, form: IdentityForm) -> Answer:
    outcome = send(caller, form.note())
    if isinstance(outcome, Sent):
        return after_sending(caller, outcome, _("Only the people you ticked can open it."))
    return _page(writes, form, trouble_in_words(caller, outcome))


def _page(writes: Composer, form: IdentityForm, trouble: tuple[str, ...] = ()) -> IdentityPage:
    frame = intake_frame(wrong=bool(trouble or form.fields.errors))
    return IdentityPage(frame, generate_csrf(), writes.token, writes.note, trouble, form.fields)
