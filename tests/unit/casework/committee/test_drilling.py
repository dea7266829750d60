"""Twice a year everybody shows that the paper still works. Only the day is kept."""

from casework.committee.records.recovery import Drill, Recovery
from casework.committee.services.recovery.drilling import (
    DoesNotOpen,
    TooOld,
    Works,
    try_share,
    try_sheet,
)
from casework.committee.services.roster import roster
from crypto.recovery import WrongLength
from tests.unit.casework.committee.papers import Papers, health, here, replace_recovery
from tests.unit.casework.committee.seats import MARIA, THOMAS, Seats


def test_a_drill_opens_a_practice_report_with_the_sheet_and_keeps_the_day(
    seats: Seats, papers: Papers
) -> None:
    me = seats.me(MARIA)
    assert isinstance(try_sheet(seats.desk, me, "other words entirely"), DoesNotOpen)
    assert isinstance(try_sheet(seats.desk, me, ""), DoesNotOpen)
    assert isinstance(try_sheet(seats.desk, me, seats.words[MARIA].upper()), Works)
    with seats.desk.database.reading() as tx:
        assert Recovery(tx).noted(Drill.SHEET) == {MARIA: seats.desk.today()}


def test_a_drill_of_a_recovery_sheet_says_whose_it_is_and_keeps_no_word(
    seats: Seats, papers: Papers
) -> None:
    me = seats.me(MARIA)
    for number, words in enumerate((*papers.members, *papers.outside)):
        assert f"{6 - number} of 6 recovery sheets were not tried" in health(seats)
        assert isinstance(try_share(seats.desk, me, words), Works)
    again = try_share(seats.desk, me, papers.outside[2])
    assert isinstance(again, Works)
    assert again.keeper is not None
    assert again.keeper.name == "Notary Voss"
    assert "All 6 recovery sheets were tried within half a year." in health(seats)
    assert isinstance(try_share(seats.desk, me, "academic"), WrongLength)
    assert here(seats) == 0
    replace_recovery(seats)
    assert isinstance(try_share(seats.desk, me, papers.outside[2]), TooOld)
    assert "6 of 6 recovery sheets were not tried" in health(seats)


def test_the_roster_says_in_words_how_everybodys_keys_are(seats: Seats) -> None:
    try_sheet(seats.desk, seats.me(MARIA), seats.words[MARIA])
    entries = {entry.person.id: entry for entry in roster(seats.desk, seats.found).entries}
    assert [str(line.text) for line in entries[MARIA].lines] == [
        "Keys are ready, by sheet; no passkey that unlocks.",
        "Tried the sheet on June 1, 2026.",
    ]
    assert str(entries[THOMAS].lines[1].text) == "Has not tried the sheet yet."
    seats.wait(200)
    entries = {entry.person.id: entry for entry in roster(seats.desk, seats.found).entries}
    assert "It is time again" in str(entries[MARIA].lines[1].text)
