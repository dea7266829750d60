"""One allegation on its page: what was found, who must agree to it, and what was typed about it."""

from dataclasses import dataclass, replace

from flask import request
from flask_babel import gettext as _

from casework.complaints.domain.outcomes import CONFIRMED, Allegation, Finding
from casework.complaints.services.assessing.approving import counsel_in
from casework.complaints.services.assessing.finding import finding_as_seen
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.judging import (
    OUTCOMES,
    FormerFinding,
    former_of,
    subject_of,
)
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk


@dataclass(frozen=True, slots=True)
class Alleged:
    """One allegation, with what was found if anything was."""

    id: str
    title: str
    found: str
    outcome: str
    basis: str
    actions: tuple[str, ...]
    causes: tuple[str, ...]
    counsel: str = ""
    may_approve: bool = False
    was: str = ""
    duty: str = ""
    is_typed: bool = False  # and not taken yet
    why: str = ""  # it may be called knowingly false, as it was typed
    former: tuple[FormerFinding, ...] = ()


def alleged_in(file: CaseFile, allegation: Allegation) -> Alleged:
    """Return it as it stands, and what was typed about it and not taken."""
    return _typed(_alleged(file, allegation))


def _typed(alleged: Alleged) -> Alleged:
    """Give back what was typed and not taken, beside what stands there now."""
    form = request.form
    if form.get("which") != alleged.id:
        return alleged
    if "outcome" not in form:
        return replace(alleged, why=form.get("why", ""))
    ticked = (tuple(form.getlist(name)) for name in ("actions", "causes"))
    actions, causes = ticked
    basis, outcome = form.get("basis", ""), form["outcome"]
    return replace(
        alleged, outcome=outcome, basis=basis, actions=actions, causes=causes, is_typed=True
    )


def _alleged(file: CaseFile, allegation: Allegation) -> Alleged:
    title, finding = subject_of(allegation.category), allegation.finding
    former = former_of(file, allegation)
    if finding is None:
        return Alleged(allegation.id, title, "", "", "", (), (), former=former)
    return Alleged(
        allegation.id,
        title,
        str(_(OUTCOMES[finding.outcome])),
        finding.outcome.value,
        finding.basis,
        tuple(each.value for each in finding.actions),
        tuple(each.value for each in finding.root_causes),
        _of_counsel(file, allegation, finding),
        allegation.asks_counsel and file.me.person in counsel_in(file),
        next(finding_as_seen([allegation], allegation.id)),
        _duty(allegation, finding),
        former=former,
    )


def _duty(allegation: Allegation, finding: Finding) -> str:
    """Say what the charter asks of the committee now that it is confirmed."""
    found = procedure_of(desk()).taxonomy.categories.get(allegation.category)
    if finding.outcome not in CONFIRMED or found is None or not found.duty:
        return ""
    return str(_("Confirmed, it touches duty %(duty)s: set a task.", duty=found.duty))


def _of_counsel(file: CaseFile, allegation: Allegation, finding: Finding) -> str:
    """Say who must agree, or did, where a report is called knowingly false."""
    if finding.approved_by_counsel is not None:
        who = name_of(file.committee, finding.approved_by_counsel)
        return str(_("%(name)s agreed to call it that.", name=who))
    if not allegation.asks_counsel:
        return ""
    names = ", ".join(name_of(file.committee, who) for who in sorted(counsel_in(file)))
    if not names:
        return str(_("Counsel must agree, and none who is free reads it. Let counsel read it."))
    return str(_("It counts once counsel has agreed: %(names)s.", names=names))
