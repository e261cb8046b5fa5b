"""Parts of bodies named without the body: 刑侦大队, 公诉科, 党组 on a page of several bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yearbook_kg import tables
from yearbook_kg.resolve.institutions import organ_of
from yearbook_kg.resolve.link import Link
from yearbook_kg.resolve.page_names import PageNames
from yearbook_kg.resolve.setting import Surroundings

_SECTION = re.compile(
    r".{1,8}(?:科|股|(?<!公)(?<!究)(?<!验)(?<!研)(?<!生)室|(?<!法)庭|大队|支队|中队|机关党委|机关工会|机关党支部)"
)
# What a body sets up within itself, named in a list: 内设办公室、低保办、救灾救济股.
_LISTED = re.compile(
    r"[^省市县区州旗乡镇].{1,11}(?:科|股|室|办|办公室|处|队|(?<!法)庭|部|组|班|房|工区|车间)|报房|机房"
)
_SETS_UP = re.compile(r"下设|内设|增设|设有|设立|设置|设|下辖|辖")
# 有职工94人,设报房、机线班: without a subject.
_WITHIN = re.compile(r"(?:内设|下设|机关设|(?:^|[,，。;\n])(?:现|共)?设)(?:有|置)?(?:机构)?[^,，。;]{0,6}$")
_GOES_ON = re.compile(r"[、和与及]?(?:[^,，。;、]{2,8}[、和与及])*")
# 县政府设合作指导员办事处: an office of the county; a bureau's sections are its own.
_KEEPS_SECTIONS = re.compile(
    r"(?:局|公司|厂|院|社|校|学|行|所|站|中心|台|馆|处|科|街道|镇|乡|办事处|总工会|联合会|革命委员会)$"
)
# 并入县商业局，为该局供销经理部
_BEHIND = re.compile(r"(?:该|本|其所属的?)(局|院|会|校|厂|社|所|站|公司|部|馆|中心)$")
# 安东县公安局成立，隶安东省公安总处，下设秘书股: the sections are those of the former.
_UNDER = re.compile(
    r"(?:隶|属|归|挂靠|与|同|向|经|由|被|获|受|报|按|在|并入|划归|划入|移交|参加|协助|配合|会同|联合|邀请)于?$"
)
_ORGAN = re.compile(r"(.*?)(党组|党委|党总支|党支部|纪委|纪检组|团委|团总支|团支部)")
_BODY_END = re.compile(
    r".+(?:局|院|厅|公司|厂|校|学|社|办公室|中心|集团|行|处|所|站|馆|部|联|会|矿|农场|林场|队)"
)
_OWN = re.compile(r"(?:[该本]?)(?:局|院|厅|公司|厂|矿|社|处|所|站|馆|中心|行|台|校|部|会|队)机?关?")


@cache
def _wholes() -> dict[str, dict[str, str]]:
    return {row["part"]: row for row in tables.load("resolve_parts")}


def _in_full(words: str, whole: str) -> str:
    """The part written out, where the body is of the kind that has it: 民事审判第一庭 for 民一庭."""
    row = _wholes().get(words)
    return row["full"] or words if row and whole.endswith(row["whole"]) else words


def is_section(words: str) -> bool:
    """Whether the words are an inner section: 水政科, 治安股."""
    return _SECTION.fullmatch(words) is not None


def is_under(before: str) -> bool:
    """Whether the words before a body make it the one above: 隶安东省公安总处."""
    return _UNDER.search(before) is not None


def split_organ(words: str) -> tuple[str, str] | None:
    """A body and its committee: 公安局党委; none for the committee of a division (县纪委)."""
    match = _ORGAN.fullmatch(words)
    if match is None or len(match.group(1)) < 2 or not _BODY_END.fullmatch(match.group(1)):
        return None
    return match.group(1), match.group(2)


def link_organ(words: str, owner: str | None) -> Link | None:
    """The party or league committee of a body: 阜康市公安局党委, 局党委 on its page.

    >>> link_organ("阜康市公安局党委", None).name, link_organ("局党组", "阜康市公安局").name
    ('中共阜康市公安局委员会', '中共阜康市公安局党组')
    """
    match = _ORGAN.fullmatch(words)
    if match is None:
        return None
    body, organ = match.groups()
    if owner and (not body or (_OWN.fullmatch(body) and owner.endswith(body.lstrip("该本")))):
        body = owner
    elif len(body) < 4 or not _BODY_END.fullmatch(body):
        return None
    name = organ_of(body, organ)
    return Link(name, 0.85, f"{words} is the {organ} of {body}") if name else None


@dataclass(slots=True)
class Parts:
    """Ties the parts of the bodies of one page, in the order of the text.

    last: the full name of the body named last that is no section. previous: the same, sections included.
    """

    last: str | None = None
    previous: str | None = None
    parent: str | None = None

    def note(self, words: str, name: str, before: str) -> None:
        """Take a linked body in, as the possible whole of what follows."""
        self.previous = name
        if self.parent is None and not is_section(words) and not is_under(before):
            self.last = name

    def open(self, around: Surroundings, owner: str | None) -> None:
        """See whether a body that is named next stands in a list of parts, and whose."""
        between = around.between
        if between is not None and self.parent is not None and _GOES_ON.fullmatch(between):
            return
        found = _SETS_UP.search(between) if between is not None else None
        if found is not None:
            # 县人民政府农林科内设水利股: of the section itself
            self.parent = self.previous if found.start() == 0 else owner or self.last
        elif _WITHIN.search(around.before):
            own = self.last if self.last and _KEEPS_SECTIONS.search(self.last) else None
            self.parent = owner or own
        else:
            self.parent = None

    def listed(self, words: str, around: Surroundings) -> Link | None:
        """供销经理部 behind 该局; 低保办 behind 民政局内设."""
        match = _BEHIND.search(around.before)
        last = next(
            (n for n in (self.previous, self.last) if match and n and n.endswith(match.group(1))), None
        )
        if match and last:
            return Link(last + words, 0.9, f"{words} belongs to {last}: {match.group()}{words}")
        whole = self.parent
        if whole is None:
            return None
        if is_section(words) or (_LISTED.fullmatch(words) and _KEEPS_SECTIONS.search(whole)):
            part = _in_full(words, whole)
            return Link(whole + part, 0.85, f"{words} is a section of {whole}, which sets it up")
        return None


def link_section(words: str, owner: str | None) -> Link | None:
    """水政科 on the page of 县水利局."""
    if owner is None or not is_section(words):
        return None
    return Link(owner + words, 0.85, f"{words} is a section of {owner}, which holds here")


def link_known_part(
    words: str, home: str | None, owner: str | None, met: PageNames, page: PageNames
) -> Link | None:
    """刑侦大队, 公诉科, 城关派出所: parts that only one kind of body has, where the page names that body.

    The owner of the section goes first, then the home division's own body; 刑侦大队 is the home police's even
    where the page does not name it.
    """
    at = next((at for at in range(len(words) - 1) if words[at:] in _wholes()), None)
    if at is None:
        return None
    row = _wholes()[words[at:]]
    whole, sure, part = (
        row["whole"],
        row["sure"] == "yes" and at == 0,
        words[:at] + (row["full"] or words[at:]),
    )
    if owner is not None and owner.endswith(whole):
        return Link(owner + part, 0.85, f"{words} is a part of {owner}, which holds here")
    if home is None or owner is not None:
        return None
    usual = home + whole
    named = (n for n in (usual, f"{home}中级{whole}") if n in (met.ending(n), page.ending(n)))
    if name := next(named, None):
        return Link(name + part, 0.8, f"{words} is a part of {name}, which the page names")
    if sure:
        return Link(usual + part, 0.7, f"only a {whole} has a {words}; the page is {home}'s")
    return None
