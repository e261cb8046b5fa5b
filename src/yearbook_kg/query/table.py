"""The answer to a question: rows of terms, and how a person, a spreadsheet or a program reads them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yearbook_kg.curies import compact, shorthand
from yearbook_kg.labels import label_of, ontology_labels
from yearbook_kg.terms import LANG_STRING, XSD, Iri, Term

if TYPE_CHECKING:
    from rich.table import Table as RichTable

# Columns of whole passages.
_LAST = frozenset({"words", "context", "one_words", "other_words"})

Value = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that answer a question.

    columns: the names of the columns. terms: the rows as RDF terms, None where a cell is empty.
    titles: what a column is called for a person, where the question says so. title: the question itself.
    lang: the language in which concepts of the ontology are named. labels: whether they are named at all, or
    stand as prefixed names, as whoever writes a query knows them.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    lang: str = "zh"
    labels: bool = True

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows as Python values: whole numbers and years as int, others as Decimal, all else text.

        A concept or property of the ontology stands under its label, if ``labels``; another IRI as a prefixed
        name.
        """
        short = shorthand()
        lang = self.lang if self.labels else ""
        return tuple(tuple(_value(term, short, lang) for term in row) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def column(self, name: str) -> tuple[Value, ...]:
        """Return the cells of one column, top to bottom."""
        index = self.columns.index(name)
        return tuple(row[index] for row in self.rows)

    def dicts(self) -> tuple[dict[str, Value], ...]:
        """Return the rows as dictionaries by column."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def csv(self) -> str:
        """Return the rows as CSV with a header line, as ``rows`` has them.

        >>> from yearbook_kg.terms import string
        >>> Table(("name", "n"), ((string("市总"), None),)).csv()
        'name,n\\r\\n市总,\\r\\n'
        """
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(self.columns)
        writer.writerows([_text(cell) for cell in row] for row in self.rows)
        return buffer.getvalue()

    def json(self) -> str:
        """Return the rows as SPARQL 1.1 query results in JSON, terms in full."""
        bindings = [
            {name: _binding(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        answer = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(answer, ensure_ascii=False, indent=1)

    def rich(self) -> RichTable:
        """Return the rows as a table for the terminal: columns under their titles, empty ones left out.

        The words of the page, the longest cells by far, stand last; long text is folded, a number never.
        """
        from rich.markup import escape
        from rich.table import Table as RichTable

        table = RichTable(
            title=escape(self.title) or None, title_justify="left", header_style="bold", padding=(0, 0)
        )
        rows = self.rows
        shown = [i for i in range(len(self.columns)) if not rows or any(row[i] is not None for row in rows)]
        shown.sort(key=lambda i: self.columns[i] in _LAST)
        for index in shown:
            cells = [row[index] for row in rows]
            number = any(isinstance(cell, int | Decimal) for cell in cells)
            title = escape(self.titles.get(self.columns[index], self.columns[index]))
            width = max((len(_text(cell)) for cell in cells), default=0) if number else None
            table.add_column(title, justify="right" if number else "left", overflow="fold", min_width=width)
        for row in rows:
            table.add_row(*(escape(_text(row[index])) for index in shown))
        return table

    def __str__(self) -> str:
        lines = ["\t".join(self.columns)]
        lines += ["\t".join(_text(cell) for cell in row) for row in self.rows]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(self.titles.get(name, name))}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_text(cell))}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return f"<table><caption>{escape(self.title)}</caption><tr>{head}</tr>{body}</table>"


def _value(term: Term | None, short: Mapping[str, str], lang: str) -> Value:
    if term is None:
        return None
    if isinstance(term, Iri):
        return _name(term, short, lang)
    match term.datatype.removeprefix(XSD):
        case "integer":
            return int(term.value)
        case "decimal":
            number = Decimal(term.value)
            return int(number) if number == number.to_integral_value() else number
        case "boolean":
            return term.value == "true"
        case "gYear" if term.value.lstrip("-").isdigit():
            return int(term.value)
    return term.value


def _name(iri: Iri, short: Mapping[str, str], lang: str) -> str:
    if lang and iri.value in ontology_labels():
        return label_of(iri.value, lang)
    return compact(iri.value, short) or iri.value


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.datatype == LANG_STRING:
        return found | {"xml:lang": term.language}
    return found if term.datatype == XSD + "string" else found | {"datatype": term.datatype}
