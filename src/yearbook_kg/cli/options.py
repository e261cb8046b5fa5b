"""Arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from yearbook_kg.recognise import Recogniser


class Language(StrEnum):
    """The languages that the program speaks."""

    zh = "zh"
    en = "en"


class Tagger(StrEnum):
    """Who finds the names: the rules alone, or with a learned second opinion."""

    rules = "rules"
    learned = "learned"


def _language_of_the_terminal() -> Language:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.zh if spoken.lower().startswith("zh") else Language.en


def language_of(words: Sequence[str]) -> Language:
    """Return the language that the words of a command line ask for, else the terminal's.

    For what must be said when no command runs: before its options are parsed, and after it has failed.

    >>> language_of(["build", "page.txt", "--lang", "zh"]), language_of(["query", "--lang=en"])
    (<Language.zh: 'zh'>, <Language.en: 'en'>)
    """
    asked = ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name == "--lang":
            asked = value if equals else following
    known = [one.value for one in Language]
    return Language(asked) if asked in known else _language_of_the_terminal()


Sources = Annotated[
    list[str],
    typer.Argument(help="files (.txt .html .jsonl .csv .zip …), folders, or - for standard input"),
]
Lang = Annotated[
    Language, typer.Option(default_factory=_language_of_the_terminal, help="language of messages and labels")
]
Names = Annotated[
    Tagger,
    typer.Option("--recogniser", help="`learned` adds the names that a small model sees (extra [ner])"),
]
Base = Annotated[str | None, typer.Option("--base-iri", help="namespace of the data")]


def recogniser_of(choice: Tagger) -> Recogniser | None:
    """Return the second opinion that was asked for."""
    if choice is Tagger.rules:
        return None
    from yearbook_kg.recognise import learned_names

    return learned_names
