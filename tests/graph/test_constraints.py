"""Each constraint on small data of its own, odd values too: the columns find what pySHACL finds."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import Graph

from yearbook_kg.validate import Index
from yearbook_kg.validate.columns import compile_shape, judge_shape
from yearbook_kg.validate.engine import findings_of
from yearbook_kg.validate.shapes import read_shapes

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/x#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
SHAPE = PREFIXES + "ex:Wanted a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:part ; "
STRAIGHT = "ex:a a ex:Thing ; ex:part "
Found = set[tuple[str, str, str]]

CASES = {
    "too few": ("sh:minCount 2 .", "1 . ex:b a ex:Thing ; ex:part 1 , 2 . ex:c a ex:Thing ."),
    "none wanted": ("sh:maxCount 0 .", "1 . ex:b a ex:Thing ."),
    "too many": ("sh:maxCount 2 .", "1 , 2 , 3 . ex:b a ex:Thing ; ex:part 1 , 2 ."),
    "a value is missing": (
        'sh:hasValue "x" .',
        '"y" , "x" . ex:b a ex:Thing ; ex:part "y" . ex:c a ex:Thing .',
    ),
    "tags twice": ("sh:uniqueLang true .", '"x"@zh , "y"@zh , "z"@en . ex:b a ex:Thing ; ex:part "x"@zh .'),
    "tags may come twice": ("sh:uniqueLang false .", '"x"@zh , "y"@zh .'),
    "shared values": ("sh:disjoint ex:other .", '"x" , "y" ; ex:other "x" , "z" .'),
    "class": ("sh:class ex:Kind .", 'ex:b , ex:c , "x" . ex:b a ex:Kind . ex:c a ex:Other .'),
    "narrower class": (
        "sh:class ex:Kind .",
        "ex:b , ex:c . ex:b a ex:Narrow . ex:Narrow rdfs:subClassOf ex:Middle ."
        " ex:Middle rdfs:subClassOf ex:Kind . ex:Kind rdfs:subClassOf ex:Middle .",
    ),
    "narrower target": ("sh:minCount 1 .", "1 . ex:b a ex:Narrow . ex:Narrow rdfs:subClassOf ex:Thing ."),
    "iri": ("sh:nodeKind sh:IRI .", 'ex:b , "x" , [] .'),
    "literal": ("sh:nodeKind sh:Literal .", 'ex:b , "x" , [] .'),
    "blank": ("sh:nodeKind sh:BlankNode .", 'ex:b , "x" , [] .'),
    "iri or literal": ("sh:nodeKind sh:IRIOrLiteral .", 'ex:b , "x" , [] .'),
    "blank or iri": ("sh:nodeKind sh:BlankNodeOrIRI .", 'ex:b , "x" , [] .'),
    "string": ("sh:datatype xsd:string .", '"x" , "x"@zh , 1 , ex:b .'),
    "text": ("sh:datatype rdf:langString .", '"x" , "x"@zh , "" , 1 , ex:b , [] .'),
    "integer": ("sh:datatype xsd:integer .", '1 , -1 , 1.0 , "+7"^^xsd:integer , "x"^^xsd:integer , "1" .'),
    "decimal": (
        "sh:datatype xsd:decimal .",
        '1 , 1.5 , "+1.5"^^xsd:decimal , "x"^^xsd:decimal , "5."^^xsd:decimal .',
    ),
    "date": (
        "sh:datatype xsd:date .",
        '"2012-02-29"^^xsd:date , "2013-02-29"^^xsd:date , "2012-13-01"^^xsd:date ,'
        ' "-0221-01-01"^^xsd:date .',
    ),
    "year": ("sh:datatype xsd:gYear .", '"2012"^^xsd:gYear , "x"^^xsd:gYear , "2012" .'),
    "pattern": ('sh:pattern "^[ab]$" ; sh:pattern "a" .', '"a" , "b" , "ab" , ex:a , [] .'),
    "pattern of an iri": ('sh:pattern "^https://example.org/x#b$" .', 'ex:b , ex:bb , "b" .'),
    "short": (
        "sh:minLength 3 .",
        '"ab" , "abc" , "a\\nb" , "a\\n" , "\\n\\n\\n\\n"@zh , ex:b , [] , 12 , 123 .',
    ),
    "empty": ("sh:minLength 1 .", '"" , ""@zh , " " , "\\"" .'),
    "tags": ('sh:languageIn ( "zh" "en" ) .', '"x"@zh , "x"@EN , "x"@zh-hans , "x"@fr , "x" , ex:b .'),
    "one of": ('sh:in ( ex:b "x" 1 ) .', 'ex:b , ex:c , "x" , "x"@zh , 1 , 2 .'),
    "not below": ("sh:minInclusive 0 .", '0 , -1 , 0.5 , "1" , "0"^^xsd:integer , 3e0 , -3e0 , ex:b , [] .'),
    "not above": ("sh:maxInclusive 1.0 .", '0 , 1 , 1.5 , "x" , 1e0 , 2e0 , "2012"^^xsd:gYear .'),
    "date as limit": (
        'sh:minInclusive "2000-01-01"^^xsd:date .',
        '"1999-12-31"^^xsd:date , "2000-01-01"^^xsd:date , "2001-01-01"^^xsd:date , 5 , "2001" .',
    ),
    "year as limit": (
        'sh:minInclusive "2000"^^xsd:gYear .',
        '"1999"^^xsd:gYear , "2000"^^xsd:gYear , "2001"^^xsd:gYear , 2001 .',
    ),
    "before": ("sh:lessThan ex:other .", "1 , 5 ; ex:other 3 , 9 . ex:b a ex:Thing ; ex:part 1 ."),
    "before, equal": ("sh:lessThan ex:other .", "3 ; ex:other 3 ."),
    "not after, equal": (
        "sh:lessThanOrEquals ex:other .",
        "3 ; ex:other 3.0 . ex:b a ex:Thing ; ex:part 4 ; ex:other 3 .",
    ),
    "before, iris": (
        "sh:lessThan ex:other .",
        "ex:b ; ex:other ex:c . ex:d a ex:Thing ; ex:part ex:d ; ex:other ex:c .",
    ),
    "before, strings": ("sh:lessThan ex:other .", '"a" , "c" ; ex:other "b" .'),
    "before, mixed": ("sh:lessThan ex:other .", '1 , "a" ; ex:other "b" .'),
    "before, dates": (
        "sh:lessThan ex:other .",
        '"2000-01-01"^^xsd:date , "2002-01-01"^^xsd:date ; ex:other "2001-01-01"^^xsd:date .',
    ),
    "not after, dates": (
        "sh:lessThanOrEquals ex:other .",
        '"2001-01-01"^^xsd:date , "2002-01-01"^^xsd:date ; ex:other "2001-01-01"^^xsd:date .',
    ),
    "before, years": (
        "sh:lessThan ex:other .",
        '"1998"^^xsd:gYear , "2013"^^xsd:gYear ; ex:other "2012"^^xsd:gYear .',
    ),
}
PATHS = {
    "inverse": ("[ sh:inversePath ex:part ]", "ex:b ex:part ex:a . ex:a a ex:Thing . ex:c a ex:Thing ."),
    "either": (
        "[ sh:alternativePath ( ex:part ex:other ) ]",
        "ex:a a ex:Thing ; ex:part ex:a , ex:b ; ex:other ex:b , ex:c . ex:b a ex:Thing .",
    ),
    "three steps": (
        "( ex:part ex:part ex:other )",
        "ex:a a ex:Thing ; ex:part ex:b , ex:c . ex:b ex:part ex:d . ex:c ex:part ex:d ."
        " ex:d ex:other 1 , 2 , 3 .",
    ),
}


def by_columns(shapes: str, graph: Graph) -> Found:
    index = Index.of_graph(graph)
    found = [one for shape in read_shapes(shapes) for one in judge_shape(compile_shape(shape), index)]
    return {(one.focus, one.path, one.value) for one in found}


def by_pyshacl(shapes: str, graph: Graph) -> Found:
    rules = Graph().parse(data=shapes, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rules)
    assert isinstance(report, Graph)
    return {(one.focus, one.path, one.value) for one in findings_of(report, rules)}


@pytest.mark.parametrize("name", CASES)
def test_a_constraint_finds_what_pyshacl_finds(name: str) -> None:
    rest, values = CASES[name]
    graph = Graph().parse(data=PREFIXES + STRAIGHT + values, format="turtle")
    assert by_columns(SHAPE + rest, graph) == by_pyshacl(SHAPE + rest, graph)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("rest", ["sh:minCount 2 .", "sh:maxCount 2 .", "sh:nodeKind sh:Literal ."])
def test_a_path_leads_where_pyshacl_goes(name: str, rest: str) -> None:
    path, data = PATHS[name]
    shapes = SHAPE.replace("ex:part", path) + rest
    graph = Graph().parse(data=PREFIXES + data, format="turtle")
    assert by_columns(shapes, graph) == by_pyshacl(shapes, graph)


def test_a_severity_and_messages_are_those_of_the_shape() -> None:
    shape = SHAPE + 'sh:minCount 1 ; sh:severity sh:Warning ; sh:message "leer"@de , "empty" .'
    (found,) = judge_shape(
        compile_shape(*read_shapes(shape)), Index.of_graph(Graph().parse(data=PREFIXES + "ex:a a ex:Thing ."))
    )
    assert (found.shape, found.severity, found.messages) == (
        "Wanted",
        "warning",
        {"de": "leer", "": "empty"},
    )
