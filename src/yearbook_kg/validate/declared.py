"""Are the words of the graph words of the ontology? What bears our namespace undeclared is a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from yearbook_kg.validate.engine import Finding
from yearbook_kg.vocabulary import CONCEPT_BASE, RDF, YB, ontology_path

# Codes and units are open lists: one that the scheme lacks is known where the graph itself says what it is.
_OPEN = (CONCEPT_BASE + "clc_", CONCEPT_BASE + "unit_")
_OURS = (YB.base, CONCEPT_BASE)
_TYPE = URIRef(RDF.type.value)


def check_terms(graph: Graph) -> Iterator[Finding]:
    """Yield each statement with a class, property or concept of ours that the ontology does not declare."""
    slips: dict[Node, bool] = {}  # few terms stand in many statements
    for subject, predicate, target in graph:
        if predicate not in slips:
            slips[predicate] = _is_slip(graph, predicate)
        if slips[predicate]:
            yield _finding(subject, predicate, predicate)
        if isinstance(target, Literal):
            continue
        if target not in slips:
            slips[target] = _is_slip(graph, target)
        if slips[target]:
            yield _finding(subject, predicate, target)


def _is_slip(graph: Graph, term: Node) -> bool:
    name = str(term)
    if not name.startswith(_OURS) or name in _declared():
        return False
    return not (name.startswith(_OPEN) and (term, _TYPE, None) in graph)


@cache
def _declared() -> frozenset[str]:
    # the files begin each term on a line of its own, so no parser is needed to list them
    concepts = re.findall(r"^ybc:(\S+) ", ontology_path("concepts.ttl").read_text("utf-8"), re.MULTILINE)
    return frozenset(term.value for term in YB.terms) | {CONCEPT_BASE + concept for concept in concepts}


def _finding(subject: Node, predicate: Node, slip: Node) -> Finding:
    name = str(slip)
    base = next(base for base in _OURS if name.startswith(base))
    what = ("单位", "unit") if name.startswith(_OPEN[1]) else ("词语", "term")
    near = [known for known in _declared() if known.startswith(base)]
    close = get_close_matches(name.removeprefix(base), sorted(known.removeprefix(base) for known in near), 1)
    prefix = "yb:" if base == YB.base else "ybc:"
    zh, en = f"本体没有此{what[0]}", f"unknown {what[1]}: the ontology declares no such name"
    if close:
        zh, en = f"{zh}，是否为 {prefix}{close[0]}？", f"{en}; did you mean {prefix}{close[0]}?"
    path = str(predicate)
    return Finding("terms-declared", "violation", str(subject), path, name, {"zh": zh, "en": en}, (path,))
