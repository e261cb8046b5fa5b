"""JSON-LD with the ontology's context in it, so that it reads offline and as plain JSON alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from yearbook_kg.curies import compact, shorthand
from yearbook_kg.terms import LANG_STRING, XSD, Iri, Literal, Quad, Term
from yearbook_kg.vocabulary import DATA_BASE, RDF, ontology_path
from yearbook_kg.write.arrange import Thing, arrange, graphs

Context = Mapping[str, Any]


def jsonld(quads: Iterable[Quad], *, base: str = DATA_BASE) -> Iterator[str]:
    """Yield the quads as JSON-LD, a line a thing; a named graph is an object with its ``@graph``.

    The context stands in the file: no reader has to fetch it. It is that of ``ontology/context.jsonld``, with
    ``ybd`` bound to ``base``. The same for any order of the quads.
    """
    context = {**load_context(), "ybd": base}
    writer = _Writer(context)
    yield '{\n"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": ['
    for number, (graph, triples) in enumerate(graphs(quads)):
        yield (",\n" if number else "\n") + '{"@id": ' + _text(writer.name(graph)) + ', "@graph": ['
        things = (thing for _, part in arrange(triples, writer.short) for thing in part)
        for index, thing in enumerate(things):
            node = json.dumps(writer.node(thing), ensure_ascii=False)
            yield (",\n" if index else "\n") + node
        yield "\n]}"
    yield "\n]\n}\n"


@cache
def load_context() -> Context:
    """Return the context of the ontology: what its ``@context`` says."""
    found: Context = json.loads(ontology_path("context.jsonld").read_text("utf-8"))["@context"]
    return found


class _Writer:
    """Shortens things by a context; what no term of it fits is written out in full."""

    def __init__(self, context: Context) -> None:
        self._spaces = {
            name: entry if isinstance(entry, str) else entry["@id"]
            for name, entry in context.items()
            if not name.startswith("@") and _is_space(entry)
        }
        self.short = shorthand(self._spaces)
        # property IRI -> the terms for it, each with what it takes a plain string for
        self._terms: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        for name, entry in context.items():
            if name.startswith("@") or name in self._spaces:
                continue
            meaning = entry if isinstance(entry, dict) else {"@id": entry}
            iri = self._expand(str(meaning.get("@id", name)))
            self._terms.setdefault(iri, []).append((name, meaning))
        self._names: dict[Iri, str] = {}

    def _expand(self, name: str) -> str:
        prefix, _, rest = name.partition(":")
        return self._spaces[prefix] + rest if prefix in self._spaces else name

    def name(self, iri: Iri) -> str:
        if iri not in self._names:
            self._names[iri] = compact(iri.value, self.short) or iri.value
        return self._names[iri]

    def node(self, thing: Thing) -> dict[str, Any]:
        found: dict[str, Any] = {"@id": self.name(thing.subject)}
        for predicate, targets in thing.properties:
            for target in targets:
                if predicate == RDF.type and isinstance(target, Iri):
                    key, value = "@type", self._class(target)
                else:
                    key, value = self._pair(predicate, target)
                _add(found, key, value)
        return found

    def _class(self, iri: Iri) -> str:
        # @type takes terms of the vocabulary, so a class that the context names goes by that name
        plain = (name for name, meaning in self._terms.get(iri.value, ()) if set(meaning) == {"@id"})
        return next(plain, self.name(iri))

    def _pair(self, predicate: Iri, target: Term) -> tuple[str, Any]:
        """The first term that says all there is to say of the value, else the property's prefixed name."""
        for name, meaning in self._terms.get(predicate.value, ()):
            taken = meaning.get("@type", "")
            if isinstance(target, Iri) and taken == "@id":
                return name, self.name(target)
            if isinstance(target, Literal) and self._fits(target, taken, meaning.get("@language")):
                return name, target.value
        return self.name(predicate), self._value(target)

    def _fits(self, literal: Literal, taken: str, language: str | None) -> bool:
        if literal.datatype == LANG_STRING:
            return not taken and language == literal.language
        if language is not None:
            return False
        return literal.datatype == (self._expand(taken) if taken else XSD + "string")

    def _value(self, term: Term) -> Any:
        if isinstance(term, Iri):
            return {"@id": self.name(term)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype == XSD + "string":
            return {"@value": term.value}
        return {"@value": term.value, "@type": self.name(Iri(term.datatype))}


def _is_space(entry: Any) -> bool:
    if isinstance(entry, dict):
        return entry.get("@prefix") is True
    return isinstance(entry, str) and entry[-1:] in "#/:"


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
