"""Rules about Python: what the intake must not read, and what hides mistakes."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Offence, Source

_FILE_LINES = 300
_FUNCTION_LINES = 25
_FUNCTION_LINES_WITH_A_REASON = 40
# What could tell who reported. The intake reads none of it, so that it can keep none of it.
_TELLING = {
    "remote_addr", "access_route", "user_agent", "headers", "environ", "referrer", "origin",
    "authorization", "accept_languages", "remote_user", "root_url", "user_agent_class",
}  # fmt: skip
_TALKATIVE = {"logging", "warnings"}
_NAMES_THAT_SAY_NOTHING = {
    "utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "core", "lib",
    "data", "handlers",
}  # fmt: skip
_EXCUSE = re.compile(
    r"#\s*(noqa(?!:)|noqa:[^#]*$|type:\s*ignore(?!\[)|type:\s*ignore\[[^\]]*\]\s*$)"
)
_PASSED_BY = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")


def is_short(source: Source) -> Iterator[Offence]:
    if len(source.lines) > _FILE_LINES:
        yield source.offends(_FILE_LINES, f"over {_FILE_LINES} lines: split it by what it is about")


def says_why_it_exists(source: Source) -> Iterator[Offence]:
    if source.text.strip() and not ast.get_docstring(source.tree()):
        yield source.offends(1, "the module's first words must say why it exists")


def has_a_telling_name(source: Source) -> Iterator[Offence]:
    stem = source.place.rsplit("/", 1)[-1].removesuffix(".py")
    if stem in _NAMES_THAT_SAY_NOTHING:
        yield source.offends(1, f"“{stem}” says nothing: name it for what it holds")


def functions_are_short(source: Source) -> Iterator[Offence]:
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.FunctionDef):
            reasoned = "# long:" in source.lines[node.lineno - 1]
            allowed = _FUNCTION_LINES_WITH_A_REASON if reasoned else _FUNCTION_LINES
            if _code_lines(node, source) > allowed:
                yield source.offends(
                    node.lineno, f"{node.name}: over {allowed} lines of code; do one thing"
                )


def excuses_have_reasons(source: Source) -> Iterator[Offence]:
    for number, line in enumerate(source.lines, 1):
        if _EXCUSE.search(line):
            yield source.offends(number, "an exception to a rule carries its code and its reason")


def intake_reads_nothing_telling(source: Source) -> Iterator[Offence]:
    if source.room != "intake":
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Attribute) and node.attr in _TELLING:
            yield source.offends(
                node.lineno, f"the intake never reads {node.attr}: what it reads it could leak"
            )
        if isinstance(node, ast.Import | ast.ImportFrom) and _TALKATIVE & _imported(node):
            yield source.offends(node.lineno, "the intake keeps no log: a log is a list of visits")


def catches_narrowly(source: Source) -> Iterator[Offence]:
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
            yield source.offends(node.lineno, "catch the narrowest error: a broad one hides bugs")


def builds_no_attribute_names(source: Source) -> Iterator[Offence]:
    for node in ast.walk(source.tree()):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"getattr", "setattr"}
            and not isinstance(node.args[1], ast.Constant | ast.Attribute | ast.Name)
        ):
            yield source.offends(node.lineno, "a name put together cannot be searched for")


def sites_keep_csrf_on(source: Source) -> Iterator[Offence]:
    for number, line in enumerate(source.lines, 1):
        if re.search(r"WTF_CSRF_ENABLE[D]|csrf\s*=\s*False", line):
            yield source.offends(number, "a suite without CSRF tests another product")


def nothing_is_skipped(source: Source) -> Iterator[Offence]:
    for number, line in enumerate(source.lines, 1):
        if _PASSED_BY.search(line):
            yield source.offends(number, "a skipped test proves nothing: install what it needs")


def only_markup_calls_it_safe(source: Source) -> Iterator[Offence]:
    if source.place == "config/markup.py" or source.room == "tests":
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Name) and node.id == "Markup":
            yield source.offends(node.lineno, "only config/markup.py may call text safe")


RULES = (
    is_short,
    says_why_it_exists,
    has_a_telling_name,
    functions_are_short,
    excuses_have_reasons,
    intake_reads_nothing_telling,
    catches_narrowly,
    builds_no_attribute_names,
    sites_keep_csrf_on,
    nothing_is_skipped,
    only_markup_calls_it_safe,
)


def _code_lines(node: ast.FunctionDef, source: Source) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    if not body:
        return 0
    text = source.lines[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in text if line.strip() and not line.strip().startswith("#"))


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return {alias.name.split(".")[0] for alias in node.names}


def _is_broad(kind: ast.expr | None) -> bool:
    return kind is None or (
        isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}
    )
