"""Whatever anybody sends, to whatever address, the answer holds, and is made of our words alone."""

import http.cookies
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from config.settings import IntakeSettings, read_settings
from deploy.standin.committee import Committee as Founded
from intake.wsgi import create_app
from tests.committee import Committee, sitting_at
from tests.conftest import INTAKE, PRODUCTION
from tests.reporting import report
from tests.running import intake_environment, of_committee
from tests.sites.intake.browsing import Pairs, Walk, Walker, forms_of, send, upload
from tests.sites.intake.sound import MARK, check_answer

_HOSTILE = (
    f'"><script>{MARK}()</script>',
    f"'><img src=x onerror={MARK}()>",
    f"</textarea></title><{MARK}>",
    f"javascript:{MARK}()",
    f"//{MARK}.example",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}%({MARK})s{MARK}%s",
    f"{MARK}\r\nSet-Cookie: {MARK}=1",
    f"\x00{MARK}\x1b[2J",
    f"{MARK}\u202e\ufffe\U000e0001",
    f"../../{MARK}",
    MARK * 20_000,
    "9" * 5_000,
    "-1",
    "1e999",
    "\u0663",
    "",
)
_COOKIES = ("__Host-f", "__Host-r", "__Host-w", "f", "r", "session")
_KEPT = {"csrf_token", "token"}  # without them nothing behind the door is reached
_MAILBOXES = 6
_METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")

_hostile = st.sampled_from(_HOSTILE) | st.text(max_size=60)

_name = st.sampled_from(["csrf_token", "token", "words", "what", "readers", "files", "lang"])
_pair = st.tuples(_name | _hostile, _hostile)
_GENTLE = {"words": "lamp river cousin", "": "Invoices from Brightwater were paid twice."}
_LEAVING = frozenset({"/leave"})  # behind it every page is another one


class Ground:
    """The site, everything that can be asked of it, and the cookies of somebody known to it.

    No dataclass: a failing example would print all of it.
    """

    def __init__(self, app: Flask, walk: Walk, cookies: Sequence[Pairs]) -> None:
        self.app = app
        self.forms = tuple(walk.forms.values())
        rules = (str(rule) for rule in app.url_map.iter_rules())
        self.paths = tuple(sorted({path.partition("#")[0] for path in (*rules, *walk.pages)}))
        self._cookies = cookies

    def visitor(self, known_as: int) -> FlaskClient:
        """Return the browser of somebody with a mailbox; 0 is a stranger."""
        client = self.app.test_client()
        _give(client, self._cookies[known_as - 1] if known_as else ())
        return client


_HOST = INTAKE.removeprefix("https://")


@pytest.fixture(scope="module")
def ground(
    tmp_path_factory: pytest.TempPathFactory, empty_dropbox: Any, founded_today: Founded
) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("any request")
    url = f"sqlite:///{shutil.copy(empty_dropbox, folder / 'dropbox.sqlite')}"
    with sitting_at(url, founded_today) as committee:
        committee.notice()
        wanted = intake_environment(INTAKE, "127.0.0.1:8001", url) | PRODUCTION
        wanted |= of_committee(committee.genesis) | {"CHARTERLINE_HOURLY_REPORTS": "1000000"}
        app = create_app(read_settings(IntakeSettings, wanted))
        yield _explored(app, committee)
        app.extensions["desk"].dropbox.close()


def _explored(app: Flask, committee: Committee) -> Ground:
    client = app.test_client()
    known = report(app)
    committee.sign_for(committee.only_case())
    rules = [str(rule) for rule in app.url_map.iter_rules()]
    starts = [rule for rule in rules if "<" not in rule and rule not in _LEAVING]
    cookies = _come_back(client, known.words)
    walker = Walker(client, INTAKE, _GENTLE, _LEAVING, lambda each: _give(each, cookies))
    walk = Walk(walker, starts).everything()
    # The walk has closed the mailbox, as whoever reads to the end may.
    later = (_come_back(client, report(app).words) for _ in range(_MAILBOXES))
    return Ground(app, walk, tuple((*cookies, *more) for more in later))


def _come_back(client: FlaskClient, words: str) -> Pairs:
    """Sign in with nine words, and return every cookie that came of it."""
    asked = client.get("/return", base_url=INTAKE)
    form = next(forms_of(asked.text, "/return", {"words": words}))
    opened = send(client, INTAKE, form)
    assert "Messages" in opened.text
    given = (each.headers.getlist("Set-Cookie") for each in (asked, opened))
    return tuple((each.key, each.value) for headers in given for each in map(_cookie, headers))


def _give(client: FlaskClient, cookies: Pairs) -> None:
    for name, value in cookies:
        client.set_cookie(name, value, domain=_HOST, secure=True)


def _cookie(header: str) -> http.cookies.Morsel[str]:
    [morsel] = http.cookies.SimpleCookie(header).values()
    return morsel


@dataclass(frozen=True, slots=True)
class Question:
    """A request as a stranger's program would make it."""

    method: str
    path: str
    query: Pairs
    body: dict[str, Any]
    known_as: int


@st.composite
def _pairs(draw: st.DrawFn, known: Pairs) -> Pairs:
    """Take a form as it was offered; lose, repeat, rename, replace some of its fields."""
    pairs = list(known)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(pairs) - 1)))
        kept = pairs[at : at + 1]
        names = [name for name, _ in kept]
        renamed = st.tuples(st.sampled_from(names or [""]), _hostile)
        pairs[at : at + 1] = draw(
            st.just([]) | st.just(kept * 3) | st.lists(renamed | _pair, min_size=1, max_size=1)
        )
    return tuple(pairs)


@st.composite
def _questions(draw: st.DrawFn, ground: Ground) -> Question:
    form = draw(st.sampled_from(ground.forms))
    offered = draw(st.integers(0, 3))
    path = form.action if offered else draw(st.sampled_from(ground.paths) | _strange_path())
    method = form.method if offered else draw(st.sampled_from(_METHODS))
    pairs = draw(_pairs(form.pairs))
    query = () if draw(st.booleans()) else tuple(draw(st.lists(_pair, max_size=2)))
    body = draw(_bodies(pairs, is_upload=form.is_upload))
    return Question(method, _filled(path), query, body, draw(st.integers(0, _MAILBOXES)))


@st.composite
def _bodies(draw: st.DrawFn, pairs: Pairs, *, is_upload: bool) -> dict[str, Any]:
    """Send fields as forms do, as uploads do, or as neither."""
    kind = "upload" if is_upload else "form"
    match draw(st.sampled_from([kind, kind, kind, "form", "upload", "raw"])):
        case "form":
            return {"data": MultiDict(pairs)}
        case "upload":
            names = draw(st.lists(_hostile, max_size=2))
            return upload(pairs, {name: name.encode("utf-8", "replace") for name in names})
        case _:
            raw = draw(_hostile).encode("utf-8", "replace")
            return {"data": raw, "content_type": draw(st.sampled_from(_TYPES))}


_TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data",
    "multipart/form-data; boundary=zq",
    "text/html",
    "*/*",
)


def _strange_path() -> st.SearchStrategy[str]:
    return _hostile.map(lambda text: "/" + quote(text[:2_000], safe="/"))


def _filled(path: str) -> str:
    """Put something into what a route leaves open."""
    return re.sub(r"<[^>]*>", quote(f'{MARK}"<b>/../'), path)


def _asked(ground: Ground, question: Question) -> TestResponse:
    return ground.visitor(question.known_as).open(
        question.path,
        method=question.method,
        base_url=INTAKE,
        query_string=MultiDict(question.query),
        **question.body,
    )


def test_the_walk_has_found_what_there_is_to_ask(ground: Ground) -> None:
    asked = {form.action for form in ground.forms}
    taken = {
        str(rule) for rule in ground.app.url_map.iter_rules() if "POST" in (rule.methods or set())
    }
    assert taken - asked == {"/report/files"}  # which only the page of a fault names


def test_every_field_of_every_form_takes_anything(ground: Ground) -> None:
    shapes = {(form.action, frozenset(dict(form.pairs))): form for form in ground.forms}
    for number, form in enumerate(shapes.values()):
        for text in _HOSTILE:
            pairs = tuple((name, value if name in _KEPT else text) for name, value in form.pairs)
            known_as = 1 + number % _MAILBOXES
            check_answer(send(ground.visitor(known_as), INTAKE, replace(form, pairs=pairs)), text)


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_request_brings_the_site_down_or_itself_into_the_answer(
    ground: Ground, data: st.DataObject
) -> None:
    question = data.draw(_questions(ground))
    check_answer(_asked(ground, question), question.path)


@settings(max_examples=60)
@given(data=st.data(), name=st.sampled_from(_COOKIES), value=_hostile)
def test_no_cookie_that_somebody_made_brings_the_site_down(
    ground: Ground, data: st.DataObject, name: str, value: str
) -> None:
    path = data.draw(st.sampled_from(ground.paths))
    client = ground.visitor(known_as=0)
    client.set_cookie(name, quote(value[:3_000]), domain=_HOST, secure=True)
    check_answer(client.get(_filled(path), base_url=INTAKE), path)


@pytest.mark.parametrize(
    "host", [f"{MARK}.example.com", f"report.example.com.{MARK}", "", "[::1]", "a b"]
)
def test_another_name_than_ours_is_answered_by_nothing_of_ours(ground: Ground, host: str) -> None:
    for path in ("/", "/nowhere", "/health"):
        answer = ground.app.test_client().get(path, headers={"Host": host})
        assert answer.status_code in {400, 404}
        assert MARK not in answer.text
