"""The year that a figure holds for: the one that holds where it stands, unless it covers several."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from yearbook_kg.model import Resolution, TimeExpression
from yearbook_kg.relate.observations.series import Listed, Measured
from yearbook_kg.relate.observations.slots import TIME, Slot
from yearbook_kg.rules import Closing, screen, tails

__all__ = ["Years"]

_BEGUN = re.compile(r"开工|动工|始建|奠基|破土|兴工|兴建|修建|筹建|上马|开建|开挖|始筑|始修|兴修|动土")
_STARTED = re.compile(r"开工|动工|始建|奠基|破土|兴工|上马|开建|开挖|始筑|始修|动土")
_DONE = re.compile(
    r"[竣告完]竣?工|告竣|告成|建竣|修成|筑成|建成|落成|全线贯通|全线开通|验收合格|通车|投产|投入使用|投入运营|投入运行|投入执勤|启用|交付|供水|合龙|蓄水"
)
_PLANNED = re.compile(r"计划|预计|拟|将于|设计")
_PART_END = re.compile(r"[。\n;\uff1b]")
_MONTHS = re.compile(r"(?:工期|建设期|建设周期)(?:为|约)?(?:1[2-9]|[2-9]\d)个月")
_YEARS = re.compile(
    r"(?:工期|建设期|建设周期)(?:为|约)?[2-9二两三四五六七八九十]年|分[2-9二两三四五]期(?:建设|实施|进行)"
)
# Figures that gather several years whatever the year that holds: 连续8年, 三年间, 历年.
_LONG = re.compile(
    r"(?:连续|历时|前后)[0-9一二三四五六七八九十两]+年|(?<![比较与为同])历年(?!同期|平均|均|值)|历次"
    r"|[0-9一二三四五六七八九十]+年(?:来|间)|(?<![0-9〇一二三四五六七八九])[2-9二两三四五六七八九十]年(?:中|内)?[共累总]"
)
# In a gazetteer, where no volume gives the year, 每年 does so too.
_REPEATED = re.compile(r"每年|(?<![比较与为同])历年(?!同期|平均|均|值)|年均|(?<!比)(?<!较)常年")
_AGAIN = re.compile(
    r"[\s\u3000]*(?:工程|前后|累计|合计|全部|整个|该)*(?:计|共|总|国家|全部|完成)*(?:施工(?:中|期间)|投资|耗资|造价|用款|用工|投工|投劳|经费|土石?方|完成土|国家补助)"
)
_EFFORT = re.compile(
    r"投资|造价|耗资|经费|投入|用款|拨款|自筹|补助|集资|捐资|费用|花费|总投|资金|贷款|用工|投工|投劳|工日|土石?方|石方"
)
_EXTENT = re.compile(r"面积|长|宽|高|容量|库容|床位|占地|座位")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_LOOK_BACK = 400
_LONGEST_LINE = 20_000
_DATE_LINE = 12  # a line that is little more than a date heads what follows: 民国18年(1929)
_EXTANT = re.compile(r"存|行世|传世|问世|刊行|而止")
_SIZES = frozenset("册集首期卷篇字")
# A biography's figures behind an appointment cover the years in office: 任技正,主持修筑公路32公里.
_IN_OFFICE = re.compile(
    r"(?:^|[,\uff0c。])(?:历|调|升|改|旋|复|续|继)?任(?!内|教)[^,\uff0c。]{2,24}[,\uff0c]"
)
_FIRST = re.compile(r"首[届批次年]|当年|同年")


# 由A, 从原来的A: what a figure rose or fell from.
_FROM = Closing(r"[由从自](?:原来|过去|以前|原先|原有|先前|初期|开始时|最初)?的?(?:不足|不到|近|约|仅)?")
_RISES = re.compile(
    r"(?:左右|以上|以下|多|余)?[\s]*(?:逐步|逐年|猛|骤|剧|迅速|陆续)?(?:提高|提升|增加|增长|增多|增大|增|上升|升高|升|上涨|涨|发展|扩大|扩展|扩|延长|拓宽|加宽|加高|恢复|回升|下降|降低|降|减少|减|缩短|缩小|压缩|下调|上调|调整|调|改|回落|跌|变)+(?:了)?(?:到|至|为|成)"
    r"(?:了|约|近|仅|现在的|目前的)*"
)
_REACHES = tails(_RISES.pattern) or frozenset()
_FROM_TIME = (f"由{TIME}的", f"从{TIME}的", f"由{TIME}", f"从{TIME}")
_SINCE = re.compile(r"[0-9〇一二三四五六七八九十](年)[^,\uff0c。;]{0,14}以来[,\uff0c]?[^。;]*$")
_FROM_THEN = re.compile(r"[自从][^,\uff0c。;]{0,12}(年)[^,\uff0c。;]{0,6}[起始][^。;]*$")
# 施工中,牺牲民工11人
_AT_WORK = re.compile(r"(?:施工|修建|建设|兴建)(?:中|期间|过程中)[^。;]*$")
_EFFORTS = ("个月", "年", "天", "个小时", "小时")
_AT_WORK_BEFORE = 40
_LONGEST_WORK = 15
_WORKED = re.compile(r"[^,\uff0c。;]{0,6}(?:修建|建成|兴建|施工|扩建|改建|重建|修筑|建造|开挖|[建修筑])")
_TOTAL = re.compile("累计|先后|共|总")
_BUILDING = re.compile(r"高|长|宽|深|面积|层|面|孔|柱|间|装机|千瓦|容量|库容|直径|径|围|跨")
_BUILT = re.compile(
    r"[^,\uff0c。;\d]{0,10}?(?:始?[建造筑铸刻凿][^,\uff0c。;]{0,4}|竣工|落成|投产|发电|通车|完工|启用|修建|兴建|立)(?=[,\uff0c。;\n]|$)"
)


class _Rise(NamedTuple):
    """The year of one of the two figures between which something rose or fell."""

    year: int | None


# What the page is searched for once, and a rule is tried near to alone.
_GATHERS = screen(_LONG)
_GATHERS_OR_REPEATS = screen(_LONG, _REPEATED)
_BUILDS = screen(_BEGUN, _DONE)
_TERMS = screen(_MONTHS, _YEARS)
_EVER_SINCE = screen(_SINCE)
_FROM_WHEN = re.compile("[自从]")
_PARTS = re.compile("[;\uff1b]")


class _Marks:
    """Where a page holds the words that some patterns need."""

    def __init__(self, text: str, words: re.Pattern[str]) -> None:
        self._at = [match.start() for match in words.finditer(text)]

    def __bool__(self) -> bool:
        return bool(self._at)

    def between(self, start: int, end: int) -> bool:
        """Whether one of the words begins in ``text[start:end]``."""
        return self.last(start, end) is not None

    def last(self, start: int, end: int) -> int | None:
        """Where the last of the words in ``text[start:end]`` begins, or None."""
        if not self._at:
            return None
        index = bisect_left(self._at, end) - 1
        return self._at[index] if index >= 0 and self._at[index] >= start else None


class Years:
    """Looks up the years of figures, front to back; built once a page."""

    def __init__(self, text: str, resolution: Resolution) -> None:
        self._text = text
        self._years = [year for _, year in resolution.years]
        self._year_starts = [start for start, _ in resolution.years]
        self._times = [t for t in resolution.times if t.interval is not None]
        self._time_starts = [t.start for t in self._times]
        self._covered = resolution.context.year
        self._gazetteer = resolution.context.year is None
        self._works: dict[int, tuple[int | None, int | None]] = {}
        self._repeats = _Marks(text, _GATHERS_OR_REPEATS if self._gazetteer else _GATHERS)
        self._building = _Marks(text, _BUILDS)
        self._terms = _Marks(text, _TERMS)
        self._since_when = _Marks(text, _EVER_SINCE)
        self._from_when = _Marks(text, _FROM_WHEN)
        self._parts = _Marks(text, _PARTS)

    def of(self, measured: Measured, *, life: bool = False) -> int | None:
        """The year of a figure; None where it covers several years or the page tells none.

        Cost, labour and duration of a work that ran over several years have none, its size has the year of
        completion. life: the figure stands in a biography.
        """
        slot = measured.slot
        start = slot.quantity.start
        if measured.listed is not None and (year := self._listed_year(measured.listed)) is not None:
            return year
        if slot.left.endswith(_FROM_TIME):
            return self._dated(start)
        if (rise := self._rise(measured)) is not None:
            return rise.year
        if self._since(measured):
            return None
        if self._gazetteer and (built := self._built_behind(measured)) is not None:
            return built
        if self._covers_years(slot):
            return None
        begun, done = self._work(measured)
        if self._took_years(measured, begun, done) and self._is_effort(measured):
            return None
        if begun is not None and done is not None and done > begun and _EXTENT.search(slot.left):
            return done
        if life and self._in_office(start):
            return None
        year = None if self._gazetteer and self._is_undated(start) else self._year_at(start)
        return year or (self._completed(start) if _EXTENT.search(slot.left) else None)

    def _year_at(self, offset: int) -> int | None:
        index = bisect_right(self._year_starts, offset) - 1
        return self._years[index] if index >= 0 else None

    def _covers_years(self, slot: Slot) -> bool:
        """Whether the words say that the figure gathers several years: 连续8年, 历年, 存世8卷."""
        begin, start = max(slot.clause_start, slot.quantity.start - _LOOK_BACK), slot.quantity.start
        if self._repeats.between(begin, start):
            clause = self._text[begin:start]
            if _LONG.search(clause) or (self._gazetteer and _REPEATED.search(clause)):
                return True
        return (
            self._gazetteer
            and "》" in slot.left
            and slot.quantity.unit in _SIZES
            and _EXTANT.search(slot.left + slot.right) is not None
        )

    def _completed(self, offset: int) -> int | None:
        """1965年8月至1968年10月修建,长12公里: the last year of the building that the figure measures."""
        index = bisect_left(self._time_starts, offset) - 1
        time = self._times[index] if index >= 0 else None
        if time is None or time.interval is None or offset - time.end > _LOOK_BACK:
            return None
        if self._text.find("\n", time.end, offset) >= 0:
            return None
        first, last = time.interval.start, time.interval.end
        if first is None or last is None or not 0 < last.year - first.year <= _LONGEST_WORK:
            return None
        return last.year if _WORKED.match(self._text, time.end, offset) else None

    def _rise(self, measured: Measured) -> _Rise | None:
        """从9.3%下降到1.4%: the first figure is of an earlier time that nobody names, the second of now."""
        slot = measured.slot
        end = slot.quantity.end
        if _FROM.search(slot.left) and (moved := _RISES.match(self._text, end)):
            index = bisect_left(self._time_starts, moved.end())
            dated = index < len(self._times) and self._times[index].start == moved.end()
            return None if dated else _Rise(None)
        if slot.left[-1:] not in _REACHES or TIME in slot.left or _RISES.fullmatch(slot.left) is None:
            return None
        clause = self._text[slot.clause_start : slot.quantity.start]
        opened = max(clause.rfind("由"), clause.rfind("从"))
        opened = -1 if opened < 0 else slot.clause_start + opened
        return _Rise(self._year_at(opened - 1)) if opened > 0 else None

    def _since(self, measured: Measured) -> bool:
        """1977年恢复高考以来, 自1964年起…累计: the total of the years since then."""
        slot = measured.slot
        begin = max(slot.sentence_start, slot.quantity.start - _LOOK_BACK)
        ongoing = self._since_when.between(begin, slot.quantity.start)
        total = self._from_when.between(begin, slot.quantity.start) and _TOTAL.search(slot.left)
        if not ongoing and not total:
            return False
        words = self._text[begin : slot.quantity.start]
        found = (_SINCE.search(words) if ongoing else None) or (_FROM_THEN.search(words) if total else None)
        if found is None:
            return False
        index = bisect_right(self._time_starts, begin + found.start(1)) - 1
        if index < 0 or self._times[index].end < begin + found.start(1):
            return False
        interval = self._times[index].interval
        if interval is None or interval.start is None or interval.start.year == self._covered:
            return False
        return index + 1 == len(self._times) or self._times[index + 1].start > slot.quantity.start

    def _built_behind(self, measured: Measured) -> int | None:
        """五层八面,高4.6米,宋建炎三年造: the year in which a gazetteer's building was built, told behind."""
        slot = measured.slot
        start, end = slot.quantity.start, slot.quantity.end
        if not _BUILDING.search(slot.left + slot.quantity.unit):
            return None
        index = bisect_left(self._time_starts, start)
        if index and self._times[index - 1].start >= slot.sentence_start:
            return None
        stop = self._part_end(end)
        if index >= len(self._times) or self._times[index].start >= stop:
            return None
        time = self._times[index]
        said = _BUILT.match(self._text, time.end, stop)
        return time.interval.year if said and time.interval else None

    def _listed_year(self, listed: Listed) -> int | None:
        """2006年、2007年分别实现312万元、586万元: as many years in front of a list as there are figures."""
        if TIME not in listed.first.left:
            return None
        end = listed.first.quantity.start
        years = _YEAR.findall(self._text, max(listed.first.left_start, end - _LOOK_BACK), end)
        return int(years[listed.index]) if len(years) == listed.count else None

    def _is_undated(self, offset: int) -> bool:
        """Whether a gazetteer's paragraph has no date of its own before the figure, nor one above it."""
        index = bisect_left(self._time_starts, offset) - 1
        if index < 0 or self._text.find("\n", self._times[index].start, offset) < 0:
            return False
        time = self._times[index]
        start = self._text.rfind("\n", max(0, time.start - _LONGEST_LINE), time.start) + 1
        end = self._text.find("\n", time.end, time.end + _DATE_LINE)
        return end < 0 or end - start > len(time.text) + _DATE_LINE

    def _dated(self, offset: int) -> int | None:
        """The year of the last time expression before ``offset``."""
        index = bisect_right(self._time_starts, offset) - 1
        interval = self._times[index].interval if index >= 0 else None
        return interval.year if interval else None

    def _is_effort(self, measured: Measured) -> bool:
        quantity = measured.slot.quantity
        if quantity.unit in _EFFORTS:
            return "工期" in measured.indicator
        money = quantity.unit == "CNY" or quantity.text.endswith(("元", "圆"))
        if _AT_WORK.search(
            self._text, max(measured.slot.sentence_start, quantity.start - _AT_WORK_BEFORE), quantity.start
        ):
            return True
        labour = (
            _EFFORT.search(quantity.unit)
            or "工" in quantity.unit
            or "方" in quantity.unit
            or quantity.unit == "个"
        )
        words = measured.slot.left + measured.indicator
        if "概算" in words or "预算" in words:
            return False
        return bool((money or labour) and (_EFFORT.search(words) or "工" in words))

    def _took_years(self, measured: Measured, begun: int | None, done: int | None) -> bool:
        quantity = measured.slot.quantity
        if quantity.unit == "个月":
            return quantity.value >= 12
        start, stop = measured.slot.sentence_start, quantity.end + _LOOK_BACK
        if begun is not None and done is not None and begun != done:
            stop = self._part_end(quantity.end)
            return _STARTED.search(self._text, max(0, start - _LOOK_BACK), stop) is not None
        if not self._terms.between(start, stop):
            return False
        stop = self._part_end(quantity.end)
        if done is not None and _MONTHS.search(self._text, start, stop):
            return True
        return _YEARS.search(self._text, start, stop) is not None

    def _part_end(self, offset: int) -> int:
        end = _PART_END.search(self._text, offset, offset + _LOOK_BACK)
        return end.start() if end else min(len(self._text), offset + _LOOK_BACK)

    def _work(self, measured: Measured) -> tuple[int | None, int | None]:
        """The years in which the work that the sentence tells of was begun and done."""
        if not self._building:
            return None, None
        quantity = measured.slot.quantity
        start = measured.slot.sentence_start
        part = self._parts.last(max(start, quantity.start - _LOOK_BACK), quantity.start)
        if part is not None:
            start = part + 1
        if not self._building.between(start - _LOOK_BACK, quantity.end + _LOOK_BACK):
            return self._works.setdefault(start, (None, None))
        if start not in self._works:
            begin = start
            if _AGAIN.match(self._text, start):
                line = self._text.rfind("\n", max(0, start - _LOOK_BACK), start) + 1
                begin = max(line, start - _LOOK_BACK)
            begun, done = self._begun_and_done(begin, self._part_end(quantity.end))
            if begun is None and done is not None:
                begun = self._begun_before(start)
            self._works[start] = begun, done
        return self._works[start]

    def _begun_before(self, start: int) -> int | None:
        """The year in which the work was begun that the sentence at ``start`` says was done."""
        low = max(self._text.rfind("\n", max(0, start - _LOOK_BACK), start) + 1, start - _LOOK_BACK, 0)
        ends = list(_STARTED.finditer(self._text, low, start))
        if not ends or _DONE.search(self._text, ends[-1].end(), start):
            return None
        return self._year_before(ends[-1].start(), low)

    def _begun_and_done(self, start: int, stop: int) -> tuple[int | None, int | None]:
        if not self._building.between(start, stop):
            return None, None
        begun = _BEGUN.search(self._text, start, stop)
        ends = list(_DONE.finditer(self._text, begun.end() if begun else start, stop))
        done = ends[-1] if ends else None
        if done is not None and _PLANNED.search(self._text[max(start, done.start() - 12) : done.start()]):
            done = None
        return (
            self._year_before(begun.start(), start) if begun else None,
            self._year_before(done.start(), start) if done else None,
        )

    def _year_before(self, offset: int, floor: int) -> int | None:
        """The year of the last time expression between ``floor`` and ``offset``, else the one that holds."""
        low, high = bisect_left(self._time_starts, floor), bisect_left(self._time_starts, offset)
        found: TimeExpression | None = self._times[high - 1] if high > low else None
        if found is not None and found.interval is not None and found.interval.year is not None:
            return found.interval.year
        return self._year_at(offset)

    def _in_office(self, offset: int) -> bool:
        low = self._text.rfind("。", max(0, offset - _LOOK_BACK), offset) + 1
        index = bisect_left(self._time_starts, offset) - 1
        if index >= 0:
            low = max(low, self._times[index].end)
        words = self._text[low:offset]
        return _IN_OFFICE.search(words) is not None and _FIRST.search(words) is None
