"""Send: the words once, the report once, and everything typed still there when it fails."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from intake.desk import Desk
from tests.browser import Visitor
from tests.committee import DAVID, MARIA, Committee
from tests.sites.intake.pressing import STORY, checked, hidden, sent, upload, words_on


def blobs_in(site: Flask) -> int:
    desk: Desk = site.extensions["desk"]
    with desk.dropbox.reading() as tx:
        return int(tx.exec_driver_sql("SELECT count(DISTINCT blob) FROM blob_rows").scalar_one())


def test_a_report_is_sent_and_its_words_are_shown(
    open_reporter: Visitor, committee: Committee
) -> None:
    answer = sent(open_reporter)
    assert "Your report was sent. Save these words" in answer.text
    assert len(words_on(answer.text)) == 9
    [mail] = committee.open_all().reports
    assert [each.value for each in mail.report.answers or ()] == [
        STORY["what"].replace("\r\n", "\n")
    ]
    assert len(mail.report.openers) == 7


def test_who_is_left_out_opens_nothing(open_reporter: Visitor, committee: Committee) -> None:
    sent(open_reporter, readers="some", left_out=MARIA)
    [mail] = committee.open_all().reports
    assert MARIA not in mail.report.openers
    assert DAVID in mail.report.openers
    assert mail.report.contents.readers.left_out == (MARIA,)


def test_send_again_shows_the_same_words(open_reporter: Visitor, committee: Committee) -> None:
    fields = checked(open_reporter)
    first = open_reporter.post("/report/send", **fields)
    again = open_reporter.post("/report/send", **fields)
    assert words_on(first.text) == words_on(again.text)
    assert len(committee.open_all().reports) == 1


def test_a_report_that_was_changed_after_it_was_sent_is_to_be_a_message(
    open_reporter: Visitor, committee: Committee
) -> None:
    fields = checked(open_reporter)
    first = open_reporter.post("/report/send", **fields)
    page = open_reporter.post("/report", **(fields | {"what": "Something <else> altogether."}))
    answer = open_reporter.post("/report/send", **hidden(page.text))
    assert "We have your report" in answer.text
    assert "Add this as a message" in answer.text
    assert "Something &lt;else&gt; altogether." in answer.text
    assert words_on(answer.text) == words_on(first.text)
    assert len(committee.open_all().reports) == 1


def test_a_page_that_was_open_too_long_is_drawn_again_with_everything(
    open_reporter: Visitor,
) -> None:
    fields = checked(open_reporter)
    answer = open_reporter.post("/report/send", **(fields | {"token": "A" * 480}))
    assert "This page was open for a long time" in answer.text
    assert hidden(answer.text)["what"] == fields["what"]
    assert "Save these words" in open_reporter.post("/report/send", **hidden(answer.text)).text


def test_a_changed_committee_is_named_before_anything_is_sealed(
    open_reporter: Visitor, committee: Committee
) -> None:
    fields = checked(open_reporter)
    people = [each for each in committee.founded.manifest.persons if each.id != DAVID]
    committee.next_manifest(people)
    answer = open_reporter.post("/report/send", **fields)
    assert "Who can read reports has changed. Nothing was sent" in answer.text
    assert "David Reyes can no longer read new reports" in answer.text
    assert committee.open_all().reports == ()
    assert "Save these words" in open_reporter.post("/report/send", **hidden(answer.text)).text
    assert DAVID not in committee.open_all().reports[0].report.openers


def test_fields_that_nobody_was_shown_are_shown_first(open_reporter: Visitor) -> None:
    fields = checked(open_reporter) | {"what": "Somebody else wrote this."}
    answer = open_reporter.post("/report/send", **fields)
    assert "Something on this page has changed. Nothing was sent" in answer.text
    assert "Somebody else wrote this." in answer.text


def test_files_arrive_with_their_sizes(open_reporter: Visitor, committee: Committee) -> None:
    answer = upload(
        open_reporter, checked(open_reporter), ("a.txt", b"hello"), ("b.csv", b"x" * 1_234_567)
    )
    assert "Files that arrived" in answer.text
    assert "a.txt</span> (5 B)" in answer.text
    assert "b.csv</span> (1.2 MB)" in answer.text
    mail = committee.open_all()
    assert [each.is_whole for each in mail.reports[0].report.files] == [True, True]
    assert committee.contents_of(mail, file=0) == b"hello"


def test_the_same_files_sent_again_arrive_once(
    open_reporter: Visitor, open_intake: Flask, committee: Committee
) -> None:
    fields = checked(open_reporter)
    first = upload(open_reporter, fields, ("a.txt", b"hello"))
    again = upload(open_reporter, fields, ("a.txt", b"hello"))
    assert words_on(first.text) == words_on(again.text)
    assert "1 file arrived with it." in again.text
    assert blobs_in(open_intake) == 1
    assert len(committee.open_all().reports) == 1


def test_the_way_with_files_works_without_any(open_reporter: Visitor) -> None:
    assert "Save these words" in upload(open_reporter, checked(open_reporter)).text


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ((("scan.pdf", b""),), "“scan.pdf” is empty. Choose it again"),
        (((f"{n}.txt", b"x") for n in range(21)), "You chose too many files. The limit is 20"),
    ],
    ids=["empty", "too many"],
)
def test_trouble_with_files_is_said_beside_them_and_loses_nothing(
    open_reporter: Visitor,
    open_intake: Flask,
    files: Iterator[tuple[str, bytes]],
    says: str,
) -> None:
    fields = checked(open_reporter)
    answer = upload(open_reporter, fields, *files)
    assert says in unescape(answer.text)
    assert hidden(answer.text)["what"] == fields["what"]
    assert 'enctype="multipart/form-data"' in answer.text
    assert blobs_in(open_intake) == 0
    assert "Save these words" in open_reporter.post("/report/send", **hidden(answer.text)).text


def test_no_file_is_taken_from_a_page_that_is_none_of_ours(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    fields = checked(open_reporter) | {"csrf_token": "forged"}
    answer = upload(open_reporter, fields, ("a.txt", b"x" * 2_000_000))
    assert "This page was open for a long time" in answer.text
    assert blobs_in(open_intake) == 0


def test_two_words_from_the_copy_lead_on(open_reporter: Visitor) -> None:
    page = sent(open_reporter).text
    nine, fields = words_on(page), hidden(page)
    wrong = open_reporter.post("/report/send", **fields, second="nonsense", sixth="")
    assert "That is not the second word. Look at your copy again" in wrong.text
    assert "Type the sixth word from your copy" in wrong.text
    assert "Error:" in wrong.text
    assert words_on(wrong.text) == nine
    right = open_reporter.post(
        "/report/send", **fields, second=f" {nine[1].upper()},", sixth=nine[5][:4]
    )
    assert "You have your words" in right.text
    assert words_on(right.text) == []


def test_the_text_file_holds_the_words_and_nothing_else(open_reporter: Visitor) -> None:
    page = sent(open_reporter).text
    answer = open_reporter.post("/report/words", **hidden(page))
    assert answer.text.split() == words_on(page)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert answer.mimetype == "text/plain"


def test_words_that_can_no_longer_be_shown_are_said_to_be_gone(open_reporter: Visitor) -> None:
    page = sent(open_reporter).text
    stale = hidden(page) | {"token": "A" * 480}
    for path, more in (("/report/send", {"second": "a", "sixth": "b"}), ("/report/words", {})):
        answer = open_reporter.post(path, **(stale | more))
        assert "We can no longer show that page" in answer.text


def test_the_words_stand_in_no_header_and_no_cookie(open_reporter: Visitor) -> None:
    answer = sent(open_reporter)
    told = str(answer.headers) + str(open_reporter.client._cookies)  # noqa: SLF001  # all of them
    assert not [word for word in words_on(answer.text) if re.search(rf"\b{word}\b", told)]


def test_files_that_come_after_the_report_was_sent_are_not_said_to_have_arrived(
    open_reporter: Visitor,
) -> None:
    fields = checked(open_reporter)
    first = open_reporter.post("/report/send", **fields)
    again = upload(open_reporter, fields, ("proof.csv", b"a,b"))
    assert words_on(again.text) == words_on(first.text)
    assert "You sent this before, and we have it." in again.text
    assert "Files that you chose only now were not sent" in again.text
    assert "proof.csv" not in again.text
    assert "You sent this before" not in first.text


def test_the_files_are_still_named_after_a_wrong_word(open_reporter: Visitor) -> None:
    page = upload(open_reporter, checked(open_reporter), ("a.txt", b"hello")).text
    wrong = open_reporter.post("/report/send", **hidden(page), second="no", sixth="no")
    assert "1 file arrived with it." in wrong.text


def test_the_address_of_a_receipt_says_what_is_known(open_reporter: Visitor) -> None:
    for path in ("/report/send", "/upload/report", "/report/words"):
        answer = open_reporter.get(path)
        assert answer.status_code == 200
        assert "If you saw nine words, we have your report" in answer.text


def test_pressing_send_again_never_holds_up_others(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    fields = checked(open_reporter)
    open_reporter.post("/report/send", **fields)
    desk: Desk = open_intake.extensions["desk"]
    before = desk.gates._reports._level  # noqa: SLF001  # what is left for everybody
    for _ in range(5):
        open_reporter.post("/report/send", **fields)
    assert desk.gates._reports._level >= before  # noqa: SLF001  # it only fills
