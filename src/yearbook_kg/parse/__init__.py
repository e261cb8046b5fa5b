"""Page -> Entry: the metadata of a page, and its body in sections, every part with its offsets.

A page comes in one of four layouts: ``field: value`` lines under a title ("lines"), the platform's menu above
fields and values on alternate lines ("menu"), a pipe table without a body ("table"), the body alone ("body").
"""

from __future__ import annotations

import re
import unicodedata

from yearbook_kg.errors import ParseError
from yearbook_kg.model import Entry, Field, Page
from yearbook_kg.naming import safe_name
from yearbook_kg.parse.footer import footer_start, read_footer
from yearbook_kg.parse.header import body_field, read_header
from yearbook_kg.parse.lines import cut
from yearbook_kg.parse.sections import find_sections

__all__ = ["parse"]

KINDS = {"20": "析出资源", "30": "人物", "31": "机构", "32": "事件", "34": "专题", "36": "实物"}


def parse(page: Page) -> Entry:
    """Read the fields of the page and cut its body into sections.

    Offsets count code points of ``page.text``; fields and sections come in the order of the page. A page that
    is not whole gives what there is, and a warning for each thing that is missing or contradicts.
    Raises ParseError when the page holds neither a field nor a word of body.

    >>> entry = parse(Page("吉安市总工会\\n\\n唯一号: 140320020220004324\\n\\n内容\\n\\n【概况】 2012年。", "-", "page"))
    >>> entry.id, entry.kind, entry.sections[0].heading
    ('140320020220004324', '析出资源', '概况')
    """
    text = page.text
    lines = list(cut(text))
    header = read_header(text, lines)
    warnings = list(header.warnings)
    first = len(lines) if header.body is None else header.body
    foot = footer_start(lines, first if header.body is not None else 0)
    if header.body is None:
        first = foot
    body = lines[first:foot]
    fields = [*header.fields, *read_footer(text, lines[foot:])]
    start, end = (body[0].start, body[-1].end) if body else (0, 0)
    holder = None
    if not body and (found := body_field(fields)) is not None:
        holder, start, end = found.name, found.start, found.end
    if not fields and start == end:
        raise ParseError(
            page.origin, "the page holds neither a field nor a body; check that it is a granule page"
        )
    id_, kind = _identity(page, fields, warnings)
    return Entry(
        page=page,
        id=id_,
        kind=kind,
        layout=header.layout,
        fields=tuple(fields),
        sections=find_sections(text, start, end),
        body_start=start,
        body_end=end,
        body_field=holder,
        warnings=tuple(warnings),
    )


def _identity(page: Page, fields: list[Field], warnings: list[str]) -> tuple[str, str]:
    """The id and the kind of the entry, from its fields or from what they imply."""
    raw = next((f.value for f in fields if f.name == "唯一号" and f.value), "")
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", raw))
    if not raw:
        id_ = safe_name(page.stem)
    else:
        id_ = safe_name(number)
        if not re.fullmatch(r"\d{18}", number):
            warnings.append(f"the 唯一号 {raw!r} is not eighteen digits")
    named = next((f.value for f in fields if f.name == "知识类型" and f.value), "")
    kind = named or KINDS.get(number[4:6] if re.fullmatch(r"\d{18}", number) else "", "析出资源")
    return id_, kind
