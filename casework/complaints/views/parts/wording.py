"""What cases are called on pages: states, topics, clocks and people, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import NO_CLOCK, Card, Exposure, Flag, Standing
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.clocks.levels import Age, ServiceLevels, age_of
from casework.complaints.domain.clocks.running import Clock, Light, light_of
from casework.complaints.domain.status import Status
from casework.trust import Standing as Committee
from config.questions.asked import asked
from config.questions.report import ABOUT
from config.words import due_in_words
from crypto.manifest.people import Person
from crypto.names import PersonId

STATUSES: Final[Mapping[Status, str]] = {
    Status.RECEIVED: asked("New"),
    Status.ACKNOWLEDGED: asked("New, reply sent"),
    Status.TRIAGE: asked("Being decided"),
    Status.CONFLICT_CHECK: asked("Checking who is free"),
    Status.ASSIGNED: asked("Has a lead"),
    Status.PLANNED: asked("Planned"),
    Status.INVESTIGATING: asked("Looking into it"),
    Status.AWAITING_REPORTER: asked("Waiting on the reporter"),
    Status.AWAITING_THIRD_PARTY: asked("Waiting on somebody else"),
    Status.FINDINGS_DRAFTED: asked("Findings drafted"),
    Status.REVIEW: asked("Ready to decide"),
    Status.DECIDED: asked("Decided"),
    Status.REMEDIATION: asked("Being put right"),
    Status.FEEDBACK_GIVEN: asked("Reporter told"),
    Status.CLOSED: asked("Finished"),
    Status.RETENTION: asked("Kept"),
    Status.DISPOSED: asked("Disposed of"),
    Status.REFERRED: asked("Passed on"),
    Status.MERGED: asked("Part of another report"),
    Status.ON_HOLD: asked("On hold"),
    Status.REOPENED: asked("Opened again"),
    Status.SET_ASIDE: asked("Set aside"),
}
STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.NEW: asked("New"),
    Standing.REPORTER: asked("Waiting on reporter"),
    Standing.US: asked("Waiting on us"),
    Standing.FINISHED: asked("Finished"),
}
FLAGS: Final[Mapping[Flag, str]] = {
    Flag.RETALIATION: asked("Retaliation fear"),
    Flag.SOON: asked("Something is about to happen"),
    Flag.ONE_READER: asked("Only one reader"),
    Flag.DISTRESSING: asked("Distressing to read"),
    Flag.AFTER_ERASURE: asked("It says that it goes on from a report that was destroyed"),
}
EXPOSURES: Final[Mapping[Exposure, str]] = {
    Exposure.UNKNOWN: asked("Not decided yet"),
    Exposure.LOW: asked("Low"),
    Exposure.SOME: asked("Some"),
    Exposure.HIGH: asked("High"),
}
_CLOCKS: Final[Mapping[Clock, str]] = {
    Clock.TRIAGE: asked("Decide by %(day)s"),
    Clock.ANSWER: asked("Answer by %(day)s"),
    Clock.ACKNOWLEDGE: asked("First reply by %(day)s"),
    Clock.ACKNOWLEDGE_EU: asked("First reply by law by %(day)s"),
    Clock.SPECIAL_MEETING: asked("Consider a special meeting by %(day)s"),
    Clock.PLAN: asked("Plan by %(day)s"),
    Clock.PROTECT: asked("Plan who is protected by %(day)s"),
    Clock.ACTION: asked("Judge what is planned against a protected person by %(day)s"),
    Clock.CHECK_IN: asked("Ask the protected person by %(day)s"),
    Clock.TASK: asked("A task is due by %(day)s"),
    Clock.UPDATE: asked("Update due %(day)s"),
    Clock.FINISH: asked("Finish what was set aside by %(day)s"),
    Clock.SECOND: asked("A second word by %(day)s"),
    Clock.FEEDBACK_EU: asked("Tell the reporter the outcome by %(day)s"),
    Clock.LOOK_BACK: asked("The reporter keeps the earlier date at the SEC until %(day)s"),
    Clock.ILLEGAL_ACT: asked("Tell the SEC what the auditor reported by %(day)s"),
    Clock.AUDITOR_CHANGED: asked("File Form 8-K on the auditor by %(day)s"),
    Clock.NON_RELIANCE: asked("File Form 8-K on the statements by %(day)s"),
    Clock.RETALIATION: asked("The reporter may complain to OSHA until %(day)s"),
    Clock.NONE: asked("Nothing is due"),
}
_LIGHTS: Final[Mapping[Light, tuple[str, str]]] = {
    Light.IN_TIME: (asked("In time"), ""),
    Light.SOON: (asked("Due soon"), "due"),
    Light.TODAY: (asked("Due today"), "due"),
    Light.OVERDUE: (asked("Overdue"), "late"),
}


@dataclass(frozen=True, slots=True)
class Lit:
    """How near a day is, in a word; the colour only repeats it."""

    word: str
    kind: str


def status_in_words(card: Card) -> str:
    return str(_(STATUSES[card.status]))


def topics_in_words(card: Card) -> str:
    question = ABOUT.questions[0]
    return ", ".join(str(_(question.text_of(each))) for each in card.topics)


def flags_in_words(card: Card) -> tuple[str, ...]:
    return tuple(str(_(words)) for flag, words in FLAGS.items() if flag in card.flags)


def age_in_words(card: Card, today: date, levels: ServiceLevels) -> tuple[str, ...]:
    """Say of an open case which of the days it has passed on which somebody is to wonder."""
    age = age_of(card.received, today, levels)
    if age is Age.YOUNG or card.status in OVER:
        return ()
    days = levels.ageing[tuple(Age).index(age) - 1]
    return (str(_("Open for %(days)d days or more", days=days)),)


def lit(light: Light) -> Lit:
    word, kind = _LIGHTS[light]
    return Lit(str(_(word)), kind)


def lit_by(due: date, today: date) -> Lit | None:
    """Return nothing where nothing is due: a light without a day says nothing."""
    return None if due == NO_CLOCK else lit(light_of(due, today))


def clock_in_words(clock: Clock, due: date, today: date) -> str:
    if due == NO_CLOCK:
        return str(_(_CLOCKS[Clock.NONE]))
    return str(_(_CLOCKS[clock], day=due_in_words(due, today)))


def person_of(committee: Committee, who: PersonId) -> Person | None:
    """Find somebody in the list of today, or of whenever they were on it last."""
    for link in reversed(committee.chain.links):
        for person in link.manifest.persons:
            if person.id == who:
                return person
    return None


def name_of(committee: Committee, who: PersonId | None) -> str:
    if who is None:
        return str(_("Nobody yet"))
    person = person_of(committee, who)
    return str(who) if person is None else person.name


def surname_of(committee: Committee, who: PersonId | None) -> str:
    """A list has little room, and on one committee the last name is enough."""
    return name_of(committee, who).rpartition(" ")[2] if who else ""
