"""The nouns of the program: what one stage hands to the next.

Everything here is frozen and slotted and holds tuples, so that a value can be hashed, compared and sent to
another process. Offsets are Unicode code points in the text of the page, half-open: ``text[start:end]``.

    Page -> Entry (Field, Section) -> Recognition (Mention, TimeExpression, Quantity)
         -> Resolution (Entity, Decision, Context) -> facts (Claim, Conferral, Tenure, Change, Observation)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

# ── read ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read.

    text: the decoded source text; every offset of the program counts in it.
    origin: where it came from, for messages: a path, or ``archive.zip!member`` or ``pages.jsonl:12``.
    stem: the name of the page's file without its ending; names what is written for the page.
    warnings: what the reader had to guess or leave out, a sentence each.
    """

    text: str
    origin: str
    stem: str
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()


# ── parse ───────────────────────────────────────────────────────────────────────────────────────────────

Layout = Literal["lines", "menu", "table", "body"]


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata field of a page, of its header or of its footer.

    name: the label as the page prints it (唯一号, 摘要, 出版者 …); 标题 for the title line above the header
    and 简介 for the blurb about the book, which the page prints without a label.
    start, end: the span of ``value``. role: 责任者, 相关人物, 相关地名, 发生地点 … for names of the footer.
    """

    name: str
    value: str
    start: int
    end: int
    role: str | None = None
    footer: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One headed stretch of the body, in the order of the text.

    start, end: the span of its own text, heading excluded, sub-sections excluded (they follow as sections).
    heading, heading_start, heading_end: the words of the heading, without 【】 and numbering signs; None and
    -1 where the text has no heading. level: 1 for the outermost. parent: index in ``Entry.sections`` or None.
    A bare line that introduces one of several organisations of a page is a section of its own with no text.
    """

    start: int
    end: int
    heading: str | None = None
    heading_start: int = -1
    heading_end: int = -1
    level: int = 1
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One knowledge granule: its metadata, and its body in sections.

    id: the 唯一号 (18 digits) or, where the page has none, the stem of its file.
    kind: the 知识类型, from the field or from digits 5–6 of the id: 析出资源 人物 机构 事件 专题 实物.
    fields: header, then footer, in the order of the page; unknown fields are kept.
    body_start, body_end: the span from the first to the last character of the body (equal: no body).
    body_field: the name of the field whose value is the body, on cards without one of their own (layout
    "table": 重要成果, 摘要, 实物简介 …), else None.
    warnings: what contradicts or is missing, a sentence each.
    """

    page: Page
    id: str
    kind: str
    layout: Layout
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    body_start: int
    body_end: int
    body_field: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.page.text

    def field(self, *names: str) -> Field | None:
        """The first field that bears one of the names, in the order of the names."""
        return next((f for name in names for f in self.fields if f.name == name), None)


# ── recognise ───────────────────────────────────────────────────────────────────────────────────────────

EntityType = Literal["Organization", "Place", "Person", "Work", "Event", "Honour", "Facility"]
Qualifier = Literal["over", "nearly", "about", "upTo", "under", "atLeast"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a page names, under its canonical name.

    Two are the same thing of a page when all fields are equal; over pages, the IRI decides (room ``map``).
    kind: a concept of the ontology's schemes (for an organisation ``union``, ``government`` …) or None.
    code: the GB/T 2260 code of a division, six digits, where the gazetteer knows it.
    """

    name: str
    type: EntityType
    kind: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something; ``entity`` is None until the stage ``resolve`` has tied it."""

    start: int
    end: int
    text: str
    type: EntityType
    rule: str
    confidence: float = 1.0
    entity: Entity | None = None


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date no more precise than the text: a year, a year and month, or a day.

    >>> str(PartialDate(1998, 3))
    '1998-03'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` to ``end``, both included; a point has them equal; None is an open end."""

    start: PartialDate | None
    end: PartialDate | None

    @property
    def year(self) -> int | None:
        """The one year that the interval lies in, or None."""
        if self.start and self.end and self.start.year == self.end.year:
            return self.start.year
        return None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when. ``interval`` is None until resolved where they are relative (当年, 翌年, 3月).

    form: gregorian | republic (民国) | reign (光绪 …) | lunar | relative | period (“十二五”, 八十年代 …).
    """

    start: int
    end: int
    text: str
    form: str
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and qualifier, as one span, before anyone asked what it measures.

    value: in base units (82.26万元 is 822600). unit: "CNY" for yuan, else the word as written ("人次", "%").
    shape: cardinal | ordinal (第四) | lower, upper (the ends of a range) | multiple (2.5倍, 翻了一番) |
    cell (a bare number in a row of a flattened table, its unit not known here).
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    qualifier: Qualifier | None = None
    shape: str = "cardinal"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was seen on a page, each tuple sorted by start, none overlapping within its tuple."""

    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]


# ── resolve ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a mention was tied to an entity: a score between 0 and 1 and a sentence a reader can check."""

    mention: Mention
    entity: Entity
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a stretch of the page unless a sentence says otherwise.

    organization: whom a sentence without a subject is about. place: what 全市 or 全县 means there.
    """

    start: int
    end: int
    organization: Entity | None
    place: Entity | None


@dataclass(frozen=True, slots=True)
class Context:
    """What the page as a whole tells about its parts.

    division: the division that the page is about. organization: its one main body, if it has one.
    publication: the volume. year: the year that a yearbook covers, None for a gazetteer.
    levels: what 省 市 县 区 乡 镇 stand for on this page ({"省": 江西省, "市": 吉安市}).
    frames: sorted, covering the body without gap or overlap.
    """

    division: Entity | None
    organization: Entity | None
    publication: Entity | None
    year: int | None
    levels: Mapping[str, Entity] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The page with every name tied: mentions all carry an entity, times an interval where one is known.

    years: (offset, year or None) sorted by offset: the year that holds from that offset on.
    """

    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    decisions: tuple[Decision, ...]
    context: Context
    years: tuple[tuple[int, int | None], ...] = ()


# ── relate ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say a fact, the rule that read them, and how sure it is (calibrated, 0–1)."""

    start: int
    end: int
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Granule:
    """The entry itself as the subject of a fact (partOf, contributor, about, spatialCoverage)."""

    id: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A binary fact: one of the predicates of the guideline, between an entity and an entity or a date.

    predicate: issuedBy implemented organized coOrganized participatedIn built locatedIn partOf subordinateTo
    bornIn nativePlace bornYear diedYear founded foundedYear publisher contributor about spatialCoverage
    eventYear eventPlace. The fact reads ``subject predicate object`` (organisation organized event).
    """

    subject: Entity | Granule
    predicate: str
    object: Entity | PartialDate
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Conferral:
    """Somebody receives an honour. level: 国家 省 市 县 乡 (a concept), where the words tell."""

    recipient: Entity
    honour: Entity
    evidence: Evidence
    time: Interval | None = None
    level: str | None = None
    rank: int | None = None
    conferred_by: Entity | None = None
    event: Entity | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post at a body; post None: a member (memberOf). manner: 任命 当选 兼任 代理 免职 …"""

    person: Entity
    organization: Entity
    post: str | None
    evidence: Evidence
    time: Interval | None = None
    manner: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A body or place becomes another. kind: renamedTo | mergedInto."""

    original: Entity
    resulting: Entity
    kind: Literal["renamedTo", "mergedInto"]
    evidence: Evidence
    time: Interval | None = None


ObservationKind = Literal[
    "level", "increase", "decrease", "growth", "rate", "share", "rank", "range", "multiple"
]


@dataclass(frozen=True, slots=True)
class Observation:
    """One measured figure. ``evidence`` spans the number with its unit and qualifier.

    compared_with: the evidence span (start, end) of the observation that a change refers to.
    """

    evidence: Evidence
    text: str
    value: Decimal
    unit: str
    qualifier: Qualifier | None
    kind: ObservationKind
    indicator: str
    subject: Entity | None
    place: Entity | None
    year: int | None
    compared_with: tuple[int, int] | None = None
    doubt: str | None = None


Fact = Claim | Conferral | Tenure | Change | Observation


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read out of one entry; what ``map`` turns into triples."""

    entry: Entry
    resolution: Resolution
    facts: tuple[Fact, ...]
