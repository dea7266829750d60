"""The timeline: looked through by kind, never edited, and remarked upon by whoever knows better."""

import re

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import decide, done, drawn, hidden_in, only_case, reply, take_out
from tests.channel import MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
ASKED = "“Is anyone in danger, or is something about to happen?”"
REMARK = "Thomas was asked to wait until the audit was over."


def remark_on(visitor: Visitor, case: str, says: str, **typed: str) -> str:
    """Follow the link under a line, and write into the form that it opens."""
    place = f"{case}/timeline"
    line = visitor.get(place).text.partition(says)[2]
    href = re.findall(r'href="([^"]*\?on=[0-9a-f]+)#remark"', line)[0]
    form = visitor.get(href).text
    assert says in form.partition("Add a remark</h2>")[2].partition("</form>")[0]
    answer = visitor.post(place, **hidden_in(form, place) | typed)
    return visitor.get(done(answer)).text if answer.status_code != 422 else answer.text


def test_a_remark_stands_under_its_line_and_is_a_line_of_its_own(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "danger", choice="none"))
    before = maria.get(f"{case}/timeline").text
    says = f"Maria Alvarez answered {ASKED}"
    assert says in before
    page = remark_on(thomas, case, says, remark=REMARK)
    under = page.partition(says)[2].partition("</li>")[0]
    assert "Thomas Okafor, " in under
    assert REMARK in under
    assert "Thomas Okafor added a remark to a line of the timeline." in page
    assert page.count(f"<strong>{says}") == before.count(f"<strong>{says}")


def test_a_remark_says_something_and_fits_the_history_or_keeps_what_was_typed(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    maria.get(case)
    says = "Maria Alvarez read the report first."
    assert "Write your remark first." in remark_on(maria, case, says, remark=" ")
    too_long = "ä" * 401
    refused = remark_on(maria, case, says, remark=too_long)
    assert "It is too long by 1 character. Shorten it." in refused
    assert too_long in refused


def test_nobody_remarks_upon_a_line_of_another_report(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/timeline"
    assert "What is to be known about this line?" not in maria.get(f"{place}?on={'0' * 64}").text
    token = hidden_in(maria.get("/reports").text, "/lock")
    assert maria.post(place, on="0" * 64, remark=REMARK, **token | drawn()).status_code == 404


def test_the_timeline_is_looked_through_by_kind(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    reply(maria, case, "Thank you.")
    done(decide(maria, case, "danger", choice="none"))
    done(take_out(maria, case, THOMAS, "A boat."))
    says = {
        "words": "Maria Alvarez wrote to the reporter.",
        "work": ASKED,
        "people": "Maria Alvarez removed Thomas Okafor.",
        "seen": "The report was opened with the keys of",
    }
    everything = maria.get(f"{case}/timeline").text
    assert all(each in everything for each in says.values())
    for kind in says:
        page = maria.get(f"{case}/timeline?show={kind}").text
        assert [name for name, each in says.items() if each in page] == [kind]
    empty = maria.get(f"{case}/timeline?show=care").text
    assert "Nothing of this kind happened so far." in empty
