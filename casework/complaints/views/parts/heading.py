"""What stands over every page of a case: its name, who reads it, what is due, and its parts."""

from dataclasses import dataclass

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Exposure
from casework.complaints.domain.status import FINISHED
from casework.complaints.services.ending.keeping import until_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.wording import (
    EXPOSURES,
    clock_in_words,
    flags_in_words,
    name_of,
    status_in_words,
)
from casework.complaints.views.watching.clocks import pressing_law
from casework.desk import desk
from config.frames import Link
from config.words import in_words, with_year
from crypto.keyring.casekeys import Part
from crypto.keyring.grants import Whole
from crypto.names import PersonId

OVERVIEW, TRIAGE, CONVERSATION, FILES = "", "triage", "conversation", "files"
FINISH, KEPT = "finish", "kept"
EXPORT = "export"
NOTES, PRIVILEGED, PEOPLE, OUTCOME, TIMELINE = (
    "notes",
    "privileged",
    "people",
    "outcome",
    "timeline",
)
CONFLICTS, SEVERITY, SCOPE, HAND_OVER = "conflicts", "severity", "scope", "hand-over"
DUE, PROTECTION, IDENTITY, LINKED = "due", "protection", "identity", "linked"


@dataclass(frozen=True, slots=True)
class Heading:
    name: str
    status: str
    clock: str
    is_late: bool
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    tabs: tuple[Link, ...]
    step_back_href: str


def heading_of(file: CaseFile, current: str) -> Heading:
    today, card = desk().today(), file.card
    return Heading(
        name=card.name,
        status=status_in_words(card),
        clock=clock_in_words(card.clock, file.row.due, today),
        is_late=file.row.due < today,
        facts=tuple(_facts(file)),
        warnings=tuple(_warnings(file)),
        tabs=tuple(_tabs(file, current)),
        step_back_href=address(file.id, "step-back") if file.inside else "",
    )


def readers_of(file: CaseFile) -> list[PersonId]:
    """Return the people who read all of it. Recovery is no person."""
    if file.listed is None:
        return []
    recovery = file.committee.manifest.recovery.id
    whole = (who for who, grant in file.listed.readers.items() if isinstance(grant, Whole))
    return sorted(who for who in whole if who != recovery)


def guests_of(file: CaseFile) -> list[PersonId]:
    if file.listed is None:
        return []
    return sorted(who for who, grant in file.listed.readers.items() if not isinstance(grant, Whole))


def _facts(file: CaseFile) -> list[tuple[str, str]]:
    card, committee = file.card, file.committee
    facts = [(_("Came in"), in_words(card.received))]
    if card.lead:
        pair = ", ".join(name_of(committee, who) for who in (card.lead, card.second) if who)
        facts.append((_("Lead, second"), pair))
    if file.listed is not None:
        facts.append((_("Readers"), _names(file, readers_of(file))))
        if file.listed.left_out:
            left_out = _names(file, sorted(file.listed.left_out))
            words = _("%(names)s (only readers see this)", names=left_out)
            facts.append((_("Left out by the reporter"), str(words)))
        if file.card.status in FINISHED:
            facts.append((_("Kept until"), _kept_until(file)))
        if guests_of(file):
            facts.append((_("Guests"), _names(file, guests_of(file))))
    return facts


def _kept_until(file: CaseFile) -> str:
    until = until_of(file, desk())
    return str(_("Somebody lifts the hold")) if until is None else with_year(until)


def _names(file: CaseFile, people: list[PersonId]) -> str:
    return ", ".join(name_of(file.committee, who) for who in people)


def _warnings(file: CaseFile) -> list[str]:
    found = [*flags_in_words(file.card)]
    if file.card.exposure is not Exposure.UNKNOWN and file.inside:
        why = file.inside.triage.get("exposure", ("", ""))[1]
        level = _(EXPOSURES[file.card.exposure])
        found.append(str(_("Exposure risk: %(level)s. %(why)s", level=level, why=why)))
    return [*found, *pressing_law(file, desk().today())]


def _tabs(file: CaseFile, current: str) -> list[Link]:
    shown = [(OVERVIEW, _("Overview")), (CONVERSATION, _("Conversation"))]
    if file.ring.part(Part.EVIDENCE):
        shown.append((FILES, _("Files")))
    if file.ring.part(Part.NOTES):
        shown.append((NOTES, _("Notes")))
    if file.ring.part(Part.PRIVILEGED):
        shown.append((PRIVILEGED, _("Privileged")))
    if file.inside:
        shown += [(TRIAGE, _("Six questions")), (DUE, _("What is due"))]
        shown += [(PROTECTION, _("Protection")), (PEOPLE, _("People"))]
        shown += [(CONFLICTS, _("Conflicts")), (LINKED, _("Linked"))]
        shown += [(OUTCOME, _("Outcome")), (TIMELINE, _("Timeline")), (EXPORT, _("Export"))]
    return [Link(address(file.id, place), str(text), place == current) for place, text in shown]
