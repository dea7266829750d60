"""Before a finding is written down, and before a report is finished: what will happen, in words.

Nothing is kept between the two presses: the page carries what was typed, forwards and back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import SignedIn
from casework.complaints.domain.outcomes import Finding, Outcome
from casework.complaints.domain.status import Stays
from casework.complaints.services.assessing.finding import Found, hindered
from casework.complaints.services.deciding import Changed, Decided, Step
from casework.complaints.services.ending.closing import as_finished
from casework.complaints.services.ending.keeping import holds_on, until_of
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.speaking import is_closed, words_of
from casework.complaints.views.ending.clock import lifted_today
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import FINISH, OUTCOME
from casework.complaints.views.parts.judging import ACTIONS, CAUSES, OUTCOMES, subject_of
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

SURE: Final = "sure"
_NOT_CARRIED: Final = frozenset({SURE, "csrf_token"})


@dataclass(frozen=True, slots=True)
class Written:
    """Something that will stand in the case, as it was typed or ticked."""

    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class Hindered:
    """It cannot be done, and why."""

    says: str


@dataclass(frozen=True)
class SurePage(Page):
    template: ClassVar[str] = "complaints/sure.html"
    frame: CaseworkFrame
    title: str
    effect: str
    action: str
    csrf: str
    carried: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    written: tuple[Written, ...]


def is_sure() -> bool:
    return request.form.get(SURE) == "1"


def goes_back() -> bool:
    return request.form.get(SURE) == "0"


def carried() -> tuple[tuple[str, str], ...]:
    """Return what was typed, for the way forwards and the way back."""
    fields = request.form.items(multi=True)
    return tuple(each for each in fields if each[0] not in _NOT_CARRIED)


def before_finding(me: SignedIn, case: str, found: Found) -> str | Decided:
    """Show what will be written down, or say what stands in the way already."""
    page = shown_whole(me, case, partial(_of_finding, found))
    return render(page) if isinstance(page, SurePage) else page


def before_finishing(me: SignedIn, case: str, step: Step) -> str | Hindered:
    """Show what finishing does, or say in words why it cannot be done."""
    page = shown_whole(me, case, partial(_of_finishing, step))
    return render(page) if isinstance(page, SurePage) else Hindered(why_refused(page))


def _of_finding(found: Found, _tx: Transaction, file: CaseFile) -> SurePage | Decided:
    refused = hindered(file, found)
    if refused is not None:
        return refused
    return SurePage(
        frame=casework_frame(file.me, REPORTS),
        title=str(_("Write this finding in “%(name)s”?", name=file.card.name)),
        effect=str(_("Write it down")),
        action=f"{address(file.id, OUTCOME)}/find",
        csrf=generate_csrf(),
        carried=carried(),
        says=tuple(_findings_effects(found.finding)),
        written=tuple(_as_written(file, found)),
    )


def _findings_effects(finding: Finding) -> Iterator[str]:
    yield str(_("It stands in the report as what was found. The timeline says that you wrote it."))
    if finding.outcome is Outcome.KNOWINGLY_FALSE:
        yield str(_("It counts once counsel has agreed."))
    yield str(_("Until the report is finished you can write it anew. The timeline tells that too."))
    yield str(_("The reporter is not told by this. You write to them yourself."))


def _as_written(file: CaseFile, found: Found) -> Iterator[Written]:
    finding = found.finding
    allegations = require_inside(file).allegations
    about = next((each.category for each in allegations if each.id == found.which), None)
    if about is not None:
        yield Written(str(_("What is alleged?")), subject_of(about))
    yield Written(str(_("What was found?")), str(_(OUTCOMES[finding.outcome])))
    yield Written(str(_("On what basis?")), finding.basis or "–")
    done = ", ".join(sorted(str(_(ACTIONS[each])) for each in finding.actions))
    causes = ", ".join(sorted(str(_(CAUSES[each])) for each in finding.root_causes))
    yield Written(str(_("What was done?")), done or "–")
    yield Written(str(_("How could it happen?")), causes or "–")


def _of_finishing(step: Step, tx: Transaction, file: CaseFile) -> SurePage | Stays | Changed:
    after = as_finished(file, step, desk().today())
    if not isinstance(after, CaseFile):
        return after
    return SurePage(
        frame=casework_frame(file.me, REPORTS),
        title=str(_("Finish “%(name)s”?", name=file.card.name)),
        effect=str(_("Finish this report now")),
        action=f"{address(file.id, FINISH)}/close",
        csrf=generate_csrf(),
        carried=(("was", step.was), ("reason", step.reason)),
        says=tuple(_finishing_effects(tx, file, after)),
        written=(Written(str(_("Why is it finished?")), step.reason),),
    )


def _finishing_effects(tx: Transaction, file: CaseFile, after: CaseFile) -> Iterator[str]:
    if words_of(file) is not None and is_closed(tx, file):
        yield str(_("The reporter has closed the mailbox, and is told nothing more."))
    else:
        yield str(_("The reporter is shown that it is finished, and can still write to you."))
    yield str(_("No finding and no file is added until somebody opens it again."))
    plan = require_inside(file).watched.protection.next_plan
    if plan is not None:
        yield str(_("Whoever spoke up is still asked how they are, on the days of the plan."))
    yield _kept_for(after)


def _kept_for(after: CaseFile) -> str:
    until = until_of(after, desk())
    if until is not None:
        kept = _("It is kept until %(day)s. After that, two can let it go.", day=with_year(until))
        return str(kept)
    if any(holds_on(after, desk().today())):
        return str(_("Something holds it. It is kept until that is lifted, and then for its time."))
    return lifted_today()
