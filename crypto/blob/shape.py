"""What writing and reading a blob agree on. Byte layout in FORMAT.md.

Every submission has exactly one blob, even when nothing is attached, so that a
thief cannot tell who sent proof. Names, sizes and hashes of the files are only in
the envelope: without its envelope a blob is noise of one of 29 lengths.
"""

from dataclasses import dataclass

from crypto.bulk import room_inside
from crypto.errors import MalformedError, RefusedError
from crypto.names import ID_SIZE, BlobId, EnvelopeId
from crypto.suite import KEY_SIZE, SUITE_ID, Label, Secret

MAGIC = b"CHLB"
_VERSION = bytes((1, 0))
BLOB_HEADER_SIZE = 24
HASH_SIZE = 32
_BLOB = Label("blob")

# What lies behind the last file: one mark, and zeros up to the end.
MARK = b"\x80"
MOST_FILES_SIZE = 2**30 - 2**20

# {1, 1.5} * 2^k, from 64 KiB to 1 GiB. These are sizes of what is stored, header and all: they are
# what a thief can see, and they cut into rows of 1 MiB without telling remainders.
STORED_SIZES: tuple[int, ...] = tuple(
    sorted([2**k for k in range(16, 31)] + [3 * 2**k for k in range(15, 29)])
)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class BlobKey(Secret):
    """Made at random for one blob, and kept only in the envelope that names the blob."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_SIZE:
            raise MalformedError("a blob key has 32 bytes")

    def __bytes__(self) -> bytes:
        return self.raw


@dataclass(frozen=True, slots=True, repr=False)
class FileEntry:
    """One file of a blob. No repr: a file's name and hash can each name its author."""

    name: str
    size: int
    sha256: bytes

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.sha256) != HASH_SIZE:
            raise MalformedError("not a file of a blob")


@dataclass(frozen=True, slots=True, repr=False)
class BlobRef:
    """All that it takes to read a blob: which one, its key, and what must be in it."""

    blob: BlobId
    key: BlobKey
    files: tuple[FileEntry, ...] = ()

    def __post_init__(self) -> None:
        if len(self.blob) != ID_SIZE:
            raise MalformedError("a blob id has 16 bytes")

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def blob_header(blob: BlobId) -> bytes:
    return MAGIC + _VERSION + SUITE_ID.to_bytes(2) + blob


def blob_context(blob: BlobId, envelope: EnvelopeId) -> bytes:
    """Bind a blob to its header and to its envelope. All parts have fixed sizes."""
    if len(envelope) != ID_SIZE:
        raise MalformedError("an envelope id has 16 bytes")
    return bytes(_BLOB) + blob_header(blob) + envelope


def stored_size(files: int) -> int:
    """Return how many bytes a blob with `files` bytes of files has: the first class that fits."""
    if not 0 <= files <= MOST_FILES_SIZE:
        raise RefusedError("more than 1 GiB - 1 MiB of files")
    return next(size for size in STORED_SIZES if _room_in(size) > files)


def padded_size(files: int) -> int:
    """Return how many bytes are sealed for `files` bytes of files, the mark and zeros included."""
    return _room_in(stored_size(files))


def _room_in(stored: int) -> int:
    """Return how many bytes, sealed, make a blob of exactly `stored` bytes."""
    return room_inside(stored - BLOB_HEADER_SIZE)
