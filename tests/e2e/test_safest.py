"""The journey once more in a browser that runs no scripts and draws no SVG: Tor’s safest."""

from pathlib import Path

from crypto.mailbox.snapshot import Status
from deploy.standin.answering import Reply
from tests.committee import EXTERNALS, MEMBERS, RECOVERY
from tests.e2e.safest import Firefox, safest_firefox
from tests.e2e.test_journey import QUESTION, a_story
from tests.running import Sites


def test_the_whole_way_is_open_to_the_safest_browser(sites: Sites, tmp_path: Path) -> None:
    story = a_story()
    ledger = tmp_path / "ledger.csv"
    ledger.write_bytes(b"1,2,3\n" * 20_000)
    with safest_firefox(tmp_path / "profile") as firefox:
        _told(firefox, sites, story, ledger)
        words = firefox.read(".wordsbox").split()
        firefox.write("input[name=second]", words[1])
        firefox.write("input[name=sixth]", words[5])
        firefox.press("Continue")
        assert firefox.title == "You have your words"
        case, found = sites.committee.correspondence(story)
        sites.committee.answer(case, Reply(QUESTION, Status.ASKED))
        _came_back(firefox, words)
    assert set(found.report.openers) == {*MEMBERS, *EXTERNALS, RECOVERY}
    assert [(file.name, file.size, file.is_whole) for file in found.report.files] == [
        ("ledger.csv", 120_000, True)
    ]
    [_, found] = sites.committee.correspondence(story)
    [later] = found.later
    assert [answer.value for answer in later.answers or ()] == ["The third quarter."]


def _told(firefox: Firefox, sites: Sites, story: str, ledger: Path) -> None:
    firefox.open(f"{sites.intake}/")
    firefox.press("Start a report")
    firefox.choose("summary")  # what is folded opens without a script
    assert "Windows: Settings" in firefox.read("details")
    firefox.press("I am on my own device. Continue")
    assert "Question 9 of 9" in firefox.read()  # a script would show one at a time
    firefox.choose("input[name=readers][value=all]")
    firefox.write("textarea[name=what]", story)
    firefox.press("Finish now: check and send")
    assert story in firefox.read()
    firefox.press("Add files")
    firefox.write("input[type=file]", str(ledger))
    firefox.press("Send report")
    assert "ledger.csv (120 KB)" in firefox.read()


def _came_back(firefox: Firefox, words: list[str]) -> None:
    firefox.press("Go back to your report now")
    firefox.write("textarea[name=words]", " ".join(words))
    firefox.press("Open my report")
    assert QUESTION in firefox.read()
    firefox.write("textarea[name=message]", "The third quarter.")
    firefox.press("Send answer")
    firefox.press("Sign out and clear this page")
    assert "You are signed out" in firefox.read()
