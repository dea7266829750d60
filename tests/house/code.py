"""Rules about Python: what the intake must not read, and what hides mistakes."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Offence, Source

_FILE_LINES = 300
_FUNCTION_LINES = 25
_FUNCTION_LINES_WITH_A_REASON = 40
# All that is ever read of a request. Not the address, the browser, a header or a cookie.
_ASKED = {
    "form", "args", "path", "method", "endpoint",
    # of an upload: its bytes, what they are, where one part ends, how many were announced
    "stream", "mimetype", "mimetype_params", "content_length", "max_content_length",
}  # fmt: skip
_MAY_ASK_MORE = {
    "intake/views/cookies.py",  # the cookies of the public site, by their own names, and no other
    "config/hardening.py",  # Sec-Fetch-Site, which only casework asks for, and a body's last bytes
    "casework/access.py",  # whether there is such a route, and who is handed to its view
    "casework/members/views/visitor.py",  # the cookies of casework
}
# Whoever holds a transaction can say SQL without importing a word of it.
_SPEAKS_SQL = {"execute", "exec_driver_sql", "scalar", "scalars", "transaction", "reading"}
_MAY_NOT_SPEAK_SQL = re.compile(r"(^|/)(views|forms|domain)(/|\.py$)")
_TALKATIVE = {"logging", "warnings"}
_NAMES_THAT_SAY_NOTHING = {
    "utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "core", "lib",
    "data", "handlers",
}  # fmt: skip
_BUILDING_STONES = {"Label", "derive", "mac", "hpke_open", "hpke_seal"}
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


def reads_nothing_telling(source: Source) -> Iterator[Offence]:
    """Of a request only its question is read. What is not read cannot be kept, or leaked."""
    if source.room not in {"intake", "config", "casework"} or source.place in _MAY_ASK_MORE:
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Attribute) and _is_request(node.value) and node.attr not in _ASKED:
            yield source.offends(
                node.lineno, f"nobody reads request.{node.attr}: what is read could leak"
            )
        if isinstance(node, ast.Call) and any(_is_request(arg) for arg in node.args):
            yield source.offends(node.lineno, "a request that is handed on is read out of sight")


def intake_keeps_no_log(source: Source) -> Iterator[Offence]:
    if source.room != "intake":
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Import | ast.ImportFrom) and _TALKATIVE & _imported(node):
            yield source.offends(node.lineno, "the intake keeps no log: a log is a list of visits")


def only_records_speak_sql(source: Source) -> Iterator[Offence]:
    if source.room == "tests" or not _MAY_NOT_SPEAK_SQL.search(source.place):
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Attribute) and node.attr in _SPEAKS_SQL:
            yield source.offends(
                node.lineno, "SQL and its transactions belong to records, services"
            )


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


def only_crypto_makes_keys(source: Source) -> Iterator[Offence]:
    """What is derived or sealed by hand elsewhere stands on no page of the format."""
    if source.room in {"crypto", "tests"}:
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.ImportFrom) and node.module == "crypto.suite":
            for name in sorted({alias.name for alias in node.names} & _BUILDING_STONES):
                yield source.offends(node.lineno, f"{name}: only crypto makes keys and labels")


RULES = (
    is_short,
    says_why_it_exists,
    has_a_telling_name,
    functions_are_short,
    excuses_have_reasons,
    reads_nothing_telling,
    intake_keeps_no_log,
    only_records_speak_sql,
    catches_narrowly,
    builds_no_attribute_names,
    sites_keep_csrf_on,
    nothing_is_skipped,
    only_markup_calls_it_safe,
    only_crypto_makes_keys,
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


def _is_request(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "request"


def _is_broad(kind: ast.expr | None) -> bool:
    return kind is None or (
        isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}
    )
