"""What stands over every page of a case: its name, who reads it, what is due, and its parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Exposure, Flag, Kind
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.domain.status import FINISHED
from casework.complaints.services.ending.keeping import holds_on, until_of, wants_a_hold
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.hiding import is_asked_to_hide
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.judging import LEVELS
from casework.complaints.views.parts.wording import (
    EXPOSURES,
    age_in_words,
    clock_in_words,
    flags_in_words,
    name_of,
    status_in_words,
)
from casework.complaints.views.readers.barring import why_barred
from casework.complaints.views.watching.clocks import pressing_law
from casework.desk import desk
from config.frames import Link
from config.questions.asked import asked
from config.words import due_in_words, in_words, with_year
from crypto.keyring.casekeys import Part
from crypto.keyring.grants import Whole
from crypto.names import PersonId

OVERVIEW, DUE, PROTECTION, IDENTITY = "", "due", "protection", "identity"
TRANSCRIPT, COVER = "transcript", "cover"
CONVERSATION, FILES, NOTES, PRIVILEGED = "conversation", "files", "notes", "privileged"
TRIAGE, CONFLICTS, SEVERITY, SCOPE = "triage", "conflicts", "severity", "scope"
HAND_OVER, PEOPLE, OUTCOME, FINISH = "hand-over", "people", "outcome", "finish"
KEPT, TIMELINE, EXPORT, LINKED = "kept", "timeline", "export", "linked"
TASKS, SHEET, TRANSLATE, HIDDEN = "tasks", "sheet", "translate", "hidden"

_Places: TypeAlias = tuple[tuple[str, str], ...]
# Ten tabs are a screen's worth. What belongs together shares one, and stands in a row under it.
_TABS: Final[tuple[_Places, ...]] = (
    (
        (OVERVIEW, asked("Overview")),
        (LINKED, asked("Linked")),
        (HIDDEN, asked("Hidden content")),
        (IDENTITY, ""),
        (TRANSCRIPT, ""),
    ),
    ((CONVERSATION, asked("Conversation")),),
    ((FILES, asked("Files")),),
    ((NOTES, asked("Notes")),),
    ((PRIVILEGED, asked("Privileged")),),
    (
        (TASKS, asked("Tasks")),
        (DUE, asked("What is due")),
        (PROTECTION, asked("Protection")),
    ),
    (
        (TRIAGE, asked("Six questions")),
        (CONFLICTS, asked("Conflicts")),
        (SEVERITY, asked("How serious")),
        (SCOPE, asked("Whose it is")),
        (HAND_OVER, ""),
    ),
    ((PEOPLE, asked("People")),),
    (
        (OUTCOME, asked("Outcome")),
        (FINISH, asked("Before closing")),
        (KEPT, asked("How long it is kept")),
    ),
    ((TIMELINE, asked("Timeline")), (EXPORT, asked("Export"))),
)
# A file that has a label lies in the container of its label. The company's lies within the other.
_FOR_GUESTS: Final[Mapping[str, tuple[Part, ...]]] = {
    FILES: (Part.EVIDENCE, Part.COMPANY),
    NOTES: (Part.NOTES,),
    PRIVILEGED: (Part.COMPANY,),
}
# Guests write in what is privileged, and nobody but them counts that.
_COUNTED: Final[Mapping[str, tuple[Kind, ...]]] = {
    CONVERSATION: (Kind.MESSAGE, Kind.ANSWER),
    NOTES: (Kind.NOTE,),
}
# A low risk is nothing to warn of.
_TOLD_OF: Final = frozenset({Exposure.SOME, Exposure.HIGH})
_OPEN_TO_ALL: Final = frozenset({OVERVIEW, CONVERSATION})


@dataclass(frozen=True, slots=True)
class Heading:
    name: str
    status: str
    clock: str
    is_late: bool
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    barred: str
    here: str
    tabs: tuple[Link, ...]
    beside: tuple[Link, ...]
    step_back_href: str
    is_covered: bool
    cover_href: str


def heading_of(file: CaseFile, current: str) -> Heading:
    today, card = desk().today(), file.card
    return Heading(
        name=card.name,
        status=status_in_words(card),
        clock=clock_in_words(card.clock, file.row.due, today),
        is_late=file.row.due < today,
        facts=tuple(_facts(file)),
        warnings=tuple(_warnings(file)),
        barred=why_barred(file),
        here=_here(current),
        tabs=tuple(_tabs(file, current)),
        beside=tuple(_beside(file, current)),
        step_back_href=address(file.id, "step-back"),
        is_covered=Flag.DISTRESSING in card.flags,
        cover_href=address(file.id, COVER) if file.inside else "",
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
    if card.level is not None:
        facts.append((_("How serious"), str(_(LEVELS[card.level]))))
    if card.lead:
        pair = ", ".join(name_of(committee, who) for who in (card.lead, card.second) if who)
        facts.append((_("Lead, second"), pair))
    return [*facts, *_of_reporter(file), *_who(file), *_until(file)]


def _of_reporter(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Yield when the reporter hears from us next, and wrote last. Visits leave no trace."""
    due = next((each.due for each in file.card.clocks if each.clock is Clock.UPDATE), None)
    if file.inside is not None and due is not None:
        yield str(_("Update due to reporter")), due_in_words(due, desk().today())
    if file.inside is not None and file.card.wrote is not None:
        yield str(_("Reporter last wrote")), in_words(file.card.wrote)


def _who(file: CaseFile) -> list[tuple[str, str]]:
    facts = []
    if file.listed is not None:
        facts.append((_("Readers"), _names(file, readers_of(file))))
        if file.listed.left_out:
            left_out = _names(file, sorted(file.listed.left_out))
            words = _("%(names)s (only readers see this)", names=left_out)
            facts.append((_("Left out by the reporter"), str(words)))
        if guests_of(file):
            facts.append((_("Guests"), _names(file, guests_of(file))))
    return facts


def _until(file: CaseFile) -> list[tuple[str, str]]:
    if file.listed is None or file.card.status not in FINISHED:
        return []
    until = until_of(file, desk())
    return [(_("Kept until"), _not_known(file) if until is None else with_year(until))]


def _not_known(file: CaseFile) -> str:
    """A hold that was lifted today still stops the clock today, and nobody has to lift it."""
    if any(holds_on(file, desk().today())):
        return str(_("Somebody lifts the hold"))
    return str(_("Known tomorrow: the hold was lifted today"))


def _names(file: CaseFile, people: list[PersonId]) -> str:
    return ", ".join(name_of(file.committee, who) for who in people)


def _warnings(file: CaseFile) -> list[str]:
    today = desk().today()
    found = [*flags_in_words(file.card), *age_in_words(file.card, today, file.rules.levels)]
    if file.card.exposure in _TOLD_OF and file.inside:
        why = file.inside.triage.get("exposure", ("", ""))[1]
        level = _(EXPOSURES[file.card.exposure])
        found.append(str(_("Exposure risk: %(level)s. %(why)s", level=level, why=why)))
    if file.inside and is_asked_to_hide(file):
        found.append(str(_("Somebody asks for your word, under “Hidden content”.")))
    if file.inside and wants_a_hold(file, desk()):
        found.append(str(_("A legal hold is due.")))
    return [*found, *pressing_law(file, today)]


def _tabs(file: CaseFile, current: str) -> Iterator[Link]:
    for group in _TABS:
        place, text = group[0]
        if may_go(file, place):
            is_here = current in dict(group)
            yield Link(address(file.id, place), str(_(text)), is_here, count=_count(file, place))


def _here(current: str) -> str:
    """Return the name of this page, or of the part to which it belongs."""
    [group] = (dict(group) for group in _TABS if current in dict(group))
    return str(_(group[current] or next(iter(group.values()))))


def _count(file: CaseFile, place: str) -> int | None:
    """Return how much is behind a tab, if everything in the case was ever counted."""
    inside = file.inside
    if inside is not None and place == TASKS:
        return len(inside.watched.tasks.open)
    if inside is None or sum(inside.kinds.values()) != inside.entries:
        return None
    kinds = _COUNTED.get(place)
    return None if kinds is None else sum(inside.kinds.get(each.value, 0) for each in kinds)


def _beside(file: CaseFile, current: str) -> Iterator[Link]:
    """Lead to what shares a tab with this page, if anything does that has a name of its own."""
    [group] = (group for group in _TABS if current in dict(group))
    named = [(place, text) for place, text in group if text]
    if len(named) > 1 and file.inside:
        for place, text in named:
            yield Link(address(file.id, place), str(_(text)), place == current)


def may_go(file: CaseFile, place: str) -> bool:
    """Say whether this reader has a key for anything on a page."""
    if place in _FOR_GUESTS:
        return any(file.ring.part(part) is not None for part in _FOR_GUESTS[place])
    return place in _OPEN_TO_ALL or file.inside is not None
