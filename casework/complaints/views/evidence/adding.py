"""The way in for a file that a member adds: its form first, then its bytes, sealed as they come."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.evidence import Blank, Provenance
from casework.complaints.forms.bringing import (
    PLACES,
    read_provenance,
    too_long_in,
    typed_file,
)
from casework.complaints.forms.once import ONCE, press_of, read_once
from casework.complaints.services.evidence.adding import (
    Added,
    AlreadyThere,
    Coming,
    TooLate,
    add_file,
    begin_file,
    require_room,
)
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.views.evidence.files import Typed, files_again
from casework.complaints.views.parts.addresses import address, case_at, go, is_address, not_there
from casework.complaints.views.parts.heading import FILES
from casework.desk import desk
from casework.frame import REPORTS
from config.hardening import FORM_LIMIT, UPLOAD_LIMIT, carries_token, takes_upload
from config.questions.asked import asked
from crypto.blob.writing import Limits
from crypto.names import CaseId
from store.clock import seconds
from store.errors import BusyError, FullError, StoreError
from store.sending.parcel import Parcel
from store.uploads import (
    Allowed,
    Body,
    Failed,
    Fields,
    Gate,
    Outcome,
    Pace,
    Received,
    Trouble,
    Turned,
    What,
    receive,
)
from store.uploads.receiving import T

adding = Blueprint("case-adding", __name__)

_MEGABYTE: Final = 1_000_000
_BLANKS: Final[Mapping[Blank, str]] = {
    Blank.WHAT: asked("Say what it is."),
    Blank.SOURCE: asked("Say from whom it came. “Not known” is an answer."),
    Blank.OBTAINED: asked("Give the day on which you got it: month, day, year."),
    Blank.IN_FUTURE: asked("That day is still to come. Give the day on which you got it."),
    Blank.SHAPE: asked("Say whether it is as it came, or a cleaned copy."),
}


@adding.post(f"/upload{REPORTS}/<case>/{FILES}")
@opens_to(Right.CASES)
@takes_upload(UPLOAD_LIMIT)
def add(case: str, me: SignedIn) -> ResponseReturnValue:
    """Take a file. The form's token, and who may add, are checked before its first byte."""
    return _Adding(case, me).answer()


class _Adding:
    """One file on its way in, and each answer that it can lead to. What was typed stays."""

    def __init__(self, case: str, me: SignedIn) -> None:
        self._case = case
        self._me = me
        self._coming: Coming | None = None
        self._whence: Provenance | None = None

    def answer(self) -> ResponseReturnValue:
        outcome = _receive(self._gate)
        if isinstance(outcome, Received):
            return self._finished(outcome)
        if isinstance(outcome, Turned):
            return not_there() if outcome.answer is None else self._again(outcome.answer)
        return self._again(_typed(outcome.fields, file=_words_for(outcome)))

    def _gate(self, fields: Fields) -> Parcel | Typed | None:
        """Return nothing where there is no such case for whoever asks."""
        case = is_address(self._case)
        coming = NotThere() if case is None else begin_file(desk(), self._me, case, _limits())
        if isinstance(coming, NotThere):
            return None
        if isinstance(coming, TooLate):
            return _late(fields)
        whence = _read(fields)
        if isinstance(whence, Typed):
            return whence
        self._coming, self._whence = coming, whence
        return coming.parcel

    def _finished(self, came: Received) -> ResponseReturnValue:
        coming, whence, fields = self._coming, self._whence, came.fields
        if coming is None or whence is None:  # nothing is received but through the gate
            not_there()
        if not came.files:
            coming.parcel.abandon()
            return self._again(_typed(fields, file=_("Choose the file.")))
        try:
            added = add_file(desk(), self._pressing(came), self._at, coming, whence)
        except StoreError as fault:
            return self._again(_typed(fields, file=_not_kept(fault)))
        return self._again(_late(fields)) if isinstance(added, TooLate) else self._led_on(added)

    def _pressing(self, came: Received) -> SignedIn:
        """Name the press by the file too: another file with the same words is another one."""
        once = read_once(dict(came.fields).get(ONCE, ""))
        if once is None:
            return self._me
        files = (("file", each.sha256.hex()) for each in came.files)
        return replace(self._me, press=press_of(once, self._at, (*came.fields, *files)))

    def _led_on(self, added: Added | AlreadyThere | NotThere) -> ResponseReturnValue:
        if isinstance(added, NotThere):
            not_there()
        number = added.number if isinstance(added, Added) else None
        return go(self._added_at(number) if number else address(self._at, FILES))

    @property
    def _at(self) -> CaseId:
        return case_at(self._case)

    def _added_at(self, number: int) -> str:
        return f"{address(self._at, FILES)}#file-{number}"

    def _again(self, typed: Typed) -> ResponseReturnValue:
        return files_again(self._case, self._me, typed)


def _receive(gate: Gate[T]) -> Outcome[T]:
    most = _limits()
    length = request.content_length or most.total + FORM_LIMIT
    body = Body(request.stream, length, Pace(seconds))
    allowed = Allowed(1, most.each, most.total, lambda _size: require_room(desk()))
    return receive(body, request.mimetype_params.get("boundary", ""), gate, allowed)


def _limits() -> Limits:
    most = desk().settings.file_megabytes * _MEGABYTE
    return Limits(most, most)


def _typed(fields: Fields, *, file: str = "", problem: str = "") -> Typed:
    wrong = {"file": str(file)} if file else {}
    return Typed(replace(typed_file(fields), wrong=wrong), str(problem))


def _read(fields: Fields) -> Provenance | Typed:
    if not carries_token(fields) or read_once(dict(fields).get(ONCE, "")) is None:
        return _typed(fields, problem=_("This page was open for too long. Add the file again."))
    whence, too_much = read_provenance(fields, desk().today()), too_long_in(fields)
    if isinstance(whence, Provenance) and not too_much:
        return whence
    blanks = frozenset() if isinstance(whence, Provenance) else whence
    return _lacking(fields, blanks, too_much)


def _late(fields: Fields) -> Typed:
    says = _("This report is finished, and takes no more files. Open it again first.")
    return _typed(fields, problem=says)


def _lacking(fields: Fields, blanks: frozenset[Blank], too_much: Mapping[str, str]) -> Typed:
    wrong = {PLACES[each]: str(_(words)) for each, words in _BLANKS.items() if each in blanks}
    return Typed(replace(typed_file(fields), wrong={**wrong, **too_much}))


def _words_for(outcome: Trouble | Failed) -> str:
    if isinstance(outcome, Failed):
        return _not_kept(outcome.fault)
    says = {
        What.FILE_TOO_LARGE: _(
            "It is too big. The limit is %(limit)s MB.", limit=desk().settings.file_megabytes
        ),
        What.ALL_TOO_LARGE: _(
            "It is too big. The limit is %(limit)s MB.", limit=desk().settings.file_megabytes
        ),
        What.TOO_MANY: _("Add one file at a time."),
        What.EMPTY: _("That file is empty. Choose another one."),
    }
    return str(says.get(outcome.what, _("It did not arrive whole. Choose it once more.")))


def _not_kept(fault: StoreError) -> str:
    if isinstance(fault, FullError):
        return str(_("There is no room for files right now. Nothing was kept."))
    if isinstance(fault, BusyError):
        return str(_("Somebody else changed this report meanwhile. Choose the file once more."))
    return str(_("It could not be kept. Choose it once more in a minute."))
