"""The conversation in words: what was said, in which week, and when to look again."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from crypto.mailbox.readers import Accepted, Refused
from crypto.mailbox.reading import Known
from crypto.mailbox.snapshot import Sender, Snapshot, Status
from crypto.mailbox.state import Standing
from intake.conversation.leafing import MOST_BYTES, Entry, Leaf, Own, Theirs, leaf
from intake.desk import desk
from intake.views.mailbox.callers import Caller
from intake.views.mailbox.weeks import week_in_words

_SEEN_AT_ONCE = 2
_STATUS = {
    Status.SENT: lazy_gettext("Status: sent."),
    Status.OPENED: lazy_gettext("Status: opened."),
    Status.ASKED: lazy_gettext("Status: we asked you a question."),
    Status.LOOKED_INTO: lazy_gettext("Status: being looked into."),
    Status.FINISHED: lazy_gettext("Status: finished."),
    Status.PASSED_ON: lazy_gettext("Status: passed on."),
}


@dataclass(frozen=True, slots=True)
class Bubble:
    by: str
    when: str
    ours: bool  # the committee's side
    text: str
    before: str = ""
    after: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    status: str
    last: str
    bubbles: tuple[Bubble, ...]
    earlier: str
    later: str
    jump: bool  # whether a link to the newest message saves a way
    gone: int  # older messages that the committee's row has no room for
    cannot_show: bool
    is_withdrawn: bool
    come_back: date | None  # none that has passed: it would say that we broke our word, or they
    is_answered: bool  # whether a person wrote, so that what is written now answers somebody


def talk_of(caller: Caller, wanted: int | None, taken: int) -> Talk | None:
    """Return what a page shows of it; `taken` says how much of its room is used for other things.

    None if the mailbox is damaged.
    """
    found = caller.visit.found
    if not isinstance(found, Known):
        return None
    snapshot = found.answer.snapshot if isinstance(found.answer, Accepted) else None
    shown = leaf(found.state, snapshot, wanted, MOST_BYTES - taken)
    return Talk(
        status=_status(snapshot),
        last=_last(snapshot),
        bubbles=_bubbles(caller, shown),
        earlier=_to(shown.number - 1) if shown.number > 1 else "",
        later=_to(shown.number + 1) if shown.number < shown.count else "",
        jump=_is_worth_a_jump(shown),
        gone=snapshot.earlier_messages if snapshot and shown.number == 1 else 0,
        cannot_show=isinstance(found.answer, Refused),
        is_withdrawn=is_withdrawn(caller),
        come_back=_come_back(snapshot),
        is_answered=is_answered(caller),
    )


def is_withdrawn(caller: Caller) -> bool:
    found = caller.visit.found
    return isinstance(found, Known) and found.state.standing is Standing.WITHDRAWN


def is_answered(caller: Caller) -> bool:
    found = caller.visit.found
    if not isinstance(found, Known) or not isinstance(found.answer, Accepted):
        return False
    return any(each.sender is not Sender.SYSTEM for each in found.answer.snapshot.messages)


def _come_back(snapshot: Snapshot | None) -> date | None:
    day = snapshot.come_back if snapshot else None
    return day if day and day > desk().today() else None


def _status(snapshot: Snapshot | None) -> str:
    return str(_STATUS[snapshot.status if snapshot else Status.SENT])


def _last(snapshot: Snapshot | None) -> str:
    if snapshot is None or not snapshot.messages:
        return str(_("No one has written to you yet."))
    week = week_in_words(snapshot.messages[-1].day, desk().today())
    return str(_("Newest message from us: %(week)s.", week=week))


def _bubbles(caller: Caller, shown: Leaf) -> tuple[Bubble, ...]:
    return tuple(_bubble(caller, entry) for entry in shown.entries)


def _bubble(caller: Caller, entry: Entry) -> Bubble:
    when = week_in_words(entry.monday, desk().today())
    if isinstance(entry, Own):
        return Bubble(_("You"), when, ours=False, text=_own(entry))
    return Bubble(
        by=_by(caller, entry),
        when=when,
        ours=True,
        text=entry.text,
        before=_("The beginning is on the page before.") if entry.went_before else "",
        after=_("The rest is on the next page.") if entry.goes_on else "",
        id="newest" if entry.is_newest else "",
    )


def _by(caller: Caller, entry: Theirs) -> str:
    if entry.sender is Sender.SYSTEM:
        return str(_("Automatic note"))
    return caller.word.manifest.committee


def _own(own: Own) -> str:
    """Say how much was sent, and never what: whoever finds the passcode learns little."""
    more = own.sendings - 1 if own.with_report else own.sendings
    said = [_("Your report")] if own.with_report else []
    if more:
        said.append(ngettext("%(num)d message", "%(num)d messages", more))
    if own.files:
        said.append(ngettext("%(num)d file", "%(num)d files", own.files))
    return ", ".join(said)


def _is_worth_a_jump(shown: Leaf) -> bool:
    newest = any(isinstance(entry, Theirs) and entry.is_newest for entry in shown.entries)
    return newest and len(shown.entries) > _SEEN_AT_ONCE


def _to(number: int) -> str:
    return f"/messages?page={number}"
