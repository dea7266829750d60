"""Rules about what a browser receives: templates that show, and one look for every direction."""

import re
from collections.abc import Iterator

from tests.house.tree import Offence, Source

_TEMPLATE_LINES = 120
_MACRO_LINES = 40
_STYLE_LINES = 600
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)")
_PHYSICAL = re.compile(
    r"(^|[\s;{(])((margin|padding|border|inset|scroll-(margin|padding))-(left|right|top|bottom)"
    r"|left|right|top|bottom)(-[a-z-]+)?\s*:"
    r"|(text-align|float|clear)\s*:\s*(left|right)"
)
_DECIDES = re.compile(r"\|\s*(selectattr|rejectattr|groupby|map|sum|sort)\b")
_INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(src|href|action)=[\"'](https?:)?//", re.IGNORECASE)
_POSTING = re.compile(r"<form[^>]*method=[\"']post[\"'][^>]*>(.{0,300})", re.IGNORECASE | re.DOTALL)


def template_is_short(source: Source) -> Iterator[Offence]:
    if len(source.lines) > _TEMPLATE_LINES:
        yield source.offends(_TEMPLATE_LINES, f"over {_TEMPLATE_LINES} lines: split by component")


def macros_are_short(source: Source) -> Iterator[Offence]:
    starts = [n for n, line in enumerate(source.lines, 1) if re.search(r"{%-?\s*macro", line)]
    ends = [n for n, line in enumerate(source.lines, 1) if re.search(r"{%-?\s*endmacro", line)]
    for start, end in zip(starts, ends, strict=False):
        if end - start > _MACRO_LINES:
            yield source.offends(
                start, f"a macro over {_MACRO_LINES} lines draws more than one thing"
            )


def nothing_is_inline(source: Source) -> Iterator[Offence]:
    yield from _each(source, _INLINE, "the content policy forbids inline style and script")


def nothing_comes_from_elsewhere(source: Source) -> Iterator[Offence]:
    yield from _each(source, _ELSEWHERE, "no page asks another host for anything")


def templates_show(source: Source) -> Iterator[Offence]:
    yield from _each(source, _DECIDES, "a template shows and never decides: give it the result")
    yield from _each(source, re.compile(r"\|\s*safe\b"), "only config/markup.py may call text safe")


def posts_carry_the_token(source: Source) -> Iterator[Offence]:
    for form in _POSTING.finditer(source.text):
        if "csrf" not in form.group(1):
            line = source.text.count("\n", 0, form.start()) + 1
            yield source.offends(line, "a form that posts begins with its CSRF token")


def style_is_short(source: Source) -> Iterator[Offence]:
    if len(source.lines) > _STYLE_LINES:
        yield source.offends(_STYLE_LINES, f"over {_STYLE_LINES} lines: split it by layer")


def colours_are_tokens(source: Source) -> Iterator[Offence]:
    if not source.place.endswith("/tokens.css"):
        yield from _each(source, _COLOUR, "a colour has a meaning and a dark twin: tokens.css")


def directions_are_logical(source: Source) -> Iterator[Offence]:
    yield from _each(source, _PHYSICAL, "write start, end, block, inline: Arabic reads this too")


def nothing_shouts(source: Source) -> Iterator[Offence]:
    yield from _each(source, re.compile(r"!important"), "use a layer: !important ends all order")


TEMPLATE_RULES = (
    template_is_short,
    macros_are_short,
    nothing_is_inline,
    nothing_comes_from_elsewhere,
    templates_show,
    posts_carry_the_token,
)
STYLE_RULES = (style_is_short, colours_are_tokens, directions_are_logical, nothing_shouts)


def _each(source: Source, pattern: re.Pattern[str], reason: str) -> Iterator[Offence]:
    for number, line in enumerate(source.lines, 1):
        if pattern.search(line):
            yield source.offends(number, reason)
