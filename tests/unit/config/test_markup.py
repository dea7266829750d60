"""What strangers write reaches a page as words, and as nothing that a browser obeys."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.markup import to_markup

ALLOWED = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "h3", "h4",
}  # fmt: skip


def tags_in(html: str) -> set[str]:
    return {tag.lower() for tag in re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html)}


def test_plain_emphasis_lists_and_links_are_kept() -> None:
    html = to_markup("**Look** at *this*:\n\n1. one\n2. two\n\n[sec](https://www.sec.gov/tcr)")
    assert "<strong>Look</strong>" in html
    assert "<li>one</li>" in html
    assert 'href="https://www.sec.gov/tcr"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_a_heading_never_competes_with_the_pages_own() -> None:
    assert to_markup("# Big\n\n## Smaller") == "<h3>Big</h3>\n<h3>Smaller</h3>\n"


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://tracker.example/pixel.png)",
        "<svg/onload=alert(1)>",
        '<a href="x" style="position:fixed">',
        "<iframe src='//example.com'></iframe>",
        "`</code><script>alert(1)</script>`",
    ],
)
def test_nothing_that_acts_comes_through(words: str) -> None:
    html = to_markup(words)
    assert tags_in(html) <= ALLOWED
    assert not re.search(r"<[^>]+(src|on\w+|style|javascript:|data:)", html, re.IGNORECASE)


@given(
    st.text(alphabet=st.sampled_from("<>\"'&/=[]()!`*_#-+ \n\tajscriptonHREFdt:;%x0"), max_size=200)
)
def test_no_words_at_all_make_another_tag(words: str) -> None:
    assert tags_in(to_markup(words)) <= ALLOWED
