"""The words behind a thing or a statement, marked in their sentence, with where they stand."""

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from yearbook_kg.errors import QueryError
from yearbook_kg.query import Explanation, Opened, explain
from yearbook_kg.query.explain import LONGEST, sentence_at


def test_the_first_page_explains_who_built_what(page_store: Opened) -> None:
    found = explain(page_store, "万安县园区“职工之家”", "yb:builtBy", "万安县")
    (passage,) = found.passages
    assert passage.sentence.startswith("万安县投入460万元")
    assert passage.section == "建设园区“职工之家”"
    assert (passage.volume, passage.pages) == ("吉安年鉴2013", "141–142")
    assert found.citations == ("张晴.吉安市总工会[M]//吉安年鉴2013.中华书局:141-142.",)


@pytest.mark.parametrize("name", ["群团林", "市总", "吉安年鉴2013", "中华书局", "张晴", "140320020220004324"])
def test_any_name_on_the_page_will_do(page_store: Opened, name: str) -> None:
    assert explain(page_store, name).passages


def test_every_passage_quotes_the_page(page_store: Opened, page_graph: object) -> None:
    text = page_graph.documents[0].entry.text  # type: ignore[attr-defined]
    for passage in explain(page_store, "吉安市总工会").passages:
        assert text[passage.begin : passage.finish] == passage.words
        assert passage.sentence[passage.start : passage.end] == passage.words


def test_a_field_is_named_where_there_is_no_section(page_store: Opened) -> None:
    sections = [passage.section for passage in explain(page_store, "张晴").passages]
    assert "〔相关人物〕" in sections


@pytest.mark.parametrize(
    "thing",
    ["ybd:org_甲县总工会", "<https://w3id.org/yearbook-kg/id/org_甲县总工会>", "甲县总工会", " 县总 "],
)
def test_a_thing_goes_by_iri_prefixed_name_and_name(small_store: Opened, thing: str) -> None:
    found = explain(small_store, thing)
    assert (found.name, found.kind) == ("甲县总工会", "机构")
    assert [passage.words for passage in found.passages] == [
        "县总工会",
        "县总工会获先进单位",
        "8.5万元",
        "县总举办运动会",
        "县总工会",
        "县总",
    ]


def test_a_fact_says_what_it_links(small_store: Opened) -> None:
    (passage,) = explain(small_store, "ybd:claim_1_29_36_d").passages
    assert passage.says == "运动会 — 主办者 — 甲县总工会"
    assert (passage.rule, passage.confidence) == ("held", 0.9)
    assert passage.sentence == "县总举办运动会<&>。"
    (passage,) = explain(small_store, "ybd:tenure_1_10_14_b").passages
    assert passage.says == "丙 — 甲县总工会 — 主席"


def test_a_span_explains_itself(small_store: Opened) -> None:
    (passage,) = explain(small_store, "ybd:entry_1_29_31").passages
    assert (passage.says, passage.words) == ("甲县总工会", "县总")


def test_a_statement_of_a_fact_rests_on_the_words_of_the_fact(small_store: Opened) -> None:
    found = explain(small_store, "ybd:observation_1_22_27_c", "yb:value", "85000")
    assert [passage.words for passage in found.passages] == ["8.5万元"]
    assert found.name.endswith("投入 — 8.5万元 — 数值 — 85000")


def test_all_objects_count_where_none_is_given(small_store: Opened) -> None:
    assert explain(small_store, "运动会", "yb:organizer").passages
    assert explain(small_store, "运动会", "yb:organizer", "ybd:org_甲县总工会").passages
    assert explain(small_store, "运动会", "yb:organizer", "县总").passages


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("没有的机构",), "nothing in the graph"),
        (("ybd:org_没有",), "nothing in the graph"),
        (("运动会", "办的人"), "prefixed name"),
        (("运动会", "yb:organizer", "乙书局"), "has no yb:organizer"),
        (("运动会", "yb:builtBy"), "has no yb:builtBy"),
    ],
)
def test_what_is_not_there_is_told(small_store: Opened, names: tuple[str, ...], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        explain(small_store, *names)


def test_a_name_of_several_things_lists_them(page_store: Opened) -> None:
    with pytest.raises(QueryError, match="things go by this name; give one of ybd:facility_"):
        explain(page_store, "职工之家")


def test_it_reads_as_text_as_json_and_in_the_terminal(small_store: Opened) -> None:
    found = explain(small_store, "运动会")
    assert "县总举办⟦运动会⟧<&>。" in str(found)
    assert "第9–10页" in str(found)
    assert "pp. 9–10" in str(explain(small_store, "运动会", lang="en"))
    assert json.loads(found.json())["citations"] == list(found.citations)
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(found.rich())
    assert "县总举办运动会" in console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "begin", "end", "sentence", "start"),
    [
        ("甲。乙丙。丁", 3, 4, "乙丙。", 1),
        ("甲\n乙丙\n丁", 2, 4, "乙丙", 0),
        ("甲。乙。丙", 0, 4, "甲。乙。", 0),
        ("甲乙", 1, 2, "甲乙", 1),
        ("  【概况】 甲乙。", 7, 8, "甲乙。", 0),
        ("【概况】甲乙。", 1, 3, "【概况】甲乙。", 1),
        ("甲乙", 1, 5, "", 0),
        ("甲乙", -1, 1, "", 0),
        ("\n\n", 0, 1, "\n", 0),
    ],
)
def test_the_sentence_of_a_span(text: str, begin: int, end: int, sentence: str, start: int) -> None:
    assert sentence_at(text, begin, end) == (sentence, start)


def test_a_long_sentence_is_cut_around_the_words() -> None:
    text = "一" * 5000
    sentence, start = sentence_at(text, 2500, 2502)
    assert len(sentence) <= 2 * LONGEST
    assert start == LONGEST


def test_quotes_and_labels_are_taken_as_they_are_typed(page_store: Opened) -> None:
    for name in ("万安县园区职工之家", '万安县园区"职工之家"'):
        for predicate in ("yb:builtBy", "builtBy", "建设者"):
            assert explain(page_store, name, predicate, "万安县").passages


def test_a_division_of_the_table_says_so(page_store: Opened) -> None:
    found = explain(page_store, "江西省", lang="en")
    assert "division table: 360000, provincial, GB/T 2260" in str(found)
    assert "行政区划表：360000，省级，GB/T 2260" in str(explain(page_store, "江西省"))
    assert "江西省" in " ".join(passage.says for passage in found.passages)
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(found.rich())
    assert "division table" in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_long_list_is_cut_and_says_so(page_store: Opened) -> None:
    whole = explain(page_store, "吉安市总工会")
    short = whole.first(3)
    assert (len(short.passages), short.more) == (3, len(whole.passages) - 3)
    assert f"另有{short.more}处" in str(short)
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(short.rich())
    assert "--all" in console.file.getvalue()  # type: ignore[attr-defined]
    assert whole.first(10_000) == whole
    assert "more; --all" in str(explain(page_store, "吉安市总工会", lang="en").first(1))


def test_english_has_english_pages_and_brackets(page_store: Opened) -> None:
    said = str(explain(page_store, "张晴", lang="en"))
    assert "[相关人物]" in said
    assert "〔" not in said
    entry = explain(page_store, "万安县", lang="en").passages[0]
    assert "p. 9 ·" in str(Explanation("x", "x", "x", (replace(entry, pages="9"),), "en"))
