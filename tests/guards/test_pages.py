"""A template uses exactly what its page gives it, and no site can load the other's."""

import re
from dataclasses import fields

import pytest
from flask import Flask, Response
from jinja2 import DictLoader, Environment, TemplateNotFound, UndefinedError, meta, nodes

from casework.access import Right, opens_to
from config.rendering import Page, Site
from config.showcase import PARTS, ShowcasePage, show_components
from tests.browser import Visitor, links_of
from tests.conftest import CASEWORK, INTAKE


def every_page(kind: type[Page]) -> list[type[Page]]:
    found = [deep for page in kind.__subclasses__() for deep in [page, *every_page(page)]]
    return [page for page in found if hasattr(page, "template")]


FROM_THE_HOUSE = {"_", "gettext", "ngettext", "csrf_token", "new_once", "url_for", "self", "caller"}
# It chooses its frame and its parts by the address, so it is held by being drawn, below.
PAGES = [page for page in every_page(Page) if page is not ShowcasePage]


def site_of(page: type[Page]) -> str:
    return page.__module__.split(".")[0]


def names_asked_for(jinja: Environment, template: str) -> set[str]:
    """Return what the template, its layouts and what it includes ask for."""
    assert jinja.loader is not None
    source, _, _ = jinja.loader.get_source(jinja, template)
    tree = jinja.parse(source)
    macros = {
        name if isinstance(name, str) else name[1]
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    asked = meta.find_undeclared_variables(tree) - macros - FROM_THE_HOUSE
    for other in layouts_and_includes(tree):
        asked |= names_asked_for(jinja, other)
    return asked


def layouts_and_includes(tree: nodes.Template) -> list[str]:
    named: list[nodes.Extends | nodes.Include] = [
        *tree.find_all(nodes.Extends),
        *tree.find_all(nodes.Include),
    ]
    constants = [node.template for node in named if isinstance(node.template, nodes.Const)]
    assert len(constants) == len(named), "a template is named in full, or nobody finds it"
    return [str(constant.value) for constant in constants]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{site_of(page)}-{page.__name__}")
def test_each_template_asks_for_exactly_what_its_page_holds(
    page: type[Page], intake: Flask, casework: Flask
) -> None:
    app = {"intake": intake, "casework": casework}[site_of(page)]
    held = {field.name for field in fields(page)}
    assert names_asked_for(app.jinja_env, page.template) == held


def test_the_intake_cannot_load_a_committee_page(intake: Flask, casework: Flask) -> None:
    casework.jinja_env.get_template("members/sign_in.html")
    with pytest.raises(TemplateNotFound):
        intake.jinja_env.get_template("members/sign_in.html")


def test_the_committee_cannot_load_a_page_of_the_intake(casework: Flask) -> None:
    with pytest.raises(TemplateNotFound):
        casework.jinja_env.get_template("home.html")


@pytest.mark.parametrize("name", ["config", "request", "session", "g"])
def test_no_template_can_reach_settings_or_the_request(
    name: str, intake: Flask, casework: Flask
) -> None:
    for app in (intake, casework):
        template = app.jinja_env.from_string(f"{{{{ {name} is defined }}}}")
        with app.test_request_context():
            context: dict[str, object] = {}
            app.update_template_context(context)
            assert template.render(context) == "False"


@pytest.mark.parametrize("who", ["reporter", "member"])
def test_everything_that_a_page_links_to_is_there(who: str, request: pytest.FixtureRequest) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    seen: set[str] = set()
    waiting = {"/"}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = visitor.get(path)
        assert answer.status_code in {200, 303}, path
        if answer.mimetype == "text/html" and answer.data:
            waiting |= links_of(answer.text) - seen
        answer.close()
    assert len(seen) > 3


def test_no_page_says_where_it_was_made(reporter: Visitor, member: Visitor) -> None:
    for visitor in (reporter, member):
        for path in ("/", "/nowhere"):
            assert not re.search(
                r"flask|werkzeug|granian|jinja|python", visitor.get(path).text, re.IGNORECASE
            )


def test_a_variable_that_the_page_lacks_is_noticed() -> None:
    jinja = Environment(
        loader=DictLoader(
            {"page.html": "{% extends 'frame.html' %}", "frame.html": "{{ forgotten }}"}
        ),
        autoescape=True,
    )
    assert names_asked_for(jinja, "page.html") == {"forgotten"}


def test_a_variable_that_the_page_lacks_is_a_fault_and_never_an_empty_place(
    intake: Flask,
) -> None:
    with pytest.raises(UndefinedError):
        intake.jinja_env.from_string("{{ forgotten }}").render()


def test_a_missing_header_is_noticed(intake: Flask, reporter: Visitor) -> None:
    def forget(response: Response) -> Response:
        del response.headers["Content-Security-Policy"]
        return response

    intake.after_request_funcs[None].insert(0, forget)
    with pytest.raises(AssertionError, match="Content-Security-Policy"):
        reporter.get("/")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_part_of_the_component_page_is_a_valid_page(
    language: str, intake: Flask, casework: Flask
) -> None:
    intake.register_blueprint(show_components("intake"))
    casework.register_blueprint(show_components("casework", opens_to(Right.ANYONE)))
    visitors: dict[Site, Visitor] = {"intake": Visitor(intake.test_client(), INTAKE)}
    visitors["casework"] = Visitor(casework.test_client(), CASEWORK)
    for site, visitor in visitors.items():
        for part in PARTS[site]:
            answer = visitor.get(f"/ui/{part}?lang={language}")
            assert (site, part, answer.status_code) == (site, part, 200)
