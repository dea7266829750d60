"""What can come of an upload. In each of them the fields are there, so nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeAlias, TypeVar

from crypto.blob.shape import MOST_FILES_SIZE, FileEntry
from store.errors import StoreError
from store.sending.parcel import Parcel

T = TypeVar("T")

Fields: TypeAlias = tuple[tuple[str, str], ...]


def _no_charge(_size: int, /) -> None:
    """Take whatever comes."""


@dataclass(frozen=True, slots=True)
class Allowed:
    files: int = 20
    each: int = 100_000_000
    total: int = MOST_FILES_SIZE
    # Told of each piece of a file before it is kept. It may raise a StoreError.
    charge: Callable[[int], None] = _no_charge


class What(Enum):
    FILE_TOO_LARGE = auto()
    ALL_TOO_LARGE = auto()
    TOO_MANY = auto()
    EMPTY = auto()
    CUT_OFF = auto()  # it ended early, or was no form at all
    TOO_SLOW = auto()
    WRONG_ORDER = auto()  # a field after a file: no page of ours sends that
    TOO_MANY_FIELDS = auto()  # nor more than a page of ours can hold


@dataclass(frozen=True, slots=True, repr=False)
class Received:
    """Every file is in the parcel, which is now the caller's to finish or to abandon."""

    fields: Fields
    parcel: Parcel
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Turned(Generic[T]):
    """The gate said no, and this is its answer. No byte of a file was taken."""

    fields: Fields
    answer: T


@dataclass(frozen=True, slots=True, repr=False)
class Trouble:
    """Something is wrong with what was sent, or how. Nothing of it remains.

    The file is the one at fault, by the name that its reporter knows, or the one that was
    on its way. What came before the trouble is in the fields: all of them, if a file is named.
    """

    fields: Fields
    what: What
    file: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Failed:
    """The store could not take it. What remains of it belongs to nobody, and the sweep takes it."""

    fields: Fields
    fault: StoreError


Outcome: TypeAlias = Received | Turned[T] | Trouble | Failed
