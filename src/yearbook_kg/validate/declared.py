"""Are the words of the graph words of the ontology? What bears our namespace undeclared is a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from yearbook_kg.terms import written
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.index import TYPE, Index
from yearbook_kg.validate.literals import lexical
from yearbook_kg.vocabulary import CONCEPT_BASE, YB, ontology_path

# Codes and units are open lists: one that the scheme lacks is known where the graph itself says what it is.
_OPEN = (f"<{CONCEPT_BASE}clc_", f"<{CONCEPT_BASE}unit_")
_OURS = (f"<{YB.base}", f"<{CONCEPT_BASE}")


def check_terms(index: Index) -> Iterator[Finding]:
    """Yield each statement with a class, property or concept of ours that the ontology does not declare."""
    declared, described = _declared(), index.column(TYPE).first

    def is_slip(term: str) -> bool:
        return term not in declared and not (term.startswith(_OPEN) and term in described)

    values = index.all_values()
    slips = {value for value in values if value[0] == "<" and value.startswith(_OURS) and is_slip(value)}
    for predicate, column in index.columns.items():
        unknown = predicate.startswith(_OURS) and is_slip(predicate)
        for subject, value in column.pairs() if unknown or slips else ():
            if unknown:
                yield _finding(subject, predicate, predicate)
            if value in slips:
                yield _finding(subject, predicate, value)


@cache
def _declared() -> frozenset[str]:
    # the files begin each term on a line of its own, so no parser is needed to list them
    concepts = re.findall(r"^ybc:(\S+) ", ontology_path("concepts.ttl").read_text("utf-8"), re.MULTILINE)
    return frozenset(map(written, YB.terms)) | {f"<{CONCEPT_BASE}{concept}>" for concept in concepts}


def _finding(subject: str, predicate: str, slip: str) -> Finding:
    base = next(base for base in _OURS if slip.startswith(base))
    what = ("单位", "unit") if slip.startswith(_OPEN[1]) else ("词语", "term")
    near = sorted(known[len(base) : -1] for known in _declared() if known.startswith(base))
    close = get_close_matches(slip[len(base) : -1], near, 1)
    prefix = "yb:" if base == _OURS[0] else "ybc:"
    zh, en = f"本体没有此{what[0]}", f"unknown {what[1]}: the ontology declares no such name"
    if close:
        zh, en = f"{zh}，是否为 {prefix}{close[0]}？", f"{en}; did you mean {prefix}{close[0]}?"
    path = lexical(predicate)
    messages = {"zh": zh, "en": en}
    return Finding("terms-declared", "violation", lexical(subject), path, lexical(slip), messages, (path,))
