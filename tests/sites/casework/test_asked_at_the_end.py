"""Today asks for second words at the end of a case: those alone who may give them."""

from datetime import timedelta

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import cases_of, done, only_case, press, set_task
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel
from tests.endings import finished, later, list_of, put_forward

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
COUNSEL, OTHER_COUNSEL = EXTERNALS


def today_of(visitor: Visitor) -> str:
    """Return all that Today shows, without what is drawn anew for each answer."""
    return visitor.get("/today?all").text.partition("<main")[2]


def test_a_hold_that_a_member_would_lift_is_asked_of_counsel_alone(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas, counsel, june = map(channel.sign_in, (MARIA, THOMAS, COUNSEL, JUNE))
    place, says = f"{only_case(maria)}/kept", "Say whether the hold on"
    done(press(maria, place, f"{place}/hold", why="legal hold", reason="A claim may come."))
    before = today_of(june)
    done(press(maria, place, f"{place}/lift"))
    assert says in today_of(counsel)
    assert f'href="{place}"' in today_of(counsel)
    for each in (maria, thomas):
        assert says not in today_of(each)
    assert today_of(june) == before
    done(press(counsel, place, f"{place}/lift"))
    assert says not in today_of(counsel)


def test_a_line_to_let_go_is_asked_of_the_other_members_and_not_of_counsel(
    channel: Channel,
) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas, counsel, june = map(channel.sign_in, (MARIA, THOMAS, COUNSEL, JUNE))
    place, says = f"{only_case(maria)}/finish", "may be finished without a line"
    before = today_of(june)
    done(press(maria, place, f"{place}/pass", items=["TOLD_OTHERS"], reason="Nobody knows."))
    assert says in today_of(thomas)
    for each in (maria, counsel):
        assert says not in today_of(each)
    assert today_of(june) == before
    done(press(thomas, place, f"{place}/agree"))
    assert says not in today_of(channel.sign_in(DAVID))


def test_a_list_of_what_is_to_go_is_asked_of_the_other_side(channel: Channel) -> None:
    _sent, case = finished(channel, leaving_out=(JUNE,))
    later(channel)
    maria, thomas, counsel, june = map(channel.sign_in, (MARIA, THOMAS, COUNSEL, JUNE))
    says, before = "and what stands with it, is destroyed", today_of(june)
    put_forward(maria)
    assert says in today_of(counsel)
    assert f'href="{list_of(case)}"' in today_of(counsel)
    for each in (maria, thomas):
        assert says not in today_of(each)
    assert today_of(june) == before


def test_what_was_set_aside_asks_to_be_finished_before_it_is_forgotten(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    for each in (maria, thomas):
        done(press(each, f"{case}/triage", f"{case}/aside"))
    says = "its time of keeping begins then"
    assert says not in today_of(maria)
    assert "Finish what was set aside by" in maria.get(case).text
    channel.later(channel.desk.today() + timedelta(days=20))
    assert says not in today_of(channel.sign_in(JUNE))
    maria = channel.sign_in(MARIA)
    assert says in today_of(maria)
    done(press(maria, f"{case}/finish", f"{case}/finish/close", reason="Advert.", sure="1"))
    assert says not in today_of(maria)
    assert "Nothing is due" in maria.get(case).text


def test_a_task_that_has_time_stands_behind_a_new_report_and_all_can_be_shown(
    channel: Channel,
) -> None:
    for _ in range(8):
        channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = min(cases_of(maria))
    set_task(maria, case, "Ask for the ledger", "nobody", channel.desk.today() + timedelta(days=20))
    page = maria.get("/today").text.partition("<main")[2]
    assert "Ask for the ledger" not in page.partition("</ul>")[0]
    assert 'href="/today?all"' in page
    whole = today_of(maria)
    assert whole.index("Decide what to do") < whole.index("Ask for the ledger")
    assert "come after these" not in whole
