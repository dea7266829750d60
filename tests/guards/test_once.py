"""No form of a case may add something twice, and none may be forgotten."""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from casework.complaints.views.pressing.once import adds_to
from config.rendering import TEMPLATES
from tests.guards.casework_forms import ADDING, NOTHING_TWICE

_PAGES = TEMPLATES / "casework" / "complaints"
_FORM = re.compile(r"<form\b.*?</form>|{% call composer\(.*?{% endcall %}", re.DOTALL)
_ACTION = re.compile(r'action="([^"]*)"')
_BEGIN = re.compile(r"{% macro begin\(.*?{% endmacro %}", re.DOTALL)
_CARRIED = 'name="once" value="{{ new_once() }}"'


def forms() -> Iterator[tuple[str, str, str]]:
    """Yield each form that posts: its template, where it leads, and what it is."""
    for path in sorted(_PAGES.rglob("*.html")):
        text = path.read_text("utf-8")
        for form in _FORM.findall(text):
            if 'method="get"' not in form:
                where = _ACTION.search(form)
                yield named(path), where[1] if where else "", form


def named(path: Path) -> str:
    return str(path.relative_to(_PAGES))


def carries(template: str, form: str) -> bool:
    """Some forms begin with the same three fields, which one macro draws."""
    begins = _BEGIN.search((_PAGES / template).read_text("utf-8"))
    borrows = "{{ begin(" in form and (begins is None or _CARRIED in begins[0])
    return _CARRIED in form or borrows


def test_each_form_carries_what_tells_a_second_press_or_says_why_it_need_not() -> None:
    bare = {(template, where) for template, where, form in forms() if not carries(template, form)}
    assert bare == set(NOTHING_TWICE)


def test_each_address_that_adds_asks_for_what_was_drawn_with_its_form(casework: Flask) -> None:
    asking = {
        str(rule)
        for rule in casework.url_map.iter_rules()
        if adds_to(casework.view_functions[rule.endpoint]) is not None
    }
    assert asking == ADDING


def test_a_form_that_forgets_it_is_found() -> None:
    assert not carries("notes.html", '<form method="post" action="{{ here }}"></form>')
