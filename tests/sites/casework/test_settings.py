"""Settings gathers what a person can set: each row says how it is, and none leads nowhere."""

import re

from casework.collecting.domain import Mark
from casework.collecting.records.addresses import Addresses
from casework.collecting.records.marks import Marks
from casework.rights import Role
from tests.members import House, Somebody
from tests.sites.casework.board import Board
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA

_LINKS = re.compile(r'<a class="btn[^"]*" href="([^"]+)"')


def test_every_row_leads_to_a_page_that_is_open(board: Board) -> None:
    for person, role in ((MARIA, "member"), (HELEN, "reader from outside")):
        screen = board.screen_of(person)
        page = screen.get("/settings").text
        links = set(_LINKS.findall(page)) - {"#menu"}
        assert {"/you", "/devices", "/keys", "/keys/drill", "/keys/lost", "/recovery"} <= links
        assert {screen.get(link).status_code for link in links} == {200}, role


def test_it_says_how_things_are(board: Board) -> None:
    with board.desk.database.transaction() as tx:
        Addresses(tx).put(MARIA, "maria@example.org")
        Marks(tx).put(Mark.REFUSED, board.desk.today())
    page = board.screen_of(MARIA).get("/settings").text
    for said in (
        "No passkey. 10 codes are left on paper.",
        "One session is open. You use one device.",
        "After 10 minutes without you.",
        "None waits.",
        "Has not tried the sheet yet.",
        "One mail a day goes to maria@example.org.",
        "Something in the dropbox was not what it said it was.",
    ):
        assert said in page
    others = board.screen_of(JUNE).get("/settings").text
    assert "You get no mail: there is no address." in others
    assert "maria@example.org" not in others


def test_whoever_holds_no_key_sees_nothing_of_keys(house: House) -> None:
    page = house.signed_in(house.joined("s1", "Sam Reed", Role.SECRETARY)).get("/settings").text
    assert "How you come in" in page
    assert "/keys" not in page
    assert "Daily mail" not in page


def test_before_there_is_a_list_it_says_so(house: House, maria: Somebody) -> None:
    page = house.signed_in(maria).get("/settings").text
    assert "The list that counts does not name you." in page


def test_pages_without_a_place_in_the_rail_stand_under_settings(
    house: House, maria: Somebody
) -> None:
    visitor = house.signed_in(maria)
    for path in ("/settings", "/you", "/devices"):
        shown = " ".join(visitor.get(path).text.split())
        assert re.search(r'<a href="/settings"[^>]*aria-current="page"', shown), path
