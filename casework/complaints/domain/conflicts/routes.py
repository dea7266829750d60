"""Fourteen kinds of people a report may be about, and who then receives, leads and decides.

Where a report is about several, each part of the way is the most independent that any of them
needs, and everybody whom any of them keeps away is kept away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from casework.complaints.domain.conflicts.offices import Office


class Subject(StrEnum):
    EMPLOYEE = "employee"
    FINANCE_STAFF = "finance staff"
    CONTROLLER = "controller"
    CFO = "chief financial officer"
    CEO = "chief executive officer"
    COUNSEL_OR_COMPLIANCE = "general counsel or compliance head"
    HR_HEAD = "hr head"
    MEMBER = "committee member"
    CHAIR = "committee chair"
    COMMITTEE = "whole committee"
    DIRECTOR = "board chair or non-employee director"
    AUDIT_FIRM = "audit firm or partner"
    PROVIDER = "hotline provider, system administrator or product staff"
    INTERNAL_AUDIT_HEAD = "internal audit head"


class Receiver(IntEnum):
    """From the least independent of what a report may be about to the most."""

    COMPLIANCE_OR_HR = 1
    CHAIR = 2
    CHAIR_BY_ANOTHER_WAY = 3
    LEAD_DIRECTOR = 4  # the lead independent director, or the alternate who was named
    OTHER_DIRECTORS = 5  # else a special committee or outside counsel


class Leader(IntEnum):
    HR_OR_COMPLIANCE = 1
    INTERNAL_AUDIT_OR_OUTSIDE = 2
    OUTSIDE_OR_FORENSIC = 3
    OUTSIDE = 4  # counsel whom the subject does not use
    INDEPENDENT_COUNSEL = 5


class Decider(IntEnum):
    HR_HEAD = 1
    CHAIR = 2
    COMMITTEE = 3
    DISINTERESTED_MEMBERS = 4
    INDEPENDENT_DIRECTORS = 5
    SPECIAL_COMMITTEE = 6


class When(StrEnum):
    ALWAYS = "always"
    IN_THE_LINE = "in the line"
    CLOSE = "close"
    UNLESS_CHAIR_CHOOSES = "unless chair chooses"


class Extra(StrEnum):
    """What else has to be done, as the view will say it."""

    CHAIR_GETS_COPY = "chair gets a copy"
    AUDITOR_THROUGH_COUNSEL = "auditor informed through counsel"
    CERTIFICATION_IMPACT = "certification impact"
    PAYMENT_MOVED = "payment approval moved"
    BOARD_WITHOUT_SUBJECT = "board decides too, without the subject"
    LEAD_DIRECTOR_TOLD = "lead independent director"
    COUNSEL_NOT_THEIRS = "outside counsel not used by them"
    OUT_OF_PRIVILEGE_GROUP = "out of the privilege group"
    OUT_OF_ADMINISTRATION = "out of system administration"
    SOX_307 = "sox 307 path"
    HR_OUT_OF_WATCH = "hr out of the retaliation watch"
    ANOTHER_CONTACT = "another contact"
    ACCESS_REMOVED = "access removed"
    MINUTES_REDACTED = "minutes redacted"
    INDEPENDENCE_TESTED = "independence tested again"
    CHAIR_RIGHTS_SUSPENDED = "chair's routing rights suspended"
    SAID_IN_PROCEDURE = "said in the procedure"
    BOARD_REPORT_REDACTED = "board report redacted"
    CONSIDER_10A = "consider section 10a"
    CONSIDER_PCAOB = "consider the pcaob tip line"
    INDEPENDENCE_OF_FIRM = "independence of the firm, R1.h"
    BREAK_GLASS_ELSEWHERE = "break-glass keys held elsewhere"


@dataclass(frozen=True, slots=True)
class Exclusion:
    office: Office
    when: When = When.ALWAYS


@dataclass(frozen=True, slots=True)
class Route:
    receiver: Receiver
    leader: Leader
    decider: Decider
    excluded: frozenset[Exclusion]
    extras: frozenset[Extra]

    def keeps_away(self, office: Office, so: Collection[When] = ()) -> bool:
        """Say whether it does, always or because one of these conditions is so."""
        return any(Exclusion(office, when) in self.excluded for when in (When.ALWAYS, *so))


def _route(
    way: tuple[Receiver, Leader, Decider], away: Collection[Office | Exclusion], *extras: Extra
) -> Route:
    excluded = (each if isinstance(each, Exclusion) else Exclusion(each) for each in away)
    return Route(*way, frozenset(excluded), frozenset(extras))


ROUTES: Final[Mapping[Subject, Route]] = {
    Subject.EMPLOYEE: _route(
        (Receiver.COMPLIANCE_OR_HR, Leader.HR_OR_COMPLIANCE, Decider.HR_HEAD),
        [Office.LINE_MANAGER],
    ),
    Subject.FINANCE_STAFF: _route(
        (Receiver.CHAIR, Leader.INTERNAL_AUDIT_OR_OUTSIDE, Decider.CHAIR),
        [Office.LINE_MANAGER, Exclusion(Office.CONTROLLER, When.IN_THE_LINE)],
        Extra.CHAIR_GETS_COPY,
    ),
    Subject.CONTROLLER: _route(
        (Receiver.CHAIR, Leader.OUTSIDE_OR_FORENSIC, Decider.COMMITTEE),
        [Office.CONTROLLER, Exclusion(Office.CFO, When.UNLESS_CHAIR_CHOOSES)],
    ),
    Subject.CFO: _route(
        (Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
        [Office.CFO, Office.CONTROLLER, Office.FINANCE_SYSTEMS],
        Extra.AUDITOR_THROUGH_COUNSEL,
        Extra.CERTIFICATION_IMPACT,
        Extra.PAYMENT_MOVED,
    ),
    Subject.CEO: _route(
        (Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
        [Office.CEO, Exclusion(Office.CFO, When.CLOSE)],
        Extra.LEAD_DIRECTOR_TOLD,
        Extra.BOARD_WITHOUT_SUBJECT,
    ),
    Subject.COUNSEL_OR_COMPLIANCE: _route(
        (Receiver.CHAIR, Leader.OUTSIDE, Decider.COMMITTEE),
        [Office.GENERAL_COUNSEL, Office.COMPLIANCE_HEAD],
        Extra.COUNSEL_NOT_THEIRS,
        Extra.OUT_OF_PRIVILEGE_GROUP,
        Extra.OUT_OF_ADMINISTRATION,
        Extra.SOX_307,
    ),
    Subject.HR_HEAD: _route(
        (Receiver.CHAIR, Leader.OUTSIDE, Decider.COMMITTEE),
        [Office.HR_HEAD, Office.HR],
        Extra.HR_OUT_OF_WATCH,
        Extra.ANOTHER_CONTACT,
    ),
    Subject.MEMBER: _route(
        (Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.DISINTERESTED_MEMBERS),
        [Office.MEMBER],
        Extra.ACCESS_REMOVED,
        Extra.MINUTES_REDACTED,
        Extra.INDEPENDENCE_TESTED,
    ),
    Subject.CHAIR: _route(
        (Receiver.LEAD_DIRECTOR, Leader.INDEPENDENT_COUNSEL, Decider.INDEPENDENT_DIRECTORS),
        [Office.CHAIR],
        Extra.CHAIR_RIGHTS_SUSPENDED,
        Extra.ACCESS_REMOVED,
        Extra.INDEPENDENCE_TESTED,
    ),
    Subject.COMMITTEE: _route(
        (Receiver.OTHER_DIRECTORS, Leader.INDEPENDENT_COUNSEL, Decider.SPECIAL_COMMITTEE),
        [Office.COMMITTEE, Office.CHAIR, Office.MEMBER],
        Extra.SAID_IN_PROCEDURE,
    ),
    Subject.DIRECTOR: _route(
        (Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
        [Office.BOARD_CHAIR, Office.DIRECTOR],
        Extra.BOARD_REPORT_REDACTED,
    ),
    Subject.AUDIT_FIRM: _route(
        (Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
        [Office.AUDIT_FIRM],
        Extra.CONSIDER_10A,
        Extra.CONSIDER_PCAOB,
        Extra.INDEPENDENCE_OF_FIRM,
    ),
    Subject.PROVIDER: _route(
        (Receiver.CHAIR_BY_ANOTHER_WAY, Leader.OUTSIDE, Decider.COMMITTEE),
        [Office.HOTLINE_PROVIDER, Office.SYSTEM_ADMINISTRATORS],
        Extra.BREAK_GLASS_ELSEWHERE,
    ),
    Subject.INTERNAL_AUDIT_HEAD: _route(
        (Receiver.CHAIR, Leader.OUTSIDE, Decider.COMMITTEE),
        [Office.INTERNAL_AUDIT_HEAD],
    ),
}  # fmt: skip


def route_for(subjects: Collection[Subject]) -> Route:
    """Return the one way for all whom a report is about.

    When it names nobody, it might be about anybody in finance: it takes that way.
    """
    routes = [ROUTES[each] for each in subjects] or [ROUTES[Subject.FINANCE_STAFF]]
    return Route(
        max(each.receiver for each in routes),
        max(each.leader for each in routes),
        max(each.decider for each in routes),
        frozenset().union(*(each.excluded for each in routes)),
        frozenset().union(*(each.extras for each in routes)),
    )
