"""Scenes in which something is missing or wrong: what a page says then stands beside the field."""

import re
from typing import Final

from casework.rights import Role
from tests.cases import day_of, done, press
from tests.channel import THOMAS, Channel
from tests.evidence import ready
from tests.exports import WHAT, WHOM, WORDS, carried
from tests.members import WORDS as SIX
from tests.members import House
from tests.sites.casework.board import Board, change_on, words_on
from tests.sites.casework.test_joining import JUNE, add_passkey, begun, invited, sheet_of
from tests.sites.casework.test_own_keys import share
from tests.sites.casework.test_passkeys import (
    test_what_was_asked_of_one_member_adds_nothing_for_another as adds_another_ones_passkey,
)
from tests.unit.casework.committee.papers import papers_of
from tests.unit.casework.committee.seats import MARIA as CHAIR
from tests.unit.casework.committee.seats import THOMAS as SECOND

REFUSED: Final = 422
_REMARKED: Final = re.compile(r"[?]on=([0-9a-f]+)#remark")


def whoever_errs_at_the_door(house: House) -> None:
    house.visitor().get("/")  # before anybody was invited
    maria = house.joined("m1", "Maria Alvarez", Role.CHAIR, Role.MEMBER)
    thomas = house.joined("m2", "Thomas Okafor", Role.MEMBER)
    stranger = house.visitor()
    stranger.get("/help")
    stranger.fill_in("/", "/sign-in/code", name="Maria Alvarez", code="000000")
    stranger.fill_in("/join", code="1234")
    house.at_the_door(maria).fill_in("/", "/unlock", passphrase="six other words")
    house.signed_in(maria).fill_in("/you", "/you/codes")
    adds_another_ones_passkey(house, maria, thomas)


def whoever_errs_while_joining(house: House) -> None:
    visitor = begun(house, invited(house))
    house.keys(JUNE.person)
    steps = "/join/steps"
    visitor.fill_in(steps, "/join/words", passphrase="six other words")
    visitor.fill_in(steps, "/join/words", passphrase=SIX)
    visitor.fill_in(steps, "/join/passkey", label="iPad")
    for device in ("iPad", "Blue key"):
        add_passkey(visitor, device)
    sheet = sheet_of(visitor)
    visitor.fill_in(steps, "/join/finish", code="no code of the sheet")
    done(visitor.fill_in(steps, "/join/finish", code=sheet[0]))
    visitor.get("/today")  # with two keys nothing waits


def whoever_errs_about_people(board: Board) -> None:
    papers, thomas = papers_of(board.seats), board.seat(SECOND)
    hers, door = board.screen_of(CHAIR), board.at_the_door(thomas)
    words = words_on(door.fill_in("/new-keys", "/new-keys/ask").text)
    door.fill_in("/new-keys", "/new-keys/sign", words=words)
    change = change_on(hers.get("/people").text)
    hers.fill_in(change, f"{change}/sign")
    hers.fill_in(change, f"{change}/withdraw")  # as nobody may but who proposed it
    for paper in (*papers.members[:2], *papers.outside[:2]):
        share(hers, paper)
    hers.fill_in("/recovery", f"/recovery/sign/{change.rpartition('/')[2]}")
    # What the recovery key has signed waits for a week, and nothing else is proposed.
    hers.fill_in("/people", "/people/confirm")
    hers.fill_in("/keys", "/keys/new")


def whoever_errs_in_a_case(channel: Channel) -> None:
    maria, case = ready(channel, files={"gate-log.csv": b"0" * 100})
    for part in ("notes", "conflicts", "conversation", "due"):
        press(maria, f"{case}/{part}")
    press(maria, f"{case}/tasks", form="set")
    place = f"{case}/timeline"
    [line, *_] = _REMARKED.findall(maria.get(place).text)
    press(maria, f"{place}?on={line}", place, on=line)


def whoever_errs_in_a_list(channel: Channel) -> None:
    channel.join(THOMAS)
    maria, _ = ready(channel)
    maria.fill_in("/search", words="")
    press(maria, "/stand-ins", "/stand-ins/tried")
    press(maria, "/exports")
    today = channel.desk.today()
    period = day_of("since", today) | day_of("until", today)

    page = press(maria, "/exports", pieces=["timeline"], second=THOMAS, **period, **WHOM, **WORDS)
    assert "/exports/ask" in page.text, page.text


def whoever_leaves_out_something_when_exporting(channel: Channel) -> None:
    maria, case = ready(channel)
    place = f"{case}/export"
    page = maria.get(place)
    for number, asked in enumerate((WHAT, WHOM, WORDS), 2):
        fields = carried(page.text, place)
        assert maria.post(place, **fields, to=str(number)).status_code == REFUSED
        page = maria.post(place, **fields, **asked, to=str(number))
    last = f"{place}/take"
    assert maria.post(last, **carried(page.text, last)).status_code == REFUSED
