"""The page behind the words: what the committee wrote, and a box to answer in."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.rendering import Page
from crypto.blob.shape import FileEntry
from crypto.mailbox.token import Purpose
from intake.conversation.leafing import bytes_shown
from intake.conversation.notes import Again, Redraw, Sent
from intake.desk import desk
from intake.filing import Pairs
from intake.forms.adding import AnswerForm
from intake.views.frame import intake_frame
from intake.views.mailbox.callers import Answer, Caller, behind_the_words
from intake.views.mailbox.sending import (
    Composer,
    composer,
    posted,
    posted_token,
    send,
    silence_in_words,
    trouble_in_words,
)
from intake.views.mailbox.telling import Talk, is_answered, talk_of
from intake.views.receipt import size_in_words

talking = Blueprint("talking", __name__)

MESSAGES = "/messages"
_DIGITS = 4  # no conversation has more pages than that


@dataclass(frozen=True, slots=True)
class Said:
    """What is said above everything else, because of what was just done."""

    repairs: tuple[str, ...] = ()
    done: str = ""
    arrived: tuple[tuple[str, str], ...] = ()
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True)
class MessagesPage(Page):
    template: ClassVar[str] = "mailbox/messages.html"
    inside: ClassVar[str] = "mailbox/messages_inside.html"
    frame: IntakeFrame
    csrf: str
    said: Said
    talk: Talk
    composer: Composer | None
    silent: str
    form: Any
    promise: str | None


@dataclass(frozen=True)
class DamagedPage(Page):
    template: ClassVar[str] = "mailbox/damaged.html"
    inside: ClassVar[str] = template  # a mailbox of nobody is never damaged
    frame: IntakeFrame
    csrf: str


@talking.get(MESSAGES)
@behind_the_words
def read(caller: Caller) -> Answer:
    return messages_page(caller, wanted=_wanted())


@talking.post(MESSAGES)
@behind_the_words
def answer(caller: Caller) -> Answer:
    form = _form(caller, posted())
    if not form.validate():
        return messages_page(caller, form=form, before=posted_token())
    outcome = send(caller, form.note())
    if isinstance(outcome, Sent):
        return after_sending(caller, outcome)
    return messages_page(
        caller, Said(trouble=trouble_in_words(caller, outcome)), form, posted_token()
    )


def draw_again(caller: Caller) -> Page:
    """Show the box with what was typed, for another press that somebody has looked at."""
    trouble = trouble_in_words(caller, Redraw(Again.STALE))
    return messages_page(caller, Said(trouble=trouble), _form(caller, posted()), posted_token())


def still_in(caller: Caller) -> Page:
    return messages_page(caller, Said(trouble=(_("You are still signed in"),)))


def messages_page(
    caller: Caller,
    said: Said | None = None,
    form: AnswerForm | None = None,
    before: str = "",
    wanted: int = 0,
) -> MessagesPage | DamagedPage:
    said, form = said or Said(), form or _form(caller)
    composed = composer(caller, Purpose.FOLLOW_UP, before)
    writes = composed if isinstance(composed, Composer) else None
    talk = talk_of(caller, wanted, bytes_shown(writes.readers) if writes else 0)
    if talk is None:
        return DamagedPage(intake_frame(), generate_csrf())
    return MessagesPage(
        frame=intake_frame(wrong=bool(said.trouble or form.fields.errors)),
        csrf=generate_csrf(),
        said=said,
        talk=talk,
        composer=writes,
        silent="" if isinstance(composed, Composer) else silence_in_words(composed),
        form=form.fields,
        promise=caller.word.promise,
    )


def after_sending(caller: Caller, sent: Sent, done: str = "") -> MessagesPage | DamagedPage:
    """Look again: what was sent stands in the conversation now."""
    visit = desk().conversation.door.visit(caller.visit.keys, caller.word.roles)
    return messages_page(Caller(visit, caller.word), _said(sent, done))


def _form(caller: Caller, pairs: Pairs = ()) -> AnswerForm:
    return AnswerForm(pairs, desk().word_lists, is_answer=is_answered(caller))


def _said(sent: Sent, done: str) -> Said:
    if sent.files is None:
        return Said(done=_("We have this message already. It was not sent twice."))
    if not sent.files:
        return Said(done=done or _("Your message was sent."))
    count = len(sent.files)
    says = ngettext(
        "Your message was sent with %(num)d file.",
        "Your message was sent with %(num)d files.",
        count,
    )
    return Said(done=says, arrived=tuple(_named(entry) for entry in sent.files))


def _named(entry: FileEntry) -> tuple[str, str]:
    return entry.name, size_in_words(entry)


def _wanted() -> int:
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else 0
