"""Makes ontology/concepts.ttl from the tables of the program.

    python tests/graph/concept_schemes.py > ontology/concepts.ttl

The test beside it fails when the file and the tables drift apart.
"""

from __future__ import annotations

import json
import sys

from yearbook_kg.map.concepts import KIND_TABLES
from yearbook_kg.map.notebook import unit_iri
from yearbook_kg.map.shared_nodes import unit_label
from yearbook_kg.tables import load
from yearbook_kg.vocabulary import CONCEPT_BASE

HEAD = """\
# The concept schemes of the graph. Made by tests/graph/concept_schemes.py: change the tables, not this
# file (map_concepts.tsv, resolve_*kinds.tsv and figures_units.tsv in src/yearbook_kg/tables).

@prefix yb: <https://w3id.org/yearbook-kg/ontology#> .
@prefix ybc: <https://w3id.org/yearbook-kg/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
"""
SCHEMES = {
    "org": ("机构类型", "Organisation types"),
    "event": ("事件类型", "Event types"),
    "place": ("地点类型", "Place types"),
    "facility": ("设施类型", "Facility types"),
    "entry": ("知识类型", "Entry types"),
    "level": ("行政级别", "Levels of divisions"),
    "honour": ("荣誉级别", "Levels of honours"),
    "manner": ("任职方式", "Manners of holding a post"),
    "change": ("沿革类型", "Kinds of change"),
    "qualifier": ("数字修饰", "Qualifiers of figures"),
    "kind": ("数据类别", "Kinds of observation"),
    "unit": ("计量单位", "Units of measure"),
    "clc": ("中国图书馆分类法大类", "Main classes of the Chinese Library Classification"),
}


def _concepts(scheme: str) -> dict[str, list[str]]:
    """Local name -> lines of its description."""
    if scheme == "unit":
        return _units()
    found: dict[str, list[str]] = {}
    if scheme in KIND_TABLES:
        # a county is called one thing, whether its kind or its level is asked for
        levels = {row["concept"]: row for row in load("map_concepts") if row["scheme"] == "level"}
        for row in load(KIND_TABLES[scheme]):
            said = levels.get(row["kind"], row) if scheme == "place" else row
            found.setdefault(f"{scheme}_{row['kind']}", _labels(said["label_zh"], said["label_en"]))
        return found
    for row in load("map_concepts"):
        if row["scheme"] == scheme:
            lines = _labels(row["label_zh"], row["label_en"])
            lines += [f"skos:notation {_text(row['concept'])}"] if scheme == "clc" else []
            lines += [f"skos:scopeNote {_text(row['example'])}@zh"]
            found[f"{scheme}_{row['concept']}"] = lines
    return found


def _units() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in [{"unit": "CNY", "qudt": "CCY_CNY", "example": "82.26万元"}, *load("figures_units")]:
        lines = [
            f"skos:prefLabel {_text(unit_label(row['unit']))}@zh",
            f"skos:scopeNote {_text(row['example'])}@zh",
        ]
        lines += [f"skos:exactMatch unit:{row['qudt']}"] if row["qudt"] else []
        found.setdefault(unit_iri(row["unit"]).strip("<>").removeprefix(CONCEPT_BASE), lines)
    return found


def _labels(zh: str, en: str) -> list[str]:
    return [f"skos:prefLabel {_text(zh)}@zh , {_text(en)}@en"]


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def concept_schemes() -> str:
    """The whole file, as text."""
    blocks = [HEAD]
    for scheme, (zh, en) in SCHEMES.items():
        blocks.append(
            f"ybc:{scheme} a skos:ConceptScheme ;\n    skos:prefLabel {_text(zh)}@zh , {_text(en)}@en .\n"
        )
        kind = "yb:Unit" if scheme == "unit" else "skos:Concept"
        for name, lines in _concepts(scheme).items():
            body = " ;\n    ".join([f"ybc:{name} a {kind}", f"skos:inScheme ybc:{scheme}", *lines])
            blocks.append(f"{body} .\n")
    return "\n".join(blocks)


if __name__ == "__main__":
    sys.stdout.write(concept_schemes())
