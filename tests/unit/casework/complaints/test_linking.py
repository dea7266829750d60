"""When two reports may become one: never if anybody would learn of what is not theirs."""

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.linking import Circle, Why, may_merge
from crypto.names import PersonId

PEOPLE = st.frozensets(st.sampled_from([PersonId(each) for each in "abcdef"]))


@given(part=PEOPLE, away=PEOPLE, whole=PEOPLE, whole_away=PEOPLE)
def test_nobody_kept_away_from_either_reads_what_goes_on(
    part: frozenset[PersonId],
    away: frozenset[PersonId],
    whole: frozenset[PersonId],
    whole_away: frozenset[PersonId],
) -> None:
    refused = may_merge(Circle(part - away, away), Circle(whole - whole_away, whole_away))
    readers = whole - whole_away
    if refused is None:
        assert readers.isdisjoint(away)
        assert part - away <= readers
    elif refused.why is Why.WOULD_SHOW:
        assert set(refused.people) <= away | whole_away
    else:
        assert set(refused.people) == (part - away) - readers


def test_two_reports_with_the_same_readers_may_become_one() -> None:
    circle = Circle(frozenset({PersonId("a"), PersonId("b")}), frozenset({PersonId("c")}))
    assert may_merge(circle, circle) is None
