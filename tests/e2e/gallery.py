"""Pages that scenes have shown, kept with who looked and how they stood, and shown again.

Scenes run without a browser, where a page costs milliseconds. What they drew is laid before
Chromium as it was, with the site's own files and headers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Final

from flask import Flask, Response, request, request_finished, template_rendered
from jinja2 import Template
from werkzeug.serving import WSGIRequestHandler, make_server

from casework.rights import Role, SignedIn
from config.hardening import HEADERS
from config.rendering import new_site

SITE: Final = "casework"
_STANDS: Final = {
    "wrong": 'class="error-summary"',
    "done": 'class="notice is-good done"',
    "empty": 'class="empty"',
}
# Who looks decides what a page offers. A chair sees what a member sees, and a word more.
_WHO: Final = (Role.MEMBER, Role.EXTERNAL, Role.COUNSEL, Role.SECRETARY, Role.AUDITOR)
NOBODY: Final = "nobody who is in"


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """What makes two drawings of one template worth a look each."""

    template: str
    who: str
    stands: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.template} for {self.who}, {' and '.join(self.stands) or 'as it is'}"


@dataclass
class Wall:
    """One drawing of each kind: the longest, on which most can go wrong."""

    drawings: dict[Kind, str] = field(default_factory=dict)
    _drawn: list[str] = field(default_factory=list)

    def note(self, _app: Flask, template: Template, **_: object) -> None:
        self._drawn.append(template.name or "")

    def hang(self, app: Flask, response: Response) -> None:
        drawn, self._drawn = self._drawn, []
        if app.name != SITE or not drawn or response.mimetype != "text/html":
            return
        html = response.get_data(as_text=True)
        if "<main" in html:
            kind = Kind(drawn[-1], _whoever_asked(), stands(html))
            self.drawings[kind] = max(self.drawings.get(kind, ""), html, key=len)

    @property
    def templates(self) -> set[str]:
        return {kind.template for kind in self.drawings}


def stands(html: str) -> tuple[str, ...]:
    return tuple(name for name, sign in _STANDS.items() if sign in html)


def _whoever_asked() -> str:
    me = (request.view_args or {}).get("me")
    roles = me.roles if isinstance(me, SignedIn) else frozenset()
    return next((str(role) for role in _WHO if role in roles), NOBODY)


@contextmanager
def hung() -> Iterator[Wall]:
    """Keep every page that a site of this process draws."""
    wall = Wall()
    with template_rendered.connected_to(wall.note), request_finished.connected_to(wall.hang):
        yield wall


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Write no line for each of a thousand files."""


@contextmanager
def opened(drawings: list[str]) -> Iterator[str]:
    """Serve drawings by their number, as the site would: its files, its headers."""
    app = new_site(SITE)
    app.add_url_rule("/<int:number>", view_func=lambda number: drawings[number], endpoint="drawing")
    app.after_request(_with_headers)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.mimetype != "text/html":
        # The same few files a thousand times: a browser may keep them for as long as this runs.
        response.headers["Cache-Control"] = "max-age=600"
    return response
