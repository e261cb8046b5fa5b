"""The full names of bodies that a page uses, found again by their ends or by characters of a short form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MANY = 40
_FIRM = re.compile(r"(?:有限责任|股份有限|集团|有限)?(?:公司|集团|总厂|厂)$")
_BRANDED = re.compile(r"(.{2,5}?)(?:有限公司|股份公司|公司|集团|总厂|厂|股份|酒业|药业|实业|纸业|矿业)?")


def abridges(short: str, full: str) -> bool:
    """Whether ``short`` is made of characters of ``full`` in their order, beginning with the same one.

    A name that only leaves out the middle (农业局) is a body of its own beside the longer one.

    >>> abridges("农机局", "农业机械管理局"), abridges("农业局", "农业机械管理局")
    (True, False)
    """
    if len(short) < 2 or short[0] != full[:1] or len(short) >= len(full):
        return False
    if len(short) > 2 and full.startswith(short[:-1]):
        return False
    rest = iter(full)
    return all(char in rest for char in short) and (
        full[-1] == short[-1] or short[-1] in "委办协联总站院中所"
    )


@dataclass(slots=True)
class PageNames:
    """The full names met so far, by every end of theirs, and by the division that they begin with."""

    by_end: dict[str, str] = field(default_factory=dict)
    by_brand: dict[str, str | None] = field(default_factory=dict)
    by_first: dict[str, list[str]] = field(default_factory=dict)
    by_head: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, name: str, head: str | None) -> None:
        """Note a full name; ``head`` is the division that it begins with."""
        self.by_end.update(dict.fromkeys([name[start:] for start in range(len(name))], name))
        same = self.by_first.setdefault(name[:1], [])
        if name not in same and len(same) < _MANY:
            same.append(name)
        rest = name[len(head) :] if head else name
        if len(rest) > 6 and (match := _FIRM.search(rest)):
            for length in range(2, min(5, match.start()) + 1):
                brand = rest[:length]
                self.by_brand[brand] = name if self.by_brand.get(brand, name) == name else None
        if head and len(name) > len(head):
            names = self.by_head.setdefault((head, name[len(head)]), [])
            if name not in names and len(names) < _MANY:
                names.append(name)

    def ending(self, words: str) -> str | None:
        """The name met last that ends with the words and is longer, or is just them."""
        return self.by_end.get(words)

    def branded(self, words: str) -> str | None:
        """The one firm of the page that a short name with its brand means: 豫丰公司."""
        match = _BRANDED.fullmatch(words)
        return self.by_brand.get(match.group(1)) if match else None

    def abridged(self, words: str) -> str | None:
        """The one name of the page that a name abridges: 樟中医药学院; of three characters, a firm."""
        same = self.by_first.get(words[:1], ())
        if len(words) < 4 or not any(n[-2:] == words[-2:] for n in same):
            same = [n for n in same if _FIRM.search(n)] if _BRANDED.fullmatch(words) else []
        else:
            same = [n for n in same if n[-2:] == words[-2:]]
        found = [n for n in same if abridges(words, n) and not _inserted(words, n)]
        return found[0] if len(found) == 1 else None

    def written_out(self, head: str, rest: str) -> str | None:
        """The name of the division ``head`` that ``rest`` abridges, if just one does."""
        found = [n for n in self.by_head.get((head, rest[:1]), ()) if abridges(rest, n[len(head) :])]
        return found[0] if len(found) == 1 else None


def _inserted(short: str, full: str) -> bool:
    """Whether ``full`` is another body, with one more word in its middle: 韶关教育学院 beside 韶关学院.

    A hospital or firm may leave out a word of its name; a school only the level of its place.
    """
    if short.endswith(("医院", "公司", "集团", "银行", "中心", "协会", "出版社")):
        return False
    school = short.endswith(("学院", "大学", "学校"))
    return any(
        full.startswith(short[:at])
        and full.endswith(short[at:])
        and not (school and full[at] in "省市县区州旗")
        for at in range(1, len(short))
    )
