"""Who reads a case, and how that changes: each change makes new keys at once."""

import pytest

from casework.complaints.services.reading.casefiles import open_whole
from casework.complaints.services.reading.keys import keys_of
from crypto.mailbox.readers import Accepted
from crypto.message.said import Answer
from store.mailbox import Mailbox
from tests.browser import wrong_in
from tests.cases import cases_of, done, hidden_in, name_of, only_case, press, reply, take_out
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel
from tests.reporting import Returning

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
HELEN, SAMUEL = EXTERNALS


def generation(channel: Channel) -> int:
    """Return which generation the keys of the one case are of."""
    with channel.desk.keystore.reading() as keys:
        [head] = keys.wraps.heads().values()
    return head.generation


def test_whoever_steps_back_is_out_in_two_presses_and_the_next_reader_makes_new_keys(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    gone = press(thomas, f"{case}/step-back")
    assert "You have stepped back" in gone.text
    assert cases_of(thomas) == set()
    assert thomas.get(case).status_code == 404
    assert generation(channel) == 1
    done(press(maria, f"{case}/notes", note="He has stepped back."))
    assert generation(channel) == 2
    assert "Thomas Okafor stepped back." in maria.get(f"{case}/timeline").text
    assert channel.seat(THOMAS).person not in readers(channel)


def readers(channel: Channel) -> set[str]:
    maria = channel.seat(MARIA)
    [case] = keys_of(channel.desk, maria).cases
    with channel.desk.database.reading() as tx:
        file = open_whole(tx, channel.desk, maria, case)
    assert file is not None
    assert file.listed is not None
    return set(file.listed.readers)


def test_nothing_is_written_under_keys_that_somebody_who_left_still_has(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    press(thomas, f"{case}/step-back")
    reply(maria, case, "Thank you.")
    with channel.desk.keystore.reading() as keys:
        [(scope, head)] = keys.wraps.heads().items()
    assert head.generation == 2
    assert scope


def test_after_a_new_sign_in_whoever_stepped_back_has_nothing_either(channel: Channel) -> None:
    channel.report(STORY)
    thomas = channel.sign_in(THOMAS)
    press(thomas, f"{only_case(thomas)}/step-back")
    assert cases_of(channel.sign_in(THOMAS)) == set()


def test_a_reader_is_removed_and_the_reporter_writes_to_the_others_from_then_on(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    assert thomas.get(case).status_code == 404
    assert cases_of(thomas) == set()
    channel.deliver()
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted)
    assert THOMAS not in answer.state.readers.admitted
    sent.add(Answer("message", "There is more."))
    channel.collect()
    channel.sign_in(THOMAS)
    maria.get("/reports")
    assert "There is more." in maria.get(f"{case}/conversation").text


def test_a_message_on_its_way_while_somebody_is_removed_is_for_the_others(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    sent.add(Answer("message", "There is more."))
    channel.collect()
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    thomas = channel.sign_in(THOMAS)
    assert cases_of(thomas) == set()
    maria.get("/reports")
    assert "There is more." in maria.get(f"{case}/conversation").text


def test_stepping_back_waits_for_nobody_and_those_who_stay_are_told_who_could_come(
    channel: Channel,
) -> None:
    sent = channel.report(STORY, leaving_out=(SAMUEL,))
    helen, maria = channel.sign_in(HELEN), channel.sign_in(MARIA)
    case = only_case(helen)
    press(helen, f"{case}/step-back")
    assert cases_of(channel.sign_in(HELEN)) == set()
    page = maria.get(f"{case}/people").text
    assert "Fewer read it than the charter needs" in page
    done(press(maria, f"{case}/notes", note="It goes on."))
    sent.add(Answer("message", "There is more."))
    channel.collect()
    maria.get("/reports")
    assert "There is more." in maria.get(f"{case}/conversation").text
    assert cases_of(channel.sign_in(HELEN)) == set()


def test_the_last_who_reads_it_lets_somebody_in_first_on_their_word_alone(
    channel: Channel,
) -> None:
    channel.report(STORY)
    *others, last = (HELEN, SAMUEL, MARIA, JUNE, DAVID, THOMAS)
    for who in others:
        visitor = channel.sign_in(who)
        press(visitor, f"{only_case(visitor)}/step-back")
    thomas = channel.sign_in(last)
    case = only_case(thomas)
    page = thomas.get(f"{case}/step-back").text
    assert "Step back now" not in page
    answer = thomas.post(f"{case}/step-back", **hidden_in(page, "/lock"))
    assert answer.status_code == 422
    assert "without you, nobody could ever open it again" in answer.text
    assert "Maria Alvarez" in answer.text
    place = f"{case}/people"
    done(thomas.fill_in(place, f"{place}/add", who=MARIA, why="I must go.", free="Asked."))
    press(thomas, f"{case}/step-back")
    assert cases_of(thomas) == set()
    assert only_case(channel.sign_in(MARIA)) == case


def test_why_somebody_steps_back_is_for_counsel_alone(channel: Channel) -> None:
    channel.report(STORY)
    helen, maria, thomas = map(channel.sign_in, (HELEN, MARIA, THOMAS))
    case = only_case(thomas)
    press(thomas, f"{case}/step-back", why="My brother works there.")
    for each in (maria, thomas):
        assert "My brother" not in each.get(f"{case}/people").text
        assert "My brother" not in each.get(f"{case}/timeline").text
    page = helen.get(f"{case}/people").text
    assert "Thomas Okafor stepped back, and tells counsel alone why." in page
    assert "My brother works there." in page


def test_somebody_else_comes_in_by_the_word_of_two(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas, david = map(channel.sign_in, (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    place, add = f"{case}/people", f"{case}/people/add"
    done(take_out(maria, case, DAVID, "He travels."))
    assert cases_of(david) == set()
    for why in ("He knows the rebates.", "He is back."):
        done(maria.fill_in(place, add, who=DAVID, why=why, free="Asked him on Monday."))
        assert cases_of(david) == set()
    page = thomas.get(place).text
    assert "He is back." in page
    assert "Asked him on Monday." in page
    done(thomas.fill_in(place, add, who=DAVID, why="So do I.", free="I know him."))
    assert only_case(david) == case
    assert name_of(david, case) == name_of(maria, case)
    fields = hidden_in(maria.get(case).text, "/lock")
    assert maria.post(add, who=JUNE, why="x", free="x", **fields).status_code == 404


def test_nobody_comes_in_without_words_about_why_and_about_what_stands_in_the_way(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place, add = f"{case}/people", f"{case}/people/add"
    done(take_out(maria, case, DAVID, "He travels."))
    answer = maria.fill_in(place, add, who=DAVID, why="He knows the rebates.")
    lacks = "Say how you know that nothing stands in their way."
    assert (answer.status_code, wrong_in(answer.text)) == (422, {"free-newcomer": lacks})
    assert "He knows the rebates." in answer.text
    done(maria.fill_in(place, add, who=DAVID, why="He knows them.", free="I asked him."))
    second = channel.sign_in(THOMAS).fill_in(place, add, who=DAVID, why="He may help us.")
    assert wrong_in(second.text) == {f"free-{DAVID}": lacks}
    assert "He may help us." in second.text, "in the form of whoever was asked for"


def test_who_is_tied_to_somebody_in_it_is_shown_as_tied_and_let_in_by_no_two(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas, david = map(channel.sign_in, (MARIA, THOMAS, DAVID))
    done(press(david, "/ties", kind="family", name="Pat Holloway"))
    case = only_case(maria)
    place, add = f"{case}/people", f"{case}/people/add"
    done(take_out(maria, case, DAVID, "He travels."))
    done(press(maria, f"{case}/conflicts", name="P. Holloway", part="subject"))
    assert "Pat Holloway" in maria.get(place).text, "a part of the name asks"
    done(press(maria, f"{case}/conflicts", name="Pat Holloway", part="subject"))
    for each in (maria, thomas):
        assert "Is tied to somebody who is written down in it" in each.get(place).text
        answer = each.fill_in(place, add, who=DAVID, why="x", free="x")
        assert answer.status_code == 422
        assert "Nobody was let in" in answer.text
    assert cases_of(david) == set()


def test_a_mailbox_that_holds_no_more_changes_keeps_nobody_in(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes many people to come to eight, so here a mailbox holds one."""
    monkeypatch.setattr("casework.complaints.services.speaking.CHANGES_KEPT", 1)
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/people"
    done(take_out(maria, case, DAVID, "He travels."))
    assert "does not follow yet" not in maria.get(place).text
    done(press(channel.sign_in(JUNE), place, f"{place}/agree", who=DAVID))
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    assert channel.sign_in(THOMAS).get(case).status_code == 404
    page = maria.get(place).text
    assert "mailbox does not follow yet." in page
    assert "is still sealed to: Thomas Okafor." in page
    reply(maria, case, "Thank you.")
    channel.deliver()
    envelope = sent.add(Answer("message", "There is more."))
    channel.collect()
    assert cases_of(channel.sign_in(THOMAS)) == set()
    maria.get("/reports")
    assert "There is more." in maria.get(f"{case}/conversation").text
    with channel.desk.keystore.reading() as keys:
        assert keys.stanzas.find(envelope) is None


def test_each_change_of_readers_writes_the_whole_mailbox_row_anew(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    reply(maria, case, "Thank you.")
    channel.deliver()
    before = snapshot_row(sent)
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    channel.deliver()
    after = snapshot_row(sent)
    assert len(after) == len(before)
    same = sum(one == other for one, other in zip(before, after, strict=True))
    assert same < len(before) // 100
    assert isinstance(sent.mailbox().answer, Accepted)


def snapshot_row(sent: Returning) -> bytes:
    with sent.desk.dropbox.reading() as tx:
        found = Mailbox(tx).read(sent.keys.state_tag, sent.keys.snapshot_tag).snapshot
    assert found is not None
    return found.sealed


def test_a_wish_that_somebody_steps_back_is_for_one_reader_alone(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas, david = map(channel.sign_in, (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    place = f"{case}/people"
    wish = {"about": THOMAS, "to": DAVID, "why": "They share a boat."}
    done(press(maria, place, f"{place}/ask", **wish))
    assert "Read a note that was written to you alone" in david.get("/today").text
    assert "They share a boat." in david.get(place).text
    for other in (maria, thomas):
        assert "They share a boat." not in other.get(place).text
        assert "a note that was written" not in other.get("/today").text
        assert (
            "step back"
            not in other.get(f"{case}/timeline").text.partition("<ol")[2].partition("</ol>")[0]
        )
    done(press(david, place, f"{place}/settled"))
    assert "They share a boat." not in david.get(place).text


def test_a_note_goes_from_today_with_the_case_that_it_is_about(channel: Channel) -> None:
    channel.report(STORY)
    maria, david = map(channel.sign_in, (MARIA, DAVID))
    case = only_case(maria)
    place = f"{case}/people"
    wish = {"about": THOMAS, "to": DAVID, "why": "They share a boat."}
    done(press(maria, place, f"{place}/ask", **wish))
    asked = "Read a note that was written to you alone"
    assert asked in david.get("/today").text
    done(take_out(maria, case, DAVID, "He travels."))
    assert asked not in channel.sign_in(DAVID).get("/today").text
