"""At a glance: what was decided, who has read what, what belongs together, how much there is."""

import re

from config.words import in_words
from crypto.message.said import Answer
from tests.cases import done, name_of, only_case, press, reply
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.sites.casework.test_cases import triaged

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
BRIBES = Answer("topics", ("bribes",))
_TAB = re.compile(r'<a href="[^"]*"[^>]*>\s*([^<]+?)\s*<span class="n">(\d+)</span>')


def tabs(page: str) -> dict[str, int]:
    """Return the tabs that say how much is behind them."""
    return {name: int(count) for name, count in _TAB.findall(page)}


def test_what_was_decided_at_first_stands_on_the_first_page(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "What was decided at first" not in maria.get(case).text
    triaged(maria, case)
    page = maria.get(case).text.partition("What was decided at first")[2]
    assert "Could the reporter be found out by what we do next?" in page
    assert "The team can open it." in page


def test_the_reporters_last_words_are_dated_and_counted(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "The reporter wrote" not in maria.get(case).text
    sent.add(Answer("message", "There is a second page."))
    channel.collect()
    maria.get("/reports")
    today = in_words(channel.desk.today())
    assert f"The reporter wrote once more, {today}." in maria.get(case).text


def test_tabs_count_what_is_behind_them(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert tabs(maria.get(case).text) == {"Conversation": 1, "Notes": 0, "Tasks": 0}
    reply(maria, case, "Thank you. We look into it.")
    done(press(maria, f"{case}/notes", note="Ask for the ledger."))
    assert tabs(maria.get(case).text) == {"Conversation": 2, "Notes": 1, "Tasks": 0}


def test_what_each_could_read_before_leaving_is_told_to_those_who_go_on(channel: Channel) -> None:
    sent = channel.report(STORY)
    maria, thomas, david = (channel.sign_in(each) for each in (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    for each in (maria, thomas):
        each.get(case)
    sent.add(Answer("message", "There is a second page."))
    channel.collect()
    maria.get("/reports")
    for each in (thomas, david):
        assert press(each, f"{case}/step-back").status_code == 200
    page = maria.get(f"{case}/people").text.partition("Who has read which part")[2]
    said = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>\s*([^<]+?)\s*</dd>", page))
    assert said["Maria Alvarez"].startswith("Has had it open since")
    assert said["June Park"] == "Has not had it open yet."
    assert said["Thomas Okafor"] == "Could read parts 1 to 2 before stepping back."
    assert said["David Reyes"] == "Never had it open, and does not read it any more."


def test_reports_about_the_same_of_one_time_are_suggested_to_who_reads_both(
    channel: Channel,
) -> None:
    channel.report(STORY, BRIBES)
    june = channel.sign_in(JUNE)
    first = only_case(june)
    name = name_of(june, first)
    channel.report(STORY, BRIBES, leaving_out=(JUNE,))
    channel.report(STORY, Answer("topics", ("theft",)))
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    page = maria.get(f"{first}/triage").text
    suggested = page.partition("It may belong with another report")[2].partition("</details>")[0]
    [(href, other)] = re.findall(r'href="([^"]+)"[^>]*>([^<]+), came in', suggested)
    assert other != name
    chosen = maria.get(href).text
    assert re.search(rf'<option value="[^"]+"\s+selected>{other}', chosen)
    assert "It may belong with another report" not in june.get(f"{first}/triage").text
    assert other not in june.get(f"{first}/linked").text


def test_linked_reports_are_named_at_a_glance_to_who_reads_both(channel: Channel) -> None:
    channel.report(STORY)
    june = channel.sign_in(JUNE)
    first = only_case(june)
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    [second] = [each for each in _cases(maria.get("/reports").text) if each != first]
    which = second.rpartition("/")[2]
    place = f"{first}/linked"
    done(press(maria, place, which=which, how="link", why="The same drawer."))
    assert f"Has to do with “{name_of(maria, second)}”" in maria.get(first).text
    assert "Linked reports" not in june.get(first).text


def test_what_is_hard_to_bear_stands_behind_show_for_all_and_is_never_lost(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    shown, says = "Distressing to read. Show it", "in a file called the cushion"
    assert shown not in thomas.get(case).text
    done(press(maria, case, f"{case}/cover", on="1"))
    for page in (case, f"{case}/conversation"):
        behind = thomas.get(page).text.partition(f"<summary>{shown}</summary>")[2]
        assert says in behind.partition("</details>")[0]
    assert "<details open>" not in thomas.get(f"{case}/triage").text.partition(says)[0]
    assert "Distressing to read" in thomas.get("/reports").text
    assert "behind “Show”" in thomas.get(f"{case}/timeline").text
    done(press(thomas, case, f"{case}/cover", on="0"))
    assert shown not in maria.get(case).text


def _cases(page: str) -> set[str]:
    return set(re.findall(r'href="(/reports/[\w-]{43})"', page))
