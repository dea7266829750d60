"""One's own keys: a new sheet, new keys, a lost device, practice; and the way back in."""

from werkzeug.test import TestResponse

from casework.committee.records.recovery import Drill, Recovery
from casework.trust import Standing
from tests.browser import Visitor
from tests.cases import press
from tests.members import WORDS
from tests.sites.casework.board import Board, change_on, words_on
from tests.unit.casework.committee.papers import papers_of
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS


def test_a_new_sheet_opens_the_same_keys_and_the_old_words_nothing(board: Board) -> None:
    june = board.seat(JUNE)
    screen = board.signed_in(june)
    sheet = screen.fill_in("/keys", "/keys/sheet")
    june.words = words_on(sheet.text)
    assert "These words are not yours." not in sheet.text
    assert "5 people hold keys" in board.signed_in(june).get("/people").text
    locked = board.at_the_door(june)
    assert "does not match" in locked.fill_in("/", "/unlock", passphrase=WORDS).text


def test_whoever_lost_the_sheet_gets_new_keys_on_a_screen_of_their_own(board: Board) -> None:
    hers, his = board.screen_of(MARIA), board.screen_of(THOMAS)
    june = board.seat(JUNE)
    door = board.at_the_door(june)
    assert "Ask for new keys" in door.get("/new-keys").text
    sheet = door.fill_in("/new-keys", "/new-keys/ask")
    june.words = words_on(sheet.text)
    assert "They open nothing yet." in sheet.text
    assert june.words not in hers.get("/people").text
    assert "does not open" not in door.get("/new-keys").text
    wrong = door.fill_in("/new-keys", "/new-keys/sign", words="other words")
    assert "These words do not open the new keys." in wrong.text
    signed = door.fill_in("/new-keys", "/new-keys/sign", words=june.words)
    assert "You have signed." in signed.text
    change = change_on(hers.get("/people").text)
    assert "June Park gets new keys." in hers.get(change).text
    hers.fill_in(change, f"{change}/sign")
    his.fill_in(change, f"{change}/sign")
    assert "5 people hold keys" in board.signed_in(june).get("/people").text
    assert "A new one is due." not in hers.get(f"/people/{JUNE}").text  # nobody else saw it


def test_the_words_of_new_keys_cannot_be_guessed_at_the_door(board: Board) -> None:
    door = board.at_the_door(board.seat(JUNE))
    door.fill_in("/new-keys", "/new-keys/ask")
    for _ in range(6):
        answer = door.fill_in("/new-keys", "/new-keys/sign", words="other words")
        assert answer.status_code == 422
    assert door.fill_in("/new-keys", "/new-keys/sign", words="other").status_code == 429
    for _ in range(5):
        ask_again(door)
    assert ask_again(door).status_code == 429


def ask_again(door: Visitor) -> TestResponse:
    """Press the button as the page shows it, which says what is taken back by it."""
    return press(door, "/new-keys", "/new-keys/ask")


def test_asking_for_new_keys_takes_nothing_back_unasked(board: Board) -> None:
    june = board.seat(JUNE)
    screen = board.signed_in(june)
    change = screen.fill_in("/people", "/people/confirm").headers["Location"]
    door = board.at_the_door(june)
    refused = door.fill_in("/new-keys", "/new-keys/ask")
    assert refused.status_code == 422
    assert "Read it first, and then ask again." in refused.text
    assert "The same people and keys, confirmed." in refused.text
    assert "It was withdrawn." not in screen.get(change).text
    stale = door.fill_in("/new-keys", "/new-keys/ask", instead="00" * 16)
    assert stale.status_code == 422
    assert "They open nothing yet." in ask_again(door).text
    assert "It was withdrawn." in screen.get(change).text


def test_a_change_that_nobody_finished_is_named_in_the_history(board: Board) -> None:
    hers, his = board.screen_of(MARIA), board.screen_of(THOMAS)
    board.screen_of(JUNE).fill_in("/people", "/people/confirm")
    change = hers.fill_in("/people", "/people/confirm").headers["Location"]
    his.fill_in(change, f"{change}/sign")
    said = "Version 2 of the list of keys, as June Park proposed it, was not finished."
    assert said in his.get("/history").text


def test_everybody_wraps_anew_once_for_each_list_whether_there_was_much_or_nothing(
    board: Board,
) -> None:
    maria, thomas = board.seat(MARIA), board.seat(THOMAS)
    hers, his = board.signed_in(maria), board.signed_in(thomas)
    assert "wrapped anew" not in hers.get("/history").text
    change = hers.fill_in("/people", "/people/confirm").headers["Location"]
    his.fill_in(change, f"{change}/sign")
    for person in (maria, maria, thomas):
        board.signed_in(person)
    page = his.get("/history").text
    for name in ("Maria Alvarez", "Thomas Okafor"):
        assert page.count(f"{name} wrapped anew, for version 2, what these keys open.") == 1


def test_nobody_asks_for_new_keys_without_a_second_factor(board: Board) -> None:
    board.seat(JUNE)
    assert board.visitor().get("/new-keys").status_code == 401


def test_own_new_keys_wait_for_the_others(board: Board) -> None:
    june = board.seat(JUNE)
    screen, hers, his = board.signed_in(june), board.screen_of(MARIA), board.screen_of(THOMAS)
    sheet = screen.fill_in("/keys", "/keys/new")
    change = change_on(sheet.text)
    for member in (hers, his):
        member.fill_in(change, f"{change}/sign")
    assert screen.get("/people").status_code == 401
    june.words = words_on(sheet.text)
    assert "5 people hold keys" in board.signed_in(june).get("/people").text


def test_a_lost_device_is_blocked_from_another_which_stays(board: Board) -> None:
    june = board.seat(JUNE)
    here, lost = board.signed_in(june), board.signed_in(june)
    with board.desk.keystore.change() as keys:
        keys.key_files.put_passkey_file(JUNE, b"tablet", bytes(252))
    answer = here.fill_in("/keys/lost")
    assert "Every device but this one is blocked." in answer.text
    assert lost.get("/people").status_code == 401
    assert here.get("/people").status_code == 200
    with board.desk.keystore.reading() as keys:
        assert keys.key_files.passkeys(JUNE) == ()


def test_a_drill_needs_nothing_but_the_paper_and_gives_no_word_back(board: Board) -> None:
    screen, papers = board.screen_of(HELEN), papers_of(board.seats)
    wrong = screen.fill_in("/keys/drill", "/keys/drill/sheet", words="canary words")
    assert wrong.status_code == 422
    assert "canary" not in wrong.text
    right = screen.fill_in("/keys/drill", "/keys/drill/sheet", words=WORDS.upper())
    assert "The sheet works: it opened a practice report." in right.text
    with board.desk.database.reading() as tx:
        assert set(Recovery(tx).noted(Drill.SHEET)) == {HELEN}
    tried = screen.fill_in("/keys/drill", "/keys/drill/share", share=papers.outside[0])
    assert "The sheet of Lee &amp; Grant LLP can be read." in tried.text
    wrong = screen.fill_in("/keys/drill", "/keys/drill/share", share="academic canary")
    assert "Word 2 is on no sheet." in wrong.text
    assert "canary" not in wrong.text


def share(screen: Visitor, words: str) -> str:
    return screen.fill_in("/recovery", "/recovery/share", share=words).text


def test_keepers_type_their_sheets_on_their_own_screens_until_there_are_enough(
    board: Board,
) -> None:
    papers = papers_of(board.seats)
    hers, his, outside = (board.screen_of(who) for who in (MARIA, THOMAS, HELEN))
    assert "Sheets from outside: Lee &amp; Grant LLP" in hers.get("/recovery").text
    said = share(hers, papers.members[0])
    assert "Still needed: at least one sheet of a member and at least one sheet from" in said
    assert "You typed 2 words. A sheet has 33." in share(his, "academic acid")
    share(his, papers.members[1])
    share(outside, papers.outside[0])
    page = share(outside, papers.outside[2])
    assert "Enough sheets are here." in page
    assert "Give back what only recovery can read" not in page  # from outside nobody acts
    answer = hers.fill_in("/recovery", "/recovery/restore")
    assert (
        "What only recovery could read is given back. Replace the recovery key now." in answer.text
    )
    assert "Replace the recovery key on a key day. It was used." in his.get("/people").text
    # How many cases there are is nobody's to know who may not read all of them.
    said = "Maria Alvarez used the recovery key to give back what nobody else could read."
    assert said in his.get("/history").text
    assert hers.fill_in("/recovery", "/recovery/restore").status_code == 422


def test_recovery_signs_where_too_few_are_left_and_all_see_it_for_seven_days(board: Board) -> None:
    papers = papers_of(board.seats)
    thomas = board.seat(THOMAS)
    june = board.seat(JUNE)
    hers, junes = board.screen_of(MARIA), board.signed_in(june)
    door = board.at_the_door(thomas)
    thomas.words = words_on(door.fill_in("/new-keys", "/new-keys/ask").text)
    door.fill_in("/new-keys", "/new-keys/sign", words=thomas.words)
    change = change_on(hers.get("/people").text)
    hers.fill_in(change, f"{change}/sign")
    for words in (*papers.members[:2], *papers.outside[:2]):
        share(hers, words)
    signed = hers.fill_in("/recovery", f"/recovery/sign/{change.rpartition('/')[2]}")
    assert "The recovery key has signed this change." in signed.text
    assert "A change was signed with the recovery key." in junes.get("/people").text
    assert "7 days left" in junes.get("/people").text
    board.seats.wait(7)
    board.signed_in(june)  # whoever unlocks next finishes it
    found = board.desk.trust.now()
    assert isinstance(found, Standing)
    assert found.manifest.version == 2
    assert "5 people hold keys" in board.signed_in(thomas).get("/people").text


def test_the_key_day_is_a_page_to_print(board: Board) -> None:
    assert (
        "type your words back from the paper"
        in board.screen_of(MARIA).get("/recovery/key-day").text
    )
