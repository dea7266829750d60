"""A report becomes a case by the keys of whoever unlocks, and tells each reader the same."""

from crypto.mailbox.proof import Proof
from crypto.mailbox.readers import Accepted
from crypto.mailbox.snapshot import Snapshot, Status
from crypto.message.said import Answer
from tests.browser import Visitor, typed_in, wrong_in
from tests.cases import decide, done, hidden_in, name_of, only_case, press, reply, surely
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.endings import closed, moved
from tests.reporting import Returning

STORY = Answer("what", "The rebates are kept in a file called the cushion.")


def test_a_report_is_in_the_list_as_soon_as_a_reader_is_in(channel: Channel) -> None:
    channel.report(STORY, Answer("topics", ("accounting",)), Answer("treated", "worried"))
    maria = channel.sign_in(MARIA)
    page = maria.get("/reports").text
    assert "One new report" in page
    assert "Accounting or financial reports" in page
    assert "Retaliation fear" in page
    assert "cushion" not in page


def test_both_readers_see_one_case_with_one_name(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    assert only_case(thomas) == case
    assert name_of(maria, case) == name_of(thomas, case)
    assert "The rebates are kept" in thomas.get(case).text


def test_the_first_look_tells_the_reporter_and_gives_a_proof(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get(only_case(maria))
    channel.deliver()
    snapshot = snapshot_for(sent)
    assert snapshot.status is Status.OPENED
    assert isinstance(snapshot.proof, Proof)


def test_a_reply_goes_to_the_mailbox_and_the_answer_comes_back(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    reply(maria, case, "Thank you. Which quarter was it?")
    channel.deliver()
    assert "Thank you. Which quarter was it?" in [each.text for each in snapshot_for(sent).messages]
    sent.add(Answer("message", "It was the second one."))
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    thomas.get("/reports")
    page = thomas.get(f"{case}/conversation").text
    assert "Thank you. Which quarter was it?" in page
    assert "It was the second one." in page
    assert "The reporter wrote" in thomas.get("/reports").text


def snapshot_for(sent: Returning) -> Snapshot:
    """Return what the reporter finds on coming back, signatures checked."""
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted), answer
    return answer.snapshot


def test_a_note_for_the_committee_never_reaches_the_reporter(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    reply(maria, case, "Thank you.")
    done(press(maria, f"{case}/notes", note="The controller may know of it."))
    done(press(maria, f"{case}/privileged", about="a hold notice", advice="Counsel drafts it."))
    channel.deliver()
    assert "controller" not in str([each.text for each in snapshot_for(sent).messages])
    notes, privileged = thomas.get(f"{case}/notes").text, thomas.get(f"{case}/privileged").text
    assert "The controller may know of it." in notes
    assert "Counsel drafts it." in privileged
    assert "Counsel drafts it." not in notes
    assert "controller" not in thomas.get(f"{case}/conversation").text


def test_a_note_that_is_too_long_says_by_how_much_and_is_neither_cut_nor_lost(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place, long = f"{only_case(maria)}/notes", "n" * 45_000
    answer = press(maria, place, note=long)
    assert answer.status_code == 422
    assert wrong_in(answer.text) == {"note": "It is too long by 25,000 characters. Shorten it."}
    assert typed_in(answer.text, place) == {"note": long}
    assert "No committee note yet." in maria.get(place).text


def test_six_answers_lead_to_a_case_with_a_lead(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    triaged(maria, case)
    assert "Checking who is free" in maria.get(case).text
    done(press(thomas, f"{case}/people", f"{case}/people/free"))
    assert "Has a lead" in maria.get(case).text
    assert "Exposure risk: Some. The team can open it." in maria.get(case).text


def triaged(visitor: Visitor, case: str) -> None:
    """Answer all six, as somebody would who reads the report once."""
    done(decide(visitor, case, "can_act", choice="read_on"))
    done(decide(visitor, case, "ours", choice="ACC-EXP"))
    done(decide(visitor, case, "danger", choice=["evidence", "soon"]))
    done(decide(visitor, case, "exposure", choice="some", why="The team can open it."))
    done(decide(visitor, case, "people", lead=MARIA, second=THOMAS))
    reply(visitor, case, "Thank you. We have read your report.")
    assert "All six questions are answered." in visitor.get(f"{case}/triage").text


def test_an_answer_that_somebody_changed_meanwhile_is_not_overwritten(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/triage?question=exposure"
    stale = hidden_in(thomas.get(place).text, f"{case}/triage")
    done(decide(maria, case, "exposure", choice="high", why="Three people can open it."))
    answer = thomas.post(
        f"{case}/triage", **{"exposure": "low", "why-exposure": "Everybody knows."}, **stale
    )
    assert answer.status_code == 422
    assert "Somebody changed this while you were reading." in answer.text
    assert "Exposure risk: High" in thomas.get(case).text


def test_of_two_replies_written_at_once_the_second_waits_for_its_writer(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/conversation"
    begun = hidden_in(thomas.get(place).text, place)
    reply(maria, case, "Which quarter was it?")
    answer = thomas.post(place, reply="When was that?", checked="1", **begun)
    assert answer.status_code == 422
    assert "Something new was written since you began." in answer.text
    assert "When was that?" in answer.text
    channel.deliver()
    assert [each.text for each in snapshot_for(sent).messages] == ["Which quarter was it?"]


def test_more_than_a_mailbox_holds_is_said_before_anything_is_sent(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/conversation"
    fields = hidden_in(maria.get(place).text, place)
    refused = maria.post(place, reply="x" * 70_000, asks="", **fields)
    assert refused.status_code == 422
    assert "That is longer than a mailbox holds, by about" in refused.text
    assert "x" * 70_000 in refused.text
    for words in ("y" * 30_000, "z" * 20_000):
        reply(maria, case, words)
    fields = hidden_in(maria.get(place).text, place)
    looked_over = maria.post(place, reply="w" * 30_000, asks="", **fields)
    assert "your oldest message leaves it when this arrives" in looked_over.text
    done(maria.post(place, **hidden_in(looked_over.text, place) | {"checked": "1"}))
    small = maria.post(
        place, reply="Thank you.", asks="", **hidden_in(maria.get(place).text, place)
    )
    assert "leaves it when this arrives" not in small.text


def test_pressing_send_twice_sends_once(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/conversation"
    fields = hidden_in(maria.get(place).text, place)
    for _ in range(2):
        done(maria.post(place, reply="Thank you.", checked="1", **fields))
    channel.deliver()
    assert [each.text for each in snapshot_for(sent).messages] == ["Thank you."]


def test_a_case_moves_on_once_it_is_found_told_and_done(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    triaged(maria, case)
    done(press(thomas, f"{case}/people", f"{case}/people/free"))
    moved(maria, case, "planned", "investigating", "findings drafted", "review")
    assert "Something that was alleged has no finding yet." in stays(maria, case, "decided")
    found = {"outcome": "UNS", "basis": "The file was looked for and is empty."}
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **found))
    moved(maria, case, "decided")
    untold = "Nobody has told the reporter since the decision."
    assert untold in stays(maria, case, "feedback given")
    reply(maria, case, "We have finished. We could not confirm it.")
    moved(maria, case, "investigating", "findings drafted", "review", "decided")
    assert untold in stays(maria, case, "feedback given"), "that was of another decision"
    reply(maria, case, "We looked once more, and could not confirm it.")
    moved(maria, case, "feedback given")
    assert "The list before closing is not done." in stays(maria, case, "closed")


def stays(visitor: Visitor, case: str, to: str) -> str:
    """Try to move it on, and return what the page says instead."""
    place = f"{case}/outcome"
    answer = press(visitor, place, f"{place}/move", to=to, reason="It is time.")
    assert answer.status_code == 422
    return answer.text


def test_a_case_is_worked_to_its_end_and_opened_again(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    closed(maria, thomas, case)
    assert only_case(maria, "?show=finished") == case
    channel.deliver()
    assert snapshot_for(sent).status is Status.FINISHED
    moved(maria, case, "reopened")
    assert "Opened again" in maria.get(case).text


def test_a_file_comes_out_as_it_was_sent_with_a_reason(channel: Channel) -> None:
    files = {"Rebates Q2.txt": b"0123456789" * 300_000, "empty.txt": b""}
    channel.report(STORY, files=files)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/files"
    page = maria.get(place).text
    fields = hidden_in(page, place)
    assert "Rebates Q2.txt" in page
    refused = maria.post(place, why="", **fields)
    assert refused.status_code == 422
    answer = maria.post(place, why="Compare the totals.", **fields | {"number": "1"})
    assert answer.data == files["Rebates Q2.txt"]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]
    timeline = maria.get(f"{only_case(maria)}/timeline").text
    assert "Maria Alvarez opened “Rebates Q2.txt”." in timeline
    assert "Compare the totals." in timeline


def test_two_members_set_aside_what_is_no_report_and_one_takes_it_back(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place, aside = f"{case}/triage", f"{case}/aside"
    done(press(maria, place, aside))
    assert only_case(maria) == case
    done(press(thomas, place, aside))
    assert only_case(maria, "?show=finished") == case
    done(press(maria, place, aside, undo="1"))
    assert only_case(maria) == case


def test_a_lead_left_without_a_second_may_agree_that_it_is_likely_no_report(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "people", lead=THOMAS, second=JUNE))
    done(press(maria, f"{case}/conflicts", name="June Park", part="subject", person=JUNE))
    for each in (maria, thomas):
        done(press(each, f"{case}/triage", f"{case}/aside"))
    assert only_case(maria, "?show=finished") == case
    assert "Thomas Okafor, Maria Alvarez" in maria.get(case).text
