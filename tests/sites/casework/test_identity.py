"""Who a reporter is, for those who were told: everybody else sees what they would see otherwise."""

import re

from casework.complaints.services.reading.casefiles import entries_of, open_whole
from casework.complaints.services.reading.keys import keys_of
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.browser import Visitor
from tests.cases import done, hidden_in, name_of, only_case, press, take_out
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.sites.casework.test_left_out import same_for_all

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
WHO = "I am Ada Lindqvist from the yard office."
_CHANGING = re.compile(r'name="(?:id|seen|once)" value="[^"]*"')
PARTS = (
    "", "/conversation", "/files", "/notes", "/privileged", "/triage", "/people", "/outcome",
    "/timeline", "/due", "/protection",
)  # fmt: skip


def told(channel: Channel) -> tuple[str, Visitor, Visitor]:
    """A case whose reporter told Maria and Thomas who they are; Maria has looked at the list."""
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    maria.get(case)
    sent.tell(WHO, MARIA, THOMAS)
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    for each in (maria, thomas):
        each.get("/reports")
    return case, maria, thomas


def look(visitor: Visitor, case: str, why: str) -> str:
    place = f"{case}/identity"
    return visitor.post(place, **hidden_in(visitor.get(place).text, place), why=why).text


def test_whoever_was_told_sees_it_behind_a_reason(channel: Channel) -> None:
    case, maria, thomas = told(channel)
    name = name_of(maria, case)
    assert "The reporter told you who they are" in maria.get(case).text
    assert f"The reporter of “{name}” told you who they are" in maria.get("/today").text
    page = maria.get(f"{case}/identity").text
    assert "Ada Lindqvist" not in page
    assert "Told to: Maria Alvarez, Thomas Okafor" in page
    refused = press(maria, f"{case}/identity", why="")
    assert refused.status_code == 422
    assert "Say why you need to know." in refused.text
    assert "Ada Lindqvist" not in refused.text
    assert "Ada Lindqvist" in look(maria, case, "To keep her shift as it is.")
    assert f"The reporter of “{name}” told you" not in maria.get("/today").text
    assert "Ada Lindqvist" not in maria.get(f"{case}/identity").text
    seen = thomas.get(f"{case}/identity").text
    assert "Maria Alvarez looked" in seen
    assert "To keep her shift as it is." in seen


def test_a_reader_who_was_not_told_sees_nothing_of_it(channel: Channel) -> None:
    """June reads the case. Before it, after it and after each look, her pages say the same."""
    sent = channel.report(STORY)
    june, maria, _ = map(channel.sign_in, (JUNE, MARIA, THOMAS))
    case = only_case(june)
    maria.get(case)

    def pages() -> dict[str, str]:
        channel_pages = ("/today", "/reports", "/people", *(f"{case}{part}" for part in PARTS))
        return {
            path: _CHANGING.sub("", same_for_all(june.get(path).text)) for path in channel_pages
        }

    before, numbers = pages(), june_reads(channel)
    sent.tell(WHO, MARIA, THOMAS)
    channel.collect()
    thomas = channel.sign_in(THOMAS)
    for each in (maria, thomas):
        each.get("/reports")
        assert "Ada Lindqvist" in look(each, case, "To call her.")
    assert pages() == before
    assert june_reads(channel) == numbers
    never = june.get(f"/reports/{'A' * 43}/identity")
    there = june.get(f"{case}/identity")
    assert (there.status_code, there.text) == (404, never.text)
    token = hidden_in(june.get("/reports").text, "/lock")
    assert june.post(f"{case}/identity", which="0" * 32, why="x", **token).status_code == 404
    said = june.get("/history?when=all").text
    assert "To call her." not in said


def june_reads(channel: Channel) -> list[int]:
    """Return the numbers of all entries that June's keys open: there is no gap in them."""
    june = channel.seat(JUNE)
    [case] = keys_of(channel.desk, june).cases
    with channel.desk.database.reading() as tx:
        file = open_whole(tx, channel.desk, june, CaseId(case))
        assert file is not None
        return [each.number for each in entries_of(tx, file)]


def test_whoever_was_told_and_leaves_the_report_opens_nothing_of_it_any_more(
    channel: Channel,
) -> None:
    case, maria, thomas = told(channel)
    done(take_out(maria, case, THOMAS, "He knows her."))
    assert thomas.get(f"{case}/identity").status_code == 404
    assert "told you who they are" not in channel.sign_in(THOMAS).get("/today").text
    assert "Ada Lindqvist" in look(maria, case, "To call her.")


def test_the_stanzas_go_once_the_first_has_kept_it_for_all(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    for each in (maria, thomas):
        each.get("/reports")
    envelope = sent.tell(WHO, MARIA, THOMAS)
    channel.collect()
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    with channel.desk.keystore.reading() as keys:
        assert keys.stanzas.find(envelope) is None
    thomas = channel.sign_in(THOMAS)
    assert "Ada Lindqvist" in look(thomas, only_case(thomas), "To call her.")
    assert "Ada Lindqvist" in look(maria, only_case(maria), "To call her.")


def test_one_who_was_told_alone_keeps_no_stanza_waiting(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    envelope = sent.tell(WHO, MARIA)
    channel.collect()
    maria.get("/reports")
    with channel.desk.keystore.reading() as keys:
        assert keys.stanzas.find(envelope) is None
    assert "Ada Lindqvist" in look(maria, only_case(maria), "To call her.")
