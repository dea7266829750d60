"""Whether a site can do its work, as a status and not one word more."""

from collections.abc import Callable

from flask import Response

_WELL = 204
_UNWELL = 503


def health_view(is_well: Callable[[], bool]) -> Callable[[], Response]:
    def health() -> Response:
        return Response(status=_WELL if is_well() else _UNWELL)

    return health
