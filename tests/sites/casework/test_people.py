"""The page about people, and every change of keys from screens of one's own."""

import re
from pathlib import Path

from casework.members.domain.accounts import State
from casework.members.records import Accounts
from casework.members.services.leaving import give_roles
from casework.rights import Role
from crypto.keyring.keyfile import CHEAPEST, Passphrase, lock_with_passphrase
from crypto.names import PersonId
from tests.members import WORDS
from tests.sites.casework.board import Board, change_on, words_on
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS
from tests.unit.crypto.committees import seeds_of

NINA = PersonId("nina-berg")


def test_the_page_shows_who_holds_keys_and_how_they_are(board: Board) -> None:
    text = board.screen_of(MARIA).get("/people").text
    assert "5 people hold keys" in text
    for said in (
        "Maria Alvarez",
        "Helen Grant (Lee &amp; Grant LLP)",
        "Keys are ready, by sheet; no passkey that unlocks.",
        "Any 2 of 3 members can change keys together.",
        "The recovery key was made for the people who sit today, and was never used.",
        "Try your sheet with the practice report.",
    ):
        assert said in text


def test_whoever_reads_from_outside_sees_it_and_changes_nothing(board: Board) -> None:
    screen = board.screen_of(HELEN)
    assert "Add somebody" not in screen.get("/people").text
    assert "Propose" not in screen.get(f"/people/{JUNE}").text
    assert screen.get("/people/add").status_code == 403
    for path in ("remove", "chair", "new-keys", "block", "invite"):
        assert screen.fill_in("/people", f"/people/{JUNE}/{path}").status_code == 403


def give_row(board: Board, person: PersonId, *roles: Role) -> None:
    with board.desk.database.transaction() as tx:
        give_roles(tx, person, frozenset(roles))


def test_a_row_that_says_more_than_the_signed_list_makes_nobody_a_member(board: Board) -> None:
    """It may be of yesterday's backup, or somebody's who can write rows and sign nothing."""
    helens, hers = board.screen_of(HELEN), board.screen_of(MARIA)
    sam = board.joined("sam-reed", "Sam Reed", Role.SECRETARY)
    his = board.signed_in(sam)
    for person in (HELEN, sam.id):
        give_row(board, person, Role.CHAIR, Role.MEMBER, Role.SECRETARY)
    assert helens.get("/people").status_code == 200
    assert helens.get("/people/add").status_code == 403
    assert his.get("/people").status_code == 403
    assert his.get("/history").status_code == 403
    assert his.get("/today").status_code == 200
    give_row(board, MARIA, Role.ASSISTANT)
    assert hers.get("/people/add").status_code == 200


def test_keys_that_the_signed_list_does_not_name_make_nobody_a_member(board: Board) -> None:
    june = board.seat(JUNE)
    with board.desk.keystore.change() as tx:
        other = lock_with_passphrase(seeds_of("other"), JUNE, Passphrase(june.words), CHEAPEST)
        tx.key_files.put_passphrase_file(JUNE, other)
    assert board.signed_in(june).get("/people").status_code == 403


def test_everybody_can_lock_while_the_dropbox_is_away(board: Board) -> None:
    screen = board.screen_of(MARIA)
    token = re.findall(r'csrf_token" value="([^"]+)"', screen.get("/you").text)[0]
    board.desk.dropbox.close()
    dropbox = Path(board.desk.settings.dropbox_url.removeprefix("sqlite:///"))
    dropbox.rename(dropbox.with_name("away"))
    assert screen.post("/lock", csrf_token=token).status_code == 303
    dropbox.with_name("away").rename(dropbox)
    assert "your keys are locked" in screen.get("/you").text


def test_who_is_not_there_is_not_found(board: Board) -> None:
    screen = board.screen_of(MARIA)
    for path in ("/people/nobody", "/people/changes/00", f"/people/changes/{'0' * 32}"):
        assert screen.get(path).status_code == 404


def test_somebody_joins_by_the_signatures_of_more_than_half(board: Board) -> None:
    hers, his, junes = (board.screen_of(who) for who in (MARIA, THOMAS, JUNE))
    sheet = hers.fill_in("/people/add", name="Nina Berg", role="member")
    words, change = words_on(sheet.text), change_on(sheet.text)
    assert words not in hers.get(change).text
    assert "Your word is asked: Nina Berg joins as a member" in his.get("/people").text
    assert "Your word is asked" not in hers.get("/people").text
    assert "You have signed." in his.fill_in(change, f"{change}/sign").text
    assert NINA not in {each.id for each in board.seats.manifest.persons}
    assert "You have signed." in junes.fill_in(change, f"{change}/sign").text
    assert board.seats.seen_by_the_intake().person(NINA).name == "Nina Berg"
    invited = hers.fill_in(f"/people/{NINA}", f"/people/{NINA}/invite")
    [code] = re.findall(r'class="bignumber"[^>]*>([^<]+)<', invited.text)
    nina = board.visitor()
    nina.fill_in("/join", "/join", code=code)
    steps = nina.fill_in("/join/steps", "/join/words", passphrase=words)
    assert steps.status_code == 303
    assert "Has not joined" in hers.get(f"/people/{NINA}").text


def test_a_form_that_is_not_right_says_what_is_wrong_and_keeps_what_was_typed(board: Board) -> None:
    screen = board.screen_of(MARIA)
    answer = screen.fill_in("/people/add", name="Nina  Berg", role="external", id="N B")
    assert answer.status_code == 422
    for said in ("Write the name as reporters", "Write where this person works", "Nina  Berg"):
        assert said in answer.text
    answer = screen.fill_in("/people/add", name="June Park", role="member", id="other")
    assert "That cannot be: two persons have one name." in answer.text
    answer = screen.fill_in("/people/add", name="Bo", role="recovery", id="-")
    assert "Choose what this person is" in answer.text


def test_whoever_is_removed_is_out_at_once(board: Board) -> None:
    hers, his, junes = (board.screen_of(who) for who in (MARIA, THOMAS, JUNE))
    went = hers.fill_in(f"/people/{JUNE}", f"/people/{JUNE}/remove")
    change = went.headers["Location"]
    assert junes.get("/people").status_code == 200
    his.fill_in(change, f"{change}/sign")
    assert junes.get("/people").status_code == 401
    assert "June Park leaves, and can open nothing from then on." in his.get(change).text
    with board.desk.database.reading() as tx:
        account = Accounts(tx).by_person(JUNE)
    assert account is not None
    assert account.state is State.ENDED
    with board.desk.keystore.reading() as keys:
        assert JUNE not in keys.key_files.people()
    assert "Replace the recovery key on a key day." in his.get("/people").text


def test_the_chair_leaves_only_when_somebody_else_leads(board: Board) -> None:
    his, junes = board.screen_of(THOMAS), board.screen_of(JUNE)
    board.seat(MARIA)
    answer = his.fill_in(f"/people/{MARIA}", f"/people/{MARIA}/remove")
    assert answer.status_code == 422
    assert "That cannot be: the chair passes to somebody else first." in answer.text
    went = his.fill_in(f"/people/{MARIA}", f"/people/{MARIA}/remove", chair=JUNE)
    change = went.headers["Location"]
    junes.fill_in(change, f"{change}/sign")
    assert board.seats.manifest.person(JUNE).chair
    with board.desk.database.reading() as tx:
        account = Accounts(tx).by_person(JUNE)
    assert account is not None
    assert account.roles == {Role.CHAIR, Role.MEMBER}


def test_one_withdraws_what_one_proposed_and_no_more(board: Board) -> None:
    hers, his = board.screen_of(MARIA), board.screen_of(THOMAS)
    change = hers.fill_in("/people", "/people/confirm").headers["Location"]
    assert "Withdraw my proposal" in hers.get(change).text
    assert "Withdraw my proposal" not in his.get(change).text
    assert his.fill_in(change, f"{change}/withdraw").status_code == 422
    assert hers.fill_in(change, f"{change}/withdraw").status_code == 303
    assert "Nothing was signed." in his.fill_in(change, f"{change}/sign").text


def test_blocking_ends_every_session_and_asks_for_each_device_again(board: Board) -> None:
    hers, junes = board.screen_of(MARIA), board.screen_of(JUNE)
    with board.desk.keystore.change() as keys:
        keys.key_files.put_passkey_file(JUNE, b"tablet", bytes(252))
    answer = hers.fill_in(f"/people/{JUNE}", f"/people/{JUNE}/block")
    assert "No device of June Park unlocks anything now." in answer.text
    assert junes.get("/people").status_code == 401
    with board.desk.keystore.reading() as keys:
        assert keys.key_files.passkeys(JUNE) == ()


def test_a_site_without_a_committee_says_so(board: Board) -> None:
    screen = board.screen_of(MARIA)
    board.seats.table.lose_the_dropbox()
    text = screen.get("/people").text
    assert "The committee is not founded yet" in text
    for path in ("/keys", "/recovery"):
        assert "No keys yet" in screen.get(path).text


def test_new_keys_for_another_are_signed_like_any_change(board: Board) -> None:
    hers, his = board.screen_of(MARIA), board.screen_of(THOMAS)
    sheet = hers.fill_in(f"/people/{JUNE}", f"/people/{JUNE}/new-keys")
    assert "These words are not yours." in sheet.text
    change = change_on(sheet.text)
    his.fill_in(change, f"{change}/sign")
    junes = board.seats
    junes.words[JUNE] = words_on(sheet.text)
    assert junes.seeds(JUNE).signing.public == junes.manifest.person(JUNE).signing
    assert "A new one is due." in his.get(f"/people/{JUNE}").text
    assert WORDS not in sheet.text
