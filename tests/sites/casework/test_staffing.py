"""What cannot wait, whom to call, and what is said where too few are left to act on a report."""

import pytest

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import decide, done, hidden_in, only_case, press, take_out, tied
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
HELEN, SAMUEL = EXTERNALS
LACKS = "can act on it. The charter needs two."


def now_on(visitor: Visitor, case: str) -> str:
    page = visitor.get(f"{case}/triage").text
    return page.partition("Do this now")[2].partition("</section>")[0]


@pytest.mark.parametrize("danger", ["evidence", "soon"])
def test_danger_to_proof_leads_to_a_note_to_counsel_that_is_begun_already(
    channel: Channel, danger: str
) -> None:
    channel.report(STORY)
    thomas = channel.sign_in(THOMAS)
    case = only_case(thomas)
    assert not now_on(thomas, case)
    done(decide(thomas, case, "danger", choice=danger))
    now = now_on(thomas, case)
    assert f'href="{case}/privileged?keep"' in now
    page = thomas.get(f"{case}/privileged?keep").text
    assert "which records, devices and messages must be kept" in page
    assert "cushion" not in page
    fields = hidden_in(page, f"{case}/privileged")
    about = "What must be kept as proof"
    assert f'value="{about}"' in page
    done(thomas.post(f"{case}/privileged", about=about, advice="Keep the drive.", **fields))
    assert "A note was written on" in now_on(thomas, case)


def test_calls_go_to_the_chair_and_counsel_first_and_to_nobody_who_was_left_out(
    channel: Channel,
) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    thomas = channel.sign_in(THOMAS)
    case = only_case(thomas)
    done(decide(thomas, case, "danger", choice="person"))
    now = now_on(thomas, case)
    assert "If somebody may be hurt now, call the emergency number first." in now
    assert "privileged" not in now
    names = ("Maria Alvarez", "Helen Grant", "Samuel Osei", "David Reyes")
    places = [now.index(each) for each in names]
    assert places == sorted(places)
    assert "June Park" not in now
    assert "Thomas Okafor" not in now


def test_a_chair_who_was_left_out_is_not_called(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(MARIA,))
    thomas = channel.sign_in(THOMAS)
    case = only_case(thomas)
    done(decide(thomas, case, "danger", choice="soon"))
    assert "June Park" in now_on(thomas, case)
    assert "Maria Alvarez" not in now_on(thomas, case)


def test_nothing_is_to_be_done_at_once_where_nothing_threatens(channel: Channel) -> None:
    channel.report(STORY)
    thomas = channel.sign_in(THOMAS)
    case = only_case(thomas)
    done(decide(thomas, case, "danger", choice="none"))
    assert not now_on(thomas, case)


def test_whoever_steps_back_reads_first_who_remains(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE, DAVID))
    maria = channel.sign_in(MARIA)
    page = maria.get(f"{only_case(maria)}/step-back").text
    says = "3 readers remain: Helen Grant, Samuel Osei, Thomas Okafor. The charter needs two."
    assert says in page
    assert "let somebody read it first" not in page


def test_where_too_few_could_act_somebody_is_proposed_by_name(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    for who in (DAVID, JUNE):
        done(take_out(maria, case, who, "They travel."))
        thomas = channel.sign_in(THOMAS)
        done(press(thomas, f"{case}/people", f"{case}/people/agree", who=who))
    for who in (THOMAS, SAMUEL):
        tied(channel.sign_in(who), case)
    assert LACKS not in maria.get(f"{case}/people").text
    page = maria.get(f"{case}/step-back").text
    assert "Only Helen Grant can act on it. The charter needs two." in page
    assert "We propose: June Park." in page or "We propose: David Reyes." in page
    assert "let somebody read it first" in page
    assert "Step back now" in page
    tied(channel.sign_in(HELEN), case)
    for part in ("people", "triage"):
        page = maria.get(f"{case}/{part}").text
        assert "Only Maria Alvarez can act on it. The charter needs two." in page
        assert f'href="{case}/people"' in page


def test_whoever_was_left_out_is_never_proposed(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE, DAVID))
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    for who in (THOMAS, HELEN, SAMUEL):
        tied(channel.sign_in(who), case)
    page = maria.get(f"{case}/triage").text
    assert "Nobody else may read it. Ask outside counsel." in page
    assert "We propose" not in page
