"""query, explain, validate, ontology, evaluate."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import PAGE, ROOT, Runner
from yearbook_kg.cli.check import FILES

STEM = PAGE.stem


@pytest.fixture
def graph(run: Runner, tmp_path: Path) -> Path:
    run("build", PAGE, "-o", tmp_path, "-f", "nq")
    return tmp_path / f"{STEM}.nq"


def test_a_question_in_a_pipe_is_csv(run: Runner, graph: Path) -> None:
    done = run("query", graph, "--name", "spending", "-p", "organization=万安县")
    assert done.code == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["value"] for row in rows] == ["4600000"]


def test_a_question_as_table_and_json(run: Runner, graph: Path) -> None:
    assert "460万元" in run("query", graph, "--name", "spending", "--format", "table").out
    answer = json.loads(run("query", graph, "--name", "spending", "--format", "json").out)
    assert answer["head"]["vars"]


def test_sparql_of_ones_own(run: Runner, graph: Path, tmp_path: Path) -> None:
    select = "SELECT ?n { ?e a yb:Entry ; dcterms:identifier ?n }"
    assert run("query", graph, "--sparql", select).out.splitlines() == ["n", STEM]
    (tmp_path / "q.rq").write_text(select, "utf-8")
    assert run("query", graph, "--sparql", f"@{tmp_path / 'q.rq'}").out.splitlines() == ["n", STEM]


@pytest.mark.parametrize(
    "words",
    [
        ("--name", "no-such-question"),
        ("--sparql", "SELEKT"),
        ("--sparql", "DELETE WHERE { ?s ?p ?o }"),
        ("--sparql", "@nowhere.rq"),
        ("--name", "spending", "-p", "place"),
    ],
)
def test_what_cannot_be_asked_is_exit_2(run: Runner, graph: Path, words: tuple[str, ...]) -> None:
    assert run("query", graph, *words).code == 2


def test_a_graph_that_cannot_be_read_is_exit_3(run: Runner, tmp_path: Path) -> None:
    assert run("query", tmp_path / "nowhere.nq", "--name", "spending").code == 3
    (tmp_path / "cut.nq").write_text("<a", "utf-8")
    assert run("query", tmp_path / "cut.nq", "--name", "spending").code == 3
    assert run("explain", "张晴", "-g", tmp_path / "cut.nq").code == 3


def test_a_format_that_there_is_not_is_exit_2(run: Runner, graph: Path, tmp_path: Path) -> None:
    assert run("build", PAGE, "-o", tmp_path, "-f", "docx").code == 2
    assert run("export", graph, tmp_path / "graph.ttl", "-f", "docx").code == 2


def test_a_name_that_nothing_bears_is_told_with_the_nearest(run: Runner, graph: Path) -> None:
    done = run("query", graph, "--name", "figures", "-p", "place=万安", "--lang", "en")
    assert done.code == 0
    assert len(done.out.splitlines()) == 1
    assert "did you mean 万安县" in done.err
    assert (
        "is called “xyz”\n" in run("query", graph, "--name", "posts", "-p", "person=xyz", "--lang", "en").err
    )


def test_explain_shows_the_first_passages_or_all(run: Runner, graph: Path) -> None:
    short = run("explain", "吉安市总工会", "-g", graph, "--lang", "en").out
    whole = run("explain", "吉安市总工会", "-g", graph, "--all").out
    assert "more; --all" in short
    assert len(whole) > len(short)


def test_the_questions_are_listed(run: Runner) -> None:
    done = run("query")
    assert "spending" in done.out
    assert "spending" in run("query", "--lang", "zh").out


def test_explain_shows_the_words(run: Runner, graph: Path) -> None:
    done = run("explain", "万安县园区“职工之家”", "--graph", graph)
    assert done.code == 0, done.err
    assert "万安县投入460万元" in done.out
    assert "141-142" in done.out
    passages = json.loads(run("explain", "万安县园区“职工之家”", "-g", graph, "--json").out)["passages"]
    assert passages


def test_explain_takes_the_only_graph(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "张晴").code == 2
    run("build", PAGE, "-f", "ttl")
    assert run("explain", "张晴").code == 0
    run("build", PAGE, "-f", "ttl", "--name", "again")
    assert run("explain", "张晴").code == 2


def test_validate(run: Runner, graph: Path, tmp_path: Path) -> None:
    done = run("validate", graph)
    assert (done.code, done.err) == (0, "")
    spoiled = tmp_path / "spoiled.nq"
    lines = graph.read_text("utf-8").splitlines(keepends=True)
    spoiled.write_text("".join(line for line in lines if "#statedValue>" not in line), "utf-8")
    done = run("validate", spoiled)
    assert done.code == 1
    assert "violations" in done.out
    assert json.loads(run("validate", spoiled, "--json").out)


def test_validate_deep(run: Runner, graph: Path) -> None:
    assert run("validate", graph, "--deep", "--lang", "zh").code == 0


def test_ontology(run: Runner, tmp_path: Path) -> None:
    assert "owl:Ontology" in run("ontology").out
    assert "sh:" in run("ontology", "shapes.ttl").out
    assert run("ontology", "nothing.ttl").code == 2
    run("ontology", "--write", tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (ROOT / "ontology" / name).read_bytes()


def test_evaluate(run: Runner, tmp_path: Path) -> None:
    gold, pages, said = (tmp_path / name for name in ("gold", "corpus", "said"))
    for folder in (gold, pages):
        folder.mkdir()
    right = (ROOT / "tests" / "gold" / f"{STEM}.json").read_text("utf-8")
    # a gold that nobody can meet, so that there are errors to show
    wrong = right.replace('"Facility"', '"Place"').replace("张晴", "张睛")
    (gold / f"{STEM}.json").write_text(wrong, "utf-8")
    (pages / PAGE.name).write_bytes(PAGE.read_bytes())
    done = run("evaluate", gold, "--errors", "--html", tmp_path / "errors.html", "--floor", "strict=0.8")
    assert done.code == 0, done.err
    assert "linking" in done.out
    assert "<mark>" in (tmp_path / "errors.html").read_text("utf-8")
    assert run("evaluate", gold, pages, "--floor", "facts=1.01").code == 1
    run("extract", pages, "-o", said)
    assert run("evaluate", gold, said).out.splitlines()[0] == done.out.splitlines()[0]


def test_evaluate_misuse(run: Runner, tmp_path: Path) -> None:
    gold = ROOT / "tests" / "gold"
    assert run("evaluate", tmp_path).code == 3
    assert run("evaluate", gold, tmp_path / "nowhere").code == 3
    assert run("evaluate", gold, tmp_path, "--floor", "facts").code == 2
    assert run("evaluate", gold, tmp_path, "--floor", "beauty=1").code == 2
    (tmp_path / PAGE.name).write_bytes(PAGE.read_bytes())
    done = run("evaluate", gold, tmp_path)
    assert "dev-y01: no page and no prediction" in done.err


def test_help_names_every_command(run: Runner) -> None:
    done = run("--help")
    for command in ("build", "extract", "validate", "query", "explain", "export", "ontology", "evaluate"):
        assert command in done.out
    assert run("build").code == 2
