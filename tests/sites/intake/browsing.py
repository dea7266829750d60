"""Find every form of the public site by using it: what is linked is visited, what asks is answered.

No list of pages is kept here, so a page that is added tomorrow is found tomorrow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Self
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tests.browser import links_of, parsed

_HTML = "{http://www.w3.org/1999/xhtml}"
_MULTIPART = "multipart/form-data"
_CHOSEN_FROM = {"radio", "checkbox"}
_NOT_WRITTEN = {"submit", "button", "image", "reset", "file", *_CHOSEN_FROM}
_LONGEST_CHOICE = 20
_BOUNDARY = "between-two-parts"
_MOST_STEPS = 400

Pairs = tuple[tuple[str, str], ...]


Shape = tuple[str, frozenset[str], frozenset[tuple[str, str]]]


def _is_choice(value: str) -> bool:
    """Tell a code to choose from a sealed token, a text or a number that is new each time."""
    return value.isascii() and len(value) <= _LONGEST_CHOICE and not any(map(str.isdigit, value))


@dataclass(frozen=True, slots=True)
class Form:
    """A form as its page offers it, with one of its buttons pressed."""

    action: str
    method: str
    pairs: Pairs = field(repr=False)
    is_upload: bool

    @property
    def shape(self) -> Shape:
        """Return what makes two forms the same, whatever is written into their fields."""
        chosen = frozenset(pair for pair in self.pairs if _is_choice(pair[1]))
        return self.action, frozenset(name for name, _ in self.pairs), chosen


def forms_of(html: str, at: str, words: Mapping[str, str]) -> Iterator[Form]:
    """Yield each form as somebody would fill it in, for each of its buttons and each choice."""
    page = parsed(html)
    for form in page.iter(f"{_HTML}form"):
        fields = [*form.iter(), *_elsewhere(page, form)]
        for pairs in _ways_to_answer(fields, words):
            for button in _buttons(fields):
                yield _pressed(form, button, pairs, at)


def _pressed(form: Element, button: Element, pairs: Pairs, at: str) -> Form:
    name = button.get("name")
    pressed = ((name, button.get("value", "")),) if name else ()
    return Form(
        (button.get("formaction") or form.get("action") or at).partition("#")[0],
        (button.get("formmethod") or form.get("method") or "get").upper(),
        pairs + pressed,
        (button.get("formenctype") or form.get("enctype")) == _MULTIPART,
    )


def send(client: FlaskClient, address: str, form: Form) -> TestResponse:
    """Send a form as a browser does; what takes files gets one."""
    path, _, query = form.action.partition("?")
    if form.method == "GET":
        return client.get(path, base_url=address, query_string=MultiDict(form.pairs))
    files = {"ledger.txt": b"a ledger"}
    body = upload(form.pairs, files) if form.is_upload else {"data": MultiDict(form.pairs)}
    return client.post(path, base_url=address, query_string=query, **body)


def upload(pairs: Pairs, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the body of a form with files. Left to itself the test client would spool it."""
    data: MultiDict[str, object] = MultiDict(pairs)
    for name, content in files.items():
        data.add("files", FileStorage(BytesIO(content), filename=name))
    _, body = encode_multipart(data, _BOUNDARY)
    return {"data": body, "content_type": f"{_MULTIPART}; boundary={_BOUNDARY}"}


@dataclass(frozen=True, slots=True, eq=False)
class Walker:
    """Who walks: with which browser, what is written into fields, and where not to go."""

    client: FlaskClient
    address: str
    words: Mapping[str, str]
    avoiding: frozenset[str] = frozenset()
    refreshed: Callable[[FlaskClient], None] = lambda _: None


class Walk:
    """Visits what is linked before it sends anything, so that nothing is closed too early."""

    def __init__(self, walker: Walker, starts: Sequence[str] = ("/",)) -> None:
        self._walker = walker
        self._links = list(starts)
        self._forms: list[Form] = []
        self.pages: dict[str, TestResponse] = {}
        self.forms: dict[Shape, Form] = {}

    def everything(self) -> Self:
        walker = self._walker
        for _ in range(_MOST_STEPS):
            walker.refreshed(walker.client)
            if self._links:
                path = self._links.pop()
                self._look(path, walker.client.get(path, base_url=walker.address))
            elif self._forms:
                form = self._forms.pop()
                self._look(form.action, send(walker.client, walker.address, form))
            else:
                return self
        raise AssertionError("the site has no end")

    def _look(self, at: str, page: TestResponse) -> None:
        self.pages.setdefault(at, page)
        if page.mimetype != "text/html" or not page.data:
            return
        passed = {*self.pages, *self._links, *self._walker.avoiding}
        self._links += [each for each in links_of(page.text) - passed if _is_page(each)]
        for form in forms_of(page.text, at, self._walker.words):
            if form.shape not in self.forms:
                self.forms[form.shape] = form
                self._forms.insert(0, form)


def _is_page(link: str) -> bool:
    return not link.startswith("/static/")


def _ways_to_answer(fields: list[Element], words: Mapping[str, str]) -> Iterator[Pairs]:
    """Choose the first of each question, then the second of each, and so on to the last."""
    choices: dict[str, list[str]] = {}
    for each in fields:
        if each.get("type") in _CHOSEN_FROM and (name := each.get("name")):
            choices.setdefault(name, []).append(each.get("value", "on"))
    for nth in range(max(map(len, choices.values()), default=1)):
        chosen = tuple((name, given[min(nth, len(given) - 1)]) for name, given in choices.items())
        yield (*_written(fields, words), *chosen)


def _written(fields: list[Element], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Write into what is empty, and keep what is there."""
    for each in fields:
        name, kind = each.get("name"), each.get("type", "text")
        if not name or not _is_asked(each) or kind in _NOT_WRITTEN:
            continue
        if each.tag == f"{_HTML}select":
            yield name, next((one.get("value", "") for one in each.iter(f"{_HTML}option")), "")
        else:
            held = each.get("value", "") or (each.text or "").strip()
            yield name, held or words.get(name) or words.get("", "")


def _is_asked(element: Element) -> bool:
    return element.tag in {f"{_HTML}{name}" for name in ("input", "textarea", "select")}


def _buttons(fields: list[Element]) -> list[Element]:
    """Return what sends the form; a form without a button is sent by the Enter key."""
    kinds = {f"{_HTML}button": "submit", f"{_HTML}input": "text"}
    pressed = [it for it in fields if it.get("type", kinds.get(it.tag, "")) in {"submit", "image"}]
    return pressed or [Element("button")]


def _elsewhere(page: Element, form: Element) -> list[Element]:
    """Return the fields and buttons that stand outside their form."""
    name = form.get("id")
    return [each for each in page.iter() if name and each.get("form") == name]
