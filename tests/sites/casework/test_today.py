"""Today shows what needs whoever is in, worst first, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.collecting.domain import Mark
from casework.collecting.records.marks import Marks
from casework.collecting.services.selftesting import SelfTestDays, came_through
from casework.members.records import SecondFactors
from casework.members.services import codes
from casework.rights import Role
from casework.today.domain import MOST, Harm, Need, in_order
from tests.members import WORDS, House, Somebody
from tests.sites.casework.board import Board
from tests.unit.casework.committee.seats import MARIA

needs = st.builds(
    Need,
    what=st.text(max_size=3),
    button=st.just("Open"),
    href=st.just("/"),
    harm=st.sampled_from(Harm),
    until=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


@given(st.lists(needs, max_size=20))
def test_what_does_harm_stands_first_and_no_more_than_seven_are_shown(found: list[Need]) -> None:
    shown = in_order(found)
    assert len(shown.first) == min(len(found), MOST)
    assert len(shown.first) + shown.more == len(found)
    harms = [need.harm for need in shown.first]
    assert harms == sorted(harms)
    left_over = list(found)
    for need in shown.first:
        left_over.remove(need)
    assert all(need.harm >= harms[-1] for need in left_over)
    for one, next_one in zip(shown.first, shown.first[1:], strict=False):
        if one.harm is next_one.harm and next_one.until:
            assert one.until is not None
            assert one.until <= next_one.until


def test_the_first_screen_after_the_door_is_today(house: House, maria: Somebody) -> None:
    visitor = house.signed_in(maria)
    assert visitor.get("/").headers["Location"] == "/today"


def test_somebody_without_passkeys_is_asked_for_one(house: House, maria: Somebody) -> None:
    page = house.signed_in(maria).get("/today").text
    assert "One thing needs you" in page
    assert "Add a passkey, and then a second one" in page


def test_few_codes_on_paper_ask_for_a_new_sheet(house: House, maria: Somebody) -> None:
    two = frozenset(sorted(codes.new_sheet().known)[:2])
    with house.desk.database.transaction() as tx:
        SecondFactors(tx).set_codes(maria.id, two)
    page = house.signed_in(maria).get("/today").text
    assert "Make a new sheet of recovery codes" in page
    assert "2 codes are left." in page


def test_a_new_device_is_named_first_to_members_and_to_nobody_else(
    house: House, maria: Somebody, thomas: Somebody
) -> None:
    assistant = house.joined("s1", "Ada Lind", Role.ASSISTANT)
    new = house.at_the_door(maria, house.visitor())
    new.fill_in("/", "/unlock", passphrase=WORDS)
    page = house.signed_in(thomas).get("/today").text
    assert "2 things need you" in page
    assert page.index("waits for approval") < page.index("Add a passkey")
    assert "waits for approval" not in house.signed_in(assistant).get("/today").text


def test_members_see_how_far_the_daily_test_came_and_others_do_not(board: Board) -> None:
    page = board.screen_of(MARIA).get("/today").text
    assert "The daily test has not come through lately." in page
    assert page.count("Not yet") == 4
    secretary = board.joined("s1", "Ada Lind", Role.SECRETARY)
    assert "Does the form work?" not in board.signed_in(secretary).get("/today").text


@pytest.mark.parametrize(("ago", "works"), [(0, True), (1, True), (2, False)])
def test_a_test_that_came_through_by_yesterday_is_well(ago: int, works: bool) -> None:
    day = date(2026, 6, 12)
    days = SelfTestDays(day, day, day, None)
    assert came_through(days, day + timedelta(days=ago)) is works
    assert not came_through(replace(days, returned=None), day)


def test_what_has_stopped_is_watched_by_members_alone(board: Board) -> None:
    with board.desk.database.transaction() as tx:
        Marks(tx).put(Mark.REFUSED, date(2026, 6, 12))
    seen = "Something in the dropbox was not what it said it was. Found on June 12, 2026."
    assert seen in board.screen_of(MARIA).get("/today").text
    secretary = board.joined("s1", "Ada Lind", Role.SECRETARY)
    assert "Watch" not in board.signed_in(secretary).get("/today").text
