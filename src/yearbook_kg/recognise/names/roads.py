"""Roads, railways and streets that other signs than an unknown stem show: 沪昆高速, 320国道, 解放路."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import EntityType, Mention
from yearbook_kg.recognise.names.lexicon import listed
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# A line between two places.
_BETWEEN = Rule(
    "[㐀-鿿]{2}(?:至|到|—|-)[㐀-鿿]{2,3}(?:旅游|高速|一级|二级|专用)?"
    "(?:公路|铁路|高速公路|高速铁路|快速通道|大道)"
)
# Provinces and cities in one letter each, and the kind of line.
_LINE = Rule(
    "[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇云陕秦甘陇青蒙桂藏宁新杭甬温福厦昌九鹰武汉广深珠衡株柳成昆南兰西包石"
    "太郑徐连洛宝合蚌胶济哈大沈长通泉梅吉泰和抚]{2,4}"
    "(?:铁路|高铁|客专|客运专线|高速公路|高速|城际铁路|线(?=[、,。;上的铁路公]))"
)
# 真州东路
_QUARTER = Rule("(?<=[、,。在沿建成有过为])(?!成)[㐀-鿿]{2,3}[东西南北中]路(?=[、,。;和与等至段延])")
# 220千伏荆沙线
_WIRE = Rule("[0-9]+千伏[㐀-鿿]{2,5}?线(?:路)?(?=[、,。;投建工竣长])")
_NUMBERED = Rule(
    "(?:[GSXY][0-9]{2,4}(?:线|高速|国道|省道)?|(?<![0-9.])[0-9]{2,3}(?:国道|省道))(?![0-9a-zA-Z])"
)


def _street() -> str:
    """Streets that bear a word of every day; what follows must not make it part of a longer word."""
    stems = "|".join(listed("names_streets", "stem"))
    return (
        f"(?:[东西南北中][大正门](?=街)|(?:{stems})[东西南北中一二三四五]?)(?:路|大道|大街|街)"
        "(?![^、,。;)至与和等东西南北的旁侧口上原位全长始起为是改旧系])"
    )


_STREET = Rule(_street)
RULES = (_BETWEEN, _LINE, _QUARTER, _WIRE, _NUMBERED, _STREET)


def find_roads(scan: Scan) -> Iterator[Mention]:
    """Yield named roads and lines (facilities) and streets (places), rule by rule."""
    rules = (
        (_QUARTER, "road-quarter"),
        (_WIRE, "power-line"),
        (_BETWEEN, "road-between"),
        (_LINE, "line-letters"),
        (_STREET, "street-word"),
        (_NUMBERED, "numbered-road"),
    )
    for words, rule in rules:
        for match in scan.matches(words):
            if scan.codes[match.start()] not in ".WwTt":
                name = match.group()
                kind: EntityType = "Place" if name[-1] == "街" else "Facility"
                yield Mention(match.start(), match.end(), name, kind, rule, 0.86)
