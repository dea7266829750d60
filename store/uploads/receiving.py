"""Take in a form with files: first its fields, then a decision, then file after file, sealed.

Of Werkzeug's form parser only the decoder is used. The rest of it writes a large file
to the disk, in clear. Here each byte of a file goes from memory into the cipher, and
none is taken before the gate has seen the fields: the form's token, who may read.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeAlias, TypeVar

from werkzeug.sansio.multipart import Data, Field, File

from crypto.blob.shape import FileEntry
from crypto.errors import RefusedError
from store.errors import StoreError
from store.sending.parcel import Parcel
from store.uploads.body import Body, TooSlowError
from store.uploads.names import file_name
from store.uploads.outcomes import (
    Allowed,
    Failed,
    Fields,
    Outcome,
    Received,
    Trouble,
    Turned,
    What,
)
from store.uploads.parts import Part, StoppedError, parts

T = TypeVar("T")

Gate: TypeAlias = Callable[[Fields], Parcel | T]

_FIELD_BYTES = 512 * 1_024
_FIELDS = 300


def receive(body: Body, boundary: str, gate: Gate[T], allowed: Allowed) -> Outcome[T]:
    """Read the body to its end, whatever comes of it: a browser that sends hears no answer."""
    upload = _Upload(allowed)
    with ExitStack() as at_the_end:
        at_the_end.callback(body.drain)
        try:
            return upload.through(gate, parts(body, boundary, _FIELDS + allowed.files + 1))
        except TooSlowError:
            return Trouble(upload.fields, What.TOO_SLOW, upload.open_file)
        except StoppedError as stopped:
            return Trouble(upload.fields, stopped.what, stopped.file or upload.open_file)
        except StoreError as fault:
            return Failed(upload.fields, fault)


class _Upload:
    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._fields = _FieldsTaken()
        self._files: _FilesTaken | None = None

    @property
    def fields(self) -> Fields:
        return tuple(self._fields.taken)

    @property
    def open_file(self) -> str | None:
        return self._files.open_file if self._files else None

    def through(self, gate: Gate[T], events: Iterator[Part]) -> Received | Turned[T]:
        first_file = self._fields.take(events)
        opened = gate(self.fields)
        if not isinstance(opened, Parcel):
            return Turned(self.fields, opened)
        with opened as parcel:
            self._files = _FilesTaken(parcel, self._allowed)
            if first_file:
                self._files.begin_part(first_file)
                self._files.take(events)
            return Received(self.fields, parcel, self._files.taken)


class _FieldsTaken:
    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self._name = ""
        self._value = bytearray()
        self._bytes = 0

    def take(self, events: Iterator[Part]) -> File | None:
        """Take fields up to the first file, and return its beginning."""
        for event in events:
            match event:
                case File():
                    return event
                case Field(name=name):
                    self._begin(name)
                case Data(data=data, more_data=more):
                    self._add(data, more=more)
        return None

    def _begin(self, name: str | None) -> None:
        if name is None:  # the decoder's type says otherwise
            raise StoppedError(What.CUT_OFF)
        self._count(len(name))
        self._name = name
        self._value.clear()

    def _add(self, data: bytes, *, more: bool) -> None:
        self._count(len(data))
        self._value += data
        if not more:
            self.taken.append((self._name, self._value.decode(errors="replace")))

    def _count(self, more: int) -> None:
        self._bytes += more
        if self._bytes > _FIELD_BYTES or len(self.taken) >= _FIELDS:
            raise StoppedError(What.TOO_MANY_FIELDS)


class _FilesTaken:
    def __init__(self, parcel: Parcel, allowed: Allowed) -> None:
        self.taken: tuple[FileEntry, ...] = ()
        self.open_file: str | None = None
        self._parcel = parcel
        self._allowed = allowed
        self._size = 0
        self._total = 0

    def take(self, events: Iterator[Part]) -> None:
        for event in events:
            match event:
                case File():
                    self.begin_part(event)
                case Field():
                    raise StoppedError(What.WRONG_ORDER)
                case Data(data=data, more_data=more):
                    self._add(data, more=more)

    def begin_part(self, part: File) -> None:
        """A part is not yet a file: where nothing was chosen, browsers send one without a name."""
        self.open_file = file_name(part.filename) if part.filename else None
        self._size = 0

    def _add(self, data: bytes, *, more: bool) -> None:
        if data:
            self._write(data)
        if not more:
            self._end()

    def _write(self, data: bytes) -> None:
        if not self._size:
            self._begin_file()
        self._size += len(data)
        self._total += len(data)
        if self._size > self._allowed.each:
            raise StoppedError(What.FILE_TOO_LARGE)
        if self._total > self._allowed.total:
            raise StoppedError(What.ALL_TOO_LARGE)
        self._allowed.charge(len(data))
        try:
            self._parcel.write(data)
        except RefusedError:  # long answers lie in the parcel too
            raise StoppedError(What.ALL_TOO_LARGE) from None

    def _begin_file(self) -> None:
        self.open_file = self.open_file or file_name("")
        if len(self.taken) == self._allowed.files:
            raise StoppedError(What.TOO_MANY)
        self._parcel.begin(self.open_file)

    def _end(self) -> None:
        if self._size:
            self.taken = (*self.taken, self._parcel.end())
        elif self.open_file:
            raise StoppedError(What.EMPTY)
        self.open_file = None
