"""An app served with the sites' own options, for what no page of ours does: long answers."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FIVE_MEGABYTES = 5 * 1024 * 1024
_PIECE = 64 * 1024


def start() -> WSGIApplication:
    return _answer


def _answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/told":
        body = [_told(environ)]
    elif path == "/stream":  # made piece by piece, as a download is: it holds a thread until taken
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (b"s" * _PIECE for _ in range(FIVE_MEGABYTES // _PIECE))
    elif path == "/page":
        body = [b"p" * FIVE_MEGABYTES]
    else:
        body = [str(_taken(environ)).encode()]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return body


def _taken(environ: WSGIEnvironment) -> int:
    """Read the body to its end and return its length."""
    taken = 0
    while piece := environ["wsgi.input"].read(_PIECE):
        taken += len(piece)
    return taken


def _told(environ: WSGIEnvironment) -> bytes:
    """Return what the server told about the request, as lines."""
    strings = {name: value for name, value in environ.items() if isinstance(value, str)}
    return "\n".join(f"{name}={value}" for name, value in sorted(strings.items())).encode()
