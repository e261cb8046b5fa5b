"""Facilities: short forms like those of bodies, and quoted names that several places build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yearbook_kg.model import Mention
from yearbook_kg.resolve.link import Link

# 园区“职工之家”: the kind of place that has one, right before the quoted name.
_HOST = re.compile(r"(工业园区|园区|社区|乡镇|街道|农村|农家|校园|企业|军营|厂区|库区|景区|小区)[“\"「]$")
_BUILDS = re.compile(r"建成|兴建|新建|建设|建起|修建|完成|建立|投入使用|落成|竣工|创建")


@dataclass(slots=True)
class Facilities:
    """Ties the quoted facilities of one page that are a kind of which several places have one."""

    text: str
    hosts: dict[str, str] = field(default_factory=dict)
    by_end: dict[str, str] = field(default_factory=dict)

    def learn(self, mentions: Sequence[Mention]) -> None:
        """Note the quoted names that some place of the page gives a host kind: 园区“职工之家”."""
        for mention in mentions:
            if mention.type != "Facility":
                continue
            match = _HOST.search(self.text, max(0, mention.start - 6), mention.start)
            if match:
                host = match.group(1).removeprefix("工业")
                self.hosts.setdefault(mention.text, host)

    def ending(self, words: str) -> Link | None:
        """二桥 for 史河二桥, which the page named before."""
        full = self.by_end.get(words)
        for start in range(1, min(len(words) - 1, 12)):
            self.by_end[words[start:]] = words
        if full is None or len(words) < 2:
            return None
        return Link(full, 0.85, f"{words} ends {full}, which the page names before")

    def link(self, mention: Mention, builders: Sequence[str], clause: str) -> Link | None:
        """园区“职工之家” for 职工之家, with the place before it where one place alone builds it.

        builders: the divisions that stand before the mention in its sentence. clause: the words between the
        last of them and the mention.
        """
        host = self.hosts.get(mention.text)
        if host is None:
            return None
        name = f"{host}“{mention.text}”"
        if len(builders) == 1 and _BUILDS.search(clause):
            reason = f"{mention.text} is the {name} of {builders[0]}, which builds it in this sentence"
            return Link(builders[0] + name, 0.85, reason)
        return Link(name, 0.85, f"{mention.text} is called {name} on this page")
