"""Whatever stands on a page, the facts lie in it, come in order, and come the same on every run."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yearbook_kg.model import Entry, Resolution
from yearbook_kg.relate.facts import find_facts

NAMES = (
    *("[O:市农业局]", "[O:县商业局]", "[P:吉水县]", "[P:白水乡]", "[N:王大力]", "[N:李小明]", "[W:《办法》]"),
    *("[E:运动会]", "[H:先进单位]", "[F:水库]", "[T:1956年|1956]", "[T:3月]", "[Q:3人]"),
)
WORDS = (
    *(
        "\n",
        " ",
        "、",
        ",",
        "。",
        ";",
        ":",
        "(",
        ")",
        "“",
        "”",
        "的",
        "与",
        "和",
        "由",
        "将",
        "在",
        "于",
        "为",
    ),
    *(
        "被",
        "获",
        "授予",
        "评为",
        "任",
        "局长",
        "党委书记",
        "副",
        "历任",
        "兼",
        "举办",
        "主办",
        "参加",
        "印发",
    ),
    *(
        "主编",
        "改称",
        "并入",
        "合并为",
        "成立",
        "设",
        "恢复",
        "隶属",
        "下辖",
        "建成",
        "位于",
        "生于",
        "人",
        "卒",
    ),
    *("该局", "本县", "分别", "复原名", "前身为", "称今名"),
)
Marked = Callable[..., tuple[Entry, Resolution]]


@given(st.lists(st.sampled_from(NAMES + WORDS), max_size=60), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_page(marked: Marked, parts: list[str], yearbook: bool) -> None:
    entry, resolution = marked(
        "".join(parts), organization="市农业局" if yearbook else "", year=2012 if yearbook else None
    )
    facts = find_facts(entry, resolution)
    assert facts == find_facts(entry, resolution)
    spans = [(fact.evidence.start, fact.evidence.end) for fact in facts]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(entry.text) for start, end in spans)
