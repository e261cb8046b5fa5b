"""The English sentences of the source: what errors, skipped pages and warnings are made to say.

A sentence is the tuple of its literal parts; between two of them stands a value that is put in.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from yearbook_kg import errors

Sentence = tuple[str, ...]

SOURCE = ROOT / "src" / "yearbook_kg"
RAISED = {
    "BadParameter",
    "Skipped",
    *(name for name, kind in inspect.getmembers(errors, inspect.isclass) if kind is not errors.YearbookError),
}
# Here warnings come into being, in lists, tuples and generators: every sentence counts.
WARNING = ("read", "parse", "pipeline.py")
_WORD = re.compile("[A-Za-z0-9]{2,}")


def sentences(source: Path = SOURCE) -> dict[Sentence, str]:
    """Every sentence, and where it stands first."""
    found: dict[Sentence, str] = {}
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        inner = path.relative_to(source)
        said = [*_raised(tree), *(_worded(tree) if inner.parts[0] in WARNING else ())]
        for node in said:
            found.setdefault(parts(node), f"{inner}:{node.lineno}")
    return found


def parts(node: ast.Constant | ast.JoinedStr) -> Sentence:
    """The literal parts of a string or an f-string.

    >>> parts(ast.parse("f'no {x} in {y}'", mode="eval").body)
    ('no ', ' in ', '')
    """
    if isinstance(node, ast.Constant):
        return (str(node.value),)
    literals = [""]
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            literals[-1] += str(piece.value)
        else:
            literals.append("")
    return tuple(literals)


def _raised(tree: ast.Module) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The reasons given to errors, with the words that local names put into them."""
    for scope in _scopes(tree):
        for call in ast.walk(scope):
            if isinstance(call, ast.Call) and _called(call) in RAISED and call.args:
                positional = call.args[1] if _called(call) == "Skipped" else call.args[-1]
                yield from _said(positional, scope, frozenset())


def _scopes(tree: ast.Module) -> list[ast.AST]:
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    inner = {id(n) for f in functions for n in ast.walk(f) if n is not f}
    return [*(f for f in functions if id(f) not in inner)]


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _said(node: ast.expr, scope: ast.AST, seen: frozenset[str]) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The strings that an expression may be, followed through the names of a function."""
    match node:
        case ast.Constant(value=str(text)) if re.search("[A-Za-z]", text):
            yield node
        case ast.JoinedStr():
            yield node
            for piece in node.values:
                if isinstance(piece, ast.FormattedValue):
                    yield from _said(piece.value, scope, seen)
        case ast.IfExp():
            yield from _said(node.body, scope, seen)
            yield from _said(node.orelse, scope, seen)
        case ast.BoolOp():
            for value in node.values:
                yield from _said(value, scope, seen)
        case ast.Name() if node.id not in seen:
            for value in _assigned(node.id, scope):
                yield from _said(value, scope, seen | {node.id})


def _assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            yield node.value


def _worded(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Strings of several English words, but docstrings, patterns and what is said to programmers."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Call() if _called(node) in {"TypeError", "compile"}:
            return
        case ast.Constant(value=str()) | ast.JoinedStr():
            text = " … ".join(parts(node))
            if len(_WORD.findall(text)) >= 2 and re.search("[A-Za-z,] ", text):
                yield node
            return
    for child in ast.iter_child_nodes(node):
        yield from _worded(child)
