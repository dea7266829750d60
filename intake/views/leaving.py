"""The way out, and what keeps it shut behind whoever took it.

Back shows earlier pages of a site, and browsers fill their fields again, whatever the
pages ask of them. So for ten minutes after somebody left, this site has no page but
one about the weather. That holds without scripts, and a POST is not processed either.
"""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Flask, Response, request
from flask.typing import ResponseReturnValue

from config.rendering import Page, render
from intake.desk import desk
from intake.views import cookies
from intake.views.frame import LEAVE

leaving = Blueprint("leaving", __name__)

_STATIC = "/static/"
# Leaving twice must work: another tab may still show its button.
_ALWAYS = frozenset({LEAVE, "/health"})
_LEFT = "1"


@dataclass(frozen=True)
class WeatherPage(Page):
    template: ClassVar[str] = "weather.html"
    address: str


@leaving.get(LEAVE)
def leave() -> Response:
    """Go somewhere neutral, take back what this site gave, and have the browser drop its copies."""
    gone = Response(
        status=303,
        headers={
            "Location": desk().settings.neutral_site,
            # Not "cookies": it would drop the one that keeps Back from showing our pages.
            "Clear-Site-Data": '"cache", "storage"',
        },
    )
    cookies.drop(gone, cookies.RETURN)
    cookies.drop_form_tokens(gone)
    cookies.give(gone, cookies.EXIT, _LEFT)
    return gone


def show_weather_to_those_who_left(app: Flask) -> None:
    """Ask before anything else does: call this before the form tokens are set up."""
    app.before_request(_weather)


def _weather() -> ResponseReturnValue | None:
    if request.path in _ALWAYS or request.path.startswith(_STATIC):
        return None
    if cookies.read(cookies.EXIT) is None:
        return None
    return render(WeatherPage(desk().settings.neutral_site))
