"""Lists whose end says what their members are: 水坪、中峰、泉溪3个区; 低庄、桥江等集市; 鄂陕分界."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import EntityType, Mention
from yearbook_kg.recognise.names_scan import Scan

_ITEM = "[㐀-鿿]{1,3}(?!等)[㐀-鿿]"
_PLACES = (
    "(?:[0-9一二三四五六七八九十两]+[个座]?(?:县|区|市|乡|镇|村|街道|公社|社区|集镇|乡镇|县市|自然村|行政村|省|林场|大队|府|州|寨|屯)|"
    "等[0-9一二三四五六七八九十两]*[个座]?(?:地|县|区|市|乡|镇|村|街道|公社|社区|集镇|集市|乡镇|县市|省|处|国|圩|墟|埠|村庄|大队|府|州|寨|屯))"
)
_BODIES = "[0-9一二三四五六七八九十两]+(?:个基层社|个?社|个供销社|个?厂|个?矿|个?农场|个?所|个?站)"
_LIST = re.compile(f"({_ITEM}(?:、{_ITEM}){{1,40}})(?={_PLACES}|({_BODIES}))")
_MEMBER = re.compile(_ITEM)
_BORDER = re.compile(
    "(?<![㐀-鿿])?([冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇云陕秦甘陇青蒙桂藏宁新]{2,4})(?=分界|交界|边界|边区|接壤|[两三四]省|毗连|边境)"
)
# 东界竹山, 西至关垭九十里, 起自汤坑: what stands behind is a place.
_TOWARDS = re.compile(
    "(?:[东南西北][至界抵连接邻]|起自|止于|[始起]于|迁至|驻扎|毗邻|途经|途径)([㐀-鿿]{2,3}?)(?=[0-9一二三四五六七八九十]+里|[,;。、(]|界)"
)


def find_lists(scan: Scan) -> Iterator[Mention]:
    """Yield the members of such lists, and what stands behind a word of direction."""
    text, codes = scan.text, scan.codes
    for match in _LIST.finditer(text):
        kind: EntityType = "Organization" if match[2] else "Place"
        for member in _MEMBER.finditer(text, *match.span(1)):
            start = member.start()
            while start < member.end() - 2 and codes[start] in "VFvfTtCc":
                start += 1
            if not set(codes[start : member.end()]) & set("VBvbJj."):
                yield Mention(start, member.end(), text[start : member.end()], kind, "list-end", 0.88)
    for match in _BORDER.finditer(text):
        if codes[match.start()] != ".":
            for index in range(*match.span(1)):
                yield Mention(index, index + 1, text[index], "Place", "province-letters", 0.9)
    for match in _TOWARDS.finditer(text):
        if not set(codes[match.start(1) : match.end(1)]) & set("VBJDPSM.T") and not re.search(
            "[路桥渠]$", match[1]
        ):
            yield Mention(match.start(1), match.end(1), match[1], "Place", "direction", 0.86)
