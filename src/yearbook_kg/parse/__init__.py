"""Page -> Entry: the metadata of a page, and its body in sections, every part with its offsets.

A page comes in one of four layouts: ``field: value`` lines under a title ("lines"), the platform's menu above
fields and values on alternate lines ("menu"), a pipe table without a body ("table"), the body alone ("body").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from yearbook_kg.errors import ParseError
from yearbook_kg.model import Entry, Field, Page
from yearbook_kg.naming import safe_name, shown
from yearbook_kg.parse.checks import check, kind_of
from yearbook_kg.parse.footer import footer_start, read_footer
from yearbook_kg.parse.header import body_field, read_header
from yearbook_kg.parse.lines import cut
from yearbook_kg.parse.repeats import Repeats
from yearbook_kg.parse.sections import find_sections

__all__ = ["Repeats", "parse"]


def parse(page: Page) -> Entry:
    """Read the fields of the page and cut its body into sections.

    Offsets count code points of ``page.text``; fields and sections come in the order of the page. The value
    of 关键词 is one field, with the blanks or line breaks between its words. A page that is not whole gives
    what there is, and a warning for each thing that is missing or contradicts.
    Raises ParseError when the page holds neither a field nor a word of body.

    >>> text = "农业\\n\\n唯一号: 999020020260000001\\n\\n内容\\n\\n【概况】 全年。"
    >>> entry = parse(Page(text, "-", "page"))
    >>> entry.id, entry.kind, entry.sections[0].heading
    ('999020020260000001', '析出资源', '概况')
    """
    text = page.text
    lines = list(cut(text))
    header = read_header(text, lines)
    first = header.stop if header.body is None else header.body
    foot = footer_start(lines, first)
    body = lines[first:foot] if header.body is not None else []
    fields = [*header.fields, *read_footer(text, lines[foot:])]
    start, end = (body[0].start, body[-1].end) if body else (0, 0)
    holder = None if body else body_field(fields)
    if holder is not None:
        start, end = holder.start, holder.end
    if start == end and not any(f.value for f in fields):
        raise ParseError(page.origin, "neither a field nor a body was found; check that it is a granule page")
    id_, kind, doubts = _identity(page, fields)
    entry = Entry(
        page=page,
        id=id_,
        kind=kind,
        layout=header.layout,
        fields=tuple(fields),
        sections=find_sections(text, start, end),
        body_start=start,
        body_end=end,
        body_field=holder.name if holder else None,
    )
    warnings = (*header.warnings, *doubts, *check(entry))
    return replace(entry, warnings=warnings) if warnings else entry


def _identity(page: Page, fields: list[Field]) -> tuple[str, str, tuple[str, ...]]:
    """The id and the kind of the entry, from its fields or what they imply, and what is doubtful there."""
    named = next((f.value for f in fields if f.name == "知识类型" and f.value), "")
    raw = next((f.value for f in fields if f.name == "唯一号" and f.value), "")
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", raw))
    kind = named or kind_of(number) or "析出资源"
    if not raw:
        return safe_name(page.stem), kind, ()
    if re.fullmatch(r"\d{18}", number, re.ASCII):
        return number, kind, ()
    id_ = safe_name(number, fallback="entry")
    return id_, kind, (f"the 唯一号 '{shown(raw)}' is not eighteen digits; the entry is called {id_}",)
