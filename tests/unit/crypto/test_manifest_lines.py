"""One spelling for each value, so that one hash names one manifest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MalformedError
from crypto.manifest.lines import (
    LARGEST_TEXT,
    Lines,
    day,
    escape,
    from_base64,
    from_hex,
    number,
    unescape,
)


def one_number(lines: Lines) -> int:
    return number(lines.value("each"))


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text_fits_into_ascii_and_comes_back(text: str) -> None:
    written = escape(text)
    assert unescape(written) == text
    assert all(" " <= character <= "~" for character in written)


def test_what_is_printed_in_ascii_stands_for_itself() -> None:
    plain = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")
    assert escape(plain) == plain
    assert escape("%\x1f\x7f\u00e9") == "%25%1F%7F%C3%A9"


@pytest.mark.parametrize("text", ["", "x", "+1", "-1", "01", "1_0", " 1", "1 ", "1" * 11, "\u0661"])
def test_a_number_has_one_spelling(text: str) -> None:
    with pytest.raises(MalformedError):
        number(text)


def test_numbers_are_read() -> None:
    assert [number(text) for text in ("0", "7", "10", "9999999999")] == [0, 7, 10, 9_999_999_999]


def test_what_is_no_value_is_our_error() -> None:
    for read, text in ((day, "x"), (from_base64, "x"), (from_hex, "x"), (unescape, "%FF")):
        with pytest.raises(MalformedError):
            read(text)


def test_a_text_has_whole_lines_and_a_bound() -> None:
    longest = b"a " + b"x" * (LARGEST_TEXT - 3) + b"\n"
    assert len(longest) == LARGEST_TEXT == 262_144
    assert len(Lines(longest).value("a")) == LARGEST_TEXT - 3
    for raw in (b"", b"a 1", b"a 1\nb 2", b"x" + longest, b"a \xe9\n"):
        with pytest.raises(MalformedError):
            Lines(raw)


def test_lines_are_read_in_their_order_and_to_the_end() -> None:
    lines = Lines(b"a 1\nb 2 3\n")
    with pytest.raises(MalformedError):
        lines.value("b")
    assert lines.value("a") == "1"
    with pytest.raises(MalformedError):
        lines.done()
    assert lines.words("b", 2) == ["2", "3"]
    lines.done()
    with pytest.raises(MalformedError):
        lines.value("a")


def test_a_count_is_followed_by_as_many() -> None:
    assert Lines(b"all 2\neach 5\neach 6\n").several("all", one_number, 2) == (5, 6)
    for raw, most in ((b"all 2\neach 5\neach 6\n", 1), (b"all 2\neach 5\n", 2)):
        with pytest.raises(MalformedError):
            Lines(raw).several("all", one_number, most)
