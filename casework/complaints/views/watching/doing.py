"""What each of the small forms about protection asks for. A form says by its name which it is."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from flask import request
from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.protection import ProtectedId, Signal
from casework.complaints.forms.protecting import (
    LONGEST_TEXT,
    Typed,
    check_in_of,
    planned_of,
    wanted_of,
    word_of,
)
from casework.complaints.forms.writing import LINE, count, too_long
from casework.complaints.services import deciding
from casework.complaints.services.watching import judging, protecting
from casework.complaints.services.watching.changing import Changed, Done, Overtaken
from casework.complaints.views.parts.refused import why_refused
from casework.desk import desk
from crypto.names import CaseId, PersonId

Doing: TypeAlias = Callable[[SignedIn, CaseId, Typed], Changed | str]


def doing_of(form: str) -> Doing:
    """Many forms of one kind are told apart by a number or a word behind the kind."""
    kind = next((each for each in _KINDS if form == each or form.startswith(f"{each}-")), "")
    return _KINDS.get(kind, _nothing)


def _nothing(_me: SignedIn, _case: CaseId, _typed: Typed) -> str:
    return str(_("Choose what to do."))


def _plan(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    wanted = wanted_of(typed)
    if wanted is None:
        return str(_("Say who it is, how they are asked, and who asks."))
    return protecting.protect(desk(), me, case, wanted)


def _watcher(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    person = ProtectedId(typed.person)
    return protecting.hand_on(desk(), me, case, person, PersonId(typed.watcher))


def _check_in(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    came = check_in_of(typed, me.person, desk().today())
    if came is None:
        return str(_("Say how they are. If something changed, tick what."))
    on = protecting.Day(ProtectedId(typed.person), count(request.form.get("day", "")))
    return protecting.check_in(desk(), me, case, on, came)


def _raise(me: SignedIn, case: CaseId, _typed: Typed) -> Changed:
    return protecting.raise_fear(desk(), me, case)


def _with_words(
    work: Callable[[SignedIn, CaseId, str], Changed], most: int = LONGEST_TEXT
) -> Doing:
    """What stands in the timeline and nowhere else must fit into one line of it."""

    def doing(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
        if not typed.text:
            return str(_("Write it down first."))
        return too_long(request.form, "text", most) or work(me, case, typed.text)

    return doing


def _measure(me: SignedIn, case: CaseId, text: str) -> Changed:
    return protecting.take_measure(desk(), me, case, text)


def _outing(me: SignedIn, case: CaseId, text: str) -> Changed:
    return protecting.log_outing(desk(), me, case, text)


def _unneeded(me: SignedIn, case: CaseId, text: str) -> Changed:
    return protecting.need_no_plan(desk(), me, case, text)


def _review(me: SignedIn, case: CaseId, text: str) -> Changed:
    key = request.form.get("key", "")
    if key not in set(Signal):
        return Overtaken()
    return protecting.review(desk(), me, case, Signal(key), text)


def _handled(me: SignedIn, case: CaseId, text: str) -> Changed:
    number = count(request.form.get("key", ""))
    return protecting.handle_outing(desk(), me, case, number, text)


def _action(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    planned = planned_of(typed, desk().today())
    if planned is None:
        return str(_("Say who it is about, what is planned, by whom, since when, and why."))
    if planned.reviewer == me.person:
        return str(_("Somebody other than you judges it, who does not propose it."))
    return judging.propose(desk(), me, case, planned)


def _reviewer(me: SignedIn, case: CaseId, typed: Typed) -> Changed:
    number = count(request.form.get("key", ""))
    return judging.ask_another(desk(), me, case, number, PersonId(typed.watcher))


def _judge(me: SignedIn, case: CaseId, typed: Typed) -> Changed | str:
    said = word_of(typed, count(request.form.get("key", "")))
    if said is None:
        return str(_("Say whether it may go ahead, and why."))
    return judging.judge(desk(), me, case, said)


def _claim(me: SignedIn, case: CaseId, _typed: Typed) -> Changed | str:
    outcome = judging.allege_retaliation(desk(), me, case)
    return Done() if isinstance(outcome, deciding.Done) else why_refused(outcome)


_KINDS: Final[Mapping[str, Doing]] = {
    "plan": _plan,
    "watcher": _watcher,
    "check-in": _check_in,
    "raise": _raise,
    "measure": _with_words(_measure),
    "outing": _with_words(_outing),
    "unneeded": _with_words(_unneeded, LINE),
    "review": _with_words(_review, LINE),
    "handled": _with_words(_handled, LINE),
    "action": _action,
    "reviewer": _reviewer,
    "judge": _judge,
    "claim": _claim,
}
