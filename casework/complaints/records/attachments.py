"""The files of a message, as the case keeps them: names and hashes, and the key of their blob."""

from dataclasses import dataclass

from crypto.blob.shape import HASH_SIZE, MOST_FILES_SIZE, BlobKey, BlobRef, FileEntry
from crypto.encoding import Value, decode, encode, flag, items, number, sized, text
from crypto.names import ID_SIZE, BlobId
from crypto.suite import KEY_SIZE


@dataclass(frozen=True, slots=True, repr=False)
class Attached:
    blob: BlobRef
    has_answers: bool  # the first of the files is no file: the answers were too long for inside

    @property
    def files(self) -> tuple[FileEntry, ...]:
        return self.blob.files[1:] if self.has_answers else self.blob.files


def written(attached: Attached) -> bytes:
    files: list[Value] = [[each.name, each.size, each.sha256] for each in attached.blob.files]
    return encode([attached.blob.blob, attached.blob.key.raw, files, attached.has_answers])


def read_attached(raw: bytes) -> Attached:
    blob, key, files, has_answers = items(decode(raw), 4, 4)
    return Attached(
        BlobRef(
            BlobId(sized(blob, ID_SIZE)),
            BlobKey(sized(key, KEY_SIZE)),
            tuple(_file(each) for each in items(files)),
        ),
        flag(has_answers),
    )


def _file(value: Value) -> FileEntry:
    name, size, sha256 = items(value, 3, 3)
    return FileEntry(text(name), number(size, MOST_FILES_SIZE), sized(sha256, HASH_SIZE))
