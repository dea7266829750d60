"""Other reports that this one belongs with, as whoever reads both may know them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Card, Standing
from casework.complaints.domain.linking import Refused, Tie
from casework.complaints.domain.status import Status, Stays
from casework.complaints.forms.writing import SHORT, words
from casework.complaints.services.linking.ends import LinkEnd, links_of
from casework.complaints.services.linking.tying import (
    Already,
    Done,
    Pair,
    Tied,
    link,
    merge,
)
from casework.complaints.services.queue import Seen, queue_of
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.complaints.services.reading.threshold import is_at_threshold
from casework.complaints.views.parts.addresses import (
    address,
    case_at,
    go,
    is_address,
    not_there,
)
from casework.complaints.views.parts.heading import CONVERSATION, LINKED, Heading, heading_of
from casework.complaints.views.parts.judging import found_in
from casework.complaints.views.parts.refused import who_would_learn, why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame, Link
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import in_words
from store.database import Transaction

linked = Blueprint("case-linked", __name__)

_PLACE = f"{REPORTS}/<case>/{LINKED}"
_UNPROCESSABLE = 422
_MOST: Final = 60
_FEW: Final = 3
_PERIOD: Final = timedelta(days=90)
_TIES: Final[Mapping[Tie, str]] = {
    Tie.LINKED: asked("Has to do with “%(name)s”"),
    Tie.PART_OF: asked("Goes on in “%(name)s”"),
    Tie.HOLDS: asked("“%(name)s” is a part of this one"),
}


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case, as this one speaks of it."""

    what: str
    href: str
    facts: str
    why: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not kept."""

    which: str = ""
    how: str = ""
    why: str = field(default="", repr=False)
    problem: str = ""


@dataclass(frozen=True)
class LinkedPage(Page):
    template: ClassVar[str] = "complaints/linked.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    found: tuple[Linked, ...]
    conversation_href: str
    others: tuple[tuple[str, str], ...]
    typed: Typed


@linked.get(_PLACE)
@opens_to(Right.CASES)
def show_linked(case: str, me: SignedIn) -> ResponseReturnValue:
    typed = Typed(which=request.args.get("which", ""))
    return render(shown_whole(me, case, partial(_page, me, typed)))


@linked.post(_PLACE)
@opens_to(Right.CASES)
@holding(why=SHORT)
def tie_together(case: str, me: SignedIn) -> ResponseReturnValue:
    """Link this report with another, or let it go on there."""
    form = request.form
    typed = Typed(form.get("which", ""), form.get("how", ""), words(form, "why"))
    is_other = shown_whole(me, case, partial(_is_other, typed.which))
    if not is_other or typed.how not in {"link", "part"} or not typed.why:
        return _again(me, case, typed, _("Choose the other report and what it is, and say why."))
    work = merge if typed.how == "part" else link
    outcome = work(desk(), me, Pair(case_at(case), case_at(typed.which), typed.why))
    if isinstance(outcome, Done):
        return go(address(case_at(case), LINKED))
    return _again(me, case, typed, shown_whole(me, case, lambda _tx, file: _problem(outcome, file)))


def _is_other(which: str, tx: Transaction, file: CaseFile) -> bool:
    """Say whether it is another case that they read, however far down it stands in the list."""
    other = is_address(which)
    if other is None or other == file.id:
        return False
    return open_whole(tx, desk(), file.me, other) is not None


def _problem(outcome: Tied, file: CaseFile) -> str:
    if isinstance(outcome, Refused):
        return who_would_learn(outcome, file.committee)
    if isinstance(outcome, Stays):
        return why_refused(outcome)
    if isinstance(outcome, Already):
        return str(_("They are linked already."))
    return not_there()


def _again(me: SignedIn, case: str, typed: Typed, problem: str) -> ResponseReturnValue:
    wrong = Typed(typed.which, typed.how, typed.why, str(problem))
    return render(shown_whole(me, case, partial(_page, me, wrong))), _UNPROCESSABLE


def _page(me: SignedIn, typed: Typed, tx: Transaction, file: CaseFile) -> LinkedPage:
    is_part = file.card.status is Status.MERGED
    return LinkedPage(
        frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
        head=heading_of(file, LINKED),
        csrf=generate_csrf(),
        here=address(file.id, LINKED),
        found=tuple(links_in(tx, file)),
        conversation_href=address(file.id, CONVERSATION) if is_part else "",
        others=tuple(_others(file, me)),
        typed=typed,
    )


def links_in(tx: Transaction, file: CaseFile) -> list[Linked]:
    found = [
        (end, open_whole(tx, desk(), file.me, end.there)) for end in links_of(tx, desk(), file)
    ]
    return [_linked(tx, end, file, there) for end, there in found if there is not None]


def _linked(tx: Transaction, end: LinkEnd, file: CaseFile, there: CaseFile) -> Linked:
    by = _("%(name)s, %(day)s", name=name_of(file.committee, end.by), day=in_words(end.on))
    what = str(_(_TIES[end.tie], name=there.card.name))
    # What was found there waits, as all of it does, until they chose to read it.
    findings = () if is_at_threshold(tx, desk(), there) else found_in(there)
    found = "; ".join(f"{category}: {outcome}" for category, outcome in findings)
    return Linked(what, address(there.id), str(by), end.why, found)


def _others(file: CaseFile, me: SignedIn) -> list[tuple[str, str]]:
    """Return other reports that this reader reads as a whole: what may belong here comes first."""
    found = queue_of(desk(), me, tuple(Standing), most=_MOST).seen
    others = [each for each in found if _is_another(file, each)]
    ordered = sorted(others, key=lambda each: not may_belong(file.card, each.card))
    return [(_key(each), _named(each)) for each in ordered]


def suggested_for(file: CaseFile, found: Iterable[Seen]) -> tuple[Link, ...]:
    """Return reports about the same that came in at that time, each with the way to say so."""
    place = address(file.id, LINKED)
    near = (e for e in found if _is_another(file, e) and may_belong(file.card, e.card))
    return tuple(Link(f"{place}?which={_key(e)}", _named(e)) for e in islice(near, _FEW))


def may_belong(one: Card, other: Card) -> bool:
    """Say whether two reports are about the same and of the same time."""
    is_of_a_time = abs(one.received - other.received) <= _PERIOD
    return is_of_a_time and not set(one.topics).isdisjoint(other.topics)


def _is_another(file: CaseFile, seen: Seen) -> bool:
    return seen.line.id != file.id and file.me.person not in seen.card.guests


def _key(seen: Seen) -> str:
    return address(seen.line.id).rpartition("/")[2]


def _named(seen: Seen) -> str:
    card = seen.card
    return str(_("%(name)s, came in %(day)s", name=card.name, day=in_words(card.received)))
