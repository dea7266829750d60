"""Words for a reporter that wait for a second reader: agree, say no, or take them back."""

import re
from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.writing import SHORT, words
from casework.complaints.services.assessing.seconding import (
    agree,
    ask_second,
    do_without,
    may_agree,
    refuse,
    would_do_without,
)
from casework.complaints.services.moving import voices_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.talking import Answered, Done, needs_second_word
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import CONVERSATION
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.desk import desk
from casework.frame import REPORTS

seconding = Blueprint("case-second-word", __name__)

_PLACE = f"{REPORTS}/<case>/{CONVERSATION}"
_REPLY: Final = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """What waits, as the page shows it to its writer and to everybody else."""

    id: str
    says: str
    text: str = field(repr=False)
    is_mine: bool
    may_agree: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether a second reader is asked in this case, and the buttons that change it."""

    says: str
    on: str = ""
    off: str = ""
    is_second: bool = False


@seconding.post(f"{_PLACE}/agree")
@opens_to(Right.CASES)
def agree_to_words(case: str, me: SignedIn) -> ResponseReturnValue:
    return _after(case, agree(desk(), me, case_at(case), _which()), "sent")


@seconding.post(f"{_PLACE}/refuse")
@opens_to(Right.CASES)
@holding(why=SHORT)
def refuse_words(case: str, me: SignedIn) -> ResponseReturnValue:
    why = words(request.form, "why")
    return _after(case, refuse(desk(), me, case_at(case), _which(), why), "kept")


@seconding.post(f"{_PLACE}/second")
@opens_to(Right.CASES)
def choose_second(case: str, me: SignedIn) -> ResponseReturnValue:
    """Ask for a second reader in this case, or do without one."""
    if request.form.get("on") == "1":
        return _after(case, ask_second(desk(), me, case_at(case)), "second")
    is_second = request.form.get("agrees") == "1"
    return _after(case, do_without(desk(), me, case_at(case), is_second=is_second), "second")


def switch_in(file: CaseFile) -> Switch | None:
    """Return what can be chosen here by whoever may act on it."""
    if file.inside is None or file.me.person not in voices_in(file):
        return None
    if not needs_second_word(file):
        return Switch(str(_("Words go to the reporter on one reader’s word.")), on=str(_("Ask")))
    return _asking(file, str(_("A second reader must agree before words go to the reporter.")))


def _asking(file: CaseFile, says: str) -> Switch:
    first = would_do_without(file)
    if first is None:
        return Switch(f"{says} {_('It takes two to do without.')}", off=str(_("Do without")))
    keep = str(_("Keep asking"))
    if first == file.me.person:
        return Switch(f"{says} {_('You would do without; a second reader decides.')}", on=keep)
    asks = _("%(name)s would do without.", name=name_of(file.committee, first))
    return Switch(f"{says} {asks}", on=keep, off=str(_("I agree: do without")), is_second=True)


def waiting_in(file: CaseFile) -> WaitingReply | None:
    waiting = file.inside.assessed.waiting if file.inside else None
    if waiting is None:
        return None
    is_mine = waiting.by == file.me.person
    mine = _("You wrote this. A second reader must agree before it goes.")
    theirs = _("%(name)s wrote this. May it go?", name=name_of(file.committee, waiting.by))
    says, may = str(mine if is_mine else theirs), may_agree(file, waiting)
    return WaitingReply(waiting.id.hex(), says, waiting.text, is_mine, may)


def _which() -> bytes:
    text = request.form.get("which", "")
    return bytes.fromhex(text) if _REPLY.fullmatch(text) else b""


def _after(case: str, outcome: Answered, said: str) -> ResponseReturnValue:
    """Lead back to the conversation, which says what became of it."""
    place = address(case_at(case), CONVERSATION)
    if isinstance(outcome, Done):
        return go(f"{place}?{said}")
    if isinstance(outcome, NotThere):
        not_there()
    return go(f"{place}?overtaken")
