"""Chinese prose cut into sentences and clauses, with offsets; shared by the stages that read text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Entry

Span = tuple[int, int]

# Punctuation comes in ASCII and in full width, often both on one page; escapes keep the two apart here.
# A full stop, a semicolon or a line break ends a sentence; a closing quote or bracket behind belongs to it.
_END = r"\u3002\uff1b;\uff01!\uff1f?"
_SENTENCE = re.compile(rf"[^{_END}\n]+(?:[{_END}]+[\u201d\u2019\u300d\u300f)\uff09\u3011]*)?|[{_END}]+")
# A comma ends a clause, but not the thousands separator of 1,419万元; 、 joins what stands in one list.
_CLAUSE = re.compile(rf"(?:[^,\uff0c:\uff1a{_END}\n]++|(?<=\d)[,\uff0c](?=\d{{3}}(?!\d)))++")


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]`` as spans, in order, without leading white space.

    >>> t = "走访企业660家。投资1,419万元,完成。"
    >>> [t[a:b] for a, b in sentences(t, 0, len(t))]
    ['走访企业660家。', '投资1,419万元,完成。']
    """
    for match in _SENTENCE.finditer(text, start, end):
        words = match.group()
        begin = match.start() + len(words) - len(words.lstrip())
        if begin < match.end():
            yield begin, match.end()


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses of ``text[start:end]`` as spans, in order, without the punctuation between them.

    >>> t = "投资1,419万元,完成:增长20%。"
    >>> [t[a:b] for a, b in clauses(t, 0, len(t))]
    ['投资1,419万元', '完成', '增长20%']
    """
    for match in _CLAUSE.finditer(text, start, end):
        if not match.group().isspace():
            yield match.span()


def regions(entry: Entry) -> Iterator[tuple[str, int, int]]:
    """Yield the stretches of a page that name things: ``(kind, start, end)``, in the order of the page.

    kind: the field's name for a metadata field, "heading" or "body" for the parts of the body. The chrome of
    the page (menus, labels) is in none. A field that holds the body comes as "body" only.
    """
    found = [(f.name, f.start, f.end) for f in entry.fields if f.name != entry.body_field and f.start < f.end]
    for section in entry.sections:
        if section.heading is not None and section.heading_start >= 0:
            found.append(("heading", section.heading_start, section.heading_end))
        if section.start < section.end:
            found.append(("body", section.start, section.end))
    yield from sorted(found, key=lambda region: region[1:])
