"""Names of files: what a browser sent, and what of it a member may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.uploads.names import file_name

SENT_AND_KEPT = [
    ("C:\\Users\\j.smith\\budget.xlsx", "budget.xlsx"),
    ("/home/june/notes.txt", "notes.txt"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("a\x00b\r\n\x7f\u2028.txt", "ab.txt"),
    ("  spaced out.txt ", "spaced out.txt"),
    ("بن\u200cبست.pdf", "بن\u200cبست.pdf"),
    ("帳簿.csv", "帳簿.csv"),
    ("x/", "file"),
    ("...", "file"),
    ("\u200b\u200d", "file"),
    ("n" * 300 + ".tar.gz", "n" * 252 + ".gz"),
    ("é" * 200 + ".pdf", "é" * 125 + ".pdf"),
    ("n" * 10 + "." + "e" * 300, "n" * 10 + "." + "e" * 244),
]


@pytest.mark.parametrize(("sent", "kept"), SENT_AND_KEPT)
def test_a_file_keeps_what_is_safe_of_its_name(sent: str, kept: str) -> None:
    assert file_name(sent) == kept


@given(st.text())
def test_every_name_is_short_and_hides_nothing(sent: str) -> None:
    name = file_name(sent)
    assert 0 < len(name.encode()) <= 255
    assert not set(name) & set("/\\\r\n\0\u202e\u2066\u200f")
    assert file_name(name) == name
