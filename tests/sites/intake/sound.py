"""What every answer of the public site keeps to, whoever asked and whatever was sent."""

from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from config.hardening import HEADERS
from intake.views.padding import CLASSES
from tests.browser import check_page, parsed
from tests.conftest import INTAKE

# What stands in every hostile value, and nowhere on our pages.
MARK = "zq7vq9kx"
_NEUTRAL = "https://www.weather.gov/"
_ADDRESSES = ("href", "src", "action", "formaction")  # what a browser follows


def check_answer(answer: TestResponse, path: str) -> None:
    """Refuse an answer that fails, that lacks a header, or that has made its question a part."""
    assert answer.status_code < 500, path
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, name
    for name, value in answer.headers:
        assert MARK not in name
        assert name == "Location" or MARK not in value, f"{name} repeats what was asked"
    _check_place(answer.headers.get("Location", "/"))
    is_shown = answer.status_code // 100 != 3  # nobody sees the page of a redirect
    if answer.mimetype == "text/html" and answer.data and is_shown:
        assert len(answer.data) in CLASSES, path
        check_page(answer.text)
        for element in parsed(answer.text).iter():
            _check_element(element)


def _check_place(place: str) -> None:
    """Lead to a page of ours, or away to the one place that leaving leads to."""
    if place != _NEUTRAL:
        assert place.startswith((f"{INTAKE}/", "/"))
        assert not place.startswith("//")


def _check_element(element: Element) -> None:
    assert MARK not in str(element.tag)
    for name, value in element.attrib.items():
        assert MARK not in name
        assert not name.startswith("on"), f"{name} would run"
        if name in _ADDRESSES:
            assert value.startswith(("/", "#", "https://", "tel:")), f"{name} leads astray"
            assert not value.startswith("//")
            assert f"{MARK}.example" not in value
    is_code = str(element.tag).endswith(("}script", "}style"))
    assert not (is_code and (element.text or "").strip()), "code in the page itself"
