"""What is too long is said beside its box, with all of it: nothing is cut without a word."""

import re
from html import unescape
from typing import Final

import pytest
from flask import Flask

from casework.access import required_right
from casework.complaints.views.pressing.fitting import boxes_of
from tests.browser import Visitor, wrong_in
from tests.cases import all_hidden_in, done, hidden_in, only_case, press
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import STORY
from tests.running import HOUSE

_LINE: Final = 400
_WRONG: Final = "It is too long by 1 character. Shorten it."
_ROOMS: Final = ("casework/complaints", "casework/export", "casework/search")
_WIDE = "書"
_BOXES = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>')
_PLACES = {"case", "which", "number"}
_CUT = re.compile(r"(?:words|whole|short|form\.get)\([^)]*\)(?:\.strip\(\))?\[:")
_READ = re.compile(r'\b(?:words|short)\((?:request\.)?form, "(\w+)"')
_LIMITS = re.compile(
    r"@holding\([^)]*\)|too_long\([^)]*\)|_BOXES: Final = {[^}]*}|for box in \([^)]*\)"
)
# By a rule of ties, by the service that sends, and in a loop over all boxes of a translation.
_TOLD_OTHERWISE = {"aliases", "reply", "whose"}
_MAY_CUT = {"casework/complaints/forms/writing.py": 1}  # a year has four figures


def forms_of(app: Flask, case: str) -> dict[str, dict[str, int]]:
    """Return every address that takes boxes of limited length, with what they hold."""
    found = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if held := boxes_of(view):
            assert required_right(view) is not None
            assert set(rule.arguments) <= _PLACES
            path = rule.rule.replace("/reports/<case>", case)
            found[re.sub("<[^>]+>", "1", path)] = dict(held)
    return found


def token(visitor: Visitor) -> dict[str, str]:
    return hidden_in(visitor.get("/reports").text, "/lock")


def typed_in(page: str) -> dict[str, str]:
    return {name: unescape(text) for name, text in _BOXES.findall(page)}


def log(visitor: Visitor, case: str) -> int:
    return visitor.get(f"{case}/timeline").text.count('class="event"')


def maria_at_work(channel: Channel) -> tuple[Visitor, str]:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    return maria, only_case(maria)


def test_each_box_that_holds_too_little_is_shown_again_with_all_that_was_typed(
    channel: Channel,
) -> None:
    maria, case = maria_at_work(channel)
    forms, before = forms_of(channel.house.app, case), log(maria, case)
    assert len(forms) > 20
    for path, held in forms.items():
        typed = {name: f"{name} ".ljust(most + 1, "x") for name, most in held.items()}
        answer = maria.post(path, **token(maria), **typed, tick=["one", "two"])
        assert answer.status_code == 422, path
        says = dict.fromkeys(held, _WRONG)
        assert (wrong_in(answer.text), typed_in(answer.text)) == (says, typed), path
        assert all_hidden_in(answer.text, path)["tick"] == ["one", "two"], path
    assert log(maria, case) == before


def test_what_was_shortened_is_done_as_if_it_had_been_so_at_once(channel: Channel) -> None:
    maria, case = maria_at_work(channel)
    action, why = f"{case}/kept/hold", "w" * 300
    asked = press(maria, f"{case}/kept", action, why="claim", reason=f"{why}?")
    assert wrong_in(asked.text) == {"reason": _WRONG}
    done(maria.post(action, **hidden_in(asked.text, action), reason=why))
    assert why in maria.get(f"{case}/kept").text
    assert why in maria.get(f"{case}/timeline").text


def test_whoever_may_not_read_a_report_learns_nothing_from_a_long_reason(
    channel: Channel,
) -> None:
    channel.report(STORY, leaving_out=(THOMAS,))
    case, thomas = only_case(channel.sign_in(MARIA)), channel.sign_in(THOMAS)
    elsewhere = f"/reports/{'A' * 43}"
    answers = {
        (answer.status_code, answer.text.replace(case, elsewhere))
        for place in (case, elsewhere)
        for long in ("why", "w" * 999)
        for answer in [thomas.post(f"{place}/linked", **token(thomas), why=long)]
    }
    assert [status for status, _page in answers] == [404]


@pytest.mark.parametrize(
    ("place", "form", "box", "most"),
    [
        ("kept", "/hold", "reason", 300),
        ("severity", "", "reason", 300),
        ("protection", "", "text", _LINE),
    ],
)
def test_a_reason_as_long_as_may_be_stands_whole_in_the_timeline_in_any_script(
    channel: Channel, place: str, form: str, box: str, most: int
) -> None:
    maria, case = maria_at_work(channel)
    action = f"{case}/{place}{form}"
    rest = {"why": "claim", "level": "4", "form": "unneeded"}
    room = 2 * most // len(_WIDE.encode())
    too_much = press(maria, f"{case}/{place}", action, **rest | {box: _WIDE * (room + 1)})
    assert "too long by 1 character" in too_much.text
    wide = _WIDE * room
    done(press(maria, f"{case}/{place}", action, **rest | {box: wide}))
    assert wide in maria.get(f"{case}/timeline").text


@pytest.mark.parametrize(
    ("place", "action", "box", "most"),
    [
        ("step-back", "", "why", 800),
        ("people", "/remove", "why", 300),
        ("files", "", "why", 200),
        ("hidden", "", "why", 200),
        ("privileged", "", "advice", 20_000),
        ("privileged", "", "about", 300),
    ],
)
def test_where_it_cannot_be_taken_back_or_has_an_audience_its_own_page_says_so(
    channel: Channel, place: str, action: str, box: str, most: int
) -> None:
    channel.report(STORY, files={"sheet.csv": b"1,2"})
    maria = channel.sign_in(MARIA)
    at = f"{only_case(maria)}/{place}"
    page = maria.get(at).text
    fields = hidden_in(page, f"{at}{action}") if place != "people" else token(maria)
    rest = {"who": THOMAS, "sure": "1", "does": "ask", "about": "a hold notice"} | fields
    typed = "w" * (most + 1)
    answer = maria.post(f"{at}{action}", **rest | {box: typed})
    assert answer.status_code == 422
    assert _WRONG in wrong_in(answer.text).values()
    assert typed in answer.text
    assert "Shorten it</h1>" not in answer.text


def test_each_box_whose_words_are_read_says_how_much_it_holds() -> None:
    """A view says so of its own boxes; what a form reads, some view says."""
    room = HOUSE / "casework" / "complaints"
    views = {str(each): each.read_text() for each in (room / "views").rglob("*.py")}
    forms = [each.read_text() for each in (room / "forms").glob("*.py")]
    assert [name for name, text in views.items() if _read_in(text) - _said_in(text)] == []
    said = set().union(*map(_said_in, (*views.values(), *forms)))
    assert set().union(*map(_read_in, forms)) - said == _TOLD_OTHERWISE


def _read_in(text: str) -> set[str]:
    return set(_READ.findall(text))


def _said_in(text: str) -> set[str]:
    """Name the boxes of which a file says how much they hold, to a view or beside the box."""
    limits = "".join(_LIMITS.findall(text))
    return {a or b for a, b in re.findall(r'"(\w+)"|(\w+)=', limits)}


def test_no_view_and_no_form_cuts_what_somebody_typed() -> None:
    files = [each for room in _ROOMS for each in (HOUSE / room).rglob("*.py")]
    found = {str(each.relative_to(HOUSE)): len(_CUT.findall(each.read_text())) for each in files}
    assert len(found) > 100
    assert {name: times for name, times in found.items() if times} == _MAY_CUT
