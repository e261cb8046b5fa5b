"""Pages made of a volume's name and a marked text, for the tests of this room."""

from __future__ import annotations

import re

from yearbook_kg.model import (
    Entity,
    EntityType,
    Entry,
    Field,
    Interval,
    Mention,
    Page,
    PartialDate,
    Recognition,
    Section,
    TimeExpression,
)

TYPES: dict[str, EntityType] = {
    "O": "Organization",
    "P": "Place",
    "E": "Person",
    "W": "Work",
    "V": "Event",
    "H": "Honour",
    "F": "Facility",
}
_MARK = re.compile(r"⟦([A-Z]):([^⟧]*)⟧")
_YEAR = re.compile(r"(民国)?(\d{1,4})年")


def marked(text: str, offset: int = 0) -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions that they mark."""
    parts: list[str] = []
    mentions: list[Mention] = []
    position = length = 0
    for match in _MARK.finditer(text):
        parts.append(text[position : match.start()])
        length += match.start() - position
        words = match.group(2)
        start = offset + length
        mentions.append(Mention(start, start + len(words), words, TYPES[match.group(1)], "mark"))
        parts.append(words)
        length += len(words)
        position = match.end()
    parts.append(text[position:])
    return "".join(parts), tuple(mentions)


def page(
    volume: str | None, text: str, *, title: str = "", keywords: str = "", heading: str = ""
) -> tuple[Entry, Recognition]:
    """An entry of a volume with one section, and what its marks name."""
    header = ""
    found: list[Field] = []
    for name, value in (
        ("标题", title),
        ("内容出处", f"《{volume}》" if volume else ""),
        ("关键词", keywords),
    ):
        if value:
            plain, _ = marked(value)
            found.append(Field(name, plain, len(header), len(header) + len(plain)))
            header += plain + "\n"
    mentions: list[Mention] = []
    if title:
        mentions.extend(marked(title)[1])
    plain_heading, named = marked(heading, len(header))
    mentions.extend(named)
    start = len(header) + (len(plain_heading) + 1 if heading else 0)
    body, named = marked(text, start)
    mentions.extend(named)
    whole = header + (plain_heading + "\n" if heading else "") + body
    section = (
        Section(start, len(whole), plain_heading, len(header), len(header) + len(plain_heading))
        if heading
        else Section(start, len(whole))
    )
    entry = Entry(
        Page(whole, "-", "page"),
        "page",
        "析出资源",
        "lines",
        tuple(found),
        (section,),
        len(header),
        len(whole),
    )
    return entry, Recognition(tuple(mentions), tuple(_times(whole, len(header))), ())


def _times(text: str, start: int) -> list[TimeExpression]:
    found = []
    for match in _YEAR.finditer(text, start):
        date = PartialDate(int(match.group(2)) + (1911 if match.group(1) else 0))
        form = "republic" if match.group(1) else "gregorian"
        found.append(TimeExpression(match.start(), match.end(), match.group(), form, Interval(date, date)))
    return found


def place(name: str) -> Entity:
    """A place without kind or code."""
    return Entity(name, "Place")
