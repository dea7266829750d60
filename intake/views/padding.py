"""Make every answer one of a few sizes, so that a wiretap cannot tell pages apart by their length.

TLS hides words and shows lengths. Nothing compresses our answers, so blanks after
the last tag will do. What is no page, the file of nine words or a cookie alone, has
a header that brings it to the length of the smallest page.
"""

from flask import Response

SMALLEST = 24 * 1_024  # what a telephone on a slow line gets, with its style sheets, in 60 kB
CLASSES = (SMALLEST, 128 * 1_024, 512 * 1_024, 2_048 * 1_024)
# nginx holds the headers of an answer in one buffer: deploy/nginx makes it large enough.
FILLING = "X-Filling"


def pad(response: Response) -> Response:
    if response.is_streamed:  # a file of the site itself, the same for everybody
        return response
    page = response.get_data()
    if page and response.mimetype == "text/html":
        response.set_data(page.ljust(_class_of(len(page)), b" "))
    elif len(page) < SMALLEST:
        response.headers[FILLING] = _filling(response)
    return response


def _class_of(length: int) -> int:
    """Return the size to be shown. No form that we take makes a page beyond the largest."""
    return next((each for each in CLASSES if length <= each), length)


def _filling(response: Response) -> str:
    response.headers[FILLING] = ""
    return "0" * (_length(Response(" " * SMALLEST, mimetype="text/html")) - _length(response))


def _length(response: Response) -> int:
    """Count what tells an answer from another: cookies come with pages too."""
    headers = response.get_wsgi_headers({})
    lines = (f"{name}: {value}\r\n" for name, value in headers if name != "Set-Cookie")
    return len(response.status + "".join(lines)) + len(response.get_data())
