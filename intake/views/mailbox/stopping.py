"""Stop, withdraw, or remove: one choice, then a page whose button says the effect."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.rendering import Page
from crypto.mailbox.followup import NoFollowUp
from crypto.mailbox.token import Purpose
from intake.conversation.notes import Again, Redraw, Sent
from intake.desk import desk
from intake.forms.stop import MistakeForm, Wish, WishForm, closing, withdrawal
from intake.views.frame import intake_frame
from intake.views.mailbox.callers import (
    Answer,
    Caller,
    behind_the_words,
    behind_words_that_may_be_gone,
    without_cookie,
)
from intake.views.mailbox.doors import unknown_page
from intake.views.mailbox.sending import (
    Composer,
    composer,
    posted,
    posted_token,
    send,
    trouble_in_words,
)
from intake.views.mailbox.talking import Said, after_sending, messages_page
from intake.views.mailbox.telling import is_withdrawn

stopping = Blueprint("stopping", __name__)

STOP = "/messages/stop"
MISTAKE = "/messages/stop/mistake"
WITHDRAW = "/messages/stop/withdraw"
CLOSE = "/messages/stop/close"


@dataclass(frozen=True)
class StopPage(Page):
    template: ClassVar[str] = "mailbox/stop.html"
    frame: IntakeFrame
    csrf: str
    form: Any
    can_withdraw: bool
    trouble: tuple[str, ...]


@dataclass(frozen=True)
class ConfirmPage(Page):
    frame: IntakeFrame
    csrf: str
    composer: Composer
    trouble: tuple[str, ...]


@dataclass(frozen=True)
class MistakePage(ConfirmPage):
    template: ClassVar[str] = "mailbox/stop_mistake.html"
    form: Any


@dataclass(frozen=True)
class WithdrawPage(ConfirmPage):
    template: ClassVar[str] = "mailbox/stop_withdraw.html"


@dataclass(frozen=True)
class ClosePage(ConfirmPage):
    template: ClassVar[str] = "mailbox/stop_close.html"


@dataclass(frozen=True)
class MailboxClosedPage(Page):
    template: ClassVar[str] = "mailbox/closed.html"
    frame: IntakeFrame


@stopping.get(STOP)
@behind_the_words
def ask(caller: Caller) -> Answer:
    return _choice(caller, WishForm((), is_withdrawn=is_withdrawn(caller)))


@stopping.post(STOP)
@behind_the_words
def choose(caller: Caller) -> Answer:
    form = WishForm(posted(), is_withdrawn=is_withdrawn(caller))
    return _confirm(caller, form.wish) if form.validate() else _choice(caller, form)


@stopping.post(MISTAKE)
@behind_the_words
def say_what(caller: Caller) -> Answer:
    form = MistakeForm(posted(), desk().word_lists)
    if not form.validate():
        return _confirm(caller, Wish.MISTAKE, form=form)
    outcome = send(caller, form.note())
    if isinstance(outcome, Sent):
        done = _("Thank you. We will hide it before anyone opens your report again.")
        return after_sending(caller, outcome, done)
    return _confirm(caller, Wish.MISTAKE, trouble_in_words(caller, outcome), form)


@stopping.post(WITHDRAW)
@behind_the_words
def withdraw(caller: Caller) -> Answer:
    if is_withdrawn(caller):
        return messages_page(caller, Said(done=_("You took your report back.")))
    outcome = send(caller, withdrawal())
    if isinstance(outcome, Sent):
        return after_sending(caller, outcome, _("You took your report back."))
    return _confirm(caller, Wish.WITHDRAW, trouble_in_words(caller, outcome))


@stopping.post(CLOSE)
@behind_words_that_may_be_gone
def close(caller: Caller) -> Answer:
    """Close it, or say again that it is closed to somebody whose first answer was lost."""
    outcome = send(caller, closing())
    if isinstance(outcome, Sent):
        return without_cookie(MailboxClosedPage(intake_frame()))
    if outcome is NoFollowUp.UNKNOWN:
        return unknown_page()
    return _confirm(caller, Wish.CLOSE, trouble_in_words(caller, outcome))


def choose_again(caller: Caller) -> Page:
    """Lead back to the choice: nobody stops anything by one click on a page they did not open."""
    form = WishForm((), is_withdrawn=is_withdrawn(caller))
    return _choice(caller, form, trouble_in_words(caller, Redraw(Again.STALE)))


def draw_again(caller: Caller) -> Page:
    form = MistakeForm(posted(), desk().word_lists)
    return _confirm(caller, Wish.MISTAKE, trouble_in_words(caller, Redraw(Again.STALE)), form)


def _choice(caller: Caller, form: WishForm, trouble: tuple[str, ...] = ()) -> StopPage:
    frame = intake_frame(wrong=bool(trouble or form.fields.errors))
    can_withdraw = not is_withdrawn(caller)
    return StopPage(frame, generate_csrf(), form.fields, can_withdraw, trouble)


def _confirm(
    caller: Caller, wish: Wish, trouble: tuple[str, ...] = (), form: MistakeForm | None = None
) -> Page:
    writes = composer(caller, Purpose.STOP, posted_token())
    if not isinstance(writes, Composer):
        return messages_page(caller)
    form = form or MistakeForm((), desk().word_lists)
    is_wrong = bool(trouble or form.fields.errors)
    shown = intake_frame(wrong=is_wrong), generate_csrf(), writes, trouble
    if wish is Wish.MISTAKE:
        return MistakePage(*shown, form.fields)
    return WithdrawPage(*shown) if wish is Wish.WITHDRAW else ClosePage(*shown)
