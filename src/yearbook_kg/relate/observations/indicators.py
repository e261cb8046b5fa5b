"""The name of what each figure of a line measures, with what it takes over from the figures before it."""

from __future__ import annotations

import re
from dataclasses import replace

from yearbook_kg.relate.observations.actors import only_names, own_words
from yearbook_kg.relate.observations.heads import counted, head_of, number_noun
from yearbook_kg.relate.observations.kinds import CHANGES, POINTS, Reading, is_proportion, read_kind
from yearbook_kg.relate.observations.series import Listed, Measured, Series, run_length
from yearbook_kg.relate.observations.slots import Slot
from yearbook_kg.relate.observations.topics import by_means_of, distance, is_one_name, told_by_topic
from yearbook_kg.relate.observations.wording import (
    attribute_of,
    clean,
    counts,
    default_noun,
    family_of,
    is_adverbial,
    is_bare_verb,
    is_division,
    is_predicate,
    object_of,
    share_words,
    split_right,
    verb_behind,
    without_change,
)
from yearbook_kg.rules import Closing

__all__ = ["measure"]

_RATE, _LEVEL = Reading("rate", spoken=False), Reading("level", spoken=False)
_KIND_OF = re.compile(r"(?:级|类|型|性|等|籍|以上|以下|程度|[东中西南北]部)$")
_HAN = re.compile(r"^[\u4e00-\u9fff“《A-Za-z]")
_RANKED_BY = re.compile(
    r"^(?:总量|总数|增幅|增速|增量|销量|产量|数量|规模|总额|绝对额|均|排名|综合排名|成绩|名次)$"
)
_AMONG = re.compile(r"[位名]?(?:居|列|排)[^,]{0,10}$")
_FIELD = re.compile(
    r"在?(?:全(?:国|省|自治区|市|县|区|州|旗|盟|乡|镇|地区|系统|行业|军)|[^,\uff0c]{2,8}各[省市县区乡镇]).*$"
)
_PLACED = re.compile(
    r"[位名跃荣]?(?:居|列|排|获|夺|跃)[^,\uff0c]*$|连续[0-9一二三四五六七八九十]+[年届次].*$"
)
# 获单项第一名, 获全省团体总分第四
_WON = re.compile(r"(?:获得?|夺得?|取得|荣获)(?:全[省市县国区])?([^,\uff0c获夺取]*)$")
_DERIVED = re.compile(r"(?:为|是|相当于|达到?|完成|约为|约是|仅为|已达)([^,\uff0c]{1,20}?)的?(?:近|约)?$")
_PER = Closing(r"每[月年日人户]")  # 享受每月100元津贴
_FIELDS = ("亩", "公顷", "市亩", "垧")  # 河蟹38万亩,产量2.1万吨
_CHANGED = re.compile(r"(?:增|减)(?:收|产|支|资|值|效|税|利|加|少)|提高|下降|上升|节约|节省")
_MEAN = re.compile(r"(?:[\u4e00-\u9fff]{0,4})?(?:[人户亩村队社校床店]均|每[人户亩村社校])$")
_SIZES = frozenset(("面积", "总面积", "占地", "占地面积", "建筑面积"))
_HAS = ("内设", "下设", "设", "设有", "分设", "辖", "下辖", "管辖", "所属")
_TOTALS = frozenset(("总数", "总量", "总计", "总规模"))
_SUMMED_UP = re.compile(r"计|共|合|折")
_SUMMED = re.compile(r"合计|总计|共计|^共")
_PROPERTY = re.compile(r"[\u4e00-\u9fff]{0,8}(?:率|比|度)")


def measure(line: list[Slot]) -> list[Measured]:
    """Name what the figures of a line measure, in order."""
    series = Series()
    listed: Listed | None = None
    for index, slot in enumerate(line):
        count = run_length(line, index)
        if not (slot.joined and series.queue):
            series.open_queue(slot, count)
        if listed is not None and listed.index + 1 < listed.count:
            listed = Listed(listed.first, listed.index + 1, listed.count)
        else:
            listed = Listed(slot, 0, count) if count > 1 else None
        parent = series.parent_of(slot)
        measured = _measure(slot, series)
        measured.listed = listed
        if measured.reading.kind == "level" and measured.base is None:
            measured.parent = parent
        series.done.append(measured)
    return series.done


def _measure(slot: Slot, series: Series) -> Measured:
    before = series.done[-1] if series.done else None
    if slot.quantity.shape == "upper" and before is not None:
        return Measured(slot, Reading("range"), before.indicator, own=before.own)
    if before is not None:
        slot = _without_head(slot, before)
    reading = read_kind(slot.quantity, slot.left) or _inherited(slot, series)
    if series.queue:
        return _from_queue(slot, reading, series)
    if reading.kind == "share":
        return _share(slot, reading, series)
    if reading.kind in CHANGES or reading.kind == "rank":
        return _change(slot, reading, series)
    return _level(slot, reading, series)


def _without_head(slot: Slot, before: Measured) -> Slot:
    """The slot without the thing that the figure before it counts: 242个【乡镇、】1,976个村."""
    head = before.slot.right
    if (
        not head
        or not slot.left.startswith(head)
        or not _HAN.match(head)
        or before.slot.bracket != slot.bracket
        or not counts(before.slot.quantity.unit)
    ):
        return slot
    rest = slot.left[len(head) :]
    if rest.startswith(("、", "和", "及", "与", "/")) or (not rest and _is_short_head(slot, head)):
        return replace(slot, left=rest)
    return slot


def _is_short_head(slot: Slot, head: str) -> bool:
    """30个【村】1,200户: a bare noun of the count before, no words of the next figure's own."""
    return (
        slot.quantity.shape == "cardinal"
        and counts(slot.quantity.unit)
        and len(head) <= 4
        and not split_right(head)[1]
    )


def _inherited(slot: Slot, series: Series) -> Reading:
    """The kind of a figure whose words do not say it: that of its series, else rate or level."""
    before = series.done[-1] if series.done else None
    if is_proportion(slot.quantity.unit):
        last = series.last(sentence=slot.sentence, unit=slot.quantity.unit)
        if last and last.reading.kind == "growth" and not attribute_of(clean(slot.left)):
            return Reading("growth", last.reading.falls, spoken=False)
        if last and last.reading.kind == "share" and last.slot.part == slot.part and not clean(slot.left):
            return Reading("share", spoken=False)  # 比重由1.8%降为1.6%
        return _RATE
    follows = slot.joined or slot.left.startswith("、")
    if (
        before
        and follows
        and before.slot.clause == slot.clause
        and before.reading.kind in ("increase", "decrease")
    ):
        return before.reading._replace(spoken=False)
    return _LEVEL


def _carried(before: Reading, slot: Slot) -> Reading:
    """The kind of a figure that a list carries on, in its own unit: 分别增长1.2倍和94.6%."""
    unit, fell = slot.quantity.unit, before.falls or before.kind == "decrease"
    if before.kind not in CHANGES or clean(slot.left):
        return before._replace(spoken=False)
    if unit == "倍":
        return Reading("multiple", fell, spoken=False)
    if is_proportion(unit):
        return Reading("growth", fell, spoken=False)
    return Reading("decrease" if fell else "increase", spoken=False)


def _from_queue(slot: Slot, reading: Reading, series: Series) -> Measured:
    item = series.queue.pop(0)
    last = series.done[-1] if series.done else None
    silent = not reading.spoken or (slot.quantity.unit in POINTS and not clean(slot.left))
    if slot.joined and last and silent:
        reading = _carried(last.reading, slot)
    if item.base is not None:
        return Measured(slot, reading, item.base.indicator, base=item.base)
    base = None if item.name else series.base(slot)
    default = "名次" if reading.kind == "rank" else default_noun(slot.quantity.unit)
    name = item.name or (base.indicator if base else default)
    return Measured(slot, reading, name, own=item.name, base=base, about=item.about)


def _share(slot: Slot, reading: Reading, series: Series) -> Measured:
    before = series.done[-1] if series.done else None
    if not reading.spoken and before is not None and before.reading.kind == "share":
        return Measured(slot, reading, before.indicator, own=before.own, base=before.base)
    part, whole = share_words(slot.left)
    base = series.base(slot)
    name = part or (base.indicator if base else "")
    if part and attribute_of(part) == part and base:
        name = f"{base.indicator}{part}"
    words = f"{name}占{whole}比重" if whole else f"{name}占比"
    return Measured(slot, reading, words, own=part, base=None if part else base)


def _change(slot: Slot, reading: Reading, series: Series) -> Measured:
    before = series.done[-1] if series.done else None
    among = before is not None and before.slot.clause == slot.clause and _AMONG.search(before.slot.left)
    if reading.kind == "rank" and before is not None and among:
        slot = replace(slot, left=before.slot.left)  # 综合考评居全市11个县区之首
        series.done.pop()
    own, base = _own_of_change(slot, reading), _base_of_change(slot, reading, series)
    if reading.kind == "rank" and before is not None and among:
        series.done.append(before)
    head = head_of(slot) if reading.kind in ("increase", "decrease") else ""
    name = head if own in head else own + head
    if is_division(slot.quantity.unit) and not head and only_names(slot, name):
        name = ""
    if name and base and (_RANKED_BY.match(name) or attribute_of(name) == name):
        name = base.indicator if base.indicator.endswith(name) else base.indicator + name
        return Measured(slot, reading, name, own=own, base=base)
    if name:
        return Measured(slot, reading, _with_parent(slot, name, series), own=own)
    if base is None and is_division(slot.quantity.unit):
        return Measured(slot, reading, _unit_noun(slot, series))
    default = "名次" if reading.kind == "rank" else default_noun(slot.quantity.unit)
    return Measured(slot, reading, base.indicator if base else default, base=base)


def _own_of_change(slot: Slot, reading: Reading) -> str:
    if reading.kind == "rank":
        won = _WON.search(slot.left)
        words = won[1] if won and clean(won[1]) else _FIELD.sub("", _PLACED.sub("", clean(slot.left)))
        words = clean(words).removesuffix("中")
        return "" if only_names(slot, words) else words
    if reading.kind == "multiple":
        return without_change(_DERIVED.sub("", slot.left))
    words = without_change(slot.left)
    verb = _CHANGED.search(slot.left) if _MEAN.fullmatch(words) else None
    return words + verb[0] if verb else words  # 户均增收800元


def _base_of_change(slot: Slot, reading: Reading, series: Series) -> Measured | None:
    unit = slot.quantity.unit
    if unit in ("个百分点", "个千分点"):
        of = "%" if unit == "个百分点" else "‰"
        found = series.last(sentence=slot.sentence, unit=of) or series.last(unit=of)
        return found or series.last(sentence=slot.sentence)
    if reading.kind in ("increase", "decrease"):
        near = series.last(sentence=slot.sentence, unit=unit, level=True, bracket=slot.bracket)
        return near or series.last(unit=unit, level=True) or series.last(sentence=slot.sentence, unit=unit)
    return series.base(slot) or series.last(sentence=slot.sentence)


def _level(slot: Slot, reading: Reading, series: Series) -> Measured:
    unit, own = slot.quantity.unit, own_words(slot)
    if is_division(unit) and slot.names and slot.names[-1].end == slot.quantity.start:
        return Measured(slot, reading, _unit_noun(slot, series))  # 赴宝兴、石棉、天全3县
    if is_division(unit) and own.endswith(_HAS):
        return Measured(slot, reading, f"{own}{unit}数", own=own)  # 内设5科1室
    if told := by_means_of(slot) or distance(slot, own) or told_by_topic(slot, own):
        return Measured(slot, reading, told, own=told)
    derived = _DERIVED.search(slot.left) if is_proportion(unit) or unit == "倍" else None
    base = series.base(slot) if derived and slot.left.rstrip().endswith("的") else None
    if derived and base:
        rest = clean(slot.left[: derived.start()])
        ratio = "倍数" if unit == "倍" else "比例"
        return Measured(
            slot, reading, rest or f"{base.indicator}相当于{clean(derived[1])}的{ratio}", base=base
        )
    if "》" in own:
        return Measured(slot, reading, f"{own}{unit}数", own=own)
    before = series.done[-1] if slot.joined and series.done else None
    if name := counted(slot, own, before.own if before else ""):
        return Measured(slot, reading, _with_parent(slot, name, series), own=name)
    if slot.right.startswith("的") or (_PER.search(own) and _HAN.match(slot.right)):
        own += split_right(slot.right)[0]
    if is_one_name(slot, own):  # 张家湾镇受灾1200人,永和镇800人
        if series.last(sentence=slot.sentence, unit=unit) is not None:
            own = ""
        elif slot.names[-1].type == "Place":
            return Measured(slot, reading, default_noun(unit))
    if own and not only_names(slot, own):
        return Measured(slot, reading, _completed(slot, own, series), own=own)
    return _taken_over(slot, reading, series)


def _taken_over(slot: Slot, reading: Reading, series: Series) -> Measured:
    """A figure without words of its own measures what the one before it did, else the one in its unit."""
    unit, before = slot.quantity.unit, series.done[-1] if series.done else None
    if is_division(unit):
        return Measured(slot, reading, _unit_noun(slot, series))
    if before is not None and slot.bracket >= 0 and before.slot.bracket != slot.bracket:
        return Measured(slot, reading, before.indicator, own=before.own)  # 住房1,260套(7.9万平方米)
    near = before is not None and before.slot.part == slot.part
    if (
        before is not None
        and near
        and (slot.joined or before.slot.quantity.unit == unit or _SUMMED.search(slot.left))
    ):
        if before.slot.quantity.unit != unit and before.indicator == default_noun(before.slot.quantity.unit):
            return Measured(slot, reading, default_noun(unit))
        return Measured(slot, reading, before.indicator, own=before.own)
    told = clean(slot.before)
    if told and (
        (_SUMMED_UP.search(slot.left) and unit not in ("人", "户", "口"))
        or only_names(slot, clean(slot.left))
    ):
        return Measured(slot, reading, told, own=told)
    same = series.last(unit=unit, level=True, whole=True) or series.last(unit=unit, level=True)
    if same is not None:
        return Measured(slot, reading, same.indicator, own=same.own)
    return Measured(slot, reading, default_noun(unit))


def _unit_noun(slot: Slot, series: Series) -> str:
    """The name of a unit that is the thing counted: 2社 after 基层社3个 are 基层社, 13乡 are 乡数."""
    unit = slot.quantity.unit
    for measured in reversed(series.done[-6:]):
        if measured.indicator.endswith(unit) and len(measured.indicator) > 1:
            return measured.indicator
    return f"{unit}数"


def _completed(slot: Slot, own: str, series: Series) -> str:
    """Give a property its bearer, a verb its object, a proportion its property, from the figures before."""
    before = series.last(sentence=slot.sentence)
    unit = slot.quantity.unit
    if before is None:
        return own if len(own) > 1 or attribute_of(own) else f"{own}{number_noun(unit)}"
    same = before if before.slot.quantity.unit == unit else series.last(sentence=slot.sentence, unit=unit)
    if is_bare_verb(own) and same is not None and unit not in ("人", "名"):
        if bearer := verb_behind(same.indicator):
            return f"{bearer}{own}"  # 黄牛存栏4.2万头,出栏1.86万头
        return f"{own}{object_of(same.indicator)}"
    if own in _TOTALS and same is not None:
        return same.indicator if same.indicator.endswith(own) else f"{same.indicator}{own}"
    if is_adverbial(own):
        return f"{own}{same.indicator if same else default_noun(unit)}"
    attribute = attribute_of(own)
    if attribute == own:
        return _borne(slot, own, series)
    if is_proportion(unit) and not attribute and before.slot.quantity.unit == unit:
        found = _PROPERTY.search(before.indicator)
        return f"{own}{found[0].removeprefix(before.own)}" if found else own
    if len(own) == 1 and series.parent is not None and series.parent.slot.quantity.unit == unit:
        return _with_parent(slot, own, series)
    if len(own) == 1 or (len(own) == 2 and own.startswith("每")):
        return f"{own}{number_noun(unit)}"
    return _with_parent(slot, own, series)


def _borne(slot: Slot, own: str, series: Series) -> str:
    """A property with its bearer: 总产 after 小麦面积 is 小麦总产, 破案率 after 命案58起 is 命案破案率."""
    before = series.last(sentence=slot.sentence, level=True)
    if before is None:
        return own
    attribute, family = attribute_of(before.indicator), family_of(own)
    bearer = before.indicator[: -len(attribute)] if attribute and family_of(attribute) == family else ""
    if not attribute and len(before.indicator) <= 12:
        tight = slot.left.startswith("、") or slot.joined or is_proportion(slot.quantity.unit)
        sized = (
            (family == "size" or own in _SIZES)
            and before.slot.part == slot.part
            and counts(before.slot.quantity.unit)
        )
        named = before.own if before.parent is not None and before.own else before.indicator
        grown = family == "produce" and before.slot.part == slot.part and before.slot.quantity.unit in _FIELDS
        bearer = named if tight or sized or grown else ""
    if len(bearer) < 2 or own.startswith(bearer) or own[:2] in bearer or bearer.endswith(own):
        return own
    return bearer + own


def _with_parent(slot: Slot, name: str, series: Series) -> str:
    """Tell of what a part is a part: 其中女职工, (国家级3家、省级27家)."""
    parent = series.parent
    own_act = is_predicate(name) and not slot.left.startswith(("其中", "、"))
    if (
        parent is None
        or own_act
        or parent.indicator in name
        or parent.slot.quantity.unit != slot.quantity.unit
    ):
        return name
    if _KIND_OF.search(name):
        return name + parent.indicator
    whole = parent.own if parent.parent is not None and parent.own else parent.indicator
    return name if attribute_of(name) else f"{whole}({name})"
