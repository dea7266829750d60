"""What holds for every answer of either site. One page for an auditor to read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, NoReturn, ParamSpec, TypeVar

from flask import Flask, Request, Response, abort, request
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import UnsupportedMediaType
from wtforms.validators import ValidationError

from config.settings import SiteSettings

P = ParamSpec("P")
R = TypeVar("R")

# 37,000 Chinese characters are 333 kB once a browser has encoded them.
FORM_LIMIT = 512 * 1024
_FORM_PARTS = 300
# Bodies under this path are taken in by hand, piece by piece; nginx has a lane for them.
UPLOAD_LANE = "/upload/"
# More than anybody sends. What is too large for us is turned away by the view, which by then has
# read the fields: here, or in nginx, everything that was typed would be lost with it.
UPLOAD_LIMIT = 1_024 * 1_024 * 1_024 * 1_024
_PIECE = 64 * 1024
_FORBIDDEN = 403
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_OWN_PAGES = {"same-origin", "none"}

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "X-DNS-Prefetch-Control": "off",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), usb=(), payment=(), clipboard-read=()"
    ),
}
TLS_HEADERS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
# They tell when a file was made, or whether this browser has been here before. What the server
# adds of its own, its name and the date, nginx replaces.
_TELLING_HEADERS = ("ETag", "Last-Modified")


@dataclass(frozen=True, slots=True)
class Cookies:
    """Browsers share cookies between ports of one host, so each site has names of its own."""

    form_tokens: str


class SealedRequest(Request):
    """A request that never lets a file reach a disk.

    Werkzeug would spool a large file part to a temporary file, in clear. Here a file
    part is refused; an upload lane takes its stream by hand and never asks for `files`.
    """

    max_content_length = FORM_LIMIT
    max_form_memory_size = FORM_LIMIT
    max_form_parts = _FORM_PARTS

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        _refuse_file()


def harden(app: Flask, settings: SiteSettings, cookies: Cookies) -> None:
    app.request_class = SealedRequest
    # A __Host- cookie needs TLS. Without it there is only localhost, and onion services.
    prefix = "__Host-" if settings.over_tls else ""
    app.config.update(
        SESSION_COOKIE_NAME=f"{prefix}{cookies.form_tokens}",
        SESSION_COOKIE_SECURE=settings.over_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=[settings.host],
        MAX_CONTENT_LENGTH=FORM_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        MAX_FORM_PARTS=_FORM_PARTS,
        # We send no Referer, so Flask-WTF would refuse every post over TLS. The token and
        # SameSite=Strict carry the check. A slow writer's token must not run out under her.
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.after_request(_headers(TLS_HEADERS if settings.over_tls else {}))
    app.after_request(_take_the_rest)


def takes_upload(limit: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let one view take a larger body, and only as multipart; every other keeps FORM_LIMIT.

    Exempt the view from CSRFProtect, which would read the whole body to find its token, and
    check the token before the first byte of a file is taken. A view that is not exempt gets none.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        def wider(*args: P.args, **kwargs: P.kwargs) -> R:
            if request.mimetype != "multipart/form-data":
                _refuse_file()
            request.max_content_length = limit
            return view(*args, **kwargs)

        wider.__name__ = view.__name__
        return wider

    return mark


def carries_token(fields: Iterable[tuple[str, str]]) -> bool:
    """Check the form's token by hand: who would do it for us reads the whole body first."""
    token = next((value for name, value in fields if name == "csrf_token"), "")
    try:
        validate_csrf(token)
    except ValidationError:
        return False
    return True


def _headers(more: dict[str, str]) -> Callable[[Response], Response]:
    def add(response: Response) -> Response:
        for name in _TELLING_HEADERS:
            response.headers.pop(name, None)
        response.headers.update(HEADERS | more)
        return response

    return add


def _take_the_rest(response: Response) -> Response:
    """Read what is left of a form that was refused unread.

    An answer that comes before its question has ended closes the connection on it, and nginx
    then says that the site is not available. Behind nginx the body is in memory and nobody
    waits; without nginx, as on a developer's machine, a slow sender holds one thread.
    """
    left = 0 if request.path.startswith(UPLOAD_LANE) else FORM_LIMIT
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, _PIECE))):
        left -= len(piece)
    return response


def refuse_other_origins() -> None:
    """Hold a second lock behind the form token. Casework only: the intake reads no header."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    if request.method not in _SAFE_METHODS and site not in _OWN_PAGES:
        abort(_FORBIDDEN)


def _refuse_file() -> NoReturn:
    raise UnsupportedMediaType
