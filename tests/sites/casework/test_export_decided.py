"""A copy says who decided, on which day and how they voted; tasks go as a part of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.browser import Visitor
from tests.cases import done, only_case, press, take_out
from tests.channel import DAVID, MARIA, THOMAS, Channel, channel_at
from tests.endings import ANSWERS, STORY
from tests.exports import bundle_of, stepped, taken, text_of
from tests.sites.casework.tasks import in_days, put, set_task
from tests.sites.casework.test_timeline import REMARK, remark_on

VOTED = {"vote": "counted", "for": "1", "against": "1", "abstained": "0"}


@pytest.fixture(scope="module")
def room(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator[Channel]:
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with channel_at(tmp_path_factory.mktemp("decided"), empty, founded_today) as channel:
        yield channel


@pytest.fixture(scope="module")
def maria(room: Channel) -> Visitor:
    room.report(STORY)
    return room.sign_in(MARIA)


@pytest.fixture(scope="module")
def case(room: Channel, maria: Visitor) -> str:
    """A case with a decision, a task that is done and one that is not."""
    case = only_case(maria)
    done(press(maria, f"{case}/finish", f"{case}/finish/answers", **ANSWERS | VOTED))
    set_task(maria, case, in_days(room, 9))
    set_task(maria, case, in_days(room, 4), what="Ask for the ledger", owner=MARIA)
    put(maria, case, "done-2", text="It came on a drive.")
    return case


@pytest.fixture(scope="module")
def named(maria: Visitor, case: str) -> str:
    return paper_of(maria, case, naming="1")


def paper_of(maria: Visitor, case: str, **typed: str | list[str]) -> str:
    bundle = bundle_of(taken(maria, case, **typed))
    return " ".join((text_of(bundle.read("case.pdf")) + bundle.read("case.txt").decode()).split())


def test_a_copy_says_who_decided_on_which_day_and_how_they_voted(named: str) -> None:
    for said in (
        "Decided by: Maria Alvarez, Thomas Okafor",
        "On: January 2, 2026",
        "Votes: 1 for, 1 against, 0 abstained",
        "Basis: No proof.",
    ):
        assert said in named, said


def test_tasks_go_when_they_are_chosen(named: str) -> None:
    assert "Thomas Okafor] Ask the auditor for the list of rebates" in named
    assert "Maria Alvarez] Ask for the ledger It came on a drive." in named
    assert "Tasks are left out." not in named


def test_what_happened_goes_with_room_for_signatures(named: str) -> None:
    assert "Signed by those who worked on it" in named
    assert "June Park, Reader: ____" in named


def test_names_of_who_decided_has_a_task_and_signs_are_replaced(maria: Visitor, case: str) -> None:
    masked = paper_of(maria, case, pieces=["outcome", "tasks", "timeline"])
    assert "Decided by: Member" in masked
    assert "Ask for the ledger" in masked
    assert not any(name in masked for name in ("Alvarez", "Okafor", "June"))


def test_decision_tasks_and_signatures_stay_here_unless_they_are_chosen(
    maria: Visitor, case: str
) -> None:
    paper = paper_of(maria, case, pieces=["people", "notes"])
    assert "Tasks are left out." in paper
    assert not any(each in paper for each in ("No proof.", "ledger", "Signed by"))


def test_tasks_go_to_the_outside_auditor_by_a_lawyers_word_alone(maria: Visitor, case: str) -> None:
    auditor, place = "external auditor", f"{case}/export"
    page = stepped(maria, case, kind=auditor, cleared="Helen Grant")
    assert "Ask for the ledger" in page.text
    fields = {"from": "2", "to": "3", "kind": auditor, "pieces": "tasks", "form": "pdf"}
    answer = press(maria, place, **fields, receiver="The firm", purpose="The audit")
    assert answer.status_code == 422
    assert "Ask counsel first" in answer.text


def test_the_timeline_prints_from_its_first_day_with_remarks_and_who_signs(
    room: Channel, maria: Visitor, case: str
) -> None:
    sheet = f"{case}/timeline/sheet"
    assert f'href="{sheet}"' in maria.get(f"{case}/timeline").text
    says = "set a task for Thomas Okafor"
    remark_on(maria, case, says, remark=REMARK)
    page = maria.get(sheet).text
    assert page.index("answered the list before it is finished") < page.index(says)
    assert REMARK in page.partition(says)[2].partition("</li>")[0]
    signed = page.partition("<caption>Signatures</caption>")[2]
    assert all(
        f'<th scope="row">{name}</th>' in signed for name in ("Maria Alvarez", "David Reyes")
    )
    done(take_out(maria, case, DAVID, "A boat."))
    assert "David Reyes</th>" not in maria.get(sheet).text
    assert room.sign_in(DAVID).get(sheet).status_code == 404
    assert room.sign_in(THOMAS).get(sheet).status_code == 200
