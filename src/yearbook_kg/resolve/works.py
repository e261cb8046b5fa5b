"""Works: short titles tied to the full ones of the page, and the volume's own short form to the volume."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yearbook_kg.resolve.link import Link

_ISSUE = re.compile(r"[\s（(]*(?:1[89]\d\d|20\d\d).*$|[（(].*[)）]$")


# 《意见》, 《实施办法》: the kind of a document alone stands for the one named before; 《县志》 does not.
_KIND = re.compile(
    r".{0,4}(?:意见|办法|方案|通知|规划|条例|规定|决定|细则|纲要|计划|章程|公告|通告|协议|协议书|合同|报告|"
    r"请示|批复|制度|守则|预案|通报|决议|公约|宣言|倡议书|责任书|标准|规程)"
)
_SHORTEST, _LONGEST = 2, 8


@dataclass(slots=True)
class Works:
    """Ties the works of one page, in the order of the text. volume: the name of the page's book."""

    volume: str | None
    by_end: dict[str, str] = field(default_factory=dict)

    def link(self, words: str) -> Link | None:
        """The full title of a work, or None where its words are the title.

        >>> works = Works("临洮年鉴2007")
        >>> works.link("《临洮年鉴》").name, works.link("《关于推进村务公开的意见》")
        ('临洮年鉴2007', None)
        >>> works.link("《意见》").name, works.link("《临洮县志》")
        ('关于推进村务公开的意见', None)
        """
        name = words.removeprefix("《").removesuffix("》")
        if self.volume and name != self.volume and _ISSUE.sub("", self.volume) == name:
            reason = f"{name} without its year is the volume of this page, 《{self.volume}》"
            return Link(self.volume, 0.95, reason)
        full = self.by_end.get(name) if _KIND.fullmatch(name) else None
        if full is not None:
            return Link(full, 0.9, f"《{name}》 ends 《{full}》, which the page names before")
        for length in range(_SHORTEST, min(_LONGEST, len(name) - 4) + 1):
            self.by_end[name[-length:]] = name
        return None
