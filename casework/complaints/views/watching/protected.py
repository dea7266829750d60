"""Protection in plain words: roles, ways, signs and what is still missing."""

from collections.abc import Mapping
from typing import Final

from casework.complaints.domain.protection import Answer, Role, Signal, Told, Uncovered, Way
from config.questions.asked import asked

ROLES: Final[Mapping[Role, str]] = {
    Role.REPORTER: asked("The reporter"),
    Role.THOUGHT_REPORTER: asked("Somebody who may be thought to be the reporter"),
    Role.WITNESS: asked("A witness"),
}
WAYS: Final[Mapping[Way, str]] = {
    Way.MAILBOX: asked("In the mailbox"),
    Way.IN_PERSON: asked("In person"),
}
ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.WELL: asked("Well, nothing changed"),
    Answer.SIGNALS: asked("Something changed"),
    Answer.NO_ANSWER: asked("No answer"),
}
SIGNALS: Final[Mapping[Signal, str]] = {
    Signal.TERMINATION: asked("Dismissal, or talk of it"),
    Signal.DEMOTION: asked("A lower position"),
    Signal.PAY: asked("Less pay"),
    Signal.RATING_DROP: asked("A worse rating"),
    Signal.TRANSFER: asked("A transfer"),
    Signal.SCHEDULE: asked("Worse shifts or hours"),
    Signal.EXCLUSION: asked("Left out of meetings or tasks"),
    Signal.DISCIPLINE: asked("A warning or discipline"),
    Signal.INVESTIGATED: asked("An investigation of them"),
    Signal.OUTING: asked("Somebody asks who the reporter is"),
}
RIGHTS: Final[Mapping[Told, str]] = {
    Told.OSHA_DEADLINE: asked("OSHA takes complaints for 180 days from what was done"),
    Told.MAY_GO_TO_SEC: asked("They may go to the SEC at any time"),
}
MISSING: Final[Mapping[Uncovered, str]] = {
    Uncovered.NO_PLAN_FOR_REPORTER: asked("Nobody looks after the reporter yet."),
    Uncovered.WATCHER_NOT_FREE: asked("Somebody who asks does not read this report any more."),
    Uncovered.CHECK_IN_OVERDUE: asked("A day on which somebody is to be asked has come."),
    Uncovered.UNREVIEWED_SIGNAL: asked("Nobody has looked into a sign of retaliation."),
    Uncovered.OUTING_NOT_LOGGED: asked("Put down how somebody tried to find the reporter."),
    Uncovered.ACTION_WAITS: asked("Something is planned against somebody, and nobody judged it."),
    Uncovered.INCIDENT_OPEN: asked("An attempt to find the reporter is not dealt with."),
}
