"""The command line: a thin reader of the library's own verbs.

Exit codes: 0 fine; 1 findings (a violation, a set-aside entry, a score under its floor); 2 usage; 3 input
that cannot be read or output that cannot be written.
"""

from __future__ import annotations

import sys

import typer

from yearbook_kg.cli import ask, build, check, score
from yearbook_kg.errors import QueryError, YearbookError

__all__ = ["app", "main"]

app = typer.Typer(
    name="yearbook-kg",
    help="From pages of Chinese yearbooks and gazetteers to a sourced, validated knowledge graph. "
    "从年鉴与地方志页面构建可溯源、经校验的知识图谱。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    build.build,
    build.extract,
    build.export,
    check.validate,
    ask.query,
    ask.explain,
    check.ontology,
    score.evaluate,
):
    app.command()(command)


def main() -> None:
    """Run the command line; a known error becomes one line on standard error and an exit code."""
    try:
        app()
    except QueryError as error:
        sys.exit(_complain(error, 2))
    except YearbookError as error:
        sys.exit(_complain(error, 3))
    except BrokenPipeError:
        # the reader of our output has gone (… | head): no fault of the program
        sys.stderr.close()
        sys.exit(0)


def _complain(error: YearbookError, code: int) -> int:
    sys.stderr.write(f"yearbook-kg: {error}\n")
    return code
