"""Nobody is given a case before everybody who will read it is known to be free."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.conflicts.bench import (
    Bench,
    Enough,
    TooFew,
    alternates_are_tested,
    deciders,
    remaining,
    stand_ins_of,
)
from casework.complaints.domain.conflicts.check import (
    Clear,
    NotClear,
    Says,
    Screen,
    Statement,
    check,
)
from casework.complaints.domain.conflicts.restrictions import (
    HoldsForEver,
    NotYours,
    OneMore,
    Origin,
    Released,
    Restriction,
    release,
)
from casework.complaints.domain.conflicts.routes import Decider
from crypto.names import PersonId
from tests.unit.casework.complaints.people import (
    ALVAREZ,
    COUNSEL,
    EVERYBODY,
    LEAD_DIRECTOR,
    MEMBERS,
    OKAFOR,
    OMBUDS,
    OTHER_DIRECTOR,
    PARK,
    REYES,
)

BENCH = Bench(
    OKAFOR,
    MEMBERS,
    frozenset({LEAD_DIRECTOR, OTHER_DIRECTOR}),
    (LEAD_DIRECTOR,),
    (COUNSEL, OMBUDS),
)
SOME = st.frozensets(st.sampled_from(EVERYBODY))
SAID = st.dictionaries(
    st.sampled_from(EVERYBODY), st.builds(Statement, st.sampled_from(Says), st.integers(1, 2))
)


def free(*people: PersonId, of_list: int = 1) -> dict[PersonId, Statement]:
    return {person: Statement(Says.NO_TIE, of_list) for person in people}


def test_two_readers_who_said_they_are_free_may_begin() -> None:
    screen = Screen(frozenset({OKAFOR, PARK}), frozenset({ALVAREZ}), free(OKAFOR, PARK), 1)
    assert check(screen) == Clear()


def test_whoever_said_nothing_holds_the_case_up() -> None:
    screen = Screen(frozenset({OKAFOR, PARK, REYES}), frozenset(), free(OKAFOR, PARK), 1)
    assert check(screen) == NotClear(frozenset(), frozenset(), frozenset({REYES}), too_few=False)


def test_a_new_name_in_the_case_makes_every_statement_stale() -> None:
    screen = Screen(frozenset({OKAFOR, PARK}), frozenset(), free(OKAFOR, PARK, of_list=1), 2)
    assert check(screen) == NotClear(
        frozenset(), frozenset(), frozenset({OKAFOR, PARK}), too_few=False
    )


def test_whoever_is_kept_away_does_not_pass_by_saying_that_nothing_is_in_the_way() -> None:
    screen = Screen(
        frozenset({OKAFOR, PARK, ALVAREZ}), frozenset({ALVAREZ}), free(OKAFOR, PARK, ALVAREZ), 1
    )
    assert check(screen) == NotClear(frozenset({ALVAREZ}), frozenset(), frozenset(), too_few=False)


def test_whoever_has_a_tie_does_not_read_on() -> None:
    said = {**free(OKAFOR, PARK), REYES: Statement(Says.TIE, 1)}
    result = check(Screen(frozenset({OKAFOR, PARK, REYES}), frozenset(), said, 1))
    assert result == NotClear(frozenset(), frozenset({REYES}), frozenset(), too_few=False)


def test_one_reader_is_too_few() -> None:
    result = check(Screen(frozenset({OKAFOR}), frozenset(), free(OKAFOR), 1))
    assert isinstance(result, NotClear)
    assert result.too_few


@given(readers=SOME, away=SOME, said=SAID | st.just(free(*EVERYBODY, of_list=2)))
def test_nobody_passes_who_is_kept_away_or_tied_or_silent(
    readers: frozenset[PersonId], away: frozenset[PersonId], said: dict[PersonId, Statement]
) -> None:
    result = check(Screen(readers, away, said, 2))
    all_free = all(said.get(each) == Statement(Says.NO_TIE, 2) for each in readers)
    passes = all_free and len(readers) >= 2 and not readers & away
    assert isinstance(result, Clear) is passes


def test_stepping_back_leaves_enough_readers_or_proposes_somebody_by_name() -> None:
    readers = frozenset({OKAFOR, PARK, REYES})
    assert remaining(readers, frozenset({REYES}), BENCH) == Enough(frozenset({OKAFOR, PARK}))
    assert remaining(frozenset({OKAFOR, PARK}), frozenset({PARK}), BENCH) == TooFew(
        frozenset({OKAFOR}), (LEAD_DIRECTOR,)
    )


def test_whoever_is_kept_away_is_never_proposed() -> None:
    away = frozenset({LEAD_DIRECTOR, COUNSEL, PARK})
    assert remaining(frozenset({PARK}), away, BENCH) == TooFew(frozenset(), (OMBUDS,))


@given(readers=SOME, away=SOME)
def test_nobody_who_is_away_is_counted_or_proposed(
    readers: frozenset[PersonId], away: frozenset[PersonId]
) -> None:
    result = remaining(readers, away, BENCH)
    assert not result.left & away
    assert isinstance(result, Enough) is (len(result.left) >= 2)
    if isinstance(result, TooFew):
        assert not set(result.proposed) & (away | result.left)


@given(decider=st.sampled_from(Decider), away=SOME)
def test_nobody_decides_who_is_kept_away_and_no_committee_of_one(
    decider: Decider, away: frozenset[PersonId]
) -> None:
    who = deciders(decider, BENCH, away)
    assert not who & away
    assert decider in {Decider.CHAIR, Decider.HR_HEAD} or len(who) != 1


def test_when_too_few_members_are_free_independent_directors_decide_too() -> None:
    away = MEMBERS - {OKAFOR}
    assert deciders(Decider.DISINTERESTED_MEMBERS, BENCH, away) == {
        OKAFOR,
        LEAD_DIRECTOR,
        OTHER_DIRECTOR,
    }
    assert deciders(Decider.COMMITTEE, BENCH, frozenset({ALVAREZ})) == MEMBERS - {ALVAREZ}


def test_about_the_whole_committee_no_member_decides() -> None:
    assert deciders(Decider.SPECIAL_COMMITTEE, BENCH, MEMBERS) == {LEAD_DIRECTOR, OTHER_DIRECTOR}
    assert not deciders(Decider.SPECIAL_COMMITTEE, BENCH, frozenset(EVERYBODY))


def test_when_the_chair_is_kept_away_the_committee_decides_instead() -> None:
    assert deciders(Decider.CHAIR, BENCH, frozenset()) == {OKAFOR}
    assert deciders(Decider.CHAIR, BENCH, frozenset({OKAFOR})) == MEMBERS - {OKAFOR}


def test_somebody_outside_this_system_is_nobody_here() -> None:
    assert not deciders(Decider.HR_HEAD, BENCH, frozenset())


def test_whoever_follows_in_the_list_is_asked_first_and_nobody_for_themselves() -> None:
    members = (OKAFOR, PARK, REYES)
    assert stand_ins_of(OKAFOR, members) == (PARK, REYES)
    assert stand_ins_of(PARK, members) == (REYES, OKAFOR)
    assert stand_ins_of(COUNSEL, members) == members
    assert stand_ins_of(None, members) == members


def test_the_alternates_are_tried_every_quarter() -> None:
    assert not alternates_are_tested(None, date(2026, 6, 1))
    assert alternates_are_tested(date(2026, 3, 1), date(2026, 6, 1))
    assert not alternates_are_tested(date(2026, 3, 1), date(2026, 6, 2))


READERS = frozenset({OKAFOR, PARK, REYES})


def test_whom_the_reporter_left_out_stays_out_whatever_anybody_says() -> None:
    asked = Restriction(ALVAREZ, Origin.REPORTER, frozenset({OKAFOR, PARK}))
    for by in EVERYBODY:
        assert release(asked, by, READERS) == HoldsForEver()


def test_a_restriction_is_released_by_two_readers() -> None:
    once = release(Restriction(ALVAREZ, Origin.TIE), OKAFOR, READERS)
    assert isinstance(once, OneMore)
    assert release(once.restriction, OKAFOR, READERS) == NotYours()
    assert release(once.restriction, PARK, READERS) == Released(frozenset({OKAFOR, PARK}))


def test_nobody_lets_themselves_back_in() -> None:
    for readers in (READERS, READERS | {ALVAREZ}):
        assert release(Restriction(ALVAREZ, Origin.STEPPED_BACK), ALVAREZ, readers) == NotYours()


def test_the_voice_of_somebody_who_stopped_reading_does_not_count() -> None:
    half = Restriction(ALVAREZ, Origin.TIE, frozenset({REYES}))
    assert isinstance(release(half, OKAFOR, frozenset({OKAFOR, PARK})), OneMore)


@given(
    origin=st.sampled_from([Origin.STEPPED_BACK, Origin.TIE, Origin.ROUTE]),
    voices=st.lists(st.sampled_from(EVERYBODY), max_size=6),
    readers=SOME,
)
def test_no_sequence_of_voices_releases_without_two_other_readers(
    origin: Origin, voices: list[PersonId], readers: frozenset[PersonId]
) -> None:
    now = Restriction(ALVAREZ, origin)
    for by in voices:
        result = release(now, by, readers)
        if isinstance(result, Released):
            assert len(result.by) == 2
            assert result.by <= readers - {ALVAREZ}
            return
        now = result.restriction if isinstance(result, OneMore) else now
    assert len(set(voices) & (readers - {ALVAREZ})) < 2
