"""More text, files, and fewer readers from now on."""

from werkzeug.test import TestResponse

from intake.conversation.notes import Sent
from intake.conversation.writing import Ready
from intake.forms.adding import AddForm
from tests.browser import check_page
from tests.committee import HELEN, JUNE, MARIA, SAMUEL
from tests.conftest import INTAKE
from tests.sites.intake.comers import Comer, comer, desk_of, hidden_fields
from tests.sites.intake.test_messages import follow_ups
from tests.unit.store.uploads.bodies import BOUNDARY, Files, form

__all__ = ["comer"]  # the fixture

ADD, UPLOAD = "/messages/add", "/upload/message"


def add(
    comer: Comer, page: str = "", files: Files = (("", b""),), **answers: str | list[str]
) -> TestResponse:
    """Post the form as a browser does: fields first, then the files, or an empty file part."""
    filled = hidden_fields(page or comer.visitor.get(ADD).text, UPLOAD) | answers
    fields = [
        (name, each)
        for name, value in filled.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    # The boundary of the test client is sometimes longer than the standard allows.
    answer = comer.visitor.client.post(
        UPLOAD,
        base_url=INTAKE,
        data=form(fields, files),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )
    check_page(answer.text)
    return answer


def a_file(content: bytes = b"ledger", name: str = "ledger.csv") -> tuple[str, bytes]:
    return name, content


def test_text_and_files_arrive_and_the_page_lists_them(comer: Comer) -> None:
    comer.come_back()
    page = add(comer, message="See both.", files=[a_file(), a_file(b"x" * 2_000, "two.txt")]).text
    assert "Your message was sent with 2 files." in page
    assert "ledger.csv" in page
    assert "2 KB" in page
    [letter] = comer.committee.open_all().reports[0].later
    assert [(file.name, file.size, file.is_whole) for file in letter.files] == [
        ("ledger.csv", 6, True),
        ("two.txt", 2_000, True),
    ]


def test_a_file_alone_is_enough_and_so_is_text_alone(comer: Comer) -> None:
    comer.come_back()
    assert "was sent with 1 file." in add(comer, files=[a_file()]).text
    assert "Your message was sent." in add(comer, message="Only words.").text
    assert len(follow_ups(comer)) == 2


def test_nothing_at_all_is_asked_for(comer: Comer) -> None:
    comer.come_back()
    page = add(comer, message=" ").text
    assert "Write something or add a file" in page
    assert "<title>Error:" in page
    assert follow_ups(comer) == []


def test_an_empty_file_is_named_beside_its_box_and_the_text_is_kept(comer: Comer) -> None:
    comer.come_back()
    page = add(comer, message="Keep me.", files=[a_file(b"", "scan.pdf")]).text
    assert "“scan.pdf” is empty. Choose it again" in page
    assert "Keep me." in page
    assert 'href="#files"' in page
    assert follow_ups(comer) == []


def test_whoever_is_left_out_from_now_on_opens_nothing_that_comes_later(comer: Comer) -> None:
    comer.come_back()
    add(comer, message="Not for June.", narrow="yes", left_out=[JUNE])
    page = comer.visitor.get(ADD).text
    assert "June Park" not in page
    add(comer, message="Nor this.")
    assert [JUNE in openers for openers, _ in follow_ups(comer)] == [False, False]


def test_leaving_out_needs_no_other_word(comer: Comer) -> None:
    comer.come_back()
    assert "Your message was sent." in add(comer, narrow="yes", left_out=[MARIA, JUNE]).text
    [letter] = comer.committee.open_all().reports[0].later
    assert set(letter.contents.readers.left_out) == {MARIA, JUNE}


def test_who_is_ticked_under_no_is_not_left_out(comer: Comer) -> None:
    comer.come_back()
    add(comer, message="All may read.", narrow="no", left_out=[JUNE])
    [(openers, _)] = follow_ups(comer)
    assert JUNE in openers


def test_yes_without_a_name_and_too_few_readers_are_said_beside_the_names(comer: Comer) -> None:
    comer.come_back()
    page = add(comer, message="Hm.", narrow="yes").text
    assert "Choose at least one person to leave out, or choose “No”" in page
    page = add(comer, message="Hm.", narrow="yes", left_out=[HELEN, SAMUEL]).text
    assert "At least two must be able to read it, and one of them must be from outside" in page
    assert "Hm." in page
    assert follow_ups(comer) == []


def test_a_person_who_was_never_offered_is_refused_in_words(comer: Comer) -> None:
    comer.come_back()
    page = add(comer, message="Hm.", narrow="yes", left_out=["recovery"]).text
    assert "The answers to choose from have changed. Choose again" in page


def test_a_stale_form_token_takes_no_file_and_keeps_the_text(comer: Comer) -> None:
    comer.come_back()
    page = add(comer, csrf_token="old", message="Kept.", files=[a_file()]).text
    assert "This page was open for a long time. Nothing was sent." in page
    assert "Kept." in page
    assert follow_ups(comer) == []


def test_without_a_cookie_files_are_read_to_their_end_and_nothing_is_kept(comer: Comer) -> None:
    comer.come_back()
    page = comer.visitor.get(ADD).text
    comer.send(comer.visitor.get("/messages"), "/messages/sign-out")
    answer = add(comer, page, message="Too late.", files=[a_file(b"x" * 300_000)])
    assert "You were signed out to keep you safe" in answer.text
    assert follow_ups(comer) == []


def test_send_pressed_twice_with_files_sends_once(comer: Comer) -> None:
    comer.come_back()
    page = comer.visitor.get(ADD).text
    add(comer, page, message="Once.", files=[a_file()])
    assert (
        "We have this message already." in add(comer, page, message="Once.", files=[a_file()]).text
    )
    assert len(follow_ups(comer)) == 1


def test_two_tabs_cannot_undo_a_narrowing(comer: Comer) -> None:
    comer.come_back()
    desk, word = desk_of(comer.app), comer.word
    token = hidden_fields(comer.visitor.get(ADD).text, UPLOAD)["token"]
    note = AddForm((("message", "From the slow tab."),), (), desk.word_lists).note()
    visit = desk.conversation.door.visit(comer.keys, word.roles)
    begun = desk.conversation.writing.begin(token, visit, note, word)
    assert isinstance(begun, Ready)
    add(comer, message="Leave June out.", narrow="yes", left_out=[JUNE])
    parcel = desk.conversation.writing.parcel(begun, desk.blobs)
    assert isinstance(desk.conversation.writing.finish(begun, parcel, word), Sent)
    assert [JUNE in openers for openers, _ in follow_ups(comer)] == [False, False]
    assert "June Park" not in comer.visitor.get(ADD).text


def test_what_is_added_at_the_same_time_in_two_tabs_arrives_from_both(comer: Comer) -> None:
    comer.come_back()
    one, two = comer.visitor.get(ADD).text, comer.visitor.get(ADD).text
    add(comer, one, message="From one.")
    add(comer, two, message="From two.")
    assert len(follow_ups(comer)) == 2
