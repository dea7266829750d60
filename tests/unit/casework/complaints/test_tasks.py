"""Tasks of a case as values: who has what, what is next, and what becomes of whoever left."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.tasks import MOST, MOST_OPEN, Shows, State, Task, Tasks
from casework.complaints.domain.case.watched import Watched
from casework.complaints.records.watched import read_watched, watched_value
from crypto.encoding import Value, decode, encode
from crypto.names import PersonId
from tests.unit.casework.complaints.people import MEMBERS, OKAFOR, PARK, REYES

HALF_AN_INSIDE = 131_072
JUNE = date(2026, 6, 1)
DAYS = st.integers(0, 60).map(lambda days: JUNE + timedelta(days=days))
OWNERS = st.none() | st.sampled_from(sorted(MEMBERS))
BODIES = st.builds(
    Task,
    number=st.just(0),
    words=st.integers(1, 99),
    owner=OWNERS,
    since=DAYS,
    due=DAYS,
    shows=st.none() | st.sampled_from(Shows),
    had=OWNERS,
    state=st.sampled_from(State),
    came=st.integers(0, 99),
    ended=st.none() | DAYS,
    ended_by=OWNERS,
    changes=st.integers(0, 9),
)
TASKS = st.lists(BODIES, max_size=12).map(
    lambda found: Tasks(tuple(replace(each, number=at) for at, each in enumerate(found, 1)))
)


@given(TASKS, st.frozensets(st.sampled_from(sorted(MEMBERS))))
def test_whoever_goes_leaves_every_open_task_to_nobody_and_keeps_what_was_done(
    tasks: Tasks, staying: frozenset[PersonId]
) -> None:
    after = tasks.kept_by(staying)
    for before in tasks.each:
        [now] = (each for each in after.each if each.number == before.number)
        is_left = before.is_open and before.owner is not None and before.owner not in staying
        if is_left:
            left = replace(before, owner=None, had=before.owner, changes=before.changes + 1)
            assert now == left
        else:
            assert now == before
    assert after.kept_by(staying) == after


@given(TASKS)
def test_everybody_is_told_of_the_first_day_of_theirs_and_all_of_what_nobody_took(
    tasks: Tasks,
) -> None:
    days: dict[str | None, list[date]] = {}
    for each in tasks.each:
        if each.is_open:
            days.setdefault(each.owner, []).append(each.due)
    first = {owner: min(found) for owner, found in days.items()}
    assert tasks.untaken == first.pop(None, None)
    assert tasks.due == first
    assert [each.due for each in tasks.open] == sorted(each.due for each in tasks.open)


@given(TASKS)
def test_tasks_are_read_as_they_were_sealed(tasks: Tasks) -> None:
    watched = Watched(tasks=tasks)
    assert read_watched(decode(encode(watched_value(watched)))) == watched


def test_what_was_sealed_before_there_were_tasks_opens_and_has_none() -> None:
    value = watched_value(Watched())
    assert isinstance(value, dict)
    older: dict[str, Value] = {name: each for name, each in value.items() if name != "tasks"}
    assert read_watched(older) == Watched()


def test_a_task_is_found_only_as_it_stands() -> None:
    one = Task(1, 7, OKAFOR, JUNE, JUNE)
    tasks = Tasks((one,))
    assert tasks.of(1, 0) == one
    changed = tasks.with_(replace(one, owner=PARK))
    assert changed.of(1, 0) is None
    assert changed.of(1, 1) == replace(one, owner=PARK, changes=1)
    assert changed.of(2, 0) is None
    assert changed.next_number == 2


def test_a_list_has_an_end_before_its_field_has() -> None:
    full = Tasks(tuple(Task(at, at, REYES, JUNE, JUNE) for at in range(1, MOST_OPEN + 1)))
    assert full.is_full
    assert not Tasks(full.each[1:]).is_full
    longest, most = PersonId("p" * 32), 2**31
    counted = Task(most, most, longest, JUNE, JUNE, Shows.YES, longest, State.WITHDRAWN, most)
    largest = replace(counted, ended=JUNE, ended_by=longest, changes=most)
    assert len(encode(watched_value(Watched(tasks=Tasks((largest,) * MOST))))) < HALF_AN_INSIDE
