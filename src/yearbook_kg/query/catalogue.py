"""The questions that ship with the program: SPARQL files with a header that says what they ask.

A file is SPARQL as it stands, for any tool. Its header is comments, Chinese and English divided by ``|``::

    # title: 机构获得的荣誉 | Honours that an organisation received
    # description: … | …
    # param organization (name): 机构的全称或简称 | the organisation, by any of its names
    # column honour: 荣誉 | honour

and a parameter is a line of the query that binds it; one without a default is commented out::

    VALUES ?place { "吉安市"@zh }
    # VALUES ?year { "2012"^^xsd:gYear }
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from yearbook_kg.errors import QueryError

KINDS = ("name", "text", "year", "number", "thing")
_HEADER = re.compile(r"# (title|description|param|column)(?: (\w+))?(?: [(\[](\w+)[)\]])?: (.*)")
_BINDING = r"^(?P<indent> *)(?P<off># )?VALUES \?{name} \{{ (?P<value>.*?) \}}(?P<rest>.*)$"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked about.

    kind: name (any name of a thing), text (words that occur), year, number, or thing (an IRI, a prefixed
    name or a name). default: as SPARQL writes it, None where the parameter may be left out. example: also.
    """

    name: str
    kind: str
    meaning: Wording
    default: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; ``is_list`` where a cell holds several values, divided by 、."""

    name: str
    title: Wording
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its wording, its parameters and its SPARQL."""

    name: str
    title: Wording
    description: Wording
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str

    def bound(self, values: dict[str, str]) -> str:
        """Return the SPARQL with values, written as SPARQL terms, in the place of the defaults."""
        sparql = self.sparql
        for name, value in values.items():
            match = _line_of(name).search(sparql)
            if match:
                line = f"{match['indent']}VALUES ?{name} {{ {value} }}{match['rest']}"
                sparql = sparql[: match.start()] + line + sparql[match.end() :]
        return sparql


def question_names() -> tuple[str, ...]:
    """Return the names of the shipped questions, sorted.

    >>> "honours" in question_names()
    True
    """
    folder = files(__package__).joinpath("questions")
    return tuple(sorted(f.name[:-3] for f in folder.iterdir() if f.name.endswith(".rq")))


@cache
def load_question(name: str) -> Question:
    """Return a shipped question. Raises QueryError, with the names that there are, for an unknown one.

    >>> load_question("honours").title["en"]
    'Honours that an organisation received'
    """
    names = question_names()
    if name not in names:
        close = get_close_matches(name, names, 1)
        hint = f"did you mean “{close[0]}”? " if close else ""
        raise QueryError(name, f"no question of this name; {hint}there are {', '.join(names)}")
    return parse_question(name, files(__package__).joinpath("questions", f"{name}.rq").read_text("utf-8"))


def parse_question(name: str, sparql: str) -> Question:
    """Read the header of a question. Raises QueryError where it says something that the query does not."""
    wording: dict[str, Wording] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for line in sparql.splitlines():
        match = _HEADER.fullmatch(line)
        if match is None:
            continue
        what, term, kind, text = match.groups()
        said = _wording(text)
        if what == "param":
            parameters.append(_parameter(name, sparql, term or "", kind or "", said))
        elif what == "column":
            columns.append(Column(term or "", said, is_list=kind == "list"))
        else:
            wording[what] = said
    missing = [part for part in ("title", "description") if part not in wording]
    if missing:
        raise QueryError(name, f"its header lacks {missing[0]}; add a line “# {missing[0]}: 中文 | English”")
    return Question(name, wording["title"], wording["description"], tuple(parameters), tuple(columns), sparql)


def _wording(text: str) -> Wording:
    zh, _, en = text.partition(" | ")
    return Wording(zh.strip(), en.strip() or zh.strip())


def _parameter(question: str, sparql: str, name: str, kind: str, meaning: Wording) -> Parameter:
    line = _line_of(name).search(sparql)
    if line is None or kind not in KINDS:
        raise QueryError(
            question,
            f"parameter “{name}”: give it a kind ({', '.join(KINDS)}) and a line VALUES ?{name} {{ … }}",
        )
    return Parameter(name, kind, meaning, None if line["off"] else line["value"], line["value"])


def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(_BINDING.format(name=re.escape(name)), re.MULTILINE)
