"""Findings, actions and the list before closing, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.finishing import Item, Outsider, Telling
from casework.complaints.domain.outcomes import (
    Action,
    Allegation,
    Finding,
    Former,
    Outcome,
    RootCause,
)
from casework.complaints.domain.severity import Level
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.services.moving import IN_REGISTER
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from config.questions.asked import asked
from config.words import with_year

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormerFinding:
    """What was found once, about what, and since when it does not stand."""

    what: str
    about: str
    basis: str


OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.SUBSTANTIATED: asked("Confirmed"),
    Outcome.PARTLY: asked("Confirmed in part"),
    Outcome.UNSUBSTANTIATED: asked("Could not confirm"),
    Outcome.UNFOUNDED: asked("Did not happen"),
    Outcome.INSUFFICIENT: asked("Too little to go on"),
    Outcome.POLICY: asked("No breach, but a weak rule or control"),
    Outcome.DUPLICATE: asked("The same as another report"),
    Outcome.OUT_OF_SCOPE: asked("Not ours"),
    Outcome.INQUIRY: asked("A question, answered"),
    Outcome.WITHDRAWN: asked("Taken back by the reporter"),
    Outcome.KNOWINGLY_FALSE: asked("Knowingly false"),
}
ACTIONS: Final[Mapping[Action, str]] = {
    Action.NONE: asked("Nothing"),
    Action.COACHING: asked("Coaching"),
    Action.DISCIPLINE: asked("Discipline"),
    Action.SEPARATION: asked("Dismissal"),
    Action.CONTROL_CHANGE: asked("A control was changed"),
    Action.POLICY_CHANGE: asked("A policy was changed"),
    Action.TRAINING: asked("Training"),
    Action.ADJUSTMENT: asked("An entry was corrected"),
    Action.RESTATEMENT_REVIEW: asked("A restatement is looked at"),
    Action.RECOVERY: asked("Money was taken back"),
    Action.AUDITOR_INFORMED: asked("The auditor was told"),
    Action.REGULATOR_REPORT: asked("An agency was told"),
    Action.LAW_ENFORCEMENT: asked("The police were told"),
    Action.INSURER_NOTICE: asked("The insurer was told"),
    Action.PROCESS_REFERRAL: asked("Passed on to another process"),
}
CAUSES: Final[Mapping[RootCause, str]] = {
    RootCause.PRESSURE: asked("Pressure"),
    RootCause.OPPORTUNITY: asked("Opportunity"),
    RootCause.RATIONALISATION: asked("An excuse that people believed"),
    RootCause.CONTROL_DESIGN: asked("A control that was built wrong"),
    RootCause.CONTROL_OPERATION: asked("A control that nobody ran"),
    RootCause.TRAINING: asked("People did not know how"),
    RootCause.TONE: asked("The tone from above"),
}
LEVELS: Final[Mapping[Level, str]] = {
    Level.CRITICAL: asked("Critical"),
    Level.HIGH: asked("High"),
    Level.MEDIUM: asked("Medium"),
    Level.LOW: asked("Low"),
}
TELLINGS: Final[Mapping[Telling, str]] = {
    Telling.YES: asked("Told"),
    Telling.NO: asked("Not told"),
    Telling.ON_ADVICE: asked("On advice"),
}
OUTSIDERS: Final[Mapping[Outsider, str]] = {
    Outsider.AUDITOR: asked("The auditor"),
    Outsider.BOARD: asked("The board"),
    Outsider.AGENCY: asked("An agency"),
}
MENDING: Final[Mapping[str, str]] = {
    "done": asked("All of it is done"),
    IN_REGISTER: asked("What is open is followed up in the register of findings"),
}
ITEMS: Final[Mapping[Item, str]] = {
    Item.FINDINGS: asked("Each allegation has a finding."),
    Item.CONFLICTS: asked("The lead and the second say that they are free."),
    Item.REMEDIATION: asked("What must be put right is done, or is followed up."),
    Item.FALSE_APPROVED: asked("Counsel agreed to call it knowingly false."),
    Item.DECISION: asked("It says who decided, when and why."),
    Item.FREE_DECIDERS: asked(
        "Nobody decided who must not, nor alone where the way asks for several."
    ),
    Item.REPORTER_TOLD: asked("The reporter was told."),
    Item.NOTHING_UNREAD: asked("No words of the reporter wait."),
    Item.NO_DRAFTS: asked("No draft waits."),
    Item.TASKS: asked("No task is open."),
    Item.TOLD_OTHERS: asked("It says whether auditor, board and agency were told."),
    Item.COMMITTEE_SAW: asked("The committee saw it."),
    Item.SPECIAL_MEETING: asked("Somebody asked whether it needs a meeting of its own."),
    Item.REFERRAL: asked("Whoever took it over said what came of it."),
    Item.PROTECTION: asked("Whoever spoke up is looked after, and no sign is left open."),
    Item.RETENTION: asked("It says how long it is kept."),
}


def subject_of(code: CategoryCode) -> str:
    """Name what is alleged. What the procedure has no name for any more keeps its code."""
    found = procedure_of(desk()).taxonomy.categories.get(code)
    return code if found is None else found.name


def former_of(file: CaseFile, allegation: Allegation) -> tuple[FormerFinding, ...]:
    """Return what was found about an allegation and stands no more, the newest first."""
    former = allegation.former
    after = (*(each.category for each in former[1:]), allegation.category)
    return tuple(
        FormerFinding(
            what=str(_(OUTCOMES[each.finding.outcome])),
            about=_about(file, each, is_moved=category != each.category),
            basis=each.finding.basis,
        )
        for each, category in reversed(list(zip(former, after, strict=False)))
    )


_ANEW: Final = asked(
    "Found on %(found)s by %(writer)s about “%(about)s”. It stands no more since %(dropped)s, when "
    "%(sorter)s wrote another finding."
)
_MOVED: Final = asked(
    "Found on %(found)s by %(writer)s about “%(about)s”. It stands no more since %(dropped)s, when "
    "%(sorter)s sorted that anew."
)


def _about(file: CaseFile, former: Former, *, is_moved: bool) -> str:
    words = _(
        _MOVED if is_moved else _ANEW,
        found=with_year(former.finding.on),
        writer=_writer(file, former.finding),
        about=subject_of(former.category),
        dropped=with_year(former.on),
        sorter=name_of(file.committee, former.by),
    )
    return str(words)


def _writer(file: CaseFile, finding: Finding) -> str:
    """Whoever wrote a finding was not kept with it at first."""
    return str(_("a reader")) if finding.by is None else name_of(file.committee, finding.by)


def found_in(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return what was found so far about what is alleged, for whoever reads all of the case."""
    return tuple(
        (
            subject_of(each.category),
            str(_(OUTCOMES[each.finding.outcome])),
        )
        for each in (file.inside.allegations if file.inside else ())
        if each.finding is not None
    )


def choices(found: Mapping[str, str]) -> Choices:
    """Return values with their words, for a form."""
    return tuple((value, str(_(text))) for value, text in found.items())
