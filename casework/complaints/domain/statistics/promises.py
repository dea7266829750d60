"""Which promises ran in a case, until when, and when each was kept: overdue ones are a share."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from casework.complaints.domain.clocks.levels import Limit
from casework.complaints.domain.clocks.running import CaseDays, Rules
from casework.complaints.domain.conflicts.named import Named
from casework.complaints.domain.conflicts.routes import Subject
from casework.complaints.domain.severity import Grade, Level, Trigger
from casework.complaints.domain.statistics.cases import Met

_JUNIOR: Final = frozenset({Subject.EMPLOYEE, Subject.FINANCE_STAFF})
_NOT_OF_THE_COMPANY: Final = frozenset({Subject.AUDIT_FIRM, Subject.PROVIDER})
SENIOR: Final = frozenset(Subject) - _JUNIOR - _NOT_OF_THE_COMPANY


def promises_of(
    days: CaseDays, first_word: date | None, level: Level | None, rules: Rules
) -> tuple[Met, ...]:
    """Return first reply, triage and plan. Where nobody can be reached, `first_word` is the end."""
    return tuple(_promises(days, first_word, level, rules))


def names_senior(named: Iterable[Named], grade: Grade | None) -> bool:
    """Say whether it is about an officer, a director or whoever leads finance, law, HR or audit."""
    said_so = grade is not None and Trigger.SENIOR_IMPLICATED in grade.triggers
    return said_so or any(each.is_subject and each.kind in SENIOR for each in named)


def _promises(
    days: CaseDays, first_word: date | None, level: Level | None, rules: Rules
) -> Iterator[Met]:
    levels = rules.levels
    yield _met(levels.acknowledge, days.received, first_word or days.closed, rules)
    since = days.reopened or days.received
    yield _met(levels.triage_of(level), since, days.triaged or days.closed, rules)
    if days.assigned is not None:
        planned = days.planned or days.passed_on or days.decided or days.closed
        yield _met(levels.plan, days.assigned, planned, rules)


def _met(limit: Limit, since: date, done: date | None, rules: Rules) -> Met:
    return Met(limit.after(since, rules.workdays), done)
