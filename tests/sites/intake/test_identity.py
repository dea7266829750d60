"""Telling who one is: by choice, never by accident, and to those alone who were ticked."""

from crypto.message.said import Identity
from tests.committee import HELEN, MARIA
from tests.sites.intake.comers import Comer, comer
from tests.sites.intake.test_messages import follow_ups

__all__ = ["comer"]  # the fixture

PAGE = "/messages/identity"
ME = "J. Smith, 555-0100, evenings. Say it is about the car."


def test_only_who_was_ticked_opens_it_not_even_recovery(comer: Comer) -> None:
    comer.come_back()
    page = comer.visitor.get(PAGE)
    told = comer.send(page, PAGE, to=[MARIA], identity=ME, sure="yes").text
    assert "Only the people you ticked can open it." in told
    [letter] = comer.committee.open_all().reports[0].later
    assert letter.openers == (MARIA,)
    assert isinstance(letter.message, Identity)
    assert letter.answers is not None
    assert {answer.name: answer.value for answer in letter.answers} == {"identity": ME}


def test_nobody_is_ticked_at_first(comer: Comer) -> None:
    comer.come_back()
    page = comer.visitor.get(PAGE).text
    assert "checked" not in page
    assert "If they lose their keys, they lose what you tell them here." in page


def test_no_discards_everything(comer: Comer) -> None:
    comer.come_back()
    answer = comer.send(comer.visitor.get(PAGE), PAGE, to=[MARIA], identity=ME, sure="no").text
    assert "Messages about your report" in answer
    assert "Smith" not in answer
    assert "Smith" not in comer.visitor.get(PAGE).text
    assert follow_ups(comer) == []


def test_each_thing_that_is_missing_is_named_and_what_was_typed_is_kept(comer: Comer) -> None:
    comer.come_back()
    form = comer.visitor.get(PAGE)
    page = comer.send(form, PAGE, identity=ME).text
    assert "Choose who may know your name" in page
    assert "Choose “Yes” or “No”" in page
    assert ME in page
    page = comer.send(form, PAGE, to=[MARIA], sure="yes").text
    assert "Write who you are, and how to reach you" in page
    assert follow_ups(comer) == []


def test_somebody_who_does_not_read_the_report_cannot_be_told(comer: Comer) -> None:
    comer.come_back()
    page = comer.send(
        comer.visitor.get(PAGE), PAGE, to=["recovery", HELEN], identity=ME, sure="yes"
    ).text
    assert "The answers to choose from have changed. Choose again" in page
    assert follow_ups(comer) == []


def test_the_name_stands_on_no_page_afterwards(comer: Comer) -> None:
    comer.come_back()
    comer.send(comer.visitor.get(PAGE), PAGE, to=[MARIA, HELEN], identity=ME, sure="yes")
    for path in ("/messages", PAGE, "/messages/add"):
        assert "Smith" not in comer.visitor.get(path).text
