"""A field against its body: both statements, the body first."""

from __future__ import annotations

from tests.conftest import ROOT
from yearbook_kg import build
from yearbook_kg.evaluate import gold_form
from yearbook_kg.model import Claim
from yearbook_kg.pipeline import extract
from yearbook_kg.relate.facts.fields import RULE

CARD = ROOT / "tests" / "corpus" / "dev-g16.txt"


def test_both_births_are_kept_and_the_body_leads() -> None:
    (document,) = extract(CARD)
    births = [f for f in document.facts if isinstance(f, Claim) and f.predicate == "bornYear"]
    said = {str(f.object): f.evidence for f in births}
    assert set(said) == {"1897", "1898"}
    assert said["1898"].rule == RULE
    assert said["1898"].confidence < 0.5 < said["1897"].confidence
    assert CARD.read_text("utf-8")[said["1898"].start : said["1898"].end] == "1898年"
    assert ["殷伯桢", "bornYear", "1898"] not in gold_form(document)["facts"]


def test_the_graph_holds_both_and_conforms() -> None:
    graph = build(CARD)
    assert graph.validate().conforms
    assert "1898" in str(graph.query("disagreements").rows)


def test_a_field_that_the_body_bears_out_says_nothing_twice() -> None:
    (document,) = extract(ROOT / "tests" / "corpus" / "dev-g09.txt")
    assert all(fact.evidence.rule != RULE for fact in document.facts)
