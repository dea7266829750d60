"""Somebody from outside who is let in to one report: asked, signed for, invited, let in, gone."""

import re
from datetime import timedelta

from casework.complaints.services.readers.private import keep_between, private_notes
from casework.complaints.services.reading.casefiles import open_file
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.views.parts.addresses import case_at
from crypto.manifest.people import Role as Seated
from crypto.message.said import Answer
from crypto.names import PersonId
from deploy.standin.people import Seat
from tests.browser import Visitor, typed_in, wrong_in
from tests.cases import cases_of, day_of, done, name_of, only_case, press, take_out
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.committee import newcomer
from tests.sites.casework.board import Board, change_on, words_on
from tests.sites.casework.test_joining import add_app, sheet_of

ADA = PersonId("ada-lowe")
GUEST = newcomer(Seat(ADA, Seated.GUEST, "Ada Lowe", organisation="Lowe LLP"))
STORY = Answer("what", "The rebates are kept in a file called the cushion.")
OTHER = Answer("what", "The scrap is sold for cash.")
NOT_HERS = ("/people", "/records", "/figures", "/history", "/exports", "/reports/enter")
HERS = ("/today", "/reports", "/search", "/ties", "/keys", "/keys/drill", "/keys/lost", "/settings")
OF_THE_COMMITTEE = (
    "notes", "triage", "conflicts", "severity", "scope", "hand-over", "people", "outcome",
    "finish", "kept", "timeline", "export", "linked", "due", "protection", "identity", "files",
    "hidden",
)  # fmt: skip


def test_a_guest_is_added_by_signatures_invited_and_comes_in(board: Board) -> None:
    hers, his = board.screen_of(MARIA), board.screen_of(THOMAS)
    form = {"name": "Ada Lowe", "role": "guest"}
    refused = hers.fill_in("/people/add", **form)
    assert "Write where this person works" in refused.text
    sheet = hers.fill_in("/people/add", **form, organisation="Lowe LLP")
    words, change = words_on(sheet.text), change_on(sheet.text)
    his.fill_in(change, f"{change}/sign")
    assert board.seats.manifest.person(ADA).role is Seated.GUEST
    place = f"/people/{ADA}"
    assert "Choose what this guest is." in hers.fill_in(place, f"{place}/invite").text
    invited = hers.fill_in(place, f"{place}/invite", kind="counsel")
    [code] = re.findall(r'class="bignumber"[^>]*>([^<]+)<', invited.text)
    joined(board, code, words)
    assert "Has not joined" not in hers.get(place).text
    assert "Guest, for single cases" in hers.get(place).text


def joined(board: Board, code: str, words: str) -> None:
    """Go through every step at the door, as whoever holds the paper does."""
    ada = board.visitor()
    ada.fill_in("/join", "/join", code=code)
    ada.fill_in("/join/steps", "/join/words", passphrase=words)
    add_app(ada, board)
    ada.fill_in("/join/steps", "/join/finish", code=sheet_of(ada)[0])
    assert "Reports" in ada.get("/today").text
    assert [ada.get(path).status_code for path in NOT_HERS] == [403] * len(NOT_HERS)
    assert [ada.get(path).status_code for path in HERS] == [200] * len(HERS)


def let_in(channel: Channel, *parts: str, days: int = 7) -> tuple[Visitor, str]:
    """Let the guest in to the one report that Maria reads, and return Maria and the report."""
    channel.with_guest(GUEST)
    channel.report(STORY, files={"a.txt": b"0"})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    channel.report(OTHER)
    granted(channel, maria, case, *parts, days=days)
    return maria, case


def reading(channel: Channel, case: str) -> Visitor:
    """Sign the guest in, and have them say that nothing stands in their way."""
    ada = channel.sign_in(ADA)
    done(press(ada, f"{case}/first"))
    return ada


def granted(channel: Channel, maria: Visitor, case: str, *parts: str, days: int = 7) -> None:
    place, until = f"{case}/people", channel.desk.today() + timedelta(days=days)
    asked = {"who": ADA, "why": "We need advice.", "free": "Asked her.", **day_of("until", until)}
    done(press(maria, place, f"{place}/grant", parts=list(parts), **asked))


def test_a_guest_is_not_let_in_while_a_box_lacks_something_and_nothing_typed_is_lost(
    channel: Channel,
) -> None:
    channel.with_guest(GUEST)
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/people"
    typed = {"why": "w" * 201, "parts": "evidence", **day_of("until", channel.desk.today())}
    page = press(maria, place, f"{place}/grant", **typed | {"until-month": "40"}).text
    assert wrong_in(page) == {
        "guest": "Choose who.",
        "why-guest": "It is too long by 1 character. Shorten it.",
        "free-guest": "Say how you know that nothing stands in their way.",
        "until": "Give a day to come on which it ends.",
    }
    assert typed_in(page, f"{place}/grant") == typed | {"until-month": "40"}


def test_both_reasons_for_a_guest_stand_whole_in_the_timeline_in_any_script(
    channel: Channel,
) -> None:
    channel.with_guest(GUEST)
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case, until = only_case(maria), day_of("until", channel.desk.today() + timedelta(days=7))
    why, free = "書" * 133, "間" * 133
    asked = {"who": ADA, "why": why, "free": free, **until}
    done(press(maria, f"{case}/people", f"{case}/people/grant", parts=["evidence"], **asked))
    told = maria.get(f"{case}/timeline").text
    assert why in told
    assert free in told


def test_a_guest_sees_the_one_report_and_of_it_what_was_granted(channel: Channel) -> None:
    maria, case = let_in(channel, "evidence")
    name, ada = name_of(maria, case), reading(channel, case)
    assert cases_of(ada) == {case}
    assert len(cases_of(maria)) == 2
    assert "cushion" in ada.get(case).text
    assert name not in ada.get("/today").text, "nothing of it waits for a guest"
    assert "a.txt" in ada.get(f"{case}/files").text
    for part in set(OF_THE_COMMITTEE) - {"files"}:
        assert ada.get(f"{case}/{part}").status_code == 404, part
    assert ada.get(f"{case}/privileged").status_code == 404
    assert "Write to the reporter" not in ada.get(f"{case}/conversation").text


def test_a_guest_finds_by_search_what_was_granted_and_nothing_else(channel: Channel) -> None:
    _, case = let_in(channel)
    ada = reading(channel, case)
    ada.get("/search/making")
    assert case in found(ada, "cushion")
    assert not found(ada, "scrap")


def found(visitor: Visitor, words: str) -> set[str]:
    asked = visitor.fill_in("/search", "/search", words=words)
    return set(re.findall(r"/reports/[\w-]{43}", visitor.get(asked.headers["Location"]).text))


def test_a_guest_can_post_nothing_to_a_report(channel: Channel) -> None:
    _, case = let_in(channel)
    ada = reading(channel, case)
    for part in ("conversation", "notes", "people/remove", "people/grant", "people/add", "triage",
                 "outcome/find", "conflicts", "kept/hold", "aside"):  # fmt: skip
        answer = ada.fill_in(
            "/settings", f"{case}/{part}", who=THOMAS, why="x", reply="x", note="x"
        )
        assert answer.status_code in {404, 422}, part


def test_a_guests_time_ends_by_itself_and_new_keys_follow(channel: Channel) -> None:
    maria, case = let_in(channel, days=2)
    maria.get(case)  # whoever has had it on a screen before is asked for nothing more by it
    ada, today = channel.sign_in(ADA), channel.desk.today()
    channel.later(today + timedelta(days=2))
    assert cases_of(ada) == {case}
    channel.later(today + timedelta(days=3))
    assert cases_of(channel.sign_in(ADA)) == set()
    assert channel.sign_in(ADA).get(case).status_code == 404
    maria = channel.sign_in(MARIA)
    maria.get(case)
    assert keys_of(channel.desk, channel.seat(ADA)).cases == frozenset()
    assert "Ada Lowe" not in maria.get(f"{case}/people").text.partition("Let counsel")[0]


def test_a_guest_who_is_removed_is_out_at_once(channel: Channel) -> None:
    maria, case = let_in(channel)
    ada, place = reading(channel, case), f"{case}/people"
    done(maria.fill_in(place, f"{place}/remove", who=ADA, why="It is done.", sure="1"))
    assert ada.get(case).status_code == 404
    assert keys_of(channel.desk, channel.seat(ADA)).cases == frozenset()


def test_the_people_page_says_how_counsel_is_let_in_when_there_is_no_guest(
    channel: Channel,
) -> None:
    persons = channel.committee.founded.manifest.persons
    channel.committee.next_manifest([each for each in persons if each.role is not Seated.GUEST])
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    page = maria.get(f"{only_case(maria)}/people").text
    assert "Nobody is a guest whom this could be opened to." in page


def test_a_guest_whom_something_keeps_away_cannot_be_let_in(channel: Channel) -> None:
    channel.with_guest(GUEST)
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "Ada Lowe" in maria.get(f"{case}/people").text
    done(press(maria, f"{case}/conflicts", name="Ada", part="subject", person=ADA))
    assert "Ada Lowe" not in maria.get(f"{case}/people").text


def test_a_guest_who_is_written_down_as_somebody_in_it_loses_it_first(channel: Channel) -> None:
    maria, case = let_in(channel)
    ada = channel.sign_in(ADA)
    done(press(maria, f"{case}/conflicts", name="Ada Lowe", part="witness", person=ADA))
    assert ada.get(case).status_code == 404


def test_a_guest_declares_ties_that_whoever_triages_sees(channel: Channel) -> None:
    maria, case = let_in(channel)
    ada = channel.sign_in(ADA)
    typed = {"kind": "family", "name": "Cushion Brothers"}
    done(press(ada, "/ties", **typed))
    assert "Cushion Brothers" in ada.get("/ties").text
    assert "on the list of Ada Lowe" not in channel.sign_in(THOMAS).get("/ties").text
    assert "Cushion Brothers" in maria.get(f"{case}/conflicts").text


def test_a_note_to_one_reader_that_a_guest_made_is_no_note(channel: Channel) -> None:
    """A guest signs nothing but the own ties, whatever program the note was made with."""
    _, case = let_in(channel)
    which = case_at(case.rpartition("/")[2])
    for who, notes in ((ADA, 0), (THOMAS, 1)):
        with channel.desk.database.transaction() as tx:
            file = open_file(tx, channel.desk, channel.seat(who), which)
            assert file is not None
            keep_between(tx, file.me, file.committee.link, [MARIA], {"why": "x"})
        with channel.desk.database.reading() as tx:
            found = list(private_notes(tx, channel.desk, channel.seat(MARIA)))
        assert len(found) == notes


def test_new_keys_do_not_ask_a_guest_anew(channel: Channel) -> None:
    maria, case = let_in(channel, "evidence")
    ada = reading(channel, case)
    done(take_out(maria, case, JUNE, "It is her team."))
    assert "cushion" in ada.get(case).text
    done(press(maria, f"{case}/notes", note="Ask for the ledger."))
    assert "cushion" in channel.sign_in(ADA).get(case).text
