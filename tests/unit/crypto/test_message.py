"""A message is read as it was written, or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.blob.shape import MOST_FILES_SIZE, BlobKey, BlobRef, FileEntry
from crypto.encoding import decode, encode
from crypto.errors import CryptoError, MalformedError, RefusedError
from crypto.mailbox.tags import FollowUpKey, MailboxRoot
from crypto.message.inner import (
    ANSWERS_NAME,
    INNER_SIZE,
    MESSAGE_ROOM,
    MOST_ANSWERS_INSIDE,
    answers_file,
    answers_from_file,
    authenticate,
    decode_message,
    encode_message,
    is_authentic,
    must_go_into_blob,
    pack,
    unpack,
)
from crypto.message.said import (
    Answer,
    AnswersInBlob,
    Contents,
    FollowUp,
    Identity,
    Link,
    Message,
    Report,
    Reporter,
)
from crypto.names import BlobId, EnvelopeId, PersonId
from crypto.readers import Readers
from tests.unit.crypto.submissions import (
    BLOB_KEY,
    CONTENTS,
    ENVELOPE,
    FOLLOW_UP,
    IDENTITY,
    LINK,
    OTHER_ENVELOPE,
    REPORT,
    REPORTER,
)

_TEXT = st.text(max_size=20)
_ANSWERS = st.lists(
    st.builds(Answer, _TEXT, _TEXT | st.lists(_TEXT, max_size=3).map(tuple)),
    max_size=5,
    unique_by=lambda answer: answer.name,
).map(tuple)
_FILES = st.lists(
    st.builds(
        FileEntry, _TEXT, st.integers(0, MOST_FILES_SIZE), st.binary(min_size=32, max_size=32)
    ),
    max_size=3,
).map(tuple)
_PERSONS = st.lists(_TEXT.map(PersonId), max_size=6, unique=True).map(tuple)
_CONTENTS = st.builds(
    Contents,
    language=_TEXT,
    day=st.dates(),
    answers=_ANSWERS,
    readers=_PERSONS.map(lambda persons: Readers(persons[:3], persons[3:])),
    blob=st.builds(
        BlobRef, st.binary(min_size=16, max_size=16).map(BlobId), st.just(BLOB_KEY), _FILES
    ),
)
_MESSAGES = st.one_of(
    st.builds(Report, _CONTENTS, st.just(REPORTER)),
    st.builds(FollowUp, _CONTENTS, st.just(REPORTER), st.just(LINK)),
    st.builds(Identity, _CONTENTS, st.just(LINK)),
)


@given(message=_MESSAGES)
def test_a_message_is_read_as_it_was_written(message: Message) -> None:
    inner = pack(message)
    assert len(inner) == 46_648
    assert unpack(inner) == message
    assert encode_message(decode_message(encode_message(message))) == encode_message(message)


def test_a_frame_is_a_length_a_message_and_zeros() -> None:
    raw, inner = encode_message(REPORT), pack(REPORT)
    assert inner == len(raw).to_bytes(4) + raw + bytes(46_648 - 4 - len(raw))
    assert (INNER_SIZE, MESSAGE_ROOM) == (46_648, 46_644)


@pytest.mark.parametrize(
    "inner",
    [
        b"",
        pack(REPORT)[:-1],
        pack(REPORT) + b"\x00",
        pack(REPORT)[:-1] + b"\x01",
        (46_645).to_bytes(4) + bytes(46_644),
        b"\xff\xff\xff\xff" + bytes(46_644),
        bytes(46_648),
    ],
)
def test_anything_else_is_no_frame(inner: bytes) -> None:
    with pytest.raises(MalformedError):
        unpack(inner)


@settings(max_examples=50)
@given(raw=st.binary(max_size=60))
def test_bytes_that_are_no_message_are_refused(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        decode_message(raw)


@pytest.mark.parametrize(
    "day", ["", "2026-1-31", "20260131", "2026-W05-6", "2026-02-30", "2026-01-31T10:00", "today"]
)
def test_a_day_is_a_day_and_no_time(day: str) -> None:
    written = encode_message(REPORT)
    assert decode_message(written).contents.day == date(2026, 1, 31)
    fields = decode(written)
    assert isinstance(fields, dict)
    with pytest.raises(MalformedError):
        decode_message(encode(fields | {"day": day}))


def test_text_without_a_utf_8_form_is_refused() -> None:
    with pytest.raises(MalformedError):
        encode_message(replace(REPORT, contents=replace(CONTENTS, language="\ud800")))


@pytest.mark.parametrize(("root", "key"), [(31, 32), (33, 32), (32, 31), (32, 33)])
def test_a_reporters_keys_have_32_bytes_each(root: int, key: int) -> None:
    with pytest.raises(MalformedError):
        Reporter(REPORTER.vault, MailboxRoot(bytes(root)), FollowUpKey(bytes(key)))


@pytest.mark.parametrize(("first", "mac"), [(15, 32), (17, 32), (16, 31), (16, 33)])
def test_a_link_has_fixed_sizes(first: int, mac: int) -> None:
    with pytest.raises(MalformedError):
        Link(EnvelopeId(bytes(first)), bytes(mac))


def test_nothing_of_a_message_shows_in_a_repr() -> None:
    shown = repr(REPORT) + repr(CONTENTS) + repr(CONTENTS.answers) + repr(CONTENTS.readers)
    shown += repr(CONTENTS.blob) + repr(CONTENTS.blob.files) + repr(BLOB_KEY) + repr(REPORTER)
    shown += repr(LINK) + repr(FOLLOW_UP) + repr(IDENTITY) + repr(AnswersInBlob(b"secret hash"))
    for private in ("Brightwater", "m-2", "facture", "2026", "secret", "\\x"):
        assert private not in shown


KEY = REPORTER.follow_up_key


@pytest.mark.parametrize("message", [FOLLOW_UP, IDENTITY])
def test_a_follow_up_is_authentic_with_its_reporters_key_alone(
    message: FollowUp | Identity,
) -> None:
    signed = authenticate(message, ENVELOPE, KEY)
    assert is_authentic(signed, ENVELOPE, KEY)
    assert not is_authentic(message, ENVELOPE, KEY)
    assert not is_authentic(signed, ENVELOPE, FollowUpKey(bytes(32)))
    assert not is_authentic(signed, OTHER_ENVELOPE, KEY)
    other_day = replace(signed, contents=replace(CONTENTS, day=date(2026, 2, 1)))
    assert not is_authentic(other_day, ENVELOPE, KEY)
    other_first = replace(signed, link=Link(ENVELOPE, signed.link.mac))
    assert not is_authentic(other_first, ENVELOPE, KEY)
    assert is_authentic(unpack_linked(pack(signed)), ENVELOPE, KEY)


def unpack_linked(inner: bytes) -> FollowUp | Identity:
    message = unpack(inner)
    assert isinstance(message, FollowUp | Identity)
    return message


LONG = (Answer("what", "x" * 40_000), Answer("who", ("Kim", "Lee")))


def test_long_answers_go_into_the_blob_and_come_back() -> None:
    raw = answers_file(LONG)
    assert must_go_into_blob(LONG)
    assert answers_from_file(raw) == LONG
    entry = FileEntry(ANSWERS_NAME, len(raw), b"\x07" * 32)
    contents = replace(
        CONTENTS,
        answers=AnswersInBlob(entry.sha256),
        blob=BlobRef(CONTENTS.blob.blob, BLOB_KEY, (entry, *CONTENTS.blob.files)),
    )
    assert unpack(pack(Report(contents, REPORTER))) == Report(contents, REPORTER)


def test_answers_go_into_the_blob_from_32769_bytes_on() -> None:
    overhead = len(answers_file((Answer("what", "x" * 30_000),))) - 30_000
    assert MOST_ANSWERS_INSIDE == 32_768
    assert not must_go_into_blob((Answer("what", "x" * (32_768 - overhead)),))
    assert must_go_into_blob((Answer("what", "x" * (32_769 - overhead)),))


def test_what_stays_inside_leaves_room_for_twenty_files_and_forty_persons() -> None:
    overhead = len(answers_file((Answer("what", "x" * 30_000),))) - 30_000
    files = tuple(FileEntry("n" * 255, 2**30, bytes(32)) for _ in range(20))
    persons = tuple(PersonId(f"{number:032}") for number in range(40))
    contents = Contents(
        "zh-Hant-TW",
        CONTENTS.day,
        (Answer("what", "x" * (32_768 - overhead)),),
        Readers(persons[:16], persons[16:]),
        BlobRef(CONTENTS.blob.blob, BLOB_KEY, files),
    )
    assert len(pack(FollowUp(contents, REPORTER, LINK))) == INNER_SIZE


@pytest.mark.parametrize("files", [(), (FileEntry("a", 1, bytes(32)),)])
def test_answers_said_to_be_in_the_blob_are_its_first_file(files: tuple[FileEntry, ...]) -> None:
    with pytest.raises(MalformedError):
        replace(
            CONTENTS,
            answers=AnswersInBlob(b"\x07" * 32),
            blob=BlobRef(CONTENTS.blob.blob, BLOB_KEY, files),
        )


@settings(max_examples=50)
@given(raw=st.binary(max_size=60))
def test_bytes_that_are_no_answers_are_refused(raw: bytes) -> None:
    try:
        answers = answers_from_file(raw)
    except CryptoError:
        return
    assert answers_file(answers) == raw


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_blob_key_has_32_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        BlobKey(bytes(size))


def test_a_message_too_long_is_refused() -> None:
    too_long = replace(CONTENTS, answers=(Answer("what", "x" * 46_644),))
    with pytest.raises(RefusedError):
        pack(Report(too_long, REPORTER))


def test_a_message_names_no_file_that_is_larger_than_any_blob_holds() -> None:
    def naming(size: int) -> bytes:
        blob = replace(CONTENTS.blob, files=(FileEntry("a", size, bytes(32)),))
        return encode_message(replace(REPORT, contents=replace(CONTENTS, blob=blob)))

    assert MOST_FILES_SIZE == 2**30 - 2**20
    assert decode_message(naming(MOST_FILES_SIZE)).contents.blob.size == MOST_FILES_SIZE
    with pytest.raises(MalformedError):
        decode_message(naming(MOST_FILES_SIZE + 1))
