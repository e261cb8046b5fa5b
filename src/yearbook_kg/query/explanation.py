"""An explanation as a value: passages of the pages, for a person to read and a program to use."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
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
    """The words behind a thing or a statement: facts first, then mentions, each in the order of the text."""

    iri: str
    name: str
    kind: str
    passages: tuple[Passage, ...]
    lang: str = "zh"

    @property
    def citations(self) -> tuple[str, ...]:
        """The citations of the entries, each once, in the form of GB/T 7714."""
        return tuple(dict.fromkeys(passage.citation for passage in self.passages))

    def json(self) -> str:
        """Return the explanation as JSON."""
        return json.dumps({**asdict(self), "citations": self.citations}, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        lines = [f"{self._named()} <{self.iri}>"]
        for number, passage in enumerate(self.passages, 1):
            before, after = passage.sentence[: passage.start], passage.sentence[passage.end :]
            lines += [f"[{number}] {passage.says}", f"    {before}⟦{passage.words}⟧{after}"]
            lines.append(f"    {self._where(passage)}")
        return "\n".join([*lines, *self.citations])

    def rich(self) -> Text:
        """Return the explanation for the terminal, the words marked."""
        from rich.text import Text

        text = Text()
        text.append(f"{self._named()}\n", "bold").append(f"{self.iri}\n", "dim")
        for number, passage in enumerate(self.passages, 1):
            text.append(f"\n[{number}] ", "dim").append(f"{passage.says}\n", "bold cyan")
            text.append("    " + passage.sentence[: passage.start])
            text.append(passage.sentence[passage.start : passage.end], "bold reverse")
            text.append(passage.sentence[passage.end :] + "\n")
            text.append(f"    {self._where(passage)}\n", "dim")
        for citation in self.citations:
            text.append(f"\n{citation}")
        return text

    def _named(self) -> str:
        return f"{self.name} ({self.kind})" if self.lang == "en" else f"{self.name}（{self.kind}）"

    def _where(self, passage: Passage) -> str:
        sure = "" if passage.confidence is None else f"{passage.confidence:g}"
        read = " ".join(part for part in (passage.rule, sure) if part)
        pages = passage.pages and (f"pp. {passage.pages}" if self.lang == "en" else f"第{passage.pages}页")
        span = f"{passage.begin}–{passage.finish}"
        parts = (passage.volume, pages, passage.entry, passage.section, span, read, passage.reason)
        return " · ".join(part for part in parts if part)
