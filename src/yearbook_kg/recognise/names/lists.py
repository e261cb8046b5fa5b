"""Lists whose end says what their members are: 水坪、中峰、泉溪3个区; 低庄、桥江等集市; 鄂陕分界."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import EntityType, Mention
from yearbook_kg.prose import Span
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

_NUMBER = "[0-9一二三四五六七八九十两]"
_KINDS = "人民公社|县|区|市|乡|镇|村|街道|公社|社区|集镇|乡镇|县市|自然村|行政村|省|林场|大队|府|州|寨|屯"
_PLACES = (
    f"{_NUMBER}{{1,4}}[个座]?(?:{_KINDS})|"
    f"等{_NUMBER}{{0,4}}[个座]?(?:{_KINDS}|地|集市|处|国|圩|墟|埠|村庄)|一带|两地|三地"
)
_BODIES = f"{_NUMBER}{{1,4}}(?:个基层社|个?社|个供销社|个?厂|个?矿|个?农场|个?所|个?站)"
# 麒东、文昌4个社区居委会, 羊场、报京等邮电所: a head of several characters, which the codes show.
_HEADS = re.compile("(?:N{1,4}C?|I{1,2}C?|V(?:N{1,4}C?|I{1,2}C?)?)(?:Dd)?(?:Mm*){0,3}Ss+")
_COUNT = re.compile(f"(?:{_NUMBER}{{1,4}}[个家所处]?|等{_NUMBER}{{0,4}}[个家所处]?)(?=[㐀-鿿]{{2}})")
_END = re.compile(f"(?:{_PLACES}|(?P<bodies>{_BODIES}))")
# What ends a list stands close behind its last 、, and begins with one of these.
_LAST = re.compile("、[㐀-鿿]{1,4}")
_ENDING = frozenset("0123456789一二三四五六七八九十两等")
_RUN = re.compile("[㐀-鿿]{2,}$")
_LONGEST = 4
_MOST = 60
_BORDER = Rule(
    "([冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇云陕秦甘陇青蒙桂藏宁新]{2,4})"
    "(?=分界|交界|边界|边区|接壤|[两三四]省|毗连|边境)"
)
# 东界竹山, 西至关垭九十里, 起自汤坑: what stands behind is a place.
_TOWARDS = Rule(
    "(?:[东南西北][至界抵连接邻]|起自|止于|[始起]于|迁至|驻扎|毗邻|途经|途径)"
    "([㐀-鿿]{2,3}?)(?=(?:[0-9]|[一二三四五六七八九十])+里|[,;。、(]|界)"
)
# 立仓至双涧一段: the ends of a stretch are places.
_STRETCH = Rule("([㐀-鿿]{2,3})[至到]([㐀-鿿]{2,3}?)(?=一段|河段|段|之间|沿线|一线|一带|止|,全?长[0-9])")


# 诸佛庵等地: one member is enough where the end is plain.
_SINGLE = Rule(
    f"([㐀-鿿]{{2,4}}?)(?=等{_NUMBER}{{0,4}}[个处]?(?:地|乡镇|集镇|村镇|县市|村庄)(?!方|区|下|质|位))"
)
# 旧称小江水
_FORMER = Rule("(?:旧称|古称|旧名|古名)([㐀-鿿]{2,5})(?=[,。;)])")


# 越南|河内等地: two names that other rules find.
_CHAIN = re.compile("[PQ][pq]+[PQ][pq]+")


RULES = (_BORDER, _TOWARDS, _STRETCH, _SINGLE, _FORMER)

# 岑巩县、三穗县邮电局: the divisions before the one that the body's name begins with.


_DIVIDED = re.compile("[㐀-鿿]{2,6}?[省市县区旗州镇乡](?!委|政府|农村)")
# Divisions of one rank share a head.
_RANK = {"省": 1, "市": 2, "县": 2, "区": 2, "旗": 2, "州": 2, "镇": 3, "乡": 3}


def sharing(scan: Scan, found: list[Mention]) -> Iterator[Mention]:
    """Divisions that share the head of the body behind them: each denotes a body of its own."""
    places = {m.end: m.start for m in found if m.type == "Place" and m.confidence >= 0.84}
    for body in found:
        head = _DIVIDED.match(body.text) if body.type == "Organization" else None
        if head is None or body.rule not in ("anchor-suffix", "short-form"):
            continue
        end, rank = body.start - 1, _RANK[head.group()[-1]]
        while scan.text[end : end + 1] == "、" and end in places:
            start = places[end]
            if _RANK.get(scan.text[end - 1]) != rank or scan.codes[start - 1 : start] in ("P", "p"):
                break
            yield _mention(scan, start, end, "Organization", "shared-head", 0.96)
            end = start - 1


def find_lists(scan: Scan) -> Iterator[Mention]:
    """Yield the members of such lists, and what stands behind a word of direction."""
    codes = scan.codes
    yield from _counted(scan)
    for match in scan.matches(_STRETCH):
        for group in (1, 2):
            start = _past(codes, *match.span(group), "VFvfTtpP")
            if not set(codes[start : match.end(group)]) & set("VvBbJDdPpSsMm.TtFf"):
                yield _mention(scan, start, match.end(group), "Place", "stretch", 0.85)
    for words, rule in ((_SINGLE, "single-end"), (_FORMER, "former-name")):
        for match in scan.matches(words):
            start = _past(codes, *match.span(1), "VFvfTt")
            bounded = codes[start - 1 : start] not in ("U", "u", "Q", "P", "M", "m")
            run = codes[start : match.end(1)]
            if bounded and not _CHAIN.fullmatch(run) and not set(run) & set("VvBbJjSsKNXAa."):
                yield _mention(scan, start, match.end(1), "Place", rule, 0.88)
    yield from _directions(scan)


def _counted(scan: Scan) -> Iterator[Mention]:
    """The members of lists that end in a count or a kind."""
    text, codes = scan.text, scan.codes
    ends = [(m.start(), m["bodies"] is not None) for m in _list_ends(_END, text)]
    counts = [(m.start(), None) for m in _list_ends(_COUNT, text)]
    for end, bodies in (*ends, *counts):
        headed = _HEADS.match(codes, end) is not None
        if bodies is None and not headed:
            continue
        kind: EntityType = "Organization" if headed or bodies else "Place"
        members = list(_members(text, end))
        for start, stop in members if len(members) > 1 else ():
            start = _past(codes, start, stop, "VFvfTtCc")
            bound = max(codes.rfind(letter, start, stop - 2) for letter in "VvKSsF")
            start = max(start, bound + 1)  # 站在|河田
            while codes[start] in "pq":
                start += 1  # 北流河|金鸡滩
            if (inner := codes.find("P", start + 1, stop)) >= 0:
                start = inner  # 远销|日本
            run = codes[start:stop]
            bad = set(run[:-1]) & set("VvJjSs.") if run[-1:] in ("U", "Z") else set(run) & set("VBvbJjSs.")
            if run and not run[0].islower() and not _CHAIN.fullmatch(run) and not bad:
                yield _mention(scan, start, stop, kind, "list-end", 0.88)


def _list_ends(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern that stand behind the last member of a list."""
    for last in _LAST.finditer(text):
        at = last.start() + 2
        while at <= last.end():
            match = pattern.match(text, at) if text[at : at + 1] in _ENDING else None
            if match is not None:
                yield match
            at = match.end() if match is not None else at + 1


def _members(text: str, end: int) -> Iterator[Span]:
    """The members of the list that ends at ``end``, last first: the Chinese characters between 、."""
    for _ in range(_MOST):
        run = _RUN.search(text, max(0, end - 8), end)
        if run is None:
            return
        start = max(run.start(), end - _LONGEST)
        yield start, end
        if text[start - 1 : start] != "、":
            return
        end = start - 1


def _directions(scan: Scan) -> Iterator[Mention]:
    codes = scan.codes
    for match in scan.matches(_BORDER):
        if codes[match.start()] != ".":
            for index in range(*match.span(1)):
                yield _mention(scan, index, index + 1, "Place", "province-letters", 0.9)
    for match in scan.matches(_TOWARDS):
        known = set(codes[match.start(1) : match.end(1)]) & set("VBJDPSM.T")
        if not known and match[1][-1] not in "路桥渠站街城":
            yield _mention(scan, *match.span(1), "Place", "direction", 0.86)


def _past(codes: str, start: int, end: int, letters: str) -> int:
    """The first character behind what bounds the name; two characters are left at least."""
    while start < end - 2 and codes[start] in letters:
        start += 1
    return start


def _mention(scan: Scan, start: int, end: int, kind: EntityType, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], kind, rule, confidence)
