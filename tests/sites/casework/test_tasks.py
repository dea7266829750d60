"""Tasks of a case: set, handed on, done, withdrawn; and who is reminded of which, and when."""

import re
from base64 import urlsafe_b64decode
from datetime import date

from casework.complaints.services.watching import tasking
from casework.complaints.services.watching.changing import Done, Overtaken
from casework.complaints.services.watching.tasking import Wanted
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.cases import day_of, decide, done, hidden_in, name_of, only_case, press, take_out
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.sites.casework.tasks import ASK, in_days, put, set_task, today_of

STORY = Answer("what", "The rebates are kept in a file called the cushion.")


def _tab(page: str) -> str:
    tabs = page.partition('class="tabs"')[2].partition("</nav>")[0]
    tab = tabs.partition('aria-current="page">')[2].partition("</a>")[0]
    return re.sub("<[^>]*>", "", tab).strip()


def test_a_task_has_a_verb_an_owner_a_day_and_an_end(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "No task is open" in maria.get(f"{case}/tasks").text
    page = set_task(maria, case, in_days(channel, 10))
    assert ASK in page
    assert "Thomas Okafor, by " in page
    assert "These people can see the tasks of this report:" in page
    assert _tab(page) == "Tasks 1"
    page = put(maria, case, "done-1", text="She sent all forty pages.")
    assert _tab(page) == "Tasks 0"
    assert "No task is open" in page
    assert "Maria Alvarez did it" in page
    assert "She sent all forty pages." in page
    timeline = maria.get(f"{case}/timeline").text
    assert f"Maria Alvarez set a task for Thomas Okafor: “{ASK}”." in timeline
    assert f"Maria Alvarez did a task: “{ASK}”." in timeline


def test_whoever_owns_it_is_reminded_two_days_before_and_nobody_else(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 10))
    asks = f"“{ASK}” in “{name_of(maria, case)}”"
    assert asks not in today_of(channel, THOMAS)
    channel.later(in_days(channel, 8))
    page = today_of(channel, THOMAS)
    assert asks in page
    assert "(2 days left)" in page
    assert f'href="{case}/tasks"' in page
    assert ASK not in today_of(channel, MARIA)


def test_a_late_task_does_not_hide_that_the_reporter_waits(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    before = maria.get("/reports").text
    set_task(maria, case, channel.desk.today())
    after = maria.get("/reports").text
    assert [each for each in before.split("</") if "Decide by" in each]
    assert "A task is due" not in after
    assert "A task is due by" in maria.get(f"{case}/due").text


def test_what_nobody_has_taken_is_asked_of_all_who_read_it_until_one_does(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    page = set_task(maria, case, in_days(channel, 40), owner="nobody")
    assert "Nobody has taken it." in page
    assert f"set a task for nobody yet: “{ASK}”" in maria.get(f"{case}/timeline").text
    for person in (MARIA, THOMAS, DAVID):
        assert f"Take over “{ASK}”" in today_of(channel, person)
    david = channel.sign_in(DAVID)
    assert f"{channel.people[DAVID].name}, by " in put(david, case, "take-1")
    for person in (MARIA, THOMAS, DAVID):
        assert ASK not in today_of(channel, person)


def test_tasks_of_whoever_steps_back_go_to_nobody_and_the_others_are_asked(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 40))
    assert (
        thomas.post(
            f"{case}/step-back",
            **hidden_in(thomas.get(f"{case}/step-back").text, f"{case}/step-back"),
        ).status_code
        == 200
    )
    assert f"Take over “{ASK}”" in today_of(channel, MARIA)
    page = maria.get(f"{case}/tasks").text
    assert "Thomas Okafor had it. Somebody must take it." in page
    assert ASK not in today_of(channel, THOMAS)
    assert channel.sign_in(THOMAS).get(f"{case}/tasks").status_code == 404
    page = put(maria, case, "take-1")
    assert "Maria Alvarez, by " in page


def test_tasks_of_whoever_is_removed_go_to_nobody(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 40))
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    assert f"Take over “{ASK}”" in today_of(channel, MARIA)
    assert "Thomas Okafor had it." in maria.get(f"{case}/tasks").text


def test_whoever_comes_back_to_a_report_does_not_get_their_tasks_back(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 40))
    place = f"{case}/people"
    done(take_out(maria, case, THOMAS, "He knows one of them."))
    for person in (MARIA, DAVID):
        said = {"who": THOMAS, "why": "He knows the trade.", "free": "I asked him."}
        done(channel.sign_in(person).fill_in(place, f"{place}/add", **said))
    assert "Thomas Okafor had it." in maria.get(f"{case}/tasks").text


def test_nobody_who_does_not_read_it_owns_a_task(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "June Park" not in maria.get(f"{case}/tasks").text.partition("Who does it?")[2]
    refused = set_task(maria, case, in_days(channel, 3), owner=JUNE)
    assert "Choose who does it." in refused
    assert ASK in refused


def test_who_may_own_it_and_what_must_be_asked_count_at_the_moment_of_writing(
    channel: Channel,
) -> None:
    """Somebody may have left, or the exposure risen, since the form was filled in."""
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    place = only_case(maria)
    case, me, day = CaseId(urlsafe_b64decode(f"{place[-43:]}=")), channel.seat(MARIA), date.max
    june, thomas = (Wanted(ASK, owner, day) for owner in (JUNE, THOMAS))
    assert tasking.set_task(channel.desk, me, case, june) == Overtaken()
    assert tasking.set_task(channel.desk, me, case, thomas) == Done()
    done(decide(maria, place, "exposure", choice="high", why="Five people know it."))
    assert tasking.set_task(channel.desk, me, case, thomas) == Overtaken()


def test_where_the_exposure_is_high_it_is_asked_whether_a_task_could_show_something(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    question = "Could this task show someone that there is a report?"
    assert question not in maria.get(f"{case}/tasks").text
    set_task(maria, case, in_days(channel, 30))
    done(decide(maria, case, "exposure", choice="high", why="Five people know it."))
    page = maria.get(f"{case}/tasks").text
    assert question in page
    assert "Nobody has said whether this could show somebody that there is a report." in page
    refused = set_task(maria, case, in_days(channel, 3), what="Call the bank")
    assert "Say whether it could show somebody that there is a report." in refused
    assert 'value="Call the bank"' in refused
    refused = set_task(maria, case, in_days(channel, 3), what="Call the bank", shows="yes")
    assert "Say how it is done without showing it." in refused
    quiet = {"shows": "yes", "how": "As one of five routine questions."}
    page = set_task(maria, case, in_days(channel, 3), what="Call the bank", **quiet)
    assert "It could show that there is a report." in page
    assert "How it is done all the same: As one of five routine questions." in page
    asked = {"what": ASK, "owner": THOMAS, "shows": "no"} | day_of("due", in_days(channel, 30))
    page = put(maria, case, "change-1", **asked)
    assert "Nobody has said whether" not in page
    assert "It shows nobody that there is a report." in page


def test_what_was_withdrawn_by_mistake_comes_back_by_one_press(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 30))
    page = put(maria, case, "withdraw-1")
    assert "The task is withdrawn." in page
    assert "No task is open" in page
    page = put(maria, case, "again-1")
    assert "No task is open" not in page
    assert "Thomas Okafor, by " in page
    assert "It came by itself." in put(maria, case, "withdraw-1", text="It came by itself.")
    assert f"took up a task again: “{ASK}”" in maria.get(f"{case}/timeline").text


def test_a_task_that_is_handed_on_reminds_its_new_owner(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 1))
    assert ASK in today_of(channel, THOMAS)
    handed = {"what": ASK, "owner": DAVID} | day_of("due", in_days(channel, 1))
    put(maria, case, "change-1", **handed)
    assert ASK not in today_of(channel, THOMAS)
    assert ASK in today_of(channel, DAVID)


def test_of_two_who_work_on_one_task_the_later_is_told_and_nothing_typed_is_lost(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 30))
    drawn = hidden_in(thomas.get(f"{case}/tasks").text, f"{case}/tasks")
    put(maria, case, "done-1", text="It came.")
    late = {"form": "done-1", "changes": "0", "text": "I called her."}
    refused = thomas.post(f"{case}/tasks", **drawn | late)
    assert refused.status_code == 422
    assert "Somebody changed this while you were reading." in refused.text
    assert "I called her." in refused.text


def test_a_form_that_lacks_something_keeps_what_was_typed(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    refused = set_task(maria, case, in_days(channel, -1))
    assert "Give a day to come." in refused
    assert f'value="{ASK}"' in refused
    assert 'href="#set-due"' in refused
    refused = set_task(maria, case, in_days(channel, 1), what=" ")
    assert "Say what is to be done. Begin with a verb." in refused
    set_task(maria, case, in_days(channel, 1))
    assert "Say in a few words what came of it." in put(maria, case, "done-1", text=" ")


def test_the_list_before_closing_waits_for_open_tasks(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 30))
    line = maria.get(f"{case}/finish").text.partition("No task is open.")
    assert f'href="{case}/tasks"' in line[2].partition("</li>")[0]
    put(maria, case, "done-1", text="It came.")
    line = maria.get(f"{case}/finish").text.partition("No task is open.")
    assert f'href="{case}/tasks"' not in line[2].partition("</li>")[0]


def test_a_case_on_which_nobody_works_reminds_nobody_of_its_tasks(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 1))
    for each in (maria, thomas):
        done(press(each, f"{case}/triage", f"{case}/aside"))
    assert ASK not in today_of(channel, THOMAS)
    done(press(maria, f"{case}/triage", f"{case}/aside", undo="1"))
    assert ASK in today_of(channel, THOMAS)


def test_search_finds_what_is_to_be_done_and_what_came_of_it(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 30))
    put(maria, case, "done-1", text="Forty pages of zirconium.")
    for word in ("auditor", "zirconium"):
        maria.fill_in("/search", "/search", words=word)
        assert f'href="{case}/tasks"' in maria.get("/search/found").text
