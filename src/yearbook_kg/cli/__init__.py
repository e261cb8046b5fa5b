"""The command line: a thin reader of the library's own verbs.

Exit codes: 0 fine; 1 findings (a violation, a set-aside entry, a score under its floor); 2 usage; 3 input
that cannot be read or output that cannot be written.
"""

from __future__ import annotations

import gc
import io
import sys
from typing import cast

import typer

from yearbook_kg.cli import ask, build, check, corpora, load, score
from yearbook_kg.cli.options import language_of
from yearbook_kg.cli.translation import translate
from yearbook_kg.cli.words import say
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
    corpora.merge,
    build.extract,
    build.export,
    check.validate,
    load.load,
    ask.query,
    ask.explain,
    check.ontology,
    score.evaluate,
):
    # the list of commands would cut the help at its first sentence, before the Chinese one
    app.command(short_help=command.__doc__)(command)

# what typer raises for a command line that it cannot take; it exports only this kind of it
_Misuse = cast("type[typer.BadParameter]", typer.BadParameter.__base__)


def main() -> None:
    """Run the command line; a known error becomes one line on standard error and an exit code."""
    # Pages become many small objects and hardly a circle: sweeping seldom saves a tenth of the time.
    gc.set_threshold(100_000, 20, 20)
    try:
        sys.exit(app(standalone_mode=False, prog_name="yearbook-kg"))
    except _Misuse as error:
        sys.exit(_correct(error))
    except typer.Abort:
        # Ctrl-C, as some versions of typer report it
        sys.exit(130)
    except QueryError as error:
        sys.exit(_complain(error, 2))
    except YearbookError as error:
        sys.exit(_complain(error, 3))
    except BrokenPipeError:
        # the reader of our output has gone (… | head): no fault of the program
        sys.stderr.close()
        sys.exit(0)


def _complain(error: YearbookError, code: int) -> int:
    lang = language_of(sys.argv[1:])
    reason = translate(error.reason, lang)
    sys.stderr.write(say("error", lang, place=error.place, reason=reason) + "\n")
    return code


def _correct(error: typer.BadParameter) -> int:
    """Say what is wrong with the command line as typer would, but in the language asked for."""
    lang = language_of(sys.argv[1:])
    said = io.StringIO()
    error.show(said)
    for line in said.getvalue().splitlines():
        sys.stderr.write(translate(line, lang) + "\n")
    return error.exit_code
