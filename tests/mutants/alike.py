"""Changes that cannot matter, whatever a test does: each kind is forgotten, for one reason."""

import ast
import codecs
import secrets
from importlib import import_module


def alike(before: ast.FunctionDef, after: ast.FunctionDef, module: ast.Module) -> bool:
    """Tell whether two forms of a function of this module differ only in what cannot matter."""
    sizes = _default_sizes(module)
    plain = [ast.dump(_Plain(sizes).visit(_copy(one))) for one in (before, after)]
    return plain[0] == plain[1]


class _Plain(ast.NodeTransformer):
    def __init__(self, default_sizes: frozenset[str]) -> None:
        self._default_sizes = default_sizes

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            # What errors say, no caller reads; a test of every word would only repeat it.
            case ast.Call(func=ast.Name(id=name)) if name.endswith("Error"):
                node.args = [arg for arg in node.args if not _is_text(arg)]
            # A codec has one meaning, in capitals or not.
            case ast.Call(
                func=ast.Attribute(attr="encode" | "decode"), args=[ast.Constant(value=str() as of)]
            ) if _is_codec(of):
                node.args = [ast.Constant(of.lower())]
            # Python draws so many bytes if it is not told how many.
            case ast.Call(
                func=ast.Name(id="token_bytes") | ast.Attribute(attr="token_bytes"),
                args=[ast.Name(id=name)],
            ):
                if name in self._default_sizes:
                    node.args = [ast.Constant(None)]
            case _:
                pass
        return node


def _is_text(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant | ast.JoinedStr)


def _is_codec(name: str) -> bool:
    try:
        return codecs.lookup(name) == codecs.lookup(name.lower())
    except LookupError:
        return False


def _default_sizes(module: ast.Module) -> frozenset[str]:
    """Name the constants of a module, its own or from another of ours, that are that many."""
    found: set[str] = set()
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                found |= {name} if value == secrets.DEFAULT_ENTROPY else set()
            case ast.ImportFrom(module=str() as place) if place.startswith("crypto."):
                known = vars(import_module(place))
                names = {one.name for one in statement.names if one.asname is None}
                found |= {one for one in names if known.get(one) == secrets.DEFAULT_ENTROPY}
    return frozenset(found)


def _copy(function: ast.FunctionDef) -> ast.FunctionDef:
    [copied] = ast.parse(ast.unparse(function)).body
    assert isinstance(copied, ast.FunctionDef)
    copied.name = "it"
    return copied
