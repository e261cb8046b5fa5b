from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yearbook_kg.recognise.times.pattern import point
from yearbook_kg.recognise.times.starts import starts

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
# The signs that dates are made of, and words of the tables.
PIECES = st.sampled_from(
    [
        *"0123456789lOo年月日季旬世代至到一二三十廿第初末底中间春秋",
        *"、,./- \t\u3000\n()|—~\uff0c\uff08\uff10\uff12",
        *(
            "19",
            "20",
            "198",
            "2012",
            "年代",
            "世纪",
            "季度",
            "上半年",
            "学年",
            "财政年",
            "期间",
            "时期",
            "年间",
        ),
        *(
            "民国",
            "中华民国",
            "清光绪",
            "光绪",
            "南宋绍兴",
            "乾隆",
            "公元前",
            "西元",
            "农历",
            "闰",
            "正月",
            "元年",
        ),
        *(
            "翌年",
            "当年",
            "同月",
            "“十二五”",
            "十一五",
            "第七个五年计划",
            "解放",
            "建国",
            "改革开放",
            "清末民初",
        ),
    ]
)


def possible(text: str) -> set[int]:
    """Every place where the pattern matches, inside other matches too."""
    return {at for at in range(len(text)) if point().match(text, at)}


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
@example("1980—90年代")
@example("\n  \u30001985  12")
@example("l987年,198O年")
def test_every_date_starts_at_one_of_the_places(text: str) -> None:
    assert possible(text) <= set(starts(text))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_date_of_a_page_starts_at_one_of_the_places(path: Path) -> None:
    text = path.read_text("utf-8")
    assert possible(text) <= set(starts(text))


def test_few_places_start_no_date() -> None:
    texts = [path.read_text("utf-8") for path in CORPUS]
    dates = list(chain.from_iterable(point().finditer(text) for text in texts))
    assert sum(len(starts(text)) for text in texts) < 4 * len(dates)
