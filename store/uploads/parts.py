"""From pieces of a body to the parts of a form, with an end to everything that could go on."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import (
    Data,
    Event,
    Field,
    File,
    MultipartDecoder,
    NeedData,
    State,
)

from store.uploads.body import PIECE, Body
from store.uploads.outcomes import What

Part: TypeAlias = Field | File | Data

# What the decoder may hold at once: a piece, and the head of a part before it.
_HELD_BYTES = 3 * PIECE
_LONGEST_BOUNDARY = 70  # RFC 2046
_LONGEST_MARK = 128  # with the two dashes before it, and blanks after it that no browser sends


class StoppedError(Exception):
    """Ends the reading of a body. Of what was sent it carries a file's name alone."""

    def __init__(self, what: What, file: str | None = None) -> None:
        super().__init__(what.name)
        self.what = what
        self.file = file


def parts(body: Body, boundary: str, most: int) -> Iterator[Part]:
    """Yield how each part begins, then its bytes, up to the mark that ends the form."""
    decoder = _decoder(boundary, most)
    half_a_mark = re.compile(rb"--%s[ \t]*-?\Z" % re.escape(boundary.encode()))
    while decoder.state is not State.EPILOGUE:
        event = _next(decoder)
        if isinstance(event, NeedData):
            _feed(decoder, body.next_piece())
            # Where its bytes end in the middle of a mark, the decoder gives the line break
            # before the mark to the file (pallets/werkzeug#3285): another file, another hash.
            while half_a_mark.search(decoder.buffer[-_LONGEST_MARK:]):
                _feed(decoder, body.next_piece())
        elif isinstance(event, Part):
            yield event


def _decoder(boundary: str, most: int) -> MultipartDecoder:
    if not boundary.isascii() or not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        raise StoppedError(What.CUT_OFF)
    return MultipartDecoder(boundary.encode(), _HELD_BYTES, max_parts=most)


def _next(decoder: MultipartDecoder) -> Event:
    try:
        return decoder.next_event()
    except RequestEntityTooLarge:
        raise StoppedError(What.TOO_MANY_FIELDS) from None
    except ValueError:  # no form as browsers send it
        raise StoppedError(What.CUT_OFF) from None


def _feed(decoder: MultipartDecoder, piece: bytes) -> None:
    if not piece:
        raise StoppedError(What.CUT_OFF)
    try:
        decoder.receive_data(piece)
    except RequestEntityTooLarge:
        raise StoppedError(What.TOO_MANY_FIELDS) from None
