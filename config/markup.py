"""Somebody's words, shown as Markdown, and nothing that a browser would obey.

Three layers, because what passes here was written by strangers and read by people
with keys. The parser knows no raw HTML. bleach, which the customer asked for, is no
longer maintained, so nh3 comes after it and has the last word. The policy that forbids
inline scripts stands behind all three.
"""

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

_TAGS = frozenset(
    {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}
    | {"h3", "h4"}
)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_PROTOCOLS = frozenset({"https", "http"})
_LOWERED = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def to_markup(words: str) -> Markup:
    """Turn Markdown into the little HTML that we allow."""
    rendered = _parser().render(words)
    washed = bleach.clean(
        rendered,
        tags=_TAGS,
        attributes={tag: sorted(names) for tag, names in _ATTRIBUTES.items()},
        protocols=_PROTOCOLS,
        strip=True,
    )
    return Markup(  # noqa: S704  # the only place that calls anything safe, and this is why it may
        nh3.clean(
            washed,
            tags=set(_TAGS),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            url_schemes=set(_PROTOCOLS),
            link_rel="noopener noreferrer nofollow",
        )
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image"])
    # A page has one h1, and it is ours.
    parser.core.ruler.push("lower_headings", _lower_headings)
    return parser


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _LOWERED[token.tag]
