"""The lane for files: what it takes, and what it says when it does not.

A body is read to its end whatever comes of it, since a browser that still sends
hears no answer. Its fields are there in every outcome, so nothing typed is lost.
"""

from contextvars import ContextVar

from flask import request
from flask_babel import gettext as _

from config.hardening import FORM_LIMIT
from crypto.blob.shape import MOST_FILES_SIZE
from crypto.blob.writing import Limits
from intake.desk import desk
from store.errors import FullError
from store.sending.parcel import Parcel
from store.uploads import (
    Allowed,
    Body,
    Failed,
    Fields,
    Gate,
    Outcome,
    Pace,
    Trouble,
    What,
    receive,
)
from store.uploads.receiving import T

_TAKEN: ContextVar[Fields] = ContextVar("fields", default=())
_MEGABYTE = 1_000_000
_GIGABYTE = 1_000_000_000


def limits() -> Limits:
    settings = desk().settings
    total = min(settings.upload_megabytes * _MEGABYTE, MOST_FILES_SIZE)
    return Limits(min(settings.file_megabytes * _MEGABYTE, total), total)


def fields_taken() -> Fields:
    """Return what came before the files, for a fault's page: the body can be read only once."""
    return _TAKEN.get()


def receive_files(gate: Gate[T]) -> Outcome[T]:
    """Take the body of this request. The gate decides once its fields are known."""
    _TAKEN.set(())

    def noting(fields: Fields) -> Parcel | T:
        _TAKEN.set(fields)
        return gate(fields)

    most = limits()
    length = request.content_length or most.total + FORM_LIMIT
    body = Body(request.stream, length, Pace(desk().seconds))
    allowed = Allowed(desk().settings.most_files, most.each, most.total, _charge)
    boundary = request.mimetype_params.get("boundary", "")
    return receive(body, boundary, noting, allowed)


def _charge(size: int) -> None:
    """Let one piece of a file in. What was announced and never came uses up nothing."""
    _require_room()
    desk().gates.upload(size)


def _require_room() -> None:
    """Refuse files while there is still room for words."""
    free = desk().dropbox.free_bytes()
    if free is not None and free < desk().settings.reserve_gigabytes * _GIGABYTE:
        raise FullError


def words_for(outcome: Trouble | Failed) -> str:
    """Say what is wrong with the files, by the name that their reporter knows."""
    if isinstance(outcome, Trouble):
        return str(_about(outcome.what, outcome.file or _("A file")))
    if isinstance(outcome.fault, FullError):
        return str(
            _(
                "There is no room for files right now. Your text is still here. "
                "Send it without files, or try again later"
            )
        )
    return str(_("The files did not upload. Your text is still here. Try again in a minute"))


def _about(what: What, name: str) -> str:
    settings = desk().settings
    says = {
        What.FILE_TOO_LARGE: _(
            "“%(name)s” is too big. The limit is %(limit)s MB. "
            "Leave it out and tell us where it is",
            name=name,
            limit=settings.file_megabytes,
        ),
        What.ALL_TOO_LARGE: _(
            "These files are too big together. The limit is %(limit)s MB. Leave some out",
            limit=f"{settings.upload_megabytes:,}",
        ),
        What.TOO_MANY: _(
            "You chose too many files. The limit is %(limit)s. Leave some out",
            limit=settings.most_files,
        ),
        What.EMPTY: _("“%(name)s” is empty. Choose it again", name=name),
    }
    did_not = _(
        "“%(name)s” did not upload. Your text is still here. Try again, or send without it",
        name=name,
    )
    return str(says.get(what, did_not))
