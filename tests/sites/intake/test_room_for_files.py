"""Files for which there is no room, and files that are too large: nothing typed is lost."""

from dataclasses import replace
from html import unescape

from flask import Flask

from intake.desk import Desk, lay_desk
from intake.throttle import Gates
from tests.browser import Visitor
from tests.sites.intake.pressing import checked, hidden, upload
from tests.sites.intake.test_sending import blobs_in


def leave_a_megabyte(site: Flask) -> None:
    """Use up what may come in within the hour, and stop the clock that gives it back."""
    desk: Desk = site.extensions["desk"]
    gates = Gates(hourly_reports=100, hourly_gigabytes=1, seconds=lambda: 0.0)
    gates.upload(999_000_000)
    lay_desk(site, replace(desk, gates=gates))


def test_files_for_which_this_hour_has_no_room_lose_nothing_that_was_typed(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    leave_a_megabyte(open_intake)
    fields = checked(open_reporter)
    too_much = upload(open_reporter, fields, ("a.txt", b"x" * 2_000_000))
    assert "The files did not upload. Your text is still here" in too_much.text
    assert hidden(too_much.text)["what"] == fields["what"]
    assert blobs_in(open_intake) == 0


def test_files_that_are_turned_away_leave_the_hour_to_others(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    leave_a_megabyte(open_intake)
    fields = checked(open_reporter)
    for _ in range(3):
        forged = fields | {"token": "forged"}
        assert (
            "Save these words" not in upload(open_reporter, forged, ("a.txt", b"x" * 900_000)).text
        )
    assert "Files that arrived" in upload(open_reporter, fields, ("a.txt", b"x" * 900_000)).text


def test_a_file_of_five_gigabytes_is_refused_by_name_and_loses_nothing_that_was_typed(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    desk: Desk = open_intake.extensions["desk"]
    lay_desk(open_intake, replace(desk, settings=replace(desk.settings, file_megabytes=1)))
    fields = checked(open_reporter)
    film = ("film.mp4", b"x" * 2_000_000)
    answer = upload(open_reporter, fields, film, announced=5_000_000_000)
    assert "“film.mp4” is too big. The limit is 1 MB" in unescape(answer.text)
    assert hidden(answer.text)["what"] == fields["what"]
