"""The bytes inside an envelope: a message's one encoding, padded until nothing shows its length.

Deterministic CBOR, read strictly and only after it was authenticated. A kind, a
version or a field that this module does not know is refused, so that no part of a
message can go unread. Field names and types are listed in FORMAT.md.
"""

from collections.abc import Mapping
from dataclasses import replace

from crypto.blob.shape import HASH_SIZE, MOST_FILES_SIZE, BlobKey, BlobRef, FileEntry
from crypto.encoding import (
    LENGTH_SIZE,
    Value,
    day,
    decode,
    encode,
    framed,
    items,
    keyed,
    number,
    sized,
    text,
    unframed,
)
from crypto.errors import MalformedError
from crypto.mailbox.tags import FollowUpKey, MailboxRoot
from crypto.message.said import (
    LINK_MAC_SIZE,
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
from crypto.names import ID_SIZE, BlobId, EnvelopeId, PersonId
from crypto.readers import Readers
from crypto.suite import KEY_SIZE, VAULT_PUBLIC_SIZE, Label, VaultPublic, mac, same

INNER_SIZE = 46_648  # what Cobblestone-256 seals to the 46,752 bytes of an envelope's body
MESSAGE_ROOM = INNER_SIZE - LENGTH_SIZE

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
    return framed(encode_message(message), INNER_SIZE)


def unpack(inner: bytes) -> Message:
    return decode_message(unframed(sized(inner, INNER_SIZE)))


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
    return each_once(tuple(_answer_in(item) for item in items(decode(raw))))


def authenticate(message: Linked, envelope: EnvelopeId, key: FollowUpKey) -> Linked:
    """Return the message with its MAC. Its readers could make it too: deniable, on purpose."""
    return replace(message, link=Link(message.link.first, _link_mac(message, envelope, key)))


def is_authentic(message: Linked, envelope: EnvelopeId, key: FollowUpKey) -> bool:
    """Check with the key that the first report brought, never with one from the message itself."""
    return same(message.link.mac, _link_mac(message, envelope, key))


def _link_mac(message: Linked, envelope: EnvelopeId, key: FollowUpKey) -> bytes:
    unsigned = replace(message, link=Link(message.link.first))
    return mac(key, _LINK.over(envelope, encode_message(unsigned)))


def encode_message(message: Message) -> bytes:
    return encode(_contents_out(message.contents) | _parts_out(message))


def decode_message(raw: bytes) -> Message:
    value = decode(raw)
    match _kind(value):
        case "report":
            fields = keyed(value, *_COMMON, "reporter")
            return Report(_contents_in(fields), _reporter_in(fields["reporter"]))
        case "follow-up":
            fields = keyed(value, *_COMMON, "reporter", "link")
            reporter = _reporter_in(fields["reporter"])
            return FollowUp(_contents_in(fields), reporter, _link_in(fields["link"]))
        case "identity":
            fields = keyed(value, *_COMMON, "link")
            return Identity(_contents_in(fields), _link_in(fields["link"]))
        case _:
            raise MalformedError("a kind of message that we do not know")


def _contents_out(contents: Contents) -> dict[str, Value]:
    return {
        "version": _VERSION,
        "language": contents.language,
        "day": contents.day.isoformat(),
        "answers": _answers_out(contents.answers),
        "readers": {"admitted": contents.readers.admitted, "left_out": contents.readers.left_out},
        "blob": {
            "id": contents.blob.blob,
            "key": contents.blob.key.raw,
            "files": [[file.name, file.size, file.sha256] for file in contents.blob.files],
        },
    }


def _contents_in(fields: dict[str, Value]) -> Contents:
    number(fields["version"], _VERSION, _VERSION)
    return Contents(
        text(fields["language"]),
        day(fields["day"]),
        _answers_in(fields["answers"]),
        _readers_in(fields["readers"]),
        _blob_in(fields["blob"]),
    )


def _answers_out(answers: Answers) -> Value:
    if isinstance(answers, AnswersInBlob):
        return answers.sha256
    return [[answer.name, answer.value] for answer in answers]


def _answers_in(value: Value) -> Answers:
    if isinstance(value, bytes):
        return AnswersInBlob(value)
    return tuple(_answer_in(item) for item in items(value))


def _answer_in(item: Value) -> Answer:
    name, value = items(item, 2, 2)
    return Answer(text(name), value if isinstance(value, str) else _texts(value))


def _readers_in(value: Value) -> Readers:
    lists = keyed(value, "admitted", "left_out")
    return Readers(_persons(lists["admitted"]), _persons(lists["left_out"]))


def _blob_in(value: Value) -> BlobRef:
    fields = keyed(value, "id", "key", "files")
    key = BlobKey(sized(fields["key"], KEY_SIZE))
    files = tuple(_file_in(file) for file in items(fields["files"]))
    return BlobRef(BlobId(sized(fields["id"], ID_SIZE)), key, files)


def _file_in(value: Value) -> FileEntry:
    name, size, sha256 = items(value, 3, 3)
    return FileEntry(text(name), number(size, MOST_FILES_SIZE), sized(sha256, HASH_SIZE))


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
    fields = keyed(value, "vault", "mailbox", "follow_up")
    return Reporter(
        VaultPublic(sized(fields["vault"], VAULT_PUBLIC_SIZE)),
        MailboxRoot(sized(fields["mailbox"], KEY_SIZE)),
        FollowUpKey(sized(fields["follow_up"], KEY_SIZE)),
    )


def _link_out(link: Link) -> Value:
    return {"first": link.first, "mac": link.mac}


def _link_in(value: Value) -> Link:
    fields = keyed(value, "first", "mac")
    first = EnvelopeId(sized(fields["first"], ID_SIZE))
    return Link(first, sized(fields["mac"], LINK_MAC_SIZE))


def _kind(value: Value) -> Value:
    return value.get("kind") if isinstance(value, Mapping) else None


def _persons(value: Value) -> tuple[PersonId, ...]:
    return tuple(PersonId(person) for person in _texts(value))


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(text(item) for item in items(value))
