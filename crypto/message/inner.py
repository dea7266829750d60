"""The bytes inside an envelope: a message's one encoding, padded until nothing shows its length.

Deterministic CBOR, read strictly and only after it was authenticated. A kind, a
version or a field that this module does not know is refused, so that no part of a
message can go unread. Field names and types are listed in FORMAT.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crypto.blob.shape import BlobKey, BlobRef, FileEntry
from crypto.encoding import Value, decode, encode
from crypto.errors import MalformedError, RefusedError
from crypto.message.said import (
    Answer,
    Answers,
    AnswersInBlob,
    Contents,
    FollowUp,
    Identity,
    Link,
    Linked,
    Message,
    Report,
    Reporter,
    each_once,
)
from crypto.names import BlobId, EnvelopeId, PersonId
from crypto.readers import Readers
from crypto.suite import Label, VaultPublic, mac, same

INNER_SIZE = 46_648  # what Cobblestone-256 seals to the 46,752 bytes of an envelope's body
_LENGTH_SIZE = 4
MESSAGE_ROOM = INNER_SIZE - _LENGTH_SIZE

_VERSION = 1
_LINK = Label("link-mac")
_COMMON = ("version", "kind", "language", "day", "answers", "readers", "blob")

# The rest of a message is far smaller than what this leaves: 20 files with names of 255 bytes and
# forty persons take 10 kB. So it can be said before the first byte of a file has come.
MOST_ANSWERS_INSIDE = 32_768
MOST_ANSWERS = 1_048_576
ANSWERS_NAME = ""  # what the answers are called among the files of the blob


def pack(message: Message) -> bytes:
    """Return u32 length ‖ message ‖ zeros: always INNER_SIZE bytes."""
    raw = encode_message(message)
    if len(raw) > MESSAGE_ROOM:
        raise RefusedError("the message is longer than an envelope holds")
    return (len(raw).to_bytes(_LENGTH_SIZE) + raw).ljust(INNER_SIZE, b"\x00")


def unpack(inner: bytes) -> Message:
    end = _LENGTH_SIZE + int.from_bytes(inner[:_LENGTH_SIZE])
    if len(inner) != INNER_SIZE or end > INNER_SIZE or inner[end:] != bytes(INNER_SIZE - end):
        raise MalformedError("not the inside of an envelope")
    return decode_message(inner[_LENGTH_SIZE:end])


def fits(message: Message) -> bool:
    return len(encode_message(message)) <= MESSAGE_ROOM


def must_go_into_blob(answers: tuple[Answer, ...]) -> bool:
    """Tell, before the blob is begun, whether the answers must be its first file."""
    return len(answers_file(answers)) > MOST_ANSWERS_INSIDE


def answers_file(answers: tuple[Answer, ...]) -> bytes:
    """Return the answers as the bytes of the blob's first file."""
    return encode(_answers_out(answers))


def answers_from_file(raw: bytes) -> tuple[Answer, ...]:
    """Read what the blob's reader handed over as the first file, its hash checked by then."""
    if len(raw) > MOST_ANSWERS:
        raise MalformedError("more than anybody answers")
    return each_once(tuple(_answer_in(item) for item in _list(decode(raw))))


def authenticate(message: Linked, envelope: EnvelopeId, key: bytes) -> Linked:
    """Return the message with its MAC. Its readers could make it too: deniable, on purpose."""
    return replace(message, link=Link(message.link.first, _link_mac(message, envelope, key)))


def is_authentic(message: Linked, envelope: EnvelopeId, key: bytes) -> bool:
    """Check with the key that the first report brought, never with one from the message itself."""
    return same(message.link.mac, _link_mac(message, envelope, key))


def _link_mac(message: Linked, envelope: EnvelopeId, key: bytes) -> bytes:
    unsigned = replace(message, link=Link(message.link.first))
    return mac(key, _LINK.over(envelope, encode_message(unsigned)))


def encode_message(message: Message) -> bytes:
    return encode(_contents_out(message.contents) | _parts_out(message))


def decode_message(raw: bytes) -> Message:
    fields = decode(raw)
    match _kind(fields):
        case "report":
            *common, reporter = _record(fields, *_COMMON, "reporter")
            return Report(_contents_in(common), _reporter_in(reporter))
        case "follow-up":
            *common, reporter, link = _record(fields, *_COMMON, "reporter", "link")
            return FollowUp(_contents_in(common), _reporter_in(reporter), _link_in(link))
        case "identity":
            *common, link = _record(fields, *_COMMON, "link")
            return Identity(_contents_in(common), _link_in(link))
        case _:
            raise MalformedError("a kind of message that we do not know")


def _contents_out(contents: Contents) -> dict[str, Value]:
    return {
        "version": _VERSION,
        "language": contents.language,
        "day": contents.day,
        "answers": _answers_out(contents.answers),
        "readers": {"admitted": contents.readers.admitted, "left_out": contents.readers.left_out},
        "blob": {
            "id": contents.blob.blob,
            "key": contents.blob.key.raw,
            "files": [[file.name, file.size, file.sha256] for file in contents.blob.files],
        },
    }


def _contents_in(common: Sequence[Value]) -> Contents:
    version, _, language, day, answers, readers, blob = common
    if _number(version) != _VERSION:
        raise MalformedError("a version of the message that we do not know")
    return Contents(
        _text(language), _text(day), _answers_in(answers), _readers_in(readers), _blob_in(blob)
    )


def _answers_out(answers: Answers) -> Value:
    if isinstance(answers, AnswersInBlob):
        return answers.sha256
    return [[answer.name, answer.value] for answer in answers]


def _answers_in(value: Value) -> Answers:
    if isinstance(value, bytes):
        return AnswersInBlob(value)
    return tuple(_answer_in(item) for item in _list(value))


def _answer_in(item: Value) -> Answer:
    name, value = _list(item, 2)
    return Answer(_text(name), value if isinstance(value, str) else _texts(value))


def _readers_in(value: Value) -> Readers:
    lists = (_texts(persons) for persons in _record(value, "admitted", "left_out"))
    admitted, left_out = (tuple(PersonId(person) for person in persons) for persons in lists)
    return Readers(admitted, left_out)


def _blob_in(value: Value) -> BlobRef:
    blob, key, files = _record(value, "id", "key", "files")
    entries = tuple(_file_in(file) for file in _list(files))
    return BlobRef(BlobId(_bytes(blob)), BlobKey(_bytes(key)), entries)


def _file_in(value: Value) -> FileEntry:
    name, size, sha256 = _list(value, 3)
    return FileEntry(_text(name), _number(size), _bytes(sha256))


def _parts_out(message: Message) -> dict[str, Value]:
    """What only some kinds have. Their names must stand in decode_message too."""
    if isinstance(message, Report):
        return {"kind": "report", "reporter": _reporter_out(message.reporter)}
    if isinstance(message, Identity):
        return {"kind": "identity", "link": _link_out(message.link)}
    return {
        "kind": "follow-up",
        "reporter": _reporter_out(message.reporter),
        "link": _link_out(message.link),
    }


def _reporter_out(reporter: Reporter) -> Value:
    return {
        "vault": reporter.vault.raw,
        "mailbox": reporter.mailbox_root,
        "follow_up": reporter.follow_up_key,
    }


def _reporter_in(value: Value) -> Reporter:
    vault, mailbox, follow_up = _record(value, "vault", "mailbox", "follow_up")
    return Reporter(VaultPublic(_bytes(vault)), _bytes(mailbox), _bytes(follow_up))


def _link_out(link: Link) -> Value:
    return {"first": link.first, "mac": link.mac}


def _link_in(value: Value) -> Link:
    first, link_mac = _record(value, "first", "mac")
    return Link(EnvelopeId(_bytes(first)), _bytes(link_mac))


def _kind(value: Value) -> Value:
    return value.get("kind") if isinstance(value, Mapping) else None


def _record(value: Value, *names: str) -> list[Value]:
    if not isinstance(value, Mapping) or value.keys() != set(names):
        raise MalformedError("not a record with these fields")
    return [value[name] for name in names]


def _list(value: Value, length: int | None = None) -> Sequence[Value]:
    if not isinstance(value, list) or length not in (None, len(value)):
        raise MalformedError("not a list of this length")
    return value


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise MalformedError("not text")
    return value


def _bytes(value: Value) -> bytes:
    if not isinstance(value, bytes):
        raise MalformedError("not bytes")
    return value


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedError("not a number")
    return value
