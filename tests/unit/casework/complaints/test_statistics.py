"""Figures that tell how the channel does, and never tell on a reporter."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.running import CaseDays
from casework.complaints.domain.outcomes import Action, Outcome
from casework.complaints.domain.protection import Answer, CheckIn, Plan, ProtectedId, Role, Way
from casework.complaints.domain.statistics import figures
from casework.complaints.domain.statistics.cases import (
    Channel,
    Counted,
    CountedAllegation,
    Met,
    Period,
    closed_in,
    received_in,
    rolling,
)
from casework.complaints.domain.statistics.counting import (
    AtLeast,
    Share,
    TooFew,
    cells,
    for_board,
    is_comparable,
    public,
    sayable,
    share,
)
from casework.complaints.domain.taxonomy import RETALIATION, CategoryCode, Group, Scope
from tests.unit.casework.complaints.people import ALVAREZ, OKAFOR, PARK

CAME = date(2026, 3, 2)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
REVENUE = CategoryCode("ACC-REV")
CIVILITY = CategoryCode("HR-CIV")


def alleged(
    outcome: Outcome | None = None, code: CategoryCode = REVENUE, *actions: Action
) -> CountedAllegation:
    group = Group.WORKPLACE if code == CIVILITY else Group.ACCOUNTING
    scope = Scope.OUT if code == CIVILITY else Scope.IN
    return CountedAllegation(code, group, scope, outcome, frozenset(actions))


def case(*outcomes: Outcome | None, code: CategoryCode = REVENUE, days: int = 0) -> Counted:
    received = CAME + timedelta(days=days)
    return Counted(
        CaseDays(received), allegations=tuple(alleged(each, code) for each in outcomes or (None,))
    )


def of(outcome: Outcome, count: int) -> list[CountedAllegation]:
    return [alleged(outcome)] * count


def test_substantiation_leaves_out_what_nobody_could_judge() -> None:
    judged = [
        *of(Outcome.SUBSTANTIATED, 4), *of(Outcome.PARTLY, 2),
        *of(Outcome.UNSUBSTANTIATED, 3), *of(Outcome.UNFOUNDED, 3),
    ]  # fmt: skip
    aside = [
        *of(Outcome.INSUFFICIENT, 5), *of(Outcome.DUPLICATE, 2), *of(Outcome.INQUIRY, 1),
        *of(Outcome.OUT_OF_SCOPE, 1),
    ]  # fmt: skip
    assert figures.substantiation([*judged, *aside, alleged()]) == Share(6, 12)
    assert figures.set_apart([*judged, *aside, alleged()]) == {
        Outcome.INSUFFICIENT: 5,
        Outcome.DUPLICATE: 2,
        Outcome.INQUIRY: 1,
        Outcome.OUT_OF_SCOPE: 1,
    }


@given(st.lists(st.sampled_from([None, *Outcome]), max_size=40))
def test_a_share_of_fewer_than_ten_is_never_shown(outcomes: list[Outcome | None]) -> None:
    result = figures.substantiation([alleged(each) for each in outcomes])
    judged = [
        each
        for each in outcomes
        if each
        in {Outcome.SUBSTANTIATED, Outcome.PARTLY, Outcome.UNSUBSTANTIATED, Outcome.UNFOUNDED}
    ]
    assert isinstance(result, TooFew) is (len(judged) < 10)


def test_a_share_of_nothing_is_no_figure() -> None:
    assert share(0, 0, least=0) == TooFew()
    assert Share(1, 3).percent == Fraction(100, 3)


def test_small_cells_are_hidden() -> None:
    assert cells({"a": 9, "b": 4, "c": 2, "d": 12}) == {
        "a": 9,
        "b": TooFew(),
        "c": TooFew(),
        "d": 12,
    }


def test_one_hidden_cell_hides_another_so_that_no_total_gives_it_away() -> None:
    assert cells({"a": 9, "b": 4, "d": 12}) == {"a": TooFew(), "b": TooFew(), "d": 12}


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 30), max_size=9))
def test_nobody_computes_a_hidden_cell_from_the_total(counts: dict[int, int]) -> None:
    table = cells(counts)
    hidden = [counts[key] for key, shown in table.items() if isinstance(shown, TooFew)]
    assert all(shown >= 5 for shown in table.values() if isinstance(shown, int))
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        # What is left of the total is at least one whole cell's worth: it points at nobody.
        assert sum(hidden) >= 5


@given(st.integers(10, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_no_side_of_a_share_that_is_said_is_a_small_number(found: tuple[int, int]) -> None:
    part, whole = found
    said = sayable(Share(part, whole))
    small = {part, whole - part} & {1, 2, 3, 4}
    assert said == (TooFew() if small else Share(part, whole))
    assert sayable(TooFew()) == TooFew()


def test_public_figures_count_only_what_everybody_may_read_and_say_at_least() -> None:
    hidden = replace(case(), left_out=frozenset({ALVAREZ}))
    own_test = replace(case(), is_test=True)
    assert public([case(), case(), hidden, own_test]) == AtLeast(2)


def test_a_board_report_leaves_out_what_one_of_its_readers_must_not_know() -> None:
    hidden = replace(case(), left_out=frozenset({ALVAREZ}))
    assert for_board([case(), hidden], {OKAFOR, ALVAREZ}) == (case(),)
    assert for_board([case(), hidden], {OKAFOR, PARK}) == (case(), hidden)


def test_medians_of_others_leave_out_companies_with_fewer_than_ten_reports() -> None:
    assert not is_comparable(9)
    assert is_comparable(10)


def test_reports_for_each_hundred_employees_are_counted_for_a_year() -> None:
    cases = [case(), case(days=10), case(days=400)]
    assert figures.reports_per_100(cases, 100, YEAR) == 2
    half = Period(CAME, CAME + timedelta(days=72))
    assert figures.reports_per_100([case()], 200, half) == Fraction(5, 2)
    assert figures.reports_per_100(cases, 0, YEAR) is None


def test_the_channels_own_tests_and_second_reports_of_one_matter_are_no_reports() -> None:
    others = (
        case(Outcome.DUPLICATE),
        replace(case(), is_merged=True),
        replace(case(), is_test=True),
    )
    partly = case(Outcome.DUPLICATE, Outcome.SUBSTANTIATED)
    assert received_in([*others, partly], YEAR) == (partly,)
    ended = [replace(each, days=CaseDays(CAME, closed=CAME)) for each in (*others, partly)]
    assert closed_in(ended, YEAR) == (ended[-1],)


def test_a_period_has_both_its_ends() -> None:
    assert date(2026, 1, 1) in YEAR
    assert date(2026, 12, 31) in YEAR
    assert date(2027, 1, 1) not in YEAR
    assert None not in YEAR
    assert YEAR.days == 365


def test_a_small_company_looks_back_over_36_months() -> None:
    assert rolling(date(2026, 6, 30)) == Period(date(2023, 7, 1), date(2026, 6, 30))


def test_follow_up_counts_anonymous_reporters_who_came_back() -> None:
    back = replace(case(), came_back=True)
    named = replace(case(), anonymous=False, came_back=True)
    cases = [*[back] * 3, *[case()] * 9, *[named] * 8]
    assert figures.anonymous_follow_up(cases) == Share(3, 12)
    assert figures.anonymous_share(cases) == Share(12, 20)
    assert figures.named_share(cases, REVENUE) == Share(8, 20)
    assert figures.named_share(cases, CIVILITY) == TooFew()


def test_a_report_that_alleges_two_things_counts_once_for_each_subject() -> None:
    both = Counted(CaseDays(CAME), allegations=(alleged(), alleged(), alleged(code=CIVILITY)))
    assert figures.by_category([both, case()]) == {REVENUE: 2, CIVILITY: 1}


def test_shares_of_kinds_are_shares_of_reports() -> None:
    cases = [
        *[case()] * 6,
        *[case(code=CIVILITY)] * 3,
        *[case(code=RETALIATION)] * 1,
        *[case(Outcome.INQUIRY)] * 2,
    ]
    assert figures.retaliation_share(cases) == Share(1, 12)
    assert figures.group_share(cases, Group.WORKPLACE) == Share(3, 12)
    assert figures.scope_share(cases) == Share(9, 12)
    assert figures.allegation_share(cases) == Share(10, 12)


def test_how_reports_come_in_is_counted_by_channel() -> None:
    mailed = replace(case(), channel=Channel.MAIL)
    assert figures.intake_mix([mailed, case(), case()]) == Counter(
        {Channel.WEB: 2, Channel.MAIL: 1}
    )
    found = [replace(case(Outcome.SUBSTANTIATED), channel=Channel.MAIL)] * 10
    by_channel = figures.substantiation_by_channel([*found, case(Outcome.UNFOUNDED)])
    assert by_channel[Channel.MAIL] == Share(10, 10)
    assert by_channel[Channel.WEB] == TooFew()


def test_reopened_cases_are_a_share_of_those_that_were_ever_closed() -> None:
    closed = replace(case(), days=CaseDays(CAME, closed=CAME))
    reopened = replace(case(), reopened=True)
    assert figures.reopen_rate([*[closed] * 9, reopened, case()]) == Share(1, 10)


def test_action_is_a_share_of_what_was_confirmed() -> None:
    acted = alleged(Outcome.SUBSTANTIATED, REVENUE, Action.TRAINING)
    nothing = alleged(Outcome.PARTLY, REVENUE, Action.NONE)
    policy = alleged(Outcome.POLICY, REVENUE, Action.POLICY_CHANGE)
    assert figures.action_rate([*[acted] * 7, *[nothing] * 3, policy]) == Share(7, 10)


def test_reports_that_name_senior_people_are_a_share_of_all() -> None:
    assert figures.senior_share([*[replace(case(), names_senior=True)] * 2, *[case()] * 8]) == (
        Share(2, 10)
    )


def test_what_reporters_said_is_shown_when_ten_of_them_did() -> None:
    said = [replace(case(), satisfaction=each) for each in (4, 3) * 5]
    assert figures.satisfaction([*said, case()]) == figures.Satisfaction(10, Fraction(7, 2))
    assert figures.satisfaction(said[:9]) is None


def test_check_ins_done_are_counted_of_those_whose_day_has_come() -> None:
    plan = Plan(ProtectedId("r"), Role.REPORTER, Way.MAILBOX, CAME, OKAFOR)
    once = plan.checked_in(30, CheckIn(CAME + timedelta(days=31), Answer.WELL))
    today = CAME + timedelta(days=60)
    assert figures.check_ins_done([*[once] * 3, *[plan] * 3], today) == Share(3, 12)
    assert figures.check_ins_done([once, plan], today) == TooFew()
    assert figures.check_ins_done([plan], CAME) == TooFew()


def test_what_was_put_right_is_on_time_if_it_was_so_by_its_day() -> None:
    today = CAME + timedelta(days=60)
    early, late = Met(today, CAME), Met(CAME, today)
    forgotten, to_come = Met(CAME), Met(today + timedelta(days=9))
    items = [*[early] * 8, late, forgotten, to_come]
    assert figures.remediation_on_time(items, today) == Share(8, 10)
    assert figures.remediation_on_time(items[:9], today) == TooFew()


def test_tests_of_the_channel_and_who_knows_of_it_are_shares_of_ten_or_more() -> None:
    assert figures.tests_passed([True] * 9 + [False]) == Share(9, 10)
    assert figures.tests_passed([True] * 9) == TooFew()
    assert figures.awareness(80, 100) == Share(80, 100)
    assert figures.awareness(101, 100) == Share(100, 100), "who left was told, too"
    assert figures.awareness(3, 0) == TooFew()


def test_nothing_that_names_a_person_left_out_is_in_a_repr() -> None:
    assert ALVAREZ not in repr(replace(case(), left_out=frozenset({ALVAREZ})))
