"""Fourteen routes, and every mixture of them: the subject never receives, leads or decides."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.assessed import Assessed
from casework.complaints.domain.conflicts.named import Named, Part, Seats, kept_away_by
from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.conflicts.routes import (
    ROUTES,
    Decider,
    Exclusion,
    Extra,
    Leader,
    Receiver,
    Subject,
    When,
    route_for,
)
from casework.complaints.records.assessed import read_assessed, written_assessed
from tests.unit.casework.complaints.people import OKAFOR

SUBJECTS = st.frozensets(st.sampled_from(Subject), min_size=1, max_size=6)
TABLE = [
    (Subject.EMPLOYEE, Receiver.COMPLIANCE_OR_HR, Leader.HR_OR_COMPLIANCE, Decider.HR_HEAD),
    (Subject.FINANCE_STAFF, Receiver.CHAIR, Leader.INTERNAL_AUDIT_OR_OUTSIDE, Decider.CHAIR),
    (Subject.CONTROLLER, Receiver.CHAIR, Leader.OUTSIDE_OR_FORENSIC, Decider.COMMITTEE),
    (Subject.CFO, Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
    (Subject.CEO, Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
    (Subject.COUNSEL_OR_COMPLIANCE, Receiver.CHAIR, Leader.OUTSIDE, Decider.COMMITTEE),
    (Subject.HR_HEAD, Receiver.CHAIR, Leader.OUTSIDE, Decider.COMMITTEE),
    (Subject.MEMBER, Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.DISINTERESTED_MEMBERS),
    (
        Subject.CHAIR,
        Receiver.LEAD_DIRECTOR,
        Leader.INDEPENDENT_COUNSEL,
        Decider.INDEPENDENT_DIRECTORS,
    ),
    (
        Subject.COMMITTEE,
        Receiver.OTHER_DIRECTORS,
        Leader.INDEPENDENT_COUNSEL,
        Decider.SPECIAL_COMMITTEE,
    ),
    (Subject.DIRECTOR, Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
    (Subject.AUDIT_FIRM, Receiver.CHAIR, Leader.INDEPENDENT_COUNSEL, Decider.COMMITTEE),
    (Subject.PROVIDER, Receiver.CHAIR_BY_ANOTHER_WAY, Leader.OUTSIDE, Decider.COMMITTEE),
    (Subject.INTERNAL_AUDIT_HEAD, Receiver.CHAIR, Leader.OUTSIDE, Decider.COMMITTEE),
]
KEPT_AWAY = {
    Subject.EMPLOYEE: {Office.LINE_MANAGER},
    Subject.FINANCE_STAFF: {Office.LINE_MANAGER},
    Subject.CONTROLLER: {Office.CONTROLLER},
    Subject.CFO: {Office.CFO, Office.CONTROLLER, Office.FINANCE_SYSTEMS},
    Subject.CEO: {Office.CEO},
    Subject.COUNSEL_OR_COMPLIANCE: {Office.GENERAL_COUNSEL, Office.COMPLIANCE_HEAD},
    Subject.HR_HEAD: {Office.HR_HEAD, Office.HR},
    Subject.MEMBER: {Office.MEMBER},
    Subject.CHAIR: {Office.CHAIR},
    Subject.COMMITTEE: {Office.COMMITTEE, Office.CHAIR, Office.MEMBER},
    Subject.DIRECTOR: {Office.BOARD_CHAIR, Office.DIRECTOR},
    Subject.AUDIT_FIRM: {Office.AUDIT_FIRM},
    Subject.PROVIDER: {Office.HOTLINE_PROVIDER, Office.SYSTEM_ADMINISTRATORS},
    Subject.INTERNAL_AUDIT_HEAD: {Office.INTERNAL_AUDIT_HEAD},
}


def test_there_are_fourteen_routes() -> None:
    assert len(ROUTES) == 14
    assert [row[0] for row in TABLE] == list(Subject)


@pytest.mark.parametrize(("subject", "receiver", "leader", "decider"), TABLE)
def test_each_kind_of_subject_has_its_way(
    subject: Subject, receiver: Receiver, leader: Leader, decider: Decider
) -> None:
    route = route_for([subject])
    assert (route.receiver, route.leader, route.decider) == (receiver, leader, decider)


@pytest.mark.parametrize("subject", Subject)
def test_each_route_keeps_exactly_its_own_people_away(subject: Subject) -> None:
    route = route_for([subject])
    assert {each.office for each in route.excluded if each.when is When.ALWAYS} == KEPT_AWAY[
        subject
    ]


def test_three_exclusions_depend_on_something() -> None:
    depends = {
        (subject, each.office, each.when)
        for subject, route in ROUTES.items()
        for each in route.excluded
        if each.when is not When.ALWAYS
    }
    assert depends == {
        (Subject.FINANCE_STAFF, Office.CONTROLLER, When.IN_THE_LINE),
        (Subject.CONTROLLER, Office.CFO, When.UNLESS_CHAIR_CHOOSES),
        (Subject.CEO, Office.CFO, When.CLOSE),
    }


def test_a_report_about_the_finance_chief_takes_payments_out_of_finance() -> None:
    extras = route_for([Subject.CFO]).extras
    assert extras == {
        Extra.PAYMENT_MOVED,
        Extra.CERTIFICATION_IMPACT,
        Extra.AUDITOR_THROUGH_COUNSEL,
    }


def test_a_report_about_the_chair_suspends_the_chairs_own_routing() -> None:
    assert Extra.CHAIR_RIGHTS_SUSPENDED in route_for([Subject.CHAIR, Subject.CFO]).extras


def test_a_report_that_names_nobody_takes_the_way_of_finance() -> None:
    assert route_for([]) == ROUTES[Subject.FINANCE_STAFF]


@given(subjects=SUBJECTS)
def test_of_several_subjects_the_most_independent_way_is_taken(
    subjects: frozenset[Subject],
) -> None:
    route = route_for(subjects)
    for each in subjects:
        own = ROUTES[each]
        assert route.receiver >= own.receiver
        assert route.leader >= own.leader
        assert route.decider >= own.decider
        assert route.excluded >= own.excluded
        assert route.extras >= own.extras
        assert all(route.keeps_away(office) for office in KEPT_AWAY[each])


@given(subjects=SUBJECTS)
def test_no_subject_receives_leads_or_decides_about_themselves(
    subjects: frozenset[Subject],
) -> None:
    route = route_for(subjects)
    if Subject.CHAIR in subjects:
        assert route.receiver >= Receiver.LEAD_DIRECTOR
        assert route.decider >= Decider.INDEPENDENT_DIRECTORS
    if Subject.COMMITTEE in subjects:
        assert route.receiver is Receiver.OTHER_DIRECTORS
        assert route.decider is Decider.SPECIAL_COMMITTEE
    if Subject.HR_HEAD in subjects:
        assert route.leader > Leader.HR_OR_COMPLIANCE
        assert route.decider > Decider.HR_HEAD
    if Subject.INTERNAL_AUDIT_HEAD in subjects:
        assert route.leader > Leader.INTERNAL_AUDIT_OR_OUTSIDE
    if Subject.PROVIDER in subjects:
        assert route.receiver is not Receiver.CHAIR


def test_the_order_in_which_subjects_are_named_makes_no_difference() -> None:
    for one, other in combinations(Subject, 2):
        assert route_for([one, other]) == route_for([other, one])


def test_whoever_any_route_keeps_away_conditionally_is_kept_away_by_a_stronger_one() -> None:
    route = route_for([Subject.CONTROLLER, Subject.CFO])
    assert route.keeps_away(Office.CFO)
    assert Exclusion(Office.CFO, When.UNLESS_CHAIR_CHOOSES) in route.excluded


def test_who_is_in_the_line_of_somebody_in_finance_is_kept_away_once_somebody_says_so() -> None:
    seats = Seats(frozenset(), None, {OKAFOR: frozenset({Office.CONTROLLER})})
    clerk = Named("The clerk", Part.SUBJECT, Subject.FINANCE_STAFF)
    assert kept_away_by(clerk, seats) == frozenset()
    assert kept_away_by(replace(clerk, so=frozenset({When.IN_THE_LINE})), seats) == {OKAFOR}
    assert kept_away_by(replace(clerk, so=frozenset({When.CLOSE})), seats) == frozenset()


def test_only_the_chairs_word_lets_the_finance_chief_know_of_a_report_about_the_controller() -> (
    None
):
    seats = Seats(frozenset(), None, {OKAFOR: frozenset({Office.CFO})})
    controller = Named("Mr. Brown", Part.SUBJECT, Subject.CONTROLLER)
    assert kept_away_by(controller, seats) == {OKAFOR}
    assert kept_away_by(replace(controller, told_why="He found it."), seats) == frozenset()
    # What the chair chooses about a controller says nothing about the finance chief's own case.
    of_himself = replace(controller, kind=Subject.CFO, told_why="He found it.")
    assert kept_away_by(of_himself, seats) == {OKAFOR}


def test_whoever_is_in_the_subjects_line_is_kept_away_and_in_a_witnesss_is_not() -> None:
    clerk = Named("The clerk", Part.SUBJECT, in_line=frozenset({OKAFOR}))
    assert kept_away_by(clerk, Seats(frozenset(), None, {})) == {OKAFOR}
    witness = replace(clerk, part=Part.WITNESS)
    assert kept_away_by(witness, Seats(frozenset(), None, {})) == frozenset()


def test_a_name_that_was_sealed_before_it_said_who_is_in_the_line_still_opens() -> None:
    before = Named("The clerk", Part.SUBJECT, Subject.FINANCE_STAFF, so=frozenset({When.CLOSE}))
    us = frozenset({OKAFOR})
    named = replace(before, in_line=us, is_not=us, told_why="He found it.")
    written = written_assessed(Assessed(named=(named,)))
    assert read_assessed(written).named == (named,)
    assert isinstance(written, list)
    assert isinstance(written[0], list)
    whole = written[0][0]
    assert isinstance(whole, list)
    written[0][0] = whole[:7]
    assert read_assessed(written).named == (before,)
    written[0][0] = whole[:6]
    assert read_assessed(written).named == (replace(before, so=frozenset()),)
