"""The figures that committees compare with others, each by the formula that others use.

Every function takes the cases that its reader may know of, and no others: what somebody may not
read is in no total.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from casework.complaints.domain.outcomes import CONFIRMED, JUDGED, Outcome
from casework.complaints.domain.protection import CHECK_IN_DAYS, Plan
from casework.complaints.domain.statistics.cases import (
    Channel,
    Counted,
    CountedAllegation,
    Met,
    Period,
    received_in,
)
from casework.complaints.domain.statistics.counting import ShareOrNot, share, share_of
from casework.complaints.domain.taxonomy import RETALIATION, CategoryCode, Group, Scope

_DAYS_OF_YEAR = 365


def reports_per_100(
    cases: Iterable[Counted], average_headcount: int, period: Period
) -> Fraction | None:
    """Return unique reports by all channels for each 100 employees and year, or nothing."""
    if average_headcount <= 0:
        return None
    count = len(received_in(cases, period))
    return Fraction(count * 100 * _DAYS_OF_YEAR, average_headcount * period.days)


def substantiation(allegations: Iterable[CountedAllegation]) -> ShareOrNot:
    """Return what was confirmed of what was judged. The rest stands apart, see `set_apart`."""
    judged = [each for each in allegations if each.outcome in JUDGED]
    return share_of(each.outcome in CONFIRMED for each in judged)


def set_apart(allegations: Iterable[CountedAllegation]) -> Counter[Outcome]:
    """Return the outcomes that say nothing about whether something was true."""
    return Counter(e.outcome for e in allegations if e.outcome and e.outcome not in JUDGED)


def substantiation_by_channel(cases: Collection[Counted]) -> dict[Channel, ShareOrNot]:
    return {
        channel: substantiation(
            each for case in cases if case.channel is channel for each in case.allegations
        )
        for channel in Channel
    }


def anonymous_follow_up(cases: Iterable[Counted]) -> ShareOrNot:
    """Return how many anonymous reporters came back at least once."""
    return share_of(case.came_back for case in cases if case.anonymous)


def anonymous_share(cases: Iterable[Counted]) -> ShareOrNot:
    return share_of(case.anonymous for case in cases)


def named_share(cases: Iterable[Counted], category: CategoryCode) -> ShareOrNot:
    """Return how many gave their name, among reports about one subject."""
    return share_of(not case.anonymous for case in cases if case.has(category))


def retaliation_share(cases: Iterable[Counted]) -> ShareOrNot:
    return category_share(cases, RETALIATION)


def category_share(cases: Iterable[Counted], category: CategoryCode) -> ShareOrNot:
    """Return how many reports hold something of one subject."""
    return share_of(case.has(category) for case in cases)


def by_category(cases: Iterable[Counted]) -> Counter[CategoryCode]:
    """Count reports, not allegations: a report that holds two of a kind counts once."""
    return Counter(code for case in cases for code in {e.category for e in case.allegations})


def group_share(cases: Iterable[Counted], group: Group) -> ShareOrNot:
    return share_of(any(each.group is group for each in case.allegations) for case in cases)


def allegation_share(cases: Iterable[Counted]) -> ShareOrNot:
    """Return how many reports allege something; the others ask."""
    return share_of(not case.is_inquiry for case in cases)


def intake_mix(cases: Iterable[Counted]) -> Counter[Channel]:
    return Counter(case.channel for case in cases)


def scope_share(cases: Iterable[Counted]) -> ShareOrNot:
    """Return how many are the committee's own."""
    return share_of(any(each.scope is Scope.IN for each in case.allegations) for case in cases)


def senior_share(cases: Iterable[Counted]) -> ShareOrNot:
    return share_of(case.names_senior for case in cases)


def reopen_rate(cases: Iterable[Counted]) -> ShareOrNot:
    """Return how many of those that were ever closed were opened again."""
    return share_of(case.reopened for case in cases if case.days.closed or case.reopened)


def action_rate(allegations: Iterable[CountedAllegation]) -> ShareOrNot:
    """Return how often something was done about what was confirmed."""
    confirmed = [each for each in allegations if each.outcome in CONFIRMED]
    return share_of(each.was_acted_on for each in confirmed)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    answers: int
    mean: Fraction


def satisfaction(cases: Iterable[Counted], least: int = 10) -> Satisfaction | None:
    """Return what reporters who were asked said on average, if enough of them did."""
    said = [case.satisfaction for case in cases if case.satisfaction is not None]
    if len(said) < max(1, least):
        return None
    return Satisfaction(len(said), Fraction(sum(said), len(said)))


def check_ins_done(plans: Iterable[Plan], today: date) -> ShareOrNot:
    """Return how many of the check-ins whose day has come were made."""
    done = due = 0
    for plan in plans:
        came = [day for day in CHECK_IN_DAYS if plan.due_on(day) <= today]
        due += len(came)
        done += sum(day in plan.done for day in came)
    return share(done, due)


def remediation_on_time(items: Iterable[Met], today: date) -> ShareOrNot:
    """Return how much of what was to be put right by now was so by its day."""
    came = [each for each in items if each.due <= today or each.done is not None]
    return share_of(not each.was_late(today) for each in came)


def tests_passed(results: Iterable[bool]) -> ShareOrNot:
    """Return how many of the reports that were sent to try the channel were answered rightly."""
    return share_of(results)


def awareness(reached: int, headcount: int) -> ShareOrNot:
    """Return how many of those who work here were told of the channel and said that they know."""
    return share(min(reached, headcount), headcount)
