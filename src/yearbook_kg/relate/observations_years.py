"""The year that a figure holds for: the one that holds where it stands, unless it covers several."""

from __future__ import annotations

import re

from yearbook_kg.model import Resolution
from yearbook_kg.relate.observations_series import Measured
from yearbook_kg.timeline import year_at

__all__ = ["Years"]

_BEGUN = re.compile(r"开工|动工|始建|奠基|破土|兴工|施工")
_DONE = re.compile(r"竣工|建成|落成|完工|通车|投产|投入使用|投入运营|投入执勤|启用|交付|供水|合龙|蓄水|投入")
_SENTENCE_END = re.compile(r"[。\n]")
_LONG = re.compile(
    r"(?:连续|历时|前后)[0-9一二三四五六七八九十两]+年|历年|[0-9一二三四五六七八九十]+年(?:来|间)|历次|先后共"
)
_MONEY_AGAIN = re.compile(
    r"[\s\u3000]*(?:共|总|国家|全部|工程|前后|累计)*(?:投资|耗资|造价|用款|用工|投工|经费|完成土|国家补助)"
)
_LABOUR = frozenset(("工", "个工", "个", "工日", "个工日", "万工", "劳动日", "个劳动日"))
_DURATIONS = frozenset(("年", "个月", "天", "日", "小时", "个小时", "个半月", "月"))
_LABOUR_WORDS = re.compile("工|劳")
_YEAR_OF_MONTHS = 12


class Years:
    """Looks up the years of figures, front to back; built once a page."""

    def __init__(self, text: str, resolution: Resolution) -> None:
        self._text = text
        self._years = resolution.years
        self._spans: dict[int, bool] = {}

    def of(self, measured: Measured) -> int | None:
        """The year of a figure; None where it covers several years or the page tells none.

        Cost, labour and duration of a work that ran over several years have none; its size has that of its
        completion.
        """
        slot = measured.slot
        quantity = slot.quantity
        if _LONG.search(self._text, slot.clause_start, quantity.start):
            return None
        if self._is_effort(measured) and self._ran_for_years(measured):
            return None
        return year_at(self._years, quantity.start)

    def _is_effort(self, measured: Measured) -> bool:
        unit = measured.slot.quantity.unit
        labour = unit in _LABOUR and _LABOUR_WORDS.search(unit + measured.indicator) is not None
        money = unit == "CNY" or measured.slot.quantity.text.endswith(("元", "圆"))
        return money or labour or unit in _DURATIONS

    def _ran_for_years(self, measured: Measured) -> bool:
        quantity = measured.slot.quantity
        if quantity.unit == "个月" and quantity.value >= _YEAR_OF_MONTHS:
            return True
        start = measured.slot.sentence_start
        if start not in self._spans:
            again = _MONEY_AGAIN.match(self._text, start)
            before = self._text.rfind("。", max(0, start - 300), max(0, start - 1)) + 1 if again else start
            self._spans[start] = self._spans_years(before or start, quantity.end)
        return self._spans[start]

    def _spans_years(self, start: int, offset: int) -> bool:
        end = _SENTENCE_END.search(self._text, offset)
        stop = end.start() if end else len(self._text)
        begun, done = _BEGUN.search(self._text, start, stop), _DONE.search(self._text, start, stop)
        if begun is None or done is None:
            return (
                done is not None
                and re.search(r"工期(?:1[2-9]|[2-9]\d)个月", self._text[start:stop]) is not None
            )
        first, last = year_at(self._years, begun.start()), year_at(self._years, done.start())
        return first is not None and last is not None and first != last
