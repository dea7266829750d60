"""Search finds what was decided, with its reason, as long as it stands."""

import re

from tests.cases import decide, done, only_case, press, surely, take_out
from tests.channel import DAVID, MARIA, THOMAS, Channel
from tests.endings import moved
from tests.privilege import grounds
from tests.sites.casework.test_planned import plan_something
from tests.sites.casework.test_protection import PLAN, put
from tests.sites.casework.test_search import STORY, found, names


def test_what_was_decided_is_found_with_its_reason_and_so_is_what_was_done(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "ours", choice="ACC-EXP"))
    done(decide(maria, case, "exposure", choice="some", why="Few work on the wharf."))
    done(decide(maria, case, "can_act", choice="read_on"))
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    done(press(thomas, f"{case}/people", f"{case}/people/free"))
    done(take_out(maria, case, DAVID, "He sails with her."))
    moved(maria, case, "investigating")
    found_so = {"outcome": "UNS", "basis": "The ledger is whole."}
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **found_so))
    for words, says, part in (
        ("wharf", "Six questions", "/triage"),
        ("sails", "Timeline, ", "/timeline"),
        ("ledger", "Finding, ", "/outcome"),
    ):
        page = found(maria, words)
        assert (len(names(page)), says in page) == (1, True), words
        assert f'href="{case}{part}"' in page
        assert re.findall(r"<b>([^<]+)</b>", page) == ["Committee only"]


def test_what_is_written_beside_the_inquiry_is_found_where_it_stands(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    done(plan_something(maria, case, THOMAS))
    put(thomas, case, "judge-0", verdict="must not", text="Nobody else is moved to the quay.")
    advice = {"about": "the charter party", "advice": "It can be ended."}
    done(press(maria, f"{case}/privileged", **advice, **grounds(channel, "committee")))
    for words, says, part in (
        ("yard manager", "Protection, ", "/protection"),
        ("quay", "Protection, ", "/protection"),
        ("Ann Lee", "", "/privileged"),
    ):
        page = found(maria, words)
        assert (len(names(page)), says in page) == (1, True), words
        assert f'href="{case}{part}"' in page


def test_what_was_decided_otherwise_since_is_found_in_the_timeline_alone(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(decide(maria, case, "exposure", choice="some", why="Few work on the wharf."))
    assert "Six questions" in (page := found(maria, "wharf"))
    assert len(names(page)) == page.count("Open there") == 1
    done(decide(maria, case, "exposure", choice="low", why="Many work in the yard."))
    page = found(maria, "wharf")
    assert "Timeline, " in page
    assert "Six questions" not in page
    assert "Six questions" in found(maria, "yard")
