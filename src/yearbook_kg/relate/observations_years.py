"""The year that a figure holds for: the one that holds where it stands, unless it covers several."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from yearbook_kg.model import Resolution, TimeExpression
from yearbook_kg.relate.observations_series import Measured
from yearbook_kg.relate.observations_slots import TIME
from yearbook_kg.timeline import year_at

__all__ = ["Years"]

_BEGUN = re.compile(r"开工|动工|始建|奠基|破土|兴工|兴建|修建|筹建")
_STARTED = re.compile(r"开工|动工|始建|奠基|破土|兴工")
_DONE = re.compile(
    r"竣工|建成|落成|完工|通车|投产|投入使用|投入运营|投入运行|投入执勤|启用|交付|供水|合龙|蓄水"
)
_PLANNED = re.compile(r"计划|预计|拟|将于|设计")
_PART_END = re.compile(r"[。\n;\uff1b]")
_MONTHS = re.compile(r"工期(?:1[2-9]|[2-9]\d)个月")
# Figures that gather several years whatever the year that holds: 连续8年, 三年间, 历年.
_LONG = re.compile(
    r"(?:连续|历时|前后)[0-9一二三四五六七八九十两]+年|历年|[0-9一二三四五六七八九十]+年(?:来|间)|历次"
)
# In a gazetteer, where no volume gives the year, 每年 does so too.
_REPEATED = re.compile(r"每年|历年|年均|(?<!比)(?<!较)常年")
_AGAIN = re.compile(
    r"[\s\u3000]*(?:工程|前后|累计|合计)?(?:共|总|国家|全部|完成)*(?:投资|耗资|造价|用款|用工|投工|投劳|经费|土石?方|完成土|国家补助)"
)
_EFFORT = re.compile(
    r"投资|造价|耗资|经费|投入|用款|拨款|自筹|补助|集资|捐资|费用|花费|总投|资金|贷款|用工|投工|投劳|工日|土石?方|石方"
)
_EXTENT = re.compile(r"面积|长|宽|高|容量|库容|床位|占地|座位")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_LOOK_BACK = 400
_DATE_LINE = 12  # a line that is little more than a date heads what follows: 民国18年(1929)
_EXTANT = re.compile(r"存|行世|传世|问世|刊行|而止")
_SIZES = frozenset("册集首期卷篇字")
# A biography's figures behind an appointment cover the years in office: 任技正,主持修筑公路32公里.
_IN_OFFICE = re.compile(
    r"(?:^|[,\uff0c。])(?:历|调|升|改|旋|复|续|继)?任(?!内|教)[^,\uff0c。]{2,24}[,\uff0c]"
)
_FIRST = re.compile(r"首[届批次年]|当年|同年")


class Years:
    """Looks up the years of figures, front to back; built once a page."""

    def __init__(self, text: str, resolution: Resolution) -> None:
        self._text = text
        self._years = resolution.years
        self._times = [t for t in resolution.times if t.interval is not None]
        self._time_starts = [t.start for t in self._times]
        self._gazetteer = resolution.context.year is None
        self._works: dict[int, tuple[int | None, int | None]] = {}

    def of(self, measured: Measured, *, life: bool = False) -> int | None:
        """The year of a figure; None where it covers several years or the page tells none.

        Cost, labour and duration of a work that ran over several years have none, its size has the year of
        completion. life: the figure stands in a biography.
        """
        slot = measured.slot
        start = slot.quantity.start
        if (year := self._listed_year(measured)) is not None:
            return year
        if slot.left.endswith((f"由{TIME}的", f"从{TIME}的", f"由{TIME}", f"从{TIME}")):
            return self._dated(start)
        clause = self._text[max(slot.clause_start, start - _LOOK_BACK) : start]
        if _LONG.search(clause) or (self._gazetteer and _REPEATED.search(clause)):
            return None
        if (
            self._gazetteer
            and "》" in slot.left
            and slot.quantity.unit in _SIZES
            and _EXTANT.search(slot.left + slot.right)
        ):
            return None
        begun, done = self._work(measured)
        if self._is_effort(measured) and self._took_years(measured, begun, done):
            return None
        if begun is not None and done is not None and done > begun and _EXTENT.search(slot.left):
            return done
        if life and self._in_office(start):
            return None
        return None if self._is_undated(start) else year_at(self._years, start)

    def _listed_year(self, measured: Measured) -> int | None:
        """2006年、2007年分别实现312万元、586万元: as many years in front of a list as there are figures."""
        listed = measured.listed
        if listed is None or TIME not in listed.first.left:
            return None
        end = listed.first.quantity.start
        years = _YEAR.findall(self._text, max(listed.first.left_start, end - _LOOK_BACK), end)
        return int(years[listed.index]) if len(years) == listed.count else None

    def _is_undated(self, offset: int) -> bool:
        """Whether a gazetteer's paragraph has no date of its own before the figure, nor one above it."""
        index = bisect_left(self._time_starts, offset) - 1
        line = self._text.rfind("\n", 0, offset) + 1
        if not self._gazetteer or index < 0 or self._times[index].start >= line:
            return False
        time = self._times[index]
        start = self._text.rfind("\n", 0, time.start) + 1
        end = self._text.find("\n", time.end, time.end + _DATE_LINE)
        return end < 0 or end - start > len(time.text) + _DATE_LINE

    def _dated(self, offset: int) -> int | None:
        """The year of the last time expression before ``offset``."""
        index = bisect_right(self._time_starts, offset) - 1
        interval = self._times[index].interval if index >= 0 else None
        return interval.year if interval else None

    def _is_effort(self, measured: Measured) -> bool:
        quantity = measured.slot.quantity
        if quantity.unit in ("个月", "年", "天", "个小时", "小时"):
            return "工期" in measured.indicator
        money = quantity.unit == "CNY" or quantity.text.endswith(("元", "圆"))
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
        if begun is not None and done is not None and begun != done:
            start = measured.slot.sentence_start
            stop = self._part_end(quantity.end)
            return _STARTED.search(self._text, max(0, start - _LOOK_BACK), stop) is not None
        return done is not None and self._sentence_says_months(measured)

    def _sentence_says_months(self, measured: Measured) -> bool:
        start, stop = measured.slot.sentence_start, self._part_end(measured.slot.quantity.end)
        return _MONTHS.search(self._text, start, stop) is not None

    def _part_end(self, offset: int) -> int:
        end = _PART_END.search(self._text, offset, offset + _LOOK_BACK)
        return end.start() if end else min(len(self._text), offset + _LOOK_BACK)

    def _work(self, measured: Measured) -> tuple[int | None, int | None]:
        """The years in which the work that the sentence tells of was begun and done."""
        quantity = measured.slot.quantity
        start = measured.slot.sentence_start
        floor = max(start, quantity.start - _LOOK_BACK)
        part = max(self._text.rfind(sign, floor, quantity.start) for sign in ";\uff1b") + 1
        start = max(start, part)
        if start not in self._works:
            begin = start
            if _AGAIN.match(self._text, start):
                line = self._text.rfind("\n", 0, start) + 1
                begin = max(line, start - _LOOK_BACK)
            self._works[start] = self._begun_and_done(begin, self._part_end(quantity.end))
        return self._works[start]

    def _begun_and_done(self, start: int, stop: int) -> tuple[int | None, int | None]:
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
        return year_at(self._years, offset)

    def _in_office(self, offset: int) -> bool:
        low = self._text.rfind("。", max(0, offset - _LOOK_BACK), offset) + 1
        index = bisect_left(self._time_starts, offset) - 1
        if index >= 0:
            low = max(low, self._times[index].end)
        words = self._text[low:offset]
        return _IN_OFFICE.search(words) is not None and _FIRST.search(words) is None
