"""The conversation with a reporter: all in one blue frame, and a look over before it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.forms.writing import new_reply_id, read_reply
from casework.complaints.services.evidence.translating import translations_in
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.speaking import fit_of, is_closed
from casework.complaints.services.talking import (
    Answered,
    Changed,
    Closed,
    Done,
    Reply,
    TooLong,
    Waits,
    answer,
    look,
    needs_second_word,
    seen_of,
)
from casework.complaints.services.talking import (
    conversation as said_in,
)
from casework.complaints.views.assessing.seconding import (
    Switch,
    WaitingReply,
    switch_in,
    waiting_in,
)
from casework.complaints.views.evidence.translating import Shown, place_of, shown_beside
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.heading import CONVERSATION, Heading, heading_of
from casework.complaints.views.parts.meanwhile import AT_ONCE, look_through
from casework.complaints.views.parts.privilege import muzzles_in_words
from casework.complaints.views.parts.showing import shown, shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.readers.exposing import exposing_in_words
from casework.complaints.views.speaking.beginning import ASKS, OFFER, words_to_begin
from casework.complaints.views.speaking.drafts import HOW_ARE_YOU, Draft, drafts
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from store.database import Transaction

conversation = Blueprint("conversation", __name__)

_PLACE = f"{REPORTS}/<case>/{CONVERSATION}"
_UNPROCESSABLE = 422
_CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Message:
    """One side’s words as the page shows them."""

    by: str
    when: str
    is_ours: bool
    text: str
    told: Told | None
    translations: tuple[Shown, ...] = ()
    translate_href: str = ""


@dataclass(frozen=True)
class ConversationPage(Page):
    template: ClassVar[str] = "complaints/conversation.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    messages: tuple[Message, ...]
    draft: Draft
    may_write: bool
    waiting: WaitingReply | None
    switch: Switch | None
    drafts: tuple[tuple[str, str], ...]
    is_closed: bool
    problem: str
    done: str


@dataclass(frozen=True)
class CheckPage(Page):
    template: ClassVar[str] = "complaints/check_reply.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    draft: Draft
    goes: str
    worries: tuple[str, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Says:
    """What the page says besides the conversation."""

    draft: Draft | None = None
    problem: str = ""
    done: str = ""
    begin: str = ""  # which words of ours are put into the box


@conversation.get(_PLACE)
@opens_to(Right.CASES)
def show_conversation(case: str, me: SignedIn) -> ResponseReturnValue:
    look_through(desk(), me, AT_ONCE)  # what the reporter has written meanwhile belongs here
    look(desk(), me, case_at(case))
    says = Says(done=_was_done(), problem=_was_overtaken(), begin=_wanted())
    return render(shown(me, case, partial(_page, me, says)))


def _was_done() -> str:
    said = {
        "sent": _("Sent. It reaches the reporter’s mailbox within the hour."),
        "waits": _("Nothing was sent yet. A second reader is asked."),
        "kept": _("Nothing was sent. The words are kept as a committee note."),
        "second": _("That is written down, and the other readers see it."),
    }
    return next((str(words) for name, words in said.items() if name in request.args), "")


def _was_overtaken() -> str:
    words = _("Something new was written meanwhile, or somebody was quicker. Nothing was sent.")
    return str(words) if "overtaken" in request.args else ""


@conversation.post(_PLACE)
@opens_to(Right.CASES)
def write_to_reporter(case: str, me: SignedIn) -> ResponseReturnValue:
    """Show what will go, with what could expose somebody; then send it."""
    reply = read_reply(request.form)
    signs = request.form.get("signs") == "1"
    draft = Draft(request.form.get("id", ""), reply.text, reply.asks, reply.seen, signs)
    begin = request.form.get("begin", "")
    if begin in dict(drafts()) or request.form.get(_CHECKED) == "0":
        return render(shown_whole(me, case, partial(_page, me, Says(draft, begin=begin))))
    if not reply.text:
        return _again(me, case, draft, _("Write your reply first."))
    if request.form.get(_CHECKED) == "1":
        return _sent(me, case, draft, replace(reply, text=draft.signed(me.name)))
    return _looked_over(me, case, draft)


def _looked_over(me: SignedIn, case: str, draft: Draft) -> ResponseReturnValue:
    over = shown_whole(me, case, lambda _tx, file: fit_of(file, draft.signed(me.name)).over)
    if over:
        return _again(me, case, draft, _too_long(over))
    return render(shown_whole(me, case, partial(_check, me, draft)))


def _too_long(over: int) -> str:
    count = f"{over:,}"
    return str(_("That is longer than a mailbox holds, by about %(count)s letters.", count=count))


def _sent(me: SignedIn, case: str, draft: Draft, reply: Reply) -> ResponseReturnValue:
    outcome = answer(desk(), me, case_at(case), reply)
    if isinstance(outcome, Done):
        return go(f"{address(case_at(case), CONVERSATION)}?sent")
    if isinstance(outcome, Waits):
        return go(f"{address(case_at(case), CONVERSATION)}?waits")
    if isinstance(outcome, Changed):
        seen = shown_whole(me, case, lambda tx, file: seen_of(said_in(tx, file)))
        draft = replace(draft, id=new_reply_id(), seen=seen)
    return _again(me, case, draft, _why_not(outcome))


def _why_not(outcome: Answered) -> str:
    match outcome:
        case Changed():
            says = _("Something new was written since you began. Nothing was sent: read it first.")
        case TooLong():
            says = _("That is longer than a mailbox holds. Shorten it.")
        case Closed():
            says = _("The reporter closed the mailbox. Nothing was sent.")
        case _:
            not_there()
    return str(says)


def _again(me: SignedIn, case: str, draft: Draft, problem: str) -> ResponseReturnValue:
    says = Says(draft, str(problem))
    return render(shown_whole(me, case, partial(_page, me, says))), _UNPROCESSABLE


def _page(me: SignedIn, says: Says, tx: Transaction, file: CaseFile) -> ConversationPage:
    said, beside = said_in(tx, file), translations_in(tx, file)
    return ConversationPage(
        frame=casework_frame(me, REPORTS, wrong=bool(says.problem)),
        head=heading_of(file, CONVERSATION),
        csrf=generate_csrf(),
        here=address(file.id, CONVERSATION),
        messages=tuple(_message(each, file, beside.get(each.envelope, ())) for each in said),
        draft=_draft(says, file, said),
        may_write=file.inside is not None,
        waiting=waiting_in(file),
        switch=switch_in(file),
        drafts=drafts(),
        is_closed=file.inside is not None and is_closed(tx, file),
        problem=says.problem,
        done=says.done,
    )


def _draft(says: Says, file: CaseFile, said: Sequence[Entry]) -> Draft:
    draft = says.draft or Draft(new_reply_id(), "", asks=False, seen=seen_of(said))
    words = words_to_begin(says.begin, file, said)
    return draft.begun(words, asks=says.begin in ASKS) if words else draft


def _wanted() -> str:
    asked_for = {"ask": HOW_ARE_YOU, "offer": OFFER}
    return next((name for each, name in asked_for.items() if each in request.args), "")


def _check(me: SignedIn, draft: Draft, tx: Transaction, file: CaseFile) -> CheckPage:
    goes = draft.signed(me.name)
    return CheckPage(
        frame=casework_frame(me, REPORTS),
        head=heading_of(file, CONVERSATION),
        csrf=generate_csrf(),
        here=address(file.id, CONVERSATION),
        draft=draft,
        goes=goes,
        worries=(
            *exposing_in_words(tx, file, draft.text),
            *muzzles_in_words(goes),
            *_leaving(fit_of(file, goes).leaving),
        ),
        waits=needs_second_word(file),
    )


def _leaving(count: int) -> tuple[str, ...]:
    """Say which of our own words the reporter will not find there any more."""
    if not count:
        return ()
    says = ngettext(
        "The mailbox is full: your oldest message leaves it when this arrives.",
        "The mailbox is full: your %(num)d oldest messages leave it when this arrives.",
        count,
    )
    return (str(says),)


def _message(entry: Entry, file: CaseFile, beside: Sequence[Entry]) -> Message:
    when = in_words(entry.day)
    if entry.kind is Kind.MESSAGE:
        others, place = shown_beside(file, beside), place_of(file, entry)
        return Message(
            _("Reporter"),
            when,
            is_ours=False,
            text="",
            told=told(entry),
            translations=others,
            translate_href=place,
        )
    by = _("%(day)s, written by %(name)s", day=when, name=name_of(file.committee, entry.by))
    return Message(_("Audit committee"), by, is_ours=True, text=entry.text, told=None)
