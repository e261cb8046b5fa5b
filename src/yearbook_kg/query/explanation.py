"""An explanation as a value: passages of the pages, for a person to read and a program to use."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a page, and what it says.

    says: the statement, or the name of what the words mention. words: the span. sentence: the sentence around
    it; ``sentence[start:end]`` are the words. begin, finish: the span in the text of the entry, half-open.
    section: the heading, or in 〔〕 the field of the page. pages: those of the entry in the volume. rule,
    confidence: how it was read; reason: why the words were taken for the thing.
    """

    says: str
    words: str
    sentence: str
    start: int
    end: int
    begin: int
    finish: int
    entry: str
    section: str
    volume: str
    pages: str
    citation: str
    rule: str = ""
    confidence: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words behind a thing or a statement: facts first, then mentions, each in the order of the text.

    known: what a table of the world says of the thing, where no page does. more: passages that were left out.
    """

    iri: str
    name: str
    kind: str
    passages: tuple[Passage, ...]
    lang: str = "zh"
    known: str = ""
    more: int = 0

    def first(self, count: int) -> Explanation:
        """Return the explanation with its first passages only."""
        left_out = max(len(self.passages) - count, 0)
        return replace(self, passages=self.passages[:count], more=self.more + left_out)

    @property
    def citations(self) -> tuple[str, ...]:
        """The citations of the entries, each once, in the form of GB/T 7714."""
        return tuple(dict.fromkeys(passage.citation for passage in self.passages))

    def json(self) -> str:
        """Return the explanation as JSON."""
        return json.dumps({**asdict(self), "citations": self.citations}, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        lines = [f"{self._named()} <{self.iri}>", *filter(None, [self.known])]
        for number, passage in enumerate(self.passages, 1):
            before, after = passage.sentence[: passage.start], passage.sentence[passage.end :]
            lines += [f"[{number}] {passage.says}", f"    {before}⟦{passage.words}⟧{after}"]
            lines.append(f"    {self._where(passage)}")
        return "\n".join([*lines, *filter(None, [self._left_out()]), *self.citations])

    def rich(self) -> Text:
        """Return the explanation for the terminal, the words marked."""
        from rich.text import Text

        text = Text()
        text.append(f"{self._named()}\n", "bold").append(f"{self.iri}\n", "dim")
        if self.known:
            text.append(f"{self.known}\n")
        for number, passage in enumerate(self.passages, 1):
            text.append(f"\n[{number}] ", "dim").append(f"{passage.says}\n", "bold cyan")
            text.append("    " + passage.sentence[: passage.start])
            text.append(passage.sentence[passage.start : passage.end], "bold reverse")
            text.append(passage.sentence[passage.end :] + "\n")
            text.append(f"    {self._where(passage)}\n", "dim")
        if self.more:
            text.append(f"\n{self._left_out()}\n", "dim")
        for citation in self.citations:
            text.append(f"\n{citation}")
        return text

    def _named(self) -> str:
        return f"{self.name} ({self.kind})" if self.lang == "en" else f"{self.name}（{self.kind}）"

    def _left_out(self) -> str:
        if not self.more:
            return ""
        return f"… {self.more} more; --all" if self.lang == "en" else f"……另有{self.more}处，见 --all"

    def _pages(self, pages: str) -> str:
        if self.lang == "en":
            return f"{'pp.' if '–' in pages else 'p.'} {pages}"
        return f"第{pages}页"

    def _where(self, passage: Passage) -> str:
        sure = "" if passage.confidence is None else f"{passage.confidence:g}"
        read = " ".join(part for part in (passage.rule, sure) if part)
        pages = passage.pages and self._pages(passage.pages)
        span = f"{passage.begin}–{passage.finish}"
        parts = (passage.volume, pages, passage.entry, passage.section, span, read, passage.reason)
        return " · ".join(part for part in parts if part)
