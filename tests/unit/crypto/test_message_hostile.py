"""What an authenticated but hostile sender may put into a message: nothing that we never write."""

import pytest

from crypto.encoding import Value, decode, encode
from crypto.errors import MalformedError
from crypto.message.inner import answers_from_file, decode_message, encode_message
from crypto.message.said import Message
from tests.unit.crypto.submissions import FOLLOW_UP, IDENTITY, REPORT


def _fields(message: Message) -> dict[str, Value]:
    fields = decode(encode_message(message))
    assert isinstance(fields, dict)
    return fields


def _refused(fields: Value) -> None:
    with pytest.raises(MalformedError):
        decode_message(encode(fields))


@pytest.mark.parametrize("message", [REPORT, FOLLOW_UP, IDENTITY])
def test_a_field_too_few_or_too_many_is_refused(message: Message) -> None:
    fields = _fields(message)
    for name in fields:
        _refused({other: value for other, value in fields.items() if other != name})
    _refused({**fields, "received": "2026-01-31T10:00"})
    for name in ("readers", "blob", "reporter", "link"):
        part = fields.get(name)
        if isinstance(part, dict):
            _refused({**fields, name: {**part, "more": 1}})
            for inner in part:
                kept = {other: value for other, value in part.items() if other != inner}
                _refused({**fields, name: kept})


_WRONG: list[Value] = [None, True, -1, 7, "text", b"bytes", [], [1], ["a", "b", "c", "d"], {}]
_RIGHT = {
    "version": (),
    "kind": (),
    "language": ("text",),
    "day": (),
    "answers": ([],),
    "readers": (),
    "blob": (),
    "reporter": (),
    "link": (),
}


@pytest.mark.parametrize("name", _RIGHT)
def test_a_field_of_another_type_is_refused(name: str) -> None:
    fields = _fields(FOLLOW_UP)
    for wrong in _WRONG:
        if wrong not in _RIGHT[name]:
            _refused({**fields, name: wrong})


@pytest.mark.parametrize(
    ("part", "name", "wrong"),
    [
        ("readers", "admitted", "m-1"),
        ("readers", "admitted", [1]),
        ("readers", "left_out", ["m-1"]),
        ("readers", "admitted", ["m-3", "m-3"]),
        ("blob", "id", bytes(15)),
        ("blob", "id", bytes(17)),
        ("blob", "key", bytes(31)),
        ("blob", "key", "x" * 32),
        ("blob", "files", [["a.txt", 1]]),
        ("blob", "files", [["a.txt", 1, bytes(32), 0]]),
        ("blob", "files", [["a.txt", -1, bytes(32)]]),
        ("blob", "files", [["a.txt", True, bytes(32)]]),
        ("blob", "files", [["a.txt", 1, bytes(31)]]),
        ("blob", "files", [[b"a.txt", 1, bytes(32)]]),
        ("reporter", "vault", bytes(1_215)),
        ("reporter", "mailbox", bytes(31)),
        ("reporter", "follow_up", bytes(33)),
        ("link", "first", bytes(15)),
        ("link", "mac", bytes(31)),
    ],
)
def test_a_part_of_another_size_or_type_is_refused(part: str, name: str, wrong: Value) -> None:
    fields = _fields(FOLLOW_UP)
    whole = fields[part]
    assert isinstance(whole, dict)
    _refused({**fields, part: {**whole, name: wrong}})


@pytest.mark.parametrize(
    "answers",
    [
        [["what"]],
        [["what", "a", "b"]],
        [["what", 1]],
        [["what", None]],
        [["what", ["a", 1]]],
        [[1, "a"]],
        [["what", "a"], ["what", "b"]],
        [{"what": "a"}],
        {"what": "a"},
        bytes(32),
    ],
)
def test_answers_in_any_other_form_are_refused(answers: Value) -> None:
    _refused({**_fields(REPORT), "answers": answers})


@pytest.mark.parametrize("version", [0, 2, True, "1"])
def test_another_version_is_refused(version: Value) -> None:
    _refused({**_fields(REPORT), "version": version})


@pytest.mark.parametrize("kind", ["decoy", "age", "Report", "", None, 1, ["report"]])
def test_a_kind_that_is_not_known_yet_is_refused(kind: Value) -> None:
    _refused({**_fields(REPORT), "kind": kind})


def test_one_kind_does_not_pass_for_another() -> None:
    for message in (REPORT, FOLLOW_UP, IDENTITY):
        for kind in {"report", "follow-up", "identity"} - {_fields(message)["kind"]}:
            _refused({**_fields(message), "kind": kind})


def test_answers_in_the_blob_follow_the_rules_of_answers_in_the_envelope() -> None:
    twice = encode([["what", "one story"], ["what", "another"]])
    with pytest.raises(MalformedError):
        answers_from_file(twice)


def test_answers_in_the_blob_have_a_mebibyte_and_no_more() -> None:
    around = len(encode([["what", "x" * 70_000]])) - 70_000
    longest = "x" * (2**20 - around)
    assert answers_from_file(encode([["what", longest]]))[0].value == longest
    with pytest.raises(MalformedError):
        answers_from_file(encode([["what", longest + "x"]]))
