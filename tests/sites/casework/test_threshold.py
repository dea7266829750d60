"""Before their first look, whoever's list a report may touch chooses: read on, or step back."""

from datetime import timedelta

import pytest

from casework.access import Right
from casework.complaints.domain.conflicts.ties import Tie, TieKind
from casework.complaints.services.assessing.ties import Kept, declare
from casework.complaints.services.evidence.adding import begin_file
from casework.complaints.services.files import open_original
from casework.complaints.services.moving import require_inside
from casework.complaints.services.readers.leaving import let_in
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.reading.casefiles import open_whole
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.threshold import AtThresholdError, read_on
from casework.complaints.services.talking import Advice, note, note_privileged
from casework.complaints.views.parts.addresses import case_at
from casework.export.domain.several import Several
from casework.export.domain.wish import Wish
from casework.export.services.several import Found, found_for
from crypto.mailbox.readers import Accepted
from crypto.mailbox.snapshot import Status
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import (
    cases_of,
    decide,
    done,
    hidden_in,
    name_of,
    only_case,
    press,
    set_task,
    take_out,
)
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.endings import with_feedback
from tests.evidence import whiches
from tests.guards.casework_routes import CASEWORK_ROUTES
from tests.reporting import Files
from tests.sites.casework.test_cases import snapshot_for
from tests.sites.casework.test_guests import ADA
from tests.sites.casework.test_guests import let_in as with_a_guest
from tests.sites.casework.test_linked import tie
from tests.sites.casework.test_search import NOTHING, found

NAMES_JUNE = Answer("what", "June Park told us to keep the rebates in the cushion.")
ASKS = "One name in this report may match your list."
WAYS_OUT = {"/reports/<case>/first", "/reports/<case>/step-back"}


def asked(channel: Channel, files: Files | None = None) -> tuple[Visitor, Visitor, str]:
    """Have a report that names June, with Maria and June before it."""
    channel.report(NAMES_JUNE, files=files)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    return maria, june, only_case(maria)


def changes(channel: Channel) -> int:
    desk, me = channel.desk, channel.seat(MARIA)
    [case] = keys_of(desk, me).cases
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    return require_inside(file).changes if file else 0


def places(methods: str, case: str) -> list[str]:
    """Return every address of one report that answers these methods."""
    prefix = "/reports/<case>"
    return [
        path.replace(prefix, case).replace("<number>", "1").replace("<which>", "A" * 43)
        for path, (known, right) in CASEWORK_ROUTES.items()
        if path.startswith(prefix) and methods in known.split() and right is Right.CASES
        if path not in WAYS_OUT
    ]


def test_whoever_is_named_is_asked_before_a_word_is_shown_and_nobody_else_is(
    channel: Channel,
) -> None:
    maria, june, case = asked(channel)
    assert "cushion" in maria.get(case).text
    assert done(june.get(case)) == f"{case}/first"
    page = june.get(f"{case}/first").text
    assert ASKS in page
    for words in ("June Park told", "cushion", "rebates"):
        assert words not in page
    assert done(maria.get(f"{case}/first")) == case


def test_every_page_of_the_report_asks_first(channel: Channel) -> None:
    _, june, case = asked(channel, files={"a.txt": b"0123456789"})
    for place in places("GET", case):
        assert done(june.get(place)) == f"{case}/first", place


def test_nothing_can_be_done_in_it_before(channel: Channel) -> None:
    maria, june, case = asked(channel, files={"a.txt": b"0123456789"})
    token = hidden_in(june.get("/reports").text, "/lock") | {"file": whiches(maria, case)[0]}
    before = changes(channel)
    for place in places("POST", case):
        answer = june.post(place, **token, why="Because.", note="So", words="So")
        assert "cushion" not in answer.text, place
        assert "0123456789" not in answer.text, place
    assert changes(channel) == before


def test_services_refuse_it_as_pages_do(channel: Channel) -> None:
    maria, _, case = asked(channel, files={"a.txt": b"0123456789"})
    me, name = channel.seat(JUNE), case_at(case.split("/")[-1])
    [which] = whiches(maria, case)
    for deed in (
        lambda: note(channel.desk, me, name, "I was there."),
        lambda: note_privileged(channel.desk, me, name, Advice("Keep it.", "a hold")),
        lambda: open_original(channel.desk, me, name, which, "To see it."),
        lambda: begin_file(channel.desk, me, name),
    ):
        with pytest.raises(AtThresholdError):
            deed()


def test_whoever_steps_back_there_never_had_it_open(channel: Channel) -> None:
    maria, june, case = asked(channel)
    done(june.get(case))
    name = name_of(maria, case)
    page = june.get(f"{case}/step-back").text
    assert "You lose access now" in page
    assert "cushion" not in page
    gone = press(june, f"{case}/step-back")
    assert gone.status_code == 200
    assert name not in gone.text
    assert cases_of(june) == set()
    assert june.get(f"{case}/first").status_code == 404
    # The page names, for those who stay, what she could have read.
    assert "Never had it open, and does not read it any more." in maria.get(f"{case}/people").text


def test_whoever_reads_on_is_asked_once_and_the_others_can_see_it(channel: Channel) -> None:
    maria, june, case = asked(channel)
    assert done(press(june, f"{case}/first")) == case
    assert "cushion" in june.get(case).text
    assert june.get(f"{case}/people").status_code == 200
    says = "June Park was asked, since a name in it may be on their list of ties"
    before = maria.get(f"{case}/timeline").text.count(says)
    assert before > 0
    again = june.post(f"{case}/first", **hidden_in(june.get("/reports").text, "/lock"))
    assert done(again) == case
    assert maria.get(f"{case}/timeline").text.count(says) == before


def test_the_reporter_is_told_of_an_opening_only_once_somebody_reads_it(channel: Channel) -> None:
    sent = channel.report(NAMES_JUNE)
    june = channel.sign_in(JUNE)
    case = only_case(june)
    done(june.get(case))
    channel.deliver()
    assert not isinstance(sent.mailbox().answer, Accepted)
    done(press(june, f"{case}/first"))
    assert "cushion" in june.get(case).text
    channel.deliver()
    assert snapshot_for(sent).status is Status.OPENED


def test_a_search_says_nothing_of_it_before(channel: Channel) -> None:
    _, june, case = asked(channel)
    assert NOTHING in found(june, "cushion")
    assert NOTHING in found(june, "june park")
    done(press(june, f"{case}/first"))
    assert "cushion" in found(june, "cushion")


def test_a_name_that_somebody_declared_asks_them_as_their_own_does(channel: Channel) -> None:
    me = channel.seat(THOMAS)
    tie = Tie(THOMAS, TieKind.FAMILY, "Daniel Brandt", ("Danny B",))
    assert isinstance(declare(channel.desk, me, (tie,), 0), Kept)
    channel.report(Answer("what", "Ask Danny B. about the cushion."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    assert "cushion" in maria.get(case).text
    assert done(thomas.get(case)) == f"{case}/first"
    page = thomas.get(f"{case}/first").text
    assert "Danny" not in page
    assert "Brandt" not in page


def test_a_report_to_the_committee_and_its_members_asks_nobody(channel: Channel) -> None:
    channel.report(Answer("what", "I tell the audit committee and each director: look at Q2."))
    thomas = channel.sign_in(THOMAS)
    assert "look at Q2" in thomas.get(only_case(thomas)).text


def test_what_came_later_asks_nobody_who_reads_it_already(channel: Channel) -> None:
    sent = channel.report(Answer("what", "The cushion is in a drawer."))
    june = channel.sign_in(JUNE)
    case = only_case(june)
    assert "drawer" in june.get(case).text
    sent.add(Answer("message", "It was June Park."))
    channel.collect()
    assert "It was June Park." in june.get(f"{case}/conversation").text


def test_a_guest_is_asked_as_well(channel: Channel) -> None:
    maria, case = with_a_guest(channel, "evidence")
    tie = Tie(ADA, TieKind.WORK, "Cushion Brothers", ("cushion",))
    assert isinstance(declare(channel.desk, channel.seat(ADA), (tie,), 0), Kept)
    ada = channel.sign_in(ADA)
    assert done(ada.get(case)) == f"{case}/first"
    assert "You lose access now" in ada.get(f"{case}/step-back").text
    done(press(ada, f"{case}/first"))
    assert "cushion" in ada.get(case).text
    assert "Ada Lowe was asked, since a name" in maria.get(f"{case}/timeline").text


def test_nothing_of_it_is_taken_out_with_others_before(channel: Channel) -> None:
    asked(channel)
    me, today = channel.seat(JUNE), channel.desk.today()
    several = Several(Wish(), today, today, MARIA)
    assert found_for(channel.desk, me, several) == Found((), ())
    [case] = keys_of(channel.desk, me).cases
    assert read_on(channel.desk, me, case) is None
    found = found_for(channel.desk, me, several)
    assert isinstance(found, Found)
    assert found.cases == (case,)


def test_nobody_lets_somebody_in_or_sets_it_aside_before_they_chose(channel: Channel) -> None:
    maria, june, case = asked(channel)
    done(take_out(maria, case, DAVID, "He is her brother."))
    me, name = channel.seat(JUNE), case_at(case.rsplit("/", maxsplit=1)[-1])
    with pytest.raises(AtThresholdError):
        let_in(channel.desk, me, name, DAVID, Vouched("He is needed.", "He was asked."))
    key = case.rsplit("/", maxsplit=1)[-1]
    token = hidden_in(june.get("/reports").text, "/lock")
    answer = june.post("/reports/aside", **token, which=key, why="Advertising.")
    assert answer.status_code == 422
    assert "Look at it first." in answer.text
    done(press(maria, f"{case}/triage", f"{case}/aside", why="June Park is none of ours."))
    assert "none of ours" not in june.get("/reports/aside").text


def test_today_says_that_something_is_to_be_done_in_it_and_not_what(channel: Channel) -> None:
    maria, june, case = asked(channel)
    done(decide(maria, case, "exposure", choice="low", why="Many know of it."))
    soon = channel.desk.today() + timedelta(days=1)
    done(set_task(maria, case, "Ask the night shift for the cushion", JUNE, soon))
    page = june.get("/today")
    assert page.status_code == 200
    assert f"Something is to be done in “{name_of(maria, case)}”" in page.text
    assert "night shift" not in page.text
    done(press(june, f"{case}/first"))
    assert "Ask the night shift for the cushion" in june.get("/today").text


def test_what_was_found_there_is_not_told_by_a_linked_report(channel: Channel) -> None:
    maria, june, named = asked(channel)
    with_feedback(maria, channel.sign_in(THOMAS), named)
    channel.report(Answer("what", "The cushion again."))
    maria.get("/reports")
    [other] = cases_of(maria) - {named}
    done(tie(maria, other, named, "link"))
    assert "Could not confirm" in maria.get(other).text
    assert name_of(maria, named) in june.get(other).text
    assert "Could not confirm" not in june.get(other).text
    assert "Could not confirm" not in june.get(f"{other}/linked").text
    done(press(june, f"{named}/first"))
    assert "Could not confirm" in june.get(other).text
