"""Who is reminded of which task, and what becomes of those whose owner reads it no more."""

from tests.cases import day_of, done, hidden_in, name_of, only_case, press
from tests.channel import DAVID, MARIA, THOMAS, Channel
from tests.sites.casework.tasking import ASK, STORY, in_days, put, set_task, today_of


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
    place = f"{case}/people"
    done(press(maria, place, f"{place}/remove", who=THOMAS, why="He knows one of them."))
    assert f"Take over “{ASK}”" in today_of(channel, MARIA)
    assert "Thomas Okafor had it." in maria.get(f"{case}/tasks").text


def test_whoever_comes_back_to_a_report_does_not_get_their_tasks_back(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    set_task(maria, case, in_days(channel, 40))
    place = f"{case}/people"
    done(press(maria, place, f"{place}/remove", who=THOMAS, why="He knows one of them."))
    for person in (MARIA, DAVID):
        said = {"who": THOMAS, "why": "He knows the trade.", "free": "I asked him."}
        done(channel.sign_in(person).fill_in(place, f"{place}/add", **said))
    assert "Thomas Okafor had it." in maria.get(f"{case}/tasks").text


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
