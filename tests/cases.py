"""What members do with cases, through the pages alone: find one, answer, decide, send."""

import re
from datetime import date
from html import unescape

from werkzeug.test import TestResponse

from casework.complaints.forms.once import ONCE, new_once
from tests.browser import Visitor

_CASE = re.compile(r'href="(/reports/[\w-]{43})"')
_HIDDEN = re.compile(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"')
_H1 = re.compile(r"<h1>([^<]+)</h1>")
DONE = 303
FINE = 200


def cases_of(visitor: Visitor, shown: str = "") -> set[str]:
    """Return the addresses of the cases in somebody's list."""
    return set(_CASE.findall(visitor.get(f"/reports{shown}").text))


def only_case(visitor: Visitor, shown: str = "") -> str:
    [found] = cases_of(visitor, shown)
    return str(found)


def name_of(visitor: Visitor, case: str) -> str:
    [name] = _H1.findall(visitor.get(case).text)
    return str(name)


def hidden_in(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the form that leads there."""
    _, _, rest = page.partition(f'action="{action}"')
    own, _, _ = rest.partition("</form>")
    assert own, f"no form leads to {action}"
    return {name: unescape(value) for name, value in _HIDDEN.findall(own)}


def drawn() -> dict[str, str]:
    """Return what a form that adds carries, for whoever posts one that no page drew."""
    return {ONCE: new_once()}


def press(
    visitor: Visitor, page: str, action: str = "", /, **typed: str | list[str]
) -> TestResponse:
    """Fill in a form of a page as it stands there, and post it."""
    fields: dict[str, str | list[str]] = dict(hidden_in(visitor.get(page).text, action or page))
    return visitor.post(action or page, **fields | typed)


def surely(visitor: Visitor, page: str, action: str, /, **typed: str | list[str]) -> TestResponse:
    """Do what a page asks about first: press, read what happens, press again."""
    asked = press(visitor, page, action, **typed)
    assert asked.status_code == FINE, asked.text
    return visitor.post(action, **all_hidden_in(asked.text, action), sure="1")


def all_hidden_in(page: str, action: str) -> dict[str, str | list[str]]:
    """Return the hidden fields of a form, also those of which there are several."""
    _, _, rest = page.partition(f'action="{action}"')
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(rest.partition("</form>")[0]):
        found.setdefault(name, []).append(unescape(value))
    return {**found}


def day_of(name: str, day: date) -> dict[str, str]:
    """Return a day as it is typed into three boxes."""
    parts = {"month": day.month, "day": day.day, "year": day.year}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def done(answer: TestResponse) -> str:
    """Say that it was done, and return where it leads."""
    assert answer.status_code == DONE, answer.text
    return answer.headers["Location"]


def take_out(visitor: Visitor, case: str, who: str, why: str) -> TestResponse:
    """Remove a reader: press the button, read what happens, say why, press again."""
    action = f"{case}/people/remove"
    shown = press(visitor, f"{case}/people", action, who=who)
    assert "loses access now" in shown.text, shown.text
    return visitor.post(action, **hidden_in(shown.text, action) | {"why": why})


def tied(visitor: Visitor, case: str) -> None:
    """Say that something stands in one's way, which a page does not offer twice."""
    token = hidden_in(visitor.get("/reports").text, "/lock")
    done(visitor.post(f"{case}/conflicts/tie", **token))


def reply(visitor: Visitor, case: str, words: str, asks: str = "") -> None:
    """Write to the reporter as a member does: type, look it over, send."""
    place = f"{case}/conversation"
    fields = hidden_in(visitor.get(place).text, place)
    checked = visitor.post(place, reply=words, asks=asks, **fields)
    assert "This goes to the reporter" in checked.text
    done(visitor.post(place, **hidden_in(checked.text, place) | {"checked": "1"}))


def set_task(visitor: Visitor, case: str, what: str, owner: str, due: date) -> TestResponse:
    """Set a task as a reader does; what the exposure asks for is answered too."""
    shows = {"shows": "yes", "how": "As one of five routine questions."}
    typed = {"form": "set", "what": what, "owner": owner} | day_of("due", due) | shows
    return press(visitor, f"{case}/tasks", **typed)


def decide(visitor: Visitor, case: str, question: str, **typed: str | list[str]) -> TestResponse:
    """Answer one of the six questions: `choice` is what is ticked, `why` what is typed."""
    place = f"{case}/triage"
    fields: dict[str, str | list[str]] = dict(
        hidden_in(visitor.get(f"{place}?question={question}").text, place)
    )
    names = {"choice": question, "why": f"why-{question}"}
    return visitor.post(
        place, **fields | {names.get(name, name): said for name, said in typed.items()}
    )


def is_offered(page: str, person: str) -> bool:
    """Say whether the page about people offers to let somebody read the case."""
    return bool(re.search(rf'id="newcomer(-\d+)?" name="who" value="{person}"', page))
