"""A note has one spelling, and a name that can be told from the rest of its line."""

import pytest

from crypto.errors import MalformedError
from crypto.log.checkpoint import Checkpoint, signed_checkpoint
from crypto.log.notes import Note, Signature, Signer, parse_note, sign_note
from crypto.signing import SigningSeed
from tests.unit.crypto.mailboxes import secret

ORIGIN = "committee.example/history"
HERALD_SEED = SigningSeed(secret("herald note") + secret("herald note mldsa"))
HERALD = Signer(ORIGIN, HERALD_SEED.public)
NOTE = signed_checkpoint(Checkpoint(ORIGIN, 8, bytes(32)), ORIGIN, HERALD_SEED)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\x00b", "a\u2003"])
def test_names_have_no_spaces_and_no_plus(name: str) -> None:
    with pytest.raises(MalformedError):
        Signer(name, HERALD.public)
    with pytest.raises(MalformedError):
        sign_note(Note("text\n", ()), name, HERALD_SEED)


@pytest.mark.parametrize("text", ["", "no end", "tab\t\n", "null\0\n", "return\r\n"])
def test_texts_that_are_no_note_are_not_signed(text: str) -> None:
    with pytest.raises(MalformedError):
        sign_note(Note(text, ()), ORIGIN, HERALD_SEED)


LINE = str(NOTE).split("\n")[-2]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "\n\n",
        "text\n",
        "text\n\n",
        f"text\n\n{LINE}",
        f"text\n{LINE}\n",
        f"text\n\n{LINE}\n\n",
        f"text\n\n{LINE}\r\n",
        f"text\0\n\n{LINE}\n",
        f"text\n\n{LINE[2:]}\n",
        f"text\n\n-{LINE[1:]}\n",
        f"text\n\n{LINE} \n",
        f"text\n\n{LINE}=\n",
        "text\n\n— name QUJDRA==\n",
        "text\n\n— name\n",
        "text\n\n— na+me QUJDREU=\n",
        "text\n\n— name QUJDREV=\n",
        "text\n\n— name é\n",
        "text\n\n" + "— name QUJDREU=\n" * 129,
    ],
)
def test_what_is_no_note_is_refused(raw: str) -> None:
    assert parse_note(b"text\n\n\xe2\x80\x94 name QUJDREU=\n").signatures == (
        Signature("name", b"ABCD", b"E"),
    )
    with pytest.raises(MalformedError):
        parse_note(raw.encode())


def test_a_note_may_have_128_lines_and_one_mebibyte() -> None:
    line = "— name QUJDREU=\n"
    assert len(parse_note(("text\n\n" + line * 128).encode()).signatures) == 128
    rest = f"\n\n{line}".encode()
    most = 2**20 - len(rest)
    assert parse_note(b"x" * most + rest).text == "x" * most + "\n"
    with pytest.raises(MalformedError):
        parse_note(b"x" * (most + 1) + rest)


def test_a_text_may_have_blank_lines_and_its_signatures_follow_the_last() -> None:
    raw = (
        "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\n"
        "ed è subito sera.\n\n— quasimodo.example/salvatore QUJDREU=\n"
    )
    note = parse_note(raw.encode())
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert [line.name for line in note.signatures] == ["quasimodo.example/salvatore"]


def test_bytes_that_are_not_unicode_are_refused() -> None:
    with pytest.raises(MalformedError):
        parse_note(b"text\xff\n\n\xe2\x80\x94 name QUJDREU=\n")
