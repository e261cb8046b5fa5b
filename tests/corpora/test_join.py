"""The join: what entries say of one thing comes together; nothing is merged that could be two."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from yearbook_kg.corpus import build_corpus
from yearbook_kg.corpus.join import join
from yearbook_kg.model import Page

YB = "https://w3id.org/yearbook-kg/ontology#"

_HEAD = """{title}

知识类型: 析出资源
内容出处: 《{book}》 图书
唯一号: {id}
颗粒名称: {title}
相关地名: 吉安市

内容

"""

Built = Callable[..., tuple[str, list[dict[str, object]]]]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Build pages, each (id, book, title, text), and give the joined graph and the findings."""

    def call(*pages: tuple[int, str, str, str]) -> tuple[str, list[dict[str, object]]]:
        made = [
            Page(
                _HEAD.format(id=999000000000000000 + id_, book=book, title=title) + text,
                f"{id_}.txt",
                str(id_),
            )
            for id_, book, title, text in pages
        ]
        build_corpus(made, tmp_path)
        findings = (tmp_path / "findings.jsonl").read_text("utf-8").splitlines()
        return (tmp_path / "graph" / "corpus.nq").read_text("utf-8"), [json.loads(line) for line in findings]

    return call


UNION = "【概况】 2012年，吉安市总工会有会员{count}人。"


def test_one_figure_of_two_entries_is_two_observations_that_are_linked(built: Built) -> None:
    graph, findings = built(
        (1, "吉安年鉴2013", "吉安市总工会", UNION.format(count=5000)),
        (2, "吉安年鉴2013", "工会工作", UNION.format(count=5000)),
    )
    (line,) = [line for line in graph.splitlines() if f"<{YB}sameFigure>" in line]
    assert line.count("observation_99900000000000000") == 2
    assert not findings


def test_figures_that_disagree_are_linked_and_reported(built: Built) -> None:
    graph, findings = built(
        (1, "吉安年鉴2013", "吉安市总工会", UNION.format(count=5000)),
        (2, "吉安年鉴2014", "吉安市总工会", UNION.format(count=6000)),
    )
    assert f"<{YB}disagreesWith>" in graph
    assert f"<{YB}sameFigure>" not in graph
    (finding,) = findings
    assert finding["finding"] == "figures disagree"
    assert len(finding["statements"]) == 2  # type: ignore[arg-type]


def test_all_names_of_a_body_are_gathered(built: Built) -> None:
    graph, _ = built(
        (1, "吉安年鉴2013", "吉安市总工会", "【概况】 2012年，市总工会印发《意见》。"),
        (2, "吉安年鉴2013", "工会工作", "【概况】 2012年，吉安市总工会召开全委会。"),
    )
    assert 'org_吉安市总工会> <http://www.w3.org/2004/02/skos/core#prefLabel> "吉安市总工会"@zh' in graph
    assert 'org_吉安市总工会> <http://www.w3.org/2004/02/skos/core#altLabel> "市总工会"@zh' in graph


def test_a_body_finds_its_changes_from_both_ends(built: Built) -> None:
    graph, _ = built((1, "吉安年鉴2013", "吉安市林业局", "【沿革】 2002年，吉安市农林局更名为吉安市林业局。"))
    ends = {line.split()[0].rpartition("/")[2]: line.split()[1] for line in graph.splitlines()}
    assert ends["org_吉安市农林局>"] == "<http://www.w3.org/ns/org#changedBy>"
    assert ends["org_吉安市林业局>"] == "<http://www.w3.org/ns/org#resultedFrom>"


def _post(name: str, person: str) -> str:
    return f"post\t{name} <body> <role>\t<{person}>\t<graph>"


def test_people_of_one_name_and_post_are_likely_one_but_not_merged() -> None:
    rows = join(sorted({_post('"张晴"@zh', "a"), _post('"张晴"@zh', "b"), _post('"李红"@zh', "c")})).rows
    assert rows == [f"<a> <{YB}likelySame> <b>\n"]


@pytest.mark.parametrize(
    ("values", "disagree"),
    [
        (["1897", "1898"], True),
        (["1926", "1926-03"], False),
        (["1926"], False),
    ],
)
def test_one_that_has_two_values_is_reported_unless_one_is_the_other_told_less_exactly(
    values: list[str], disagree: bool
) -> None:
    told = {f'once\t<p> <birth>\t"{value}"^^<t>\t<g{at}>' for at, value in enumerate(values)}
    assert bool(join(sorted(told)).findings) is disagree


def test_several_sums_in_one_entry_contradict_nothing() -> None:
    key = "<i> <u> <k> <t> <s> -"
    told = {f"figure\t{key}\t{value}\texact\t<o{value}>\t<g>" for value in ("1", "2")}
    assert join(sorted(told)) == ([], [], [])


def test_about_so_many_contradicts_nothing() -> None:
    key = "<i> <u> <k> <t> <s> -"
    told = {f"figure\t{key}\t1\tabout\t<o1>\t<g1>", f"figure\t{key}\t2\texact\t<o2>\t<g2>"}
    assert join(sorted(told)) == ([], [], [])


def test_a_name_with_a_line_separator_of_unicode_stays_one(built: Built) -> None:
    graph, _ = built(
        (1, "吉安年鉴2013", "吉安市总工会", "【概况】 2012年，市总工会印发《关于\u2028工会\x85的意见》。"),
        (2, "吉安年鉴2013", "工会工作", "【概况】 2012年，市总工会印发《关于\u2028工会\x85的意见》。"),
    )
    assert "<http://www.w3.org/2004/02/skos/core#prefLabel>" in graph
