"""A translation stands beside what the reporter wrote, marked by whom, and replaces nothing."""

import re

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.services.evidence.translating import Translation, translate
from casework.complaints.services.reading.casefiles import entries_of
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import cases_of, done, only_case, press, surely
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.evidence import case_of
from tests.exports import bundle_of, stepped, taken, text_of
from tests.sites.casework.test_guests import GUEST, granted, reading
from tests.sites.casework.test_hidden import keys, says
from tests.sites.casework.test_keys_of_cases import file_of
from tests.sites.casework.test_search import found

STORY_WORDS = "Las rebajas están en un archivo."
PROOF_WORDS = "En el cajón del director."
STORY, PROOF = Answer("what", STORY_WORDS), Answer("proof", PROOF_WORDS)
MONEY = Answer("money", "100k-1m")
WHEN = Answer("when", "Desde hace dos años")
RUIZ = "Ana Ruiz, sworn translator"
ENGLISH = "The rebates are in a file."
_PLACE = re.compile(r'href="([^"]+/translate/\d+)"')


def place_of(visitor: Visitor, page: str) -> str:
    """Return where the newest message on a page is translated."""
    return str(_PLACE.findall(visitor.get(page).text)[-1])


def translated(visitor: Visitor, case: str, words: str = ENGLISH, whose: str = RUIZ) -> None:
    place = place_of(visitor, case)
    done(press(visitor, place, **{"whose": whose, "answer-what": words}))


def begun(channel: Channel, *answers: Answer) -> tuple[Visitor, str]:
    channel.report(STORY, *answers)
    maria = channel.sign_in(MARIA)
    return maria, only_case(maria)


def test_a_translation_stands_beside_the_original_for_every_reader(channel: Channel) -> None:
    maria, case = begun(channel, PROOF)
    translated(maria, case)
    thomas = channel.sign_in(THOMAS)
    for page in (case, f"{case}/conversation"):
        text = thomas.get(page).text
        assert STORY_WORDS in text
        said = text.partition(f"Translation by {RUIZ}, entered by Maria Alvarez, ")[2]
        assert ENGLISH in said
    assert f"entered a translation of the reporter’s words, by {RUIZ}." in thomas.get(
        f"{case}/timeline"
    ).text.replace("\n", " ")
    assert case in found(thomas, "rebates")


def test_a_better_translation_is_added_and_the_first_stays(channel: Channel) -> None:
    maria, case = begun(channel)
    translated(maria, case)
    translated(channel.sign_in(THOMAS), case, "The discounts are in a file.", "Thomas Okafor")
    page = maria.get(case).text
    assert all(each in page for each in (STORY_WORDS, ENGLISH, "The discounts are in a file."))


def test_the_same_translation_sent_twice_stands_once(channel: Channel) -> None:
    maria, case = begun(channel)
    for _ in range(2):
        translated(maria, case)
    assert maria.get(case).text.count(ENGLISH) == 1
    timeline = maria.get(f"{case}/timeline").text
    assert timeline.count("<strong>Maria Alvarez entered a translation") == 1


def test_it_stands_once_also_where_something_is_hidden(channel: Channel) -> None:
    maria, case = begun(channel)
    message = keys(maria, case)[0]
    done(says(maria, case, message, "ask", "It is hard to bear."))
    done(says(channel.sign_in(THOMAS), case, message, "agree"))
    me, of = channel.seat(MARIA), first_message(channel, case)
    work = Translation(of, RUIZ, (Answer("what", ENGLISH),))
    for _ in range(2):
        translate(channel.desk, me, case_of(case), work)
    file = file_of(channel, me, case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        assert len(entries_of(tx, file, Kind.TRANSLATION)) == 1


def first_message(channel: Channel, case: str) -> int:
    file = file_of(channel, channel.seat(MARIA), case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        return entries_of(tx, file, Kind.MESSAGE)[0].number


def test_what_is_missing_is_said_beside_its_box_and_nothing_typed_is_lost(
    channel: Channel,
) -> None:
    maria, case = begun(channel, PROOF)
    place = place_of(maria, case)
    page = maria.get(place).text
    assert all(each in page for each in (STORY_WORDS, PROOF_WORDS, 'value="Maria Alvarez"'))
    nobody = press(maria, place, **{"whose": " ", "answer-proof": "In the drawer."})
    assert nobody.status_code == 422
    assert "Say who translated it." in nobody.text
    assert "In the drawer." in nobody.text
    nothing = press(maria, place, whose=RUIZ)
    assert "Write the translation." in nothing.text
    assert RUIZ in nothing.text
    assert "entered a translation" not in maria.get(f"{case}/timeline").text


def test_only_words_of_a_reporter_are_translated(channel: Channel) -> None:
    maria, case = begun(channel, MONEY)
    assert "answer-money" not in maria.get(place_of(maria, case)).text
    for number in ("0", "2", "999", "x"):
        assert maria.get(f"{case}/translate/{number}").status_code == 404


def test_what_comes_later_is_translated_too(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    sent.add(Answer("message", "Hay una segunda página."))
    channel.collect()
    maria.get("/reports")
    place = place_of(maria, f"{case}/conversation")
    done(press(maria, place, **{"whose": RUIZ, "answer-message": "There is a second page."}))
    page = maria.get(f"{case}/conversation").text
    assert "There is a second page." in page.partition("Hay una segunda")[2]
    assert "There is a second page." not in maria.get(case).text


def test_a_guest_who_was_let_in_to_translate_enters_it(channel: Channel) -> None:
    channel.with_guest(GUEST)
    maria, case = begun(channel)
    granted(channel, maria, case)
    translated(reading(channel, case), case)
    said = maria.get(case).text.partition(f"Translation by {RUIZ}, entered by Ada Lowe, ")[2]
    assert ENGLISH in said


def test_a_copy_carries_both_without_what_does_not_go_of_the_original(channel: Channel) -> None:
    maria, case = begun(channel, PROOF, Answer("points", "yes"))
    place = place_of(maria, case)
    typed = {"whose": RUIZ, "answer-what": ENGLISH, "answer-proof": "With Robert Kessler."}
    done(press(maria, place, **typed))
    shown = stepped(maria, case, wording="words").text
    for said in (STORY_WORDS, f"Translation by {RUIZ}", ENGLISH, "With [Person 1]."):
        assert said in shown, said
    summary = text_of(
        bundle_of(taken(maria, case, wording="summary", summary="Rebates.")).read("case.pdf")
    )
    assert ENGLISH not in summary
    assert "Translation by" not in summary


def test_the_first_page_has_the_key_facts_once_and_folds_what_was_not_answered(
    channel: Channel,
) -> None:
    maria, case = begun(channel, PROOF, MONEY, WHEN)
    page = maria.get(case).text
    table = page.partition("Key facts, as the reporter told them")[2].partition("</section>")[0]
    for said in ("Desde hace dos años", "$100,000 to $1 million", PROOF_WORDS):
        assert said in table
        assert page.count(said) == 1
    folded = page.partition("questions not answered</summary>")[2].partition("</details>")[0]
    assert "Still happening" in folded
    assert "Money" not in folded


def test_the_first_page_says_what_is_next_and_what_was_found_here_and_in_linked_reports(
    channel: Channel,
) -> None:
    maria, case = begun(channel)
    channel.report(Answer("what", "The same drawer."), leaving_out=(JUNE,))
    place = f"{case}/outcome"
    assert "Next: decide what to do" in maria.get(case).text
    done(press(maria, place, f"{place}/allege", category="ACC-EXP"))
    found_it = {"outcome": "UNS", "basis": "Nothing is there."}
    done(surely(maria, place, f"{place}/find", **found_it))
    page = maria.get(case).text
    assert "Could not confirm" in page.partition("What was found so far")[2]
    [other] = cases_of(maria) - {case}
    done(press(maria, f"{other}/linked", which=case.rpartition("/")[2], how="link", why="Same."))
    assert "Could not confirm" in maria.get(other).text.partition("Linked reports")[2]
