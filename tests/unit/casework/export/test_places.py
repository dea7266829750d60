"""What somebody unpacks lands where they unpack it, and no table computes anything."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.export.domain.places import csv_of, file_name, folder_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("ledger.xlsx", "007 ledger.xlsx"),
        ("../../etc/passwd", "007 _._etc_passwd"),
        ("..\\evil.exe", "007 _evil.exe"),
        ("a\nb\x00.txt", "007 a_b_.txt"),
        ("\u202egpj.exe", "007 _gpj.exe"),
        ("CON", "007 CON"),
        ("C:file", "007 C_file"),
        ("", "007"),
        (" . ", "007"),
        ("报告.pdf", "007 报告.pdf"),
        ("a" * 300 + ".pdf", f"007 {'a' * 88}.pdf"),
        ("name." + "x" * 300, f"007 {('name.' + 'x' * 300)[:88]}"),
    ],
)
def test_a_file_keeps_what_is_harmless_of_its_name(name: str, safe: str) -> None:
    assert file_name(7, name) == safe


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5_000), st.text(max_size=200))
def test_no_name_leads_elsewhere_hides_its_end_or_is_too_long(number: int, name: str) -> None:
    safe = file_name(number, name)
    assert safe.startswith(f"{number:03d}")
    assert not set(safe) & set('/\\:*?"<>|\0\n\r\u202e')
    assert len(safe.encode()) <= 120
    assert not safe.endswith((".", " "))
    assert safe.isprintable() or any(each.isspace() for each in safe)


@given(st.text(max_size=150))
def test_a_folder_always_has_a_name(name: str) -> None:
    safe = folder_name(name)
    assert safe
    assert "/" not in safe
    assert safe not in {".", ".."}


CELLS = st.text(max_size=30) | st.sampled_from(
    ["=1+1", "\uff1dcmd|' /C calc'!A0", "\t=1", " @SUM", "-2"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5))
def test_a_table_comes_back_and_no_cell_of_it_is_a_formula(rows: list[list[str]]) -> None:
    clean = [
        [each.replace("\0", "").encode(errors="ignore").decode() for each in row] for row in rows
    ]
    found = list(csv.reader(StringIO(csv_of(clean).decode("utf-8-sig"), newline="")))
    for row, back in zip(clean, found, strict=True):
        for before, after in zip(row, back, strict=True):
            assert after in {before, f"'{before}"}
            assert after.strip(" \u3000\u00a0")[:1] not in {
                "=",
                "+",
                "-",
                "@",
                "\uff1d",
                "\t",
                "\r",
            }


def test_a_table_ends_its_lines_and_says_how_it_is_spelt() -> None:
    assert csv_of([("a", "b")]) == b'\xef\xbb\xbf"a","b"\r\n'
