"""Whoever left finds nothing here for ten minutes, with scripts or without."""

import pytest
from flask import Flask

from config.hardening import UPLOAD_LANE
from tests.browser import Visitor
from tests.sites.intake.conftest import Found
from tests.sites.intake.founded import Founded

PATHS = ("/", "/before", "/work-device", "/rights", "/keys", "/keys/manifests.bin", "/nowhere")


def is_weather(page: str) -> bool:
    return "<title>Weather</title>" in page and "<h1>Weather</h1>" in page


def cookies_of(visitor: Visitor) -> dict[str, str]:
    assert visitor.client._cookies is not None  # noqa: SLF001  # the client has no list of them
    return {cookie.key: cookie.value for cookie in visitor.client._cookies.values()}  # noqa: SLF001  # as above


def test_leaving_goes_to_a_neutral_site_and_drops_the_browsers_copies(open_site: Founded) -> None:
    answer = open_site.visitor.get("/leave")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://www.weather.gov/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.data == b""


def test_leaving_takes_back_every_cookie_and_leaves_one_that_says_nothing(
    open_site: Founded,
) -> None:
    visitor = open_site.visitor
    for name in ("__Host-f", "__Host-r"):
        visitor.client.set_cookie(name, "x", domain="report.example.com", secure=True)
    answer = visitor.get("/leave")
    assert cookies_of(visitor) == {"__Host-w": "1"}
    [exit_cookie] = [it for it in answer.headers.getlist("Set-Cookie") if "__Host-w=1" in it]
    for mark in ("Max-Age=600", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"):
        assert mark in exit_cookie


def test_without_tls_the_cookie_has_no_prefix_that_needs_it(founding: Found) -> None:
    site = founding(CHARTERLINE_ADDRESS="http://localhost:8001")
    answer = site.app.test_client().get("/leave", base_url="http://localhost:8001")
    assert any(it.startswith("w=1;") for it in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("path", PATHS)
def test_after_leaving_every_page_is_about_the_weather(path: str, open_site: Founded) -> None:
    open_site.visitor.get("/leave")
    answer = open_site.visitor.get(path)
    assert answer.status_code == 200
    assert is_weather(answer.text)


def test_the_weather_page_says_nothing_of_this_site_and_has_one_way_on(
    open_site: Founded,
) -> None:
    open_site.visitor.get("/leave")
    page = open_site.visitor.get("/").text
    body = page.partition("<body")[2]
    assert body.count("<a ") == 1
    assert 'href="https://www.weather.gov/"' in body
    assert "<script" not in page
    for word in ("form", "exit", "report", "Northfield", "Private"):
        assert word.casefold() not in page.casefold().replace("format-detection", "").replace(
            "/static/ui/forms.css", ""
        ), word


@pytest.mark.parametrize("path", ["/form", f"{UPLOAD_LANE}form"])
def test_after_leaving_a_post_is_never_processed(path: str, open_site: Founded) -> None:
    done: list[str] = []
    accept(open_site.app, path, done)
    open_site.visitor.get("/leave")
    answer = open_site.visitor.post(path, story="The count was changed")
    assert is_weather(answer.text)
    assert "count" not in answer.text
    assert done == []


def test_before_leaving_that_post_is_processed(open_site: Founded) -> None:
    done: list[str] = []
    accept(open_site.app, "/form", done)
    open_site.visitor.client.post("/form", base_url=open_site.visitor.address)
    assert done == ["posted"]


def test_styles_health_and_leaving_itself_still_answer(open_site: Founded) -> None:
    open_site.visitor.get("/leave")
    assert open_site.visitor.get("/leave").status_code == 303
    assert open_site.visitor.get("/health").status_code == 204
    answer = open_site.visitor.client.get(
        "/static/ui/base.css", base_url="https://report.example.com"
    )
    assert answer.mimetype == "text/css"
    answer.close()


def accept(app: Flask, path: str, done: list[str]) -> None:
    def take() -> str:
        done.append("posted")
        return "taken"

    app.add_url_rule(path, "take", take, methods=["POST"])
    app.extensions["csrf"].exempt(app.view_functions["take"])
