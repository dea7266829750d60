"""The closing list line by line, and what stands beside it, made ready for the page."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.finishing import NEVER_PASSED_OVER, Item, asked_of, needless_in
from casework.complaints.domain.outcomes import CONFIRMED, NEED_NO_INQUIRY
from casework.complaints.domain.status import FINISHED, Status
from casework.complaints.forms.writing import new_reply_id
from casework.complaints.services.ending.closing import as_read, may_pass_over
from casework.complaints.services.moving import ending_of, require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.talking import conversation, seen_of
from casework.complaints.views.assessing.routing import who_decides
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import (
    CONVERSATION,
    OUTCOME,
    PEOPLE,
    PROTECTION,
    TASKS,
)
from casework.complaints.views.parts.judging import (
    ITEMS,
    LEVELS,
    MENDING,
    OUTSIDERS,
    TELLINGS,
    Choices,
    choices,
)
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from crypto.names import PersonId
from store.database import Transaction

_DONE_AT: Final[Mapping[Item, str]] = {
    Item.FINDINGS: OUTCOME,
    Item.CONFLICTS: PEOPLE,
    Item.FALSE_APPROVED: OUTCOME,
    Item.TASKS: TASKS,
    Item.NOTHING_UNREAD: CONVERSATION,
    Item.PROTECTION: PROTECTION,
}
_DECIDED: Final = frozenset({Status.DECIDED, Status.REMEDIATION, Status.FEEDBACK_GIVEN})
CLOSABLE: Final = frozenset({Status.FEEDBACK_GIVEN, Status.SET_ASIDE})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: done, let go by two, or where to do it."""

    says: str
    is_done: bool
    is_passed: bool
    is_needed: bool
    href: str


@dataclass(frozen=True, slots=True)
class PassingShown:
    """What somebody wants to let go, and whether this member may agree to it."""

    lines: tuple[str, ...]
    reason: str
    by: str
    was: str
    may_agree: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of the answers."""

    levels: Choices
    tellings: Choices
    outsiders: Choices
    people: Choices
    decides: str
    mending: Choices


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last word to the reporter, as a draft for the page that looks it over."""

    action: str
    id: str
    seen: int
    draft: str = field(repr=False)


def lines_of(file: CaseFile, missing: Collection[Item], passed: Collection[Item]) -> Iterator[Line]:
    ending = ending_of(file, desk().today())
    needless = needless_in(ending)
    for item in asked_of(ending):
        is_done = item not in missing
        href = address(file.id, _DONE_AT[item]) if item in _DONE_AT else ""
        here = "#answers"
        if item is Item.REPORTER_TOLD:
            here = "#farewell" if says_farewell(file, missing) else address(file.id, OUTCOME)
        says, is_needed = str(_(ITEMS[item])), item not in needless
        if item is Item.FREE_DECIDERS and not is_done:
            says = f"{says} {decides(file)}"
        yield Line(says, is_done, item in passed, is_needed, href or here)


def passable_of(me: SignedIn, missing: Collection[Item]) -> Choices:
    """Return the lines that this member may ask to let go."""
    if not may_pass_over(me):
        return ()
    left = (each for each in missing if each not in NEVER_PASSED_OVER)
    return tuple((each.name, str(_(ITEMS[each]))) for each in left)


def passing_of(me: SignedIn, file: CaseFile) -> PassingShown | None:
    passing = require_inside(file).keeping.passing
    if passing is None:
        return None
    return PassingShown(
        lines=tuple(str(_(ITEMS[each])) for each in Item if each in passing.items),
        reason=passing.reason,
        by=", ".join(name_of(file.committee, who) for who in sorted(passing.by)),
        was=as_read(passing),
        may_agree=may_pass_over(me) and me.person not in passing.by,
    )


def says_farewell(file: CaseFile, missing: Collection[Item]) -> bool:
    """Say whether it is time for the last word: before there is a result, none can be told."""
    is_ripe = file.card.status in _DECIDED and Item.FINDINGS not in missing
    return is_ripe and Item.REPORTER_TOLD in missing


def farewell_of(tx: Transaction, file: CaseFile) -> Farewell | None:
    """Draft the last word: it says what came of it, and names nobody."""
    action = address(file.id, CONVERSATION)
    return Farewell(action, new_reply_id(), seen_of(conversation(tx, file)), _draft(file))


def ways_of(file: CaseFile) -> Ways:
    return Ways(
        levels=choices({str(each.value): words for each, words in LEVELS.items()}),
        tellings=choices({each.value: words for each, words in TELLINGS.items()}),
        outsiders=choices({each.value: words for each, words in OUTSIDERS.items()}),
        people=tuple((str(who), name_of(file.committee, who)) for who in _deciding(file)),
        decides=decides(file),
        mending=choices(MENDING),
    )


def decides(file: CaseFile) -> str:
    """Say who decides by the way of this case."""
    return str(_("It is decided by: %(who)s.", who=who_decides(file)))


def _deciding(file: CaseFile) -> list[PersonId]:
    """Return who can be ticked: those who may decide, and whoever is ticked already."""
    decision = ending_of(file, desk().today()).decision
    return sorted(decision.may | decision.free | decision.by)


def not_yet(file: CaseFile) -> str:
    """Say why it cannot be finished from where it is, whatever the list says."""
    if file.card.status in CLOSABLE:
        return ""
    if file.card.status in FINISHED:
        return str(_("It is finished."))
    return str(_("First it must be decided, and the reporter told: move it on under Outcome."))


def _draft(file: CaseFile) -> str:
    findings = [each.finding for each in require_inside(file).allegations if each.finding]
    found = {each.outcome for each in findings}
    if any(each.was_acted_on for each in findings if each.outcome in CONFIRMED):
        came = _("What you told us was confirmed, at least in part, and we acted on it.")
    elif found & CONFIRMED:
        came = _("What you told us was confirmed, at least in part.")
    elif found and found <= NEED_NO_INQUIRY:
        came = _("We looked at it and it needs no inquiry of ours.")
    else:
        came = _("We looked into it and could not confirm it.")
    return str(
        _(
            "We have finished our work on your report. %(came)s Thank you for telling us. "
            "You can still write to us here. If anybody treats you badly for this, tell us.",
            came=came,
        )
    )
