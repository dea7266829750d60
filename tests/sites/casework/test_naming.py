"""A name is written down: whom of us it means, and who is near to whoever has it."""

import re

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import cases_of, done, hidden_in, only_case, press
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "Invoices from Brightwater Freight were paid twice. Ask the finance boss.")


def asked_who(visitor: Visitor, case: str, name: str, **more: str | list[str]) -> str:
    """Write a name down, be asked who is meant, and return the page that asks."""
    place = f"{case}/conflicts"
    answer = press(visitor, place, name=name, **{"part": "subject", **more})
    assert answer.status_code == 422
    assert "Nothing is written down yet." in answer.text
    return answer.text


def test_a_colleagues_name_is_asked_about_before_anything_is_written(channel: Channel) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    place = f"{case}/conflicts"
    page = asked_who(maria, case, "Ms. J. Park", kind="employee", near=[DAVID])
    assert "Is this June Park of the committee?" in page
    for kept in ('value="Ms. J. Park"', f'value="{DAVID}" checked'):
        assert kept in page
    assert re.search(r'value="employee"\s+selected', page)
    assert "Nobody is written down yet." in june.get(place).text
    again = maria.post(place, name="Ms. J. Park", part="subject", **hidden_in(page, place))
    assert "Is this June Park of the committee?" in again.text
    fields = hidden_in(again.text, place)
    done(maria.post(place, name="Ms. J. Park", part="subject", meant=JUNE, **fields))
    assert june.get(place).status_code == 404
    assert "It is about them. Member of this committee. June Park" in maria.get(place).text


def test_whoever_only_has_such_a_name_stays_and_the_timeline_says_who_said_so(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    place = f"{case}/conflicts"
    page = asked_who(maria, case, "Peter Park")
    typed = {"part": "subject", "meant": "none"} | hidden_in(page, place)
    # Another name than the one that was asked about is asked about anew.
    other = maria.post(place, name="Thomas Park", **typed)
    assert "Is this Thomas Okafor of the committee?" in other.text
    done(maria.post(place, **{**typed, **hidden_in(page, place)}, name="Peter Park"))
    assert "Not June Park" in june.get(place).text
    assert "They said that this is not June Park." in june.get(f"{case}/timeline").text


def test_the_question_says_nothing_of_who_reads_the_report(channel: Channel) -> None:
    channel.report(STORY)
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    asked = set()
    for case in cases_of(maria):
        page = asked_who(maria, case, "June Park")
        asked.add(page.partition('role="radiogroup"')[2].partition("</fieldset>")[0])
    assert len(asked) == 1


def test_nobody_says_that_their_own_name_is_somebody_elses(channel: Channel) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    typed = {"part": "subject", "offered": JUNE, "meant": "none"}
    answer = press(june, f"{case}/conflicts", name="Park, June", **typed)
    assert "This keeps you away." in answer.text
    assert "Nobody is written down yet." in maria.get(f"{case}/conflicts").text


def test_the_finance_chief_is_kept_away_from_a_report_about_the_controller(
    channel: Channel,
) -> None:
    chief = {"kind": "self", "offices": "chief financial officer"}
    done(press(channel.sign_in(DAVID), "/ties", name="Myself", **chief))
    channel.report(STORY)
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    one, other = sorted(cases_of(maria))
    chosen = {"part": "subject", "kind": "controller", "told": "1", "name": "Mr. Brown"}
    silent = press(maria, f"{one}/conflicts", **chosen)
    assert "Say why the chief financial officer is told." in silent.text
    page = thomas.get(f"{one}/conflicts").text
    assert "unless the chair writes it down" in page
    refused = press(thomas, f"{one}/conflicts", **chosen, told_why="He asked.")
    assert "Only the chair chooses to tell the chief financial officer." in refused.text
    done(press(maria, f"{one}/conflicts", **chosen, told_why="He found it himself."))
    brown = {"name": "Mr. Brown", "part": "subject", "kind": "controller"}
    done(press(thomas, f"{other}/conflicts", **brown))
    assert cases_of(channel.sign_in(DAVID)) == {one}
    assert "He found it himself." in maria.get(f"{one}/timeline").text


def test_whoever_supervises_the_subject_is_kept_away_as_the_others_are(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/conflicts"
    done(press(maria, place, name="Ann Bell", part="subject", near=[DAVID, JUNE]))
    for each in (DAVID, JUNE):
        assert cases_of(channel.sign_in(each)) == set()
    assert "In their line: David Reyes, June Park" in maria.get(place).text
    strangers = press(maria, place, name="Ann Bell", part="subject", near=["nobody"])
    assert strangers.status_code == 422


def test_of_two_with_one_alias_whoever_was_chosen_first_stays_chosen(channel: Channel) -> None:
    channel.report(STORY)
    maria, june, david = (channel.sign_in(each) for each in (MARIA, JUNE, DAVID))
    for who, name in ((june, "June Park"), (david, "David Reyes")):
        done(press(who, "/ties", name=name, kind="self", aliases="Chris"))
    case = only_case(maria)
    place, typed = f"{case}/conflicts", {"name": "Chris", "part": "subject"}
    page = asked_who(maria, case, typed["name"])
    asked = maria.post(place, **typed, **hidden_in(page, place), meant=JUNE)
    assert "Is this David Reyes of the committee?" in asked.text
    assert re.search(rf'<option value="{JUNE}"\s+selected', asked.text)
    fields = hidden_in(asked.text, place)
    done(maria.post(place, **typed, **fields, person=JUNE, meant="none"))
    assert june.get(case).status_code == 404


def test_only_those_who_could_be_meant_are_said_not_to_be_meant(channel: Channel) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    place = f"{case}/conflicts"
    page = asked_who(maria, case, "Peter Park")
    forged = hidden_in(page, place) | {"offered": f"{JUNE} {THOMAS} {DAVID}"}
    done(maria.post(place, name="Peter Park", part="subject", meant="none", **forged))
    said = june.get(f"{case}/timeline").text
    assert "They said that this is not June Park." in said


def test_what_one_of_us_is_the_signed_list_says_whatever_office_is_chosen(
    channel: Channel,
) -> None:
    channel.report(STORY)
    channel.report(STORY)
    thomas = channel.sign_in(THOMAS)
    one, other = sorted(cases_of(thomas))
    for case in (one, other):
        assert "Nobody is named that it is about." in thomas.get(f"{case}/conflicts").text
        done(press(thomas, f"{case}/conflicts", name="A clerk", part="subject"))
        page = thomas.get(f"{case}/conflicts").text
        assert "Nobody has said yet what they are whom it is about." in page
    about_june = {"name": "June Park", "part": "subject", "person": JUNE}
    done(press(thomas, f"{one}/conflicts", **about_june, kind="employee"))
    assert "So it goes the way of finance staff" not in thomas.get(f"{one}/conflicts").text
    assert "The members whom nothing ties to it" in thomas.get(f"{one}/conflicts").text
    about_maria = {"name": "Maria Alvarez", "part": "subject", "person": MARIA}
    done(press(thomas, f"{other}/conflicts", **about_maria))
    assert "Independent directors whom nothing ties to it" in thomas.get(f"{other}/conflicts").text
