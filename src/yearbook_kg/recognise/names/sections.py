"""Parts of a body that stand without its name: 内设办公室、低保办, 公诉科科长张三, 刑侦大队获."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Mention
from yearbook_kg.prose import Span
from yearbook_kg.recognise.names.lexicon import words
from yearbook_kg.recognise.names.persons import name_end
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# Members of a list, and what stands before the first: 机关|设|党政综合办公室、经济发展办公室.
_CHAIN = re.compile("[㐀-鿿]{2,18}(?:(?:、|和|及)[㐀-鿿]{2,18}){1,40}")
_RUN = re.compile("[㐀-鿿、]*")
_HAN_RUN = re.compile("[㐀-鿿]+")
_SPLIT = re.compile("(?:[^、和及]|和平|和谐|共和|人和|[统融][和]|及时)+")
_SETTING = re.compile(
    ".*(?:内设机构有|内设机构|内设|内部设|下设|分设|设有|设立|设置|增设|新设|另设|并设|附设|设|下辖|辖有|直辖|辖|所属有|下属|所属|"
    "合并|撤销|裁撤|组建|成立|新建|包括|分为|股室有|科室有)"
)
# What closes a list of parts: 等7个股室.
_CLOSED = re.compile(
    "等?(?:[0-9一二三四五六七八九十两]{1,3}个?)(?:内设机构|职能机构|机构|股室|科室|处室|部门|单位|站所|所站|中队|大队|科|股|室|办|组|班|直属|下属|基层|二级)|"
    "等(?:内设机构|机构|股室|科室|处室|部门)"
)
# 生产科、财务科、供销科: what needs no other sign.
_SURE = re.compile("(?:科|股|大队|中队|支行|分局|派出所|分公司)$")
_SURE_AT = re.compile(
    "[㐀-鿿]{1,8}?(?:科|股|大队|中队|支行|分局|派出所|分公司)(?![㐀-鿿]?(?:学|员|研|技|长))"
)
_NOT = frozenset("VvTtNJj.WwAa")
_GENERIC = frozenset(
    (
        *(
            "办公室",
            "科室",
            "股室",
            "处室",
            "机构",
            "单位",
            "部门",
            "会议室",
            "教室",
            "宿舍",
            "实验室",
            "图书室",
        ),
        *(
            "内科",
            "外科",
            "妇科",
            "儿科",
            "产科",
            "妇产科",
            "门诊",
            "急诊科",
            "全科",
            "专科",
            "本科",
            "文科",
            "理科",
        ),
        *(
            "阅览室",
            "卫生室",
            "医务室",
            "食堂",
            "仓库",
            "车间",
            "班组",
            "小组",
            "大队",
            "中队",
            "学校",
            "医院",
        ),
    )
)
_EDGE = "(?:^|(?<=[\n ,。;、:(.任”)】]))"


def _words(cls: str) -> list[str]:
    """The words of a class, longest first; a word may stand in several."""
    rows = tables.load("names_sections")
    found = {word for row in rows if row["class"] == cls for word in row["words"].split()}
    return sorted(found, key=lambda word: (-len(word), word))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_words('S'))})$")


@cache
def _posted() -> re.Pattern[str]:
    ends = "|".join(_words("S"))
    return re.compile(f"{_EDGE}([㐀-鿿]{{1,8}}?(?:{ends})|{'|'.join(_words('A'))})")


def _acting() -> str:
    return f"(?:^|(?<=[\n ,。;.】]))([㐀-鿿]{{0,6}}?(?:{'|'.join(_words('V'))}))"


_ACTING = Rule(_acting)
# A list with parts of a body has a word for a part before one of its 、.
_PART_LISTED = Rule(lambda: f"(?:{'|'.join(_words('S'))})[、和及]")
RULES = (_ACTING, _PART_LISTED)


def find_sections(scan: Scan) -> Iterator[Mention]:
    """Yield the parts of a body in lists, before the post of a person, and at the head of a clause."""
    yield from _listed(scan)
    codes, text = scan.codes, scan.text
    for start, end in _before_posts(scan):
        verbs = text[end - 1] in "科股室处办" and end - start < 8  # 保管|利用|科
        if (
            _part_of_page(scan, start, end, verbs=verbs)
            and text[start:end] not in _GENERIC
            and _post_follows(scan, end)
        ):
            yield _mention(scan, start, end, "section-post", 0.9)
    for match in scan.matches(_ACTING):
        start, end = match.span(1)
        kind = match[1] in words("names_generic") or match[1] in _GENERIC or "D" in codes[start:end]
        if (
            not kind
            and _part_of_page(scan, start, end)
            and (codes[end : end + 1] in ("V", "F") or text[end : end + 1] in ("藏", "有"))
        ):
            yield _mention(scan, start, end, "section-acts", 0.85)


def _before_posts(scan: Scan) -> Iterator[Span]:
    """Where a part of a body stands between the beginning of a clause and a post."""
    codes, text = scan.codes, scan.text
    reached = 0
    post = codes.find("J")
    while post >= 0:
        if post >= reached and "㐀" <= text[post] <= "鿿":
            # no part runs over a sign, so that the run of characters around the post shows which parts it has
            start = post
            while start > reached and "㐀" <= text[start - 1] <= "鿿":
                start -= 1
            run = _HAN_RUN.match(text, post)
            reached = run.end() if run else post + 1
            for match in _posted().finditer(text, start, reached):
                if codes[match.end() : match.end() + 1] == "J":
                    yield match.span(1)
        post = codes.find("J", post + 1)


def _part_of_page(scan: Scan, start: int, end: int, *, verbs: bool = False) -> bool:
    """Is the run made of the words of a trade, with no division in front (other rules have those)?"""
    run = scan.codes[start:end].replace("V", "M").replace("v", "m") if verbs else scan.codes[start:end]
    return not set(run) & _NOT and run[0] not in "PpQDdKsmb.A" and not scan.codes[end : end + 1].islower()


def _post_follows(scan: Scan, end: int) -> bool:
    """Does a post with a person's name follow?"""
    post = re.compile("[Jj]+(?:、[A-Za-z]{0,6}[Jj]+)?(?:\\([^()\n]{1,8}\\))?[:_]*").match(scan.codes, end)
    if post is None or scan.codes[end] != "J":
        return False
    return name_end(scan.text, post.end()) is not None or "·" in scan.text[post.end() : post.end() + 7]


def _chains(scan: Scan) -> Iterator[re.Match[str]]:
    """The lists that have a word for a part of a body before one of their 、."""
    text = scan.text
    reached = 0
    for listed in scan.matches(_PART_LISTED):
        start, end = listed.span()
        if end <= reached:
            continue
        while start > reached and ("㐀" <= text[start - 1] <= "鿿" or text[start - 1] == "、"):
            start -= 1
        run = _RUN.match(text, end)
        reached = run.end() if run else end
        yield from _CHAIN.finditer(text, start, reached)


def _listed(scan: Scan) -> Iterator[Mention]:
    """The parts in a list that a word for setting up opens, or a count of sections closes."""
    codes, text = scan.codes, scan.text
    for chain in _chains(scan):
        items = [(chain.start() + m.start(), chain.start() + m.end()) for m in _SPLIT.finditer(chain.group())]
        first, last = items[0], items[-1]
        setting = _SETTING.match(text, *first)
        etc = re.search("等", text[last[0] : last[1]])
        stop = last[0] + etc.start() if etc else last[1]
        closed = _CLOSED.match(text, stop) or (_CLOSED.search(text, *last) if etc is None else None)
        alone = setting is None and closed is None
        if alone and not (len(items) > 2 and all(_SURE.search(text, *item) for item in items[:-1])):
            continue
        items[0] = (setting.end() if setting else first[0] + (codes[first[0]] in "FV"), first[1])
        stop = closed.start() if closed and etc is None else stop
        ended = _SURE_AT.match(text, items[-1][0], stop) if etc is None and closed is None else None
        items[-1] = (items[-1][0], ended.end() if ended else stop)
        parts = [(start, end) for start, end in items if _is_part(codes, text, start, end)]
        teams = all(text[end - 1] == "组" or text[start:end] in _GENERIC for start, end in parts)
        if len(parts) > 1 and len(parts) * 2 > len(items) and not teams:
            for start, end in parts:
                if text[start:end] not in _GENERIC:
                    yield _mention(scan, start, end, "section-list", 0.87)


def _is_part(codes: str, text: str, start: int, end: int) -> bool:
    if end - start < 2 or codes[start : start + 1] in ("", "."):
        return False
    if codes[start] in "CY" or set(codes[start:end]) & set("Tt.WwAa"):
        return False
    return _ends().search(text, start, end) is not None


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Organization", rule, confidence)
