"""Pages as types.

A view returns a `Page`: a frozen dataclass naming its template and holding
exactly what the template may use. Each site can load its own folder and the
shared components, so neither can render the other's pages even by mistake.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Literal

from flask import Blueprint, Flask, render_template
from flask.templating import Environment
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined

Site = Literal["intake", "casework"]

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Page:
    template: ClassVar[str]


def render(page: Page) -> str:
    return draw(page, page.template)


def draw(page: Page, template: str) -> str:
    """Draw a page, or only that part of it which a template of its own draws."""
    # Not dataclasses.asdict, which would turn the values inside into dicts.
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return render_template(template, **values)


class _Templates(Environment):
    """Each import of a macro looks through what is global, which a chain of maps does slowly."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Site(Flask):
    jinja_environment = _Templates


def new_site(site: Site) -> Flask:
    app = _Site(
        site,
        static_folder=TEMPLATES / "static" / site,
        static_url_path=f"/static/{site}",
        template_folder=None,
    )
    # A redirect of Werkzeug's own repeats the address that was asked for.
    app.url_map.redirect_defaults = app.url_map.merge_slashes = False
    shared = PrefixLoader({"ui": FileSystemLoader(TEMPLATES / "ui")})
    # Not through app.jinja_loader: Flask's own loader would look into blueprints too.
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES / site), shared])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Flask offers these to every template. One {{ config }} would print the secrets, and a
    # template that reads the request decides instead of showing.
    for name in ("config", "request", "session", "g", "get_flashed_messages"):
        app.jinja_env.globals.pop(name, None)
    app.template_context_processors[None].clear()
    app.register_blueprint(
        Blueprint(
            "ui", site, static_folder=TEMPLATES / "static" / "ui", static_url_path="/static/ui"
        )
    )
    return app
