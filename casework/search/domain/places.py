"""Where in a report something can stand, as whoever finds it is told."""

from enum import Enum


class Place(Enum):
    REPORT = "report"  # the first words of all, and not what was sent later
    REPORTER = "reporter"
    TRANSLATION = "translation"
    ANSWER = "answer"
    FILES = "files"
    EVIDENCE = "evidence"
    TASK = "task"
    NOTE = "note"
    PRIVILEGED = "privileged"
    TIMELINE = "timeline"
    TRIAGE = "triage"
    SEVERITY = "severity"
    HAND_OVER = "hand-over"
    OUTCOME = "outcome"
    PROTECTION = "protection"
