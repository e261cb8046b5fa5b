"""English sentences of errors, skips and warnings in Chinese: the table ``cli_translations``.

The library speaks English; whoever shows its words to a person asks here for the same in Chinese. A finished
sentence is matched against the templates of the table, so that the code that says it knows of no language.
"""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import NamedTuple

from yearbook_kg.tables import load

# Values that are sentences of the table themselves; all others are names, numbers and words of a page.
SPOKEN = frozenset({"reason", "what", "hint"})


class Template(NamedTuple):
    """A sentence with gaps: what stands around them, the names of what fills them, and its Chinese."""

    literals: tuple[str, ...]
    names: tuple[str, ...]
    zh: str

    def values(self, words: str) -> dict[str, str] | None:
        """Return what fills the gaps in a finished sentence; None when it is another sentence.

        A gap reaches to the first place where the words after it stand, so the time is linear in the words.
        """
        first, *others = self.literals
        if not others:
            return {} if words == first else None
        if not (words.startswith(first) and words.endswith(others[-1])):
            return None
        start, end = len(first), len(words) - len(others.pop())
        filled = []
        for literal in others:
            found = words.find(literal, start, end)
            if found < 0:
                return None
            filled.append(words[start:found])
            start = found + len(literal)
        if start > end:
            return None
        return dict(zip(self.names, [*filled, words[start:end]], strict=True))


def template(en: str, zh: str = "") -> Template:
    """Take an English sentence with gaps apart.

    >>> template("no {what} in {place}").values("no page in a.zip")
    {'what': 'page', 'place': 'a.zip'}
    """
    literals, names = [""], []
    for literal, name, _, _ in Formatter().parse(en):
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    return Template(tuple(literals), tuple(names), zh)


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in the order to try them: those that say most surely that they are meant first.

    A gap at the beginning would take the words of an outer sentence in, so what begins with words goes first.
    """
    found = [template(row["en"], row["zh"]) for row in load("cli_translations")]
    return tuple(sorted(found, key=lambda one: (one.literals[0] == "", -len("".join(one.literals)))))


def translate(words: str, lang: str) -> str:
    """Return a sentence of the program, a library or the system in a language; English if nobody knows it.

    >>> translate("this is a PDF file, not text; save the page as .txt or .html", "zh")
    '这是一个 PDF 文件，不是文本；请将页面另存为 .txt 或 .html'
    """
    if lang == "en":
        return words
    for one in templates():
        values = one.values(words)
        if values is not None:
            spoken = {name: translate(values[name], lang) for name in SPOKEN & values.keys()}
            return one.zh.format(**(values | spoken))
    return words
