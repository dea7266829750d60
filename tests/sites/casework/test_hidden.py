"""Two members hide content: then no page, search or copy has it, and two show it again."""

from typing import Final

from werkzeug.test import TestResponse

from casework.complaints.services.files import open_original
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import done, drawn, hidden_in, name_of, only_case, press, tied
from tests.channel import DAVID, MARIA, THOMAS, Channel
from tests.evidence import case_of, opened, whiches
from tests.exports import bundle_of, taken
from tests.sites.casework.test_guests import ADA, let_in, reading

WORDS: Final = "Kessler wrote what nobody should have to read."
STORY: Final = Answer("what", WORDS)
FILE: Final = "threats-to-kessler.txt"
WHY: Final = "It describes violence, and adds nothing."
ASKS: Final = "Somebody asks for your word"
PLACES: Final = (
    "",
    "/conversation",
    "/triage",
    "/files",
    "/hidden",
    "/timeline",
    "/timeline/sheet",
)


def shows(visitor: Visitor, case: str, words: str) -> set[str]:
    return {place for place in PLACES if words in visitor.get(f"{case}{place}").text}


def keys(visitor: Visitor, case: str) -> list[str]:
    """Return by what the page knows the message, and then the file."""
    page = visitor.get(f"{case}/hidden").text
    found = [part.partition('"')[0] for part in page.split('name="which" value="')[1:]]
    return list(dict.fromkeys(found))


def says(visitor: Visitor, case: str, which: str, does: str, why: str = "") -> TestResponse:
    place = f"{case}/hidden"
    token = hidden_in(visitor.get(place).text, "/lock")
    return visitor.post(place, **token, which=which, does=does, why=why)


def test_one_member_alone_hides_nothing_and_asks_the_others(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    seen = shows(maria, case, WORDS)
    assert seen == {"", "/conversation", "/triage"}
    [message] = keys(maria, case)
    assert "Say why." in says(maria, case, message, "ask").text
    done(says(maria, case, message, "ask", WHY))
    assert says(maria, case, message, "agree").status_code == 422
    assert shows(thomas, case, WORDS) == seen
    assert found_by(thomas, "Kessler") == "Kessler"
    assert ASKS in thomas.get(case).text
    assert ASKS not in maria.get(case).text
    asked = thomas.get(f"{case}/hidden").text
    assert "Maria Alvarez asks to hide it." in asked
    assert WHY in asked
    says_today = f"Say whether something in “{name_of(maria, case)}” is shown"
    assert says_today in thomas.get("/today").text
    assert says_today not in maria.get("/today").text
    done(says(thomas, case, message, "leave"))
    assert says_today not in thomas.get("/today").text


def test_what_two_agreed_to_hide_is_shown_to_nobody(channel: Channel) -> None:
    channel.report(STORY, files={FILE: b"0123456789"})
    maria, thomas, david = (channel.sign_in(each) for each in (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    assert found_by(david, "Kessler") == "Kessler"
    for each in keys(maria, case):
        done(says(maria, case, each, "ask", WHY))
        done(says(thomas, case, each, "agree"))
    assert ASKS not in thomas.get(case).text
    for visitor in (maria, thomas, david):
        assert shows(visitor, case, WORDS) == set()
        assert shows(visitor, case, FILE) == set()
        assert found_by(visitor, "Kessler") == ""
        assert "Two members agreed that it is not shown." in visitor.get(case).text
    assert "Hidden by Maria Alvarez and Thomas Okafor" in david.get(f"{case}/hidden").text
    assert "File 1: […]" in david.get(f"{case}/files").text
    bundle = bundle_of(taken(maria, case, originals=["1"]))
    paper = bundle.read("case.txt").decode()
    assert WORDS not in paper
    assert FILE not in paper
    assert "[Hidden by" in paper
    assert WHY not in paper
    assert b"0123456789" not in b"".join(map(bundle.read, bundle.namelist()))


def test_lines_from_before_name_it_no_more(channel: Channel) -> None:
    channel.report(STORY, files={FILE: b"0123456789"})
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    opened(thomas, case, 1)
    assert f"opened “{FILE}”" in maria.get(f"{case}/timeline").text
    *_, the_file = keys(maria, case)
    done(says(maria, case, the_file, "ask", WHY))
    done(says(thomas, case, the_file, "agree"))
    assert "opened “File 1”" in maria.get(f"{case}/timeline").text
    log = f"/history?when=all&case={case.rpartition('/')[2]}"
    assert not [
        place
        for place in (case, f"{case}/timeline/sheet", f"{case}/files/1/custody", log)
        if FILE in maria.get(place).text
    ]


def found_by(visitor: Visitor, words: str) -> str:
    """Return what a search shows of the words, marked as it marks them."""
    page = press(visitor, "/search", words=words)
    shown = visitor.get(page.headers["Location"]).text if page.status_code == 303 else page.text
    _, _, main = shown.partition("<main")
    return main.partition("<mark>")[2].partition("</mark>")[0]


def test_it_opens_with_a_reason(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas, david = (channel.sign_in(each) for each in (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    [message] = keys(maria, case)
    done(says(maria, case, message, "ask", WHY))
    assert says(david, case, message, "open", "To see.").status_code == 422, "nothing is hidden yet"
    done(says(thomas, case, message, "leave"))
    assert says(thomas, case, message, "agree").status_code == 422
    done(says(thomas, case, message, "ask", WHY))
    done(says(maria, case, message, "agree"))
    silent = says(david, case, message, "open")
    assert silent.status_code == 422
    assert WORDS not in silent.text
    assert WORDS in says(david, case, message, "open", "I lead it now.").text
    assert WORDS not in david.get(f"{case}/hidden").text
    log = maria.get(f"{case}/timeline").text
    assert "David Reyes opened what was hidden." in log
    assert "I lead it now." in log


def test_two_show_it_again(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas, david = (channel.sign_in(each) for each in (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    [message] = keys(maria, case)
    done(says(thomas, case, message, "ask", WHY))
    done(says(maria, case, message, "agree"))
    done(says(david, case, message, "show"))
    assert says(david, case, message, "show").status_code == 422
    assert shows(david, case, WORDS) == set()
    assert "Somebody asks for your word" in maria.get(case).text
    # A button that was read before anybody spoke is no second word.
    assert says(maria, case, message, "show").status_code == 422
    done(says(maria, case, message, "show too"))
    assert WORDS in david.get(case).text
    assert found_by(david, "Kessler") == "Kessler"


def test_whoever_is_kept_away_or_left_out_has_no_word_in_it(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(DAVID,))
    maria, thomas, david = (channel.sign_in(each) for each in (MARIA, THOMAS, DAVID))
    case = only_case(maria)
    [message] = keys(maria, case)
    done(says(maria, case, message, "ask", WHY))
    tied(thomas, case)
    assert says(thomas, case, message, "agree").status_code == 403
    assert WORDS in maria.get(case).text
    tied(maria, case)
    token = hidden_in(david.get("/reports").text, "/lock") | drawn()
    for does in ("ask", "agree", "leave", "show", "open", "x"):
        fields = {"which": message, "does": does, "why": WHY}
        there = david.post(f"{case}/hidden", **token | fields)
        never = david.post(f"/reports/{'A' * 43}/hidden", **token | fields)
        assert (there.status_code, there.text) == (never.status_code, never.text)
        assert there.status_code == 404
    assert david.get(f"{case}/hidden").status_code == 404


def test_a_guest_sees_as_little_of_it_as_everybody_else(channel: Channel) -> None:
    maria, case = let_in(channel, "report", "evidence")
    ada, thomas = reading(channel, case), channel.sign_in(THOMAS)
    cushion = "The rebates are kept in a file called the cushion."
    assert cushion in ada.get(case).text
    [file] = whiches(ada, case)
    assert open_original(channel.desk, channel.seat(ADA), case_of(case), file, WHY) is not None
    for each in keys(maria, case):
        done(says(maria, case, each, "ask", WHY))
        assert WHY not in ada.get(case).text
        assert ASKS not in ada.get(case).text
        assert ada.get("/today").status_code == 200
        done(says(thomas, case, each, "agree"))
    for place in ("", "/conversation", "/files"):
        page = ada.get(f"{case}{place}").text
        assert cushion not in page
        assert "a.txt" not in page
    assert found_by(ada, "cushion") == ""
    seat = channel.seat(ADA)
    assert open_original(channel.desk, seat, case_of(case), file, WHY) is None
    assert ada.get(f"{case}/hidden").status_code == 404
