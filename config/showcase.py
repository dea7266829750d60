"""The component page: every part of both sites in every state. Development only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from config.rendering import Page, Site, render

View = Callable[[str], ResponseReturnValue]

_DIRECTIONS = {"en": "ltr", "ar": "rtl"}
_SHARED = ("all", "colours", "text", "buttons", "fields", "choices", "problems", "showing", "talk")
PARTS: dict[Site, tuple[str, ...]] = {
    "intake": _SHARED,
    "casework": (*_SHARED, "audience", "work", "figures", "matrix"),
}


@dataclass(frozen=True)
class ShowcasePage(Page):
    template: ClassVar[str] = "ui/showcase/page.html"
    site: Site
    lang: str
    dir: str
    part: str


def show_components(site: Site, opened: Callable[[View], View] = lambda view: view) -> Blueprint:
    """Return /ui for a site. `?lang=ar` shows the same from right to left."""
    components = Blueprint("components", __name__)

    def show(part: str) -> ResponseReturnValue:
        lang = request.args.get("lang", "en")
        if lang not in _DIRECTIONS or part not in PARTS[site]:
            abort(404)
        return render(ShowcasePage(site, lang, _DIRECTIONS[lang], part))

    view = opened(show)
    components.add_url_rule("/ui", "show", view, defaults={"part": "all"})
    components.add_url_rule("/ui/<part>", "show", view)
    return components
