from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resolve.pages import page
from yearbook_kg.model import Entity, Recognition
from yearbook_kg.resolve import resolve

WORDS = st.sampled_from(
    [
        "⟦O:市总⟧",
        "⟦O:县委⟧",
        "⟦O:该局⟧",
        "⟦P:城关⟧",
        "⟦P:陕⟧",
        "⟦E:胡 伟⟧",
        "字",
        "⟦O:一中⟧",
        "（简称",
        "）",
        "、",
        "3个区",
        "。",
        "\n",
        "⟦W:《意见》⟧",
        "⟦V:全市“X”比赛⟧",
        "⟦F:职工之家⟧",
        "⟦O:水政科⟧",
        "⟦O:省厅⟧",
        "⟦O:专署⟧",
        "⟦O:吉安市公安局⟧",
        "属",
        "设",
    ]
)


@settings(deadline=None)  # the first page loads the tables
@given(st.lists(WORDS, max_size=30), st.sampled_from(["吉安年鉴2013", "永新县志", "震泽镇志", None]))
def test_every_mention_gets_an_entity(parts: list[str], volume: str | None) -> None:
    entry, recognition = page(volume, "".join(parts))
    resolution = resolve(entry, recognition)
    assert [(m.start, m.end, m.text) for m in resolution.mentions] == [
        (m.start, m.end, m.text) for m in recognition.mentions
    ]
    assert all(
        m.entity is not None and m.entity.name and m.entity.type == m.type for m in resolution.mentions
    )
    assert resolve(entry, recognition) == resolution


def test_an_entity_that_is_set_is_kept() -> None:
    entry, recognition = page("吉安年鉴2013", "⟦O:市总⟧")
    (mention,) = recognition.mentions
    set_before = replace(mention, entity=Entity("某工会", "Organization"))
    resolution = resolve(entry, Recognition((set_before,), (), ()))
    assert resolution.mentions[0].entity == Entity("某工会", "Organization", "union")
    assert resolution.decisions == ()


def test_a_division_has_its_code_and_level() -> None:
    entry, recognition = page("吉安年鉴2013", "全市⟦P:永新县⟧和⟦P:赣江⟧。")
    county, river = (m.entity for m in resolve(entry, recognition).mentions)
    assert county == Entity("永新县", "Place", "county", "360830")
    assert river is not None
    assert (river.kind, river.code) == ("natural", None)


def test_reasons_can_be_checked() -> None:
    entry, recognition = page("吉安年鉴2013", "全市⟦O:市总⟧。")
    (decision,) = resolve(entry, recognition).decisions
    assert "市总 = 吉安市总工会" in decision.reason
    assert "市 is 吉安市 on this page (volume 《吉安年鉴2013》)" in decision.reason
