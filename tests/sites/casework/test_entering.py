"""A report that came by telephone is sealed like any other, and whoever told it can come back."""

import re
from datetime import date

from werkzeug.test import TestResponse

from casework.complaints.services.assessing.entering import Started
from casework.complaints.services.moving import require_inside
from casework.complaints.services.opening.entered import leave_out
from casework.complaints.views.parts.addresses import case_at
from crypto.mailbox.readers import Accepted
from crypto.message.said import Answer
from crypto.names import EnvelopeId, PersonId
from crypto.passcode.issuing import Passcode
from crypto.passcode.reporter import reporter_keys
from crypto.passcode.wordlist import load
from tests.browser import Visitor, wrong_in
from tests.cases import all_hidden_in, cases_of, done, hidden_in, only_case, reply, take_out
from tests.channel import JUNE, MARIA, MEMBERS, THOMAS, Channel
from tests.reporting import Returning, word
from tests.sites.casework.test_keys_of_cases import file_of

PLACE = "/reports/enter"
HEARD = "The night guard says that pallets leave on Sundays and no paper goes with them."


def typed(today: date, **more: str | list[str]) -> dict[str, str | list[str]]:
    day = {"heard-year": str(today.year), "heard-month": str(today.month)}
    day["heard-day"] = str(today.day)
    said: dict[str, str | list[str]] = {
        "channel": "telephone",
        "named": "no",
        "words": HEARD,
        "topics": ["theft"],
    }
    return {**said, **day, **more}


def entered(visitor: Visitor, today: date, **more: str | list[str]) -> TestResponse:
    fields = hidden_in(visitor.get(PLACE).text, PLACE)
    answer = visitor.post(PLACE, **fields | typed(today, **more))
    assert answer.status_code == 200, answer.text
    return answer


def words_in(page: str) -> list[str]:
    _, _, rest = page.partition('<ol class="words"')
    return re.findall(r"<li>([a-z]+)</li>", rest)


def caller(channel: Channel, words: list[str]) -> Returning:
    """Come back with the words alone, as whoever wrote them down over the telephone."""
    desk = channel.intake.extensions["desk"]
    numbers = [load("en").number(each) for each in words]
    passcode = Passcode(tuple(each for each in numbers[:8] if each is not None))
    newest = word(desk).manifest.derivations[-1]
    keys = reporter_keys(passcode, newest.salt, newest.cost)
    return Returning(desk, keys, EnvelopeId(b""), passcode)


def test_what_was_told_by_telephone_becomes_a_case_like_every_other(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    entered(maria, channel.desk.today())
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    page = thomas.get(only_case(thomas)).text
    assert HEARD in page
    assert "By telephone" in page
    assert "Taken down by" in page
    assert "Maria Alvarez" in page


def test_whoever_told_it_comes_back_with_the_words_and_is_answered(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    told = caller(channel, words_in(entered(maria, channel.desk.today()).text))
    channel.collect()
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    reply(maria, case, "Thank you. Which gate was it?")
    channel.deliver()
    found = told.mailbox().answer
    assert isinstance(found, Accepted)
    assert [each.text for each in found.snapshot.messages] == ["Thank you. Which gate was it?"]
    told.add(Answer("message", "The north gate."))
    channel.collect()
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    assert "The north gate." in maria.get(f"{case}/conversation").text


def test_whom_the_caller_leaves_out_sees_nothing_of_it(channel: Channel) -> None:
    june = channel.sign_in(JUNE)
    before = june.get("/history?when=all").text.count("<tr")
    entered(channel.sign_in(MARIA), channel.desk.today(), left_out=[JUNE])
    channel.collect()
    assert len(cases_of(channel.sign_in(MARIA))) == 1
    june = channel.sign_in(JUNE)
    assert cases_of(june) == set()
    said = june.get("/history?when=all").text
    assert "enter" not in said.partition("<tbody>")[2].casefold()
    assert said.count("<tr") == before + 3  # whoever signed in since, and nothing else


def test_no_disk_holds_a_word_of_it_and_no_passcode(channel: Channel) -> None:
    page = entered(channel.sign_in(MARIA), channel.desk.today()).text
    passcode = caller(channel, words_in(page)).passcode.canonical
    folder = channel.desk.settings.keystore.parent.parent
    for path in folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        assert b"pallets" not in raw, path
        assert passcode not in raw, path


def test_pressed_twice_it_is_one_report_with_the_same_words(channel: Channel) -> None:
    maria, today = channel.sign_in(MARIA), channel.desk.today()
    fields = hidden_in(maria.get(PLACE).text, PLACE)
    first = maria.post(PLACE, **fields | typed(today))
    second = maria.post(PLACE, **fields | typed(today, words="Something else."))
    assert words_in(first.text) == words_in(second.text)
    assert "You entered it before, and it is sealed." in second.text
    channel.collect()
    maria = channel.sign_in(MARIA)
    assert HEARD in maria.get(only_case(maria)).text


def sealed_then_leaving_out(
    channel: Channel, *people: str, words: str = "Something else."
) -> tuple[Visitor, TestResponse]:
    """Seal it, go back by the page's own button, tick who is left out, and press again."""
    maria, today = channel.sign_in(MARIA), channel.desk.today()
    page = entered(maria, today).text
    back = maria.post(PLACE, **all_hidden_in(page, f"{PLACE}/words"), back="1")
    assert back.status_code == 200
    assert HEARD in back.text, "all that was typed is still there"
    assert 'value="telephone" checked' in back.text
    fields = hidden_in(back.text, PLACE)
    return maria, maria.post(PLACE, **fields | typed(today, words=words, left_out=[*people]))


def test_whom_the_reporter_leaves_out_too_late_is_named_and_left_out_at_once(
    channel: Channel,
) -> None:
    maria, page = sealed_then_leaving_out(channel, JUNE)
    assert "June Park can read it: it was sealed before you ticked that." in page.text
    assert "Something else." in page.text, "nothing typed is lost"
    place = f"{PLACE}/leave-out"
    carried = all_hidden_in(page.text, place)
    after = maria.post(place, **carried)
    assert after.status_code == 200
    assert "Left out, and for ever: June Park." in after.text
    assert "June Park can read it" not in after.text
    assert words_in(after.text) == words_in(page.text)
    assert "Something else." in after.text
    channel.collect()
    june, case = channel.sign_in(JUNE), only_case(maria)
    assert cases_of(june) == set()
    assert june.get(case).status_code == 404
    assert "removed June Park" in maria.get(f"{case}/timeline").text


def test_whom_the_reporter_leaves_out_too_late_gets_nothing_that_comes_later(
    channel: Channel,
) -> None:
    maria, page = sealed_then_leaving_out(channel, JUNE)
    told, place = caller(channel, words_in(page.text)), f"{PLACE}/leave-out"
    assert maria.post(place, **all_hidden_in(page.text, place)).status_code == 200
    channel.deliver()
    told.add(Answer("message", "The north gate."))
    channel.collect()
    june, thomas = channel.sign_in(JUNE), channel.sign_in(THOMAS)
    assert cases_of(june) == set()
    assert "The north gate." in thomas.get(f"{only_case(thomas)}/conversation").text
    assert cases_of(june) == set()


def test_once_others_have_looked_they_judge_who_is_taken_out(channel: Channel) -> None:
    maria, page = sealed_then_leaving_out(channel, JUNE)
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    case = only_case(thomas)
    assert HEARD in thomas.get(case).text
    place = f"{PLACE}/leave-out"
    carried = all_hidden_in(page.text, place)
    after = maria.post(place, **carried)
    assert after.status_code == 422
    assert "June Park can read it" in after.text
    assert f'href="{case}/people"' in after.text
    assert "Leave out now" not in after.text
    assert only_case(channel.sign_in(JUNE)) == case
    me, which = channel.seat(MARIA), case_at(case.rpartition("/")[2])
    file = file_of(channel, me, which)
    assert file is not None
    begun = Started(require_inside(file).first, Passcode((1, 2, 3, 4, 5, 6, 7, 8)))
    assert not leave_out(channel.desk, me, begun, frozenset({JUNE}), "The caller wishes it.")
    assert only_case(channel.sign_in(JUNE)) == case, "whatever a page says"


def test_whoever_left_themselves_out_too_late_is_told_to_step_back(channel: Channel) -> None:
    maria, page = sealed_then_leaving_out(channel, MARIA)
    assert "You can read it yourself. Step back from it" in page.text
    assert "Leave out now" not in page.text
    place = f"{PLACE}/leave-out"
    carried = all_hidden_in(page.text, place)
    assert maria.post(place, **carried).status_code == 422
    channel.collect()
    assert len(cases_of(channel.sign_in(MARIA))) == 1


def test_who_was_left_out_at_first_stays_out_whatever_is_ticked_later(channel: Channel) -> None:
    maria, today = channel.sign_in(MARIA), channel.desk.today()
    fields = hidden_in(maria.get(PLACE).text, PLACE)
    maria.post(PLACE, **fields | typed(today, left_out=[JUNE]))
    page = maria.post(PLACE, **fields | typed(today))
    assert "Left out when it was sealed, and that stays: June Park." in page.text
    carried = all_hidden_in(page.text, f"{PLACE}/words")
    again = maria.post(f"{PLACE}/words", **carried, second="x", sixth="y")
    assert again.status_code == 422
    assert HEARD in again.text
    assert "that stays: June Park." in again.text


def test_bad_input_loses_nothing_that_was_typed(channel: Channel) -> None:
    maria, today = channel.sign_in(MARIA), channel.desk.today()
    fields = hidden_in(maria.get(PLACE).text, PLACE)
    has_been = "Write a day that has been, such as 3 14 2026."
    for wrong, box, says in (
        ({"channel": "pigeon"}, "channel", "Say how it came."),
        ({"named": ""}, "named", "Say whether they gave their name."),
        ({"heard-day": "45"}, "heard", has_been),
        ({"heard-year": "2999"}, "heard", has_been),
        ({"words": HEARD.ljust(20_312, "!")}, "words", "It is too long by 312 characters."),
    ):
        answer = maria.post(PLACE, **fields | typed(today) | wrong)
        assert answer.status_code == 422
        [(at, told)] = wrong_in(answer.text).items()
        assert (at, told.startswith(says)) == (box, True)
        assert {"words": HEARD, **wrong}["words"] in answer.text


def test_too_few_readers_are_refused_and_nothing_is_sent(channel: Channel) -> None:
    maria, today = channel.sign_in(MARIA), channel.desk.today()
    fields = hidden_in(maria.get(PLACE).text, PLACE)
    externals = [each.id for each in channel.committee.founded.manifest.externals]
    answer = maria.post(PLACE, **fields | typed(today, left_out=list(externals)))
    assert answer.status_code == 422
    assert wrong_in(answer.text)["left_out"].startswith("Two readers must remain, one of them")
    stranger = maria.post(PLACE, **fields | typed(today, left_out=["nobody"]))
    assert stranger.status_code == 422
    channel.collect()
    assert cases_of(channel.sign_in(MARIA)) == set()


def test_two_words_are_read_back_from_the_copy(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    page = entered(maria, channel.desk.today()).text
    words, place = words_in(page), f"{PLACE}/words"
    fields = hidden_in(page, place)
    wrong = maria.post(place, **fields | {"second": words[0], "sixth": words[5]})
    assert wrong.status_code == 422
    assert words_in(wrong.text) == words
    right = maria.post(place, **fields | {"second": words[1].upper()[:4], "sixth": words[5]})
    assert "their copy is right" in right.text
    assert words_in(right.text) == []


def test_the_page_of_one_member_opens_for_no_other(channel: Channel) -> None:
    """The words travel in the form, sealed to whoever wrote; another's session reads nothing."""
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    page = entered(maria, channel.desk.today()).text
    token = hidden_in(page, f"{PLACE}/words")["token"]
    fields = hidden_in(thomas.get(PLACE).text, "/lock") | {"token": token}
    assert thomas.post(f"{PLACE}/words", **fields).status_code == 303
    assert {PersonId(MARIA)} < set(MEMBERS)


def test_a_late_leaving_out_goes_on_where_it_broke_off(channel: Channel) -> None:
    maria, page = sealed_then_leaving_out(channel, JUNE)
    channel.collect()
    case = only_case(maria)
    done(take_out(maria, case, JUNE, "The caller wishes it."))
    place = f"{PLACE}/leave-out"
    after = maria.post(place, **all_hidden_in(page.text, place))
    assert after.status_code == 200
    assert "Left out, and for ever: June Park." in after.text
    assert f'value="{JUNE}"' not in maria.get(f"{case}/people").text
