"""A test client that does what a browser does, and looks at every page that it is given.

CSRF stays on: to post, it fetches the form first and sends back the token that it
found. Every answer is held to the headers, and every page to valid HTML, one h1, a
title, and a label for each field, so that no test has to remember to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config.hardening import HEADERS

_HTML = "{http://www.w3.org/1999/xhtml}"
_ONCE = re.compile(r'name="(once)"\s+value="([^"]+)"')
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_WORDS = re.compile(">([^<]*)<")
_VALUES = re.compile(r'\b((?:value|href|action|formaction)=)"([^"]*)"')
_SIGNS = re.compile("&[^;&\\s]*;?|[^\\S ]*[\\x00-\\x08\\x0b-\\x1f]")
_NEED_NO_LABEL = {"hidden", "submit", "button"}
_MUST_NOT_TELL = ("ETag", "Last-Modified", "X-Powered-By")


@dataclass(frozen=True, slots=True)
class Visitor:
    client: FlaskClient
    address: str

    def get(self, path: str) -> TestResponse:
        return self.look_at(self.client.get(path, base_url=self.address))

    def post(self, path: str, **answers: str | list[str]) -> TestResponse:
        """Post without a token, as only somebody else's page would."""
        answer = self.client.post(path, base_url=self.address, data=answers)
        return self.look_at(answer)

    def fill_in(self, path: str, post: str = "", /, **answers: str | list[str]) -> TestResponse:
        """Fetch the form, then send it back with its own token, there or to where it leads."""
        page = self.get(path).text
        [token, *_] = _TOKEN.findall(page)
        # Forms that add carry one each, drawn with the page; which of them is all the same.
        drawn: dict[str, str | list[str]] = dict(_ONCE.findall(page)[:1])
        return self.post(post or path, csrf_token=token, **drawn | answers)

    def look_at(self, answer: TestResponse) -> TestResponse:
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, f"{name} is missing or changed"
        for name in _MUST_NOT_TELL:
            assert name not in answer.headers, f"{name} tells something"
        if answer.mimetype == "text/html" and answer.data:
            check_once(answer.text)
        return answer


_TICKED = {"checkbox", "radio"}
_AT = "-error"
_checked: set[str] = set()


def check_once(html: str) -> None:
    """Refuse a bad page; one that differs from a good one in words and addresses alone is good."""
    shape = _VALUES.sub(lambda found: f"{found[1]}{_rest_of(found[2])}", html)
    shape = _WORDS.sub(lambda found: f">{_rest_of(found[1])}<", shape)
    if shape not in _checked:
        check_page(html)
        _checked.add(shape)


def _rest_of(words: str) -> str:
    """Keep whether there are any, and each sign that could be a fault of its own."""
    return "".join(_SIGNS.findall(words)) + "." * bool(words.strip())


def check_page(html: str) -> None:
    """Refuse a page that a person, a screen reader or a browser would stumble over."""
    page = parsed(html)
    assert page.get("lang"), "the page does not say its language"
    assert page.get("dir") in {"ltr", "rtl"}, "the page does not say its direction"
    assert len(list(page.iter(f"{_HTML}h1"))) == 1, "a page has exactly one h1"
    [title] = page.iter(f"{_HTML}title")
    assert (title.text or "").strip(), "the page has no title"
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    labelled = {label.get("for") for label in page.iter(f"{_HTML}label")}
    for field in _fields(page):
        assert field.get("id") in labelled, f"the field {field.get('name')} has no label"


def parsed(html: str) -> Element:
    page: Element = html5lib.HTMLParser(strict=True).parse(html)
    return page


def wrong_in(html: str) -> dict[str, str]:
    """Return what stands beside each box; the summary at the top must lead to these, and say so."""
    page = parsed(html)
    ids = {each.get("id", ""): each for each in page.iter()}
    beside = {name.removesuffix(_AT): each for name, each in ids.items() if name.endswith(_AT)}
    found = {box: _words_in(each).removeprefix("Error: ") for box, each in beside.items()}
    leads = {each.get("href", ""): _words_in(each) for each in page.iter(f"{_HTML}a")}
    for box, says in found.items():
        assert box in ids, f"nothing on the page is {box}"
        assert leads.get(f"#{box}") == says, f"nothing at the top leads to {box}"
    return found


def _words_in(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def typed_in(html: str, action: str) -> dict[str, str]:
    """Return what stands in the boxes of the form that leads there, and which choices are taken."""
    [form] = (each for each in parsed(html).iter(f"{_HTML}form") if each.get("action") == action)
    return {name: value for name, value in _standing_in(form) if value}


def _standing_in(form: Element) -> Iterator[tuple[str, str]]:
    for each in _fields(form):
        name, kind = each.get("name", ""), each.get("type", "")
        if each.tag == f"{_HTML}textarea":
            yield name, (each.text or "").removeprefix("\n")
        elif each.tag == f"{_HTML}select":
            chosen = (one for one in each.iter(f"{_HTML}option") if one.get("selected") is not None)
            yield name, next((one.get("value", "") for one in chosen), "")
        elif kind not in _TICKED or each.get("checked") is not None:
            yield name, each.get("value", "")


def links_of(html: str) -> set[str]:
    """Return every address of this site that the page links to, loads or posts to."""
    attributes = ("href", "src", "action", "formaction")
    found = {element.get(name) for element in parsed(html).iter() for name in attributes}
    return {link.partition("#")[0] for link in found if link and link.startswith("/")}


def _fields(page: Element) -> list[Element]:
    inputs = [
        field
        for field in page.iter(f"{_HTML}input")
        if field.get("type", "text") not in _NEED_NO_LABEL
    ]
    return [*inputs, *page.iter(f"{_HTML}textarea"), *page.iter(f"{_HTML}select")]
