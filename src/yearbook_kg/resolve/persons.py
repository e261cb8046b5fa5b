"""Persons: style names, former names and names with a space tied to one person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yearbook_kg.model import Mention
from yearbook_kg.resolve.link import Link

# What stands right before another name of the person named last: 字尧章, 号韩庐, 原名张阿兰, 又名郑安之.
_ALIAS = re.compile(
    r"(?:又字|字|晚号|自号|别号|道号|法号|谥号|号|又名|亦名|一名|原名|本名|学名|谱名|派名|乳名|小名|幼名|曾用名|"
    r"化名|别名|改名|更名|笔名|艺名|法名|俗名|人称|世称|绰号|诨名)(?:为|叫|是|作)?[“\"「]?$"
)
_REACH = 80


@dataclass(slots=True)
class Persons:
    """Ties the persons of one page, in the order of the text."""

    text: str
    known: dict[str, str] = field(default_factory=dict)
    last: Mention | None = None

    def link(self, mention: Mention) -> Link | None:
        """The person that a name belongs to, or None where the words are the name.

        An alias counts where the word before it says so and its owner stands at most 80 characters before.
        """
        name = re.sub(r"\s+", "", mention.text)
        before = self.text[max(0, mention.start - 6) : mention.start]
        match = _ALIAS.search(before)
        if match and self.last and mention.start - self.last.end <= _REACH:
            owner = re.sub(r"\s+", "", self.last.text)
            self.known[name] = owner
            return Link(owner, 0.95, f"{name} is another name of {owner}: {match.group()}{name}")
        if name in self.known:
            return Link(self.known[name], 0.9, f"{name} is another name of {self.known[name]} on this page")
        self.last = mention
        if name != mention.text:
            return Link(name, 0.99, "the space between family and given name is only layout")
        return None
