"""The words behind a thing or a statement, in the page: heading, pages, sentence, rule, and a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.curies import compact, expand, prefixes, shorthand
from yearbook_kg.errors import QueryError
from yearbook_kg.labels import label_of
from yearbook_kg.prose import sentences
from yearbook_kg.query.citation import cite
from yearbook_kg.query.explanation import Explanation, Passage
from yearbook_kg.query.facts import Facts
from yearbook_kg.query.source import Opened, Source, open_store
from yearbook_kg.terms import Iri, Literal, Term
from yearbook_kg.vocabulary import DATA_BASE, DCTERMS, ITSRDF, NIF, ORG, PROV, RDF, SKOS, YB

# What a fact without a name of its own is called by.
_PARTS = {
    YB.Conferral: (YB.recipient, YB.honour),
    YB.Tenure: (ORG.member, ORG.organization, ORG.role),
    YB.Change: (YB.before, YB.changeKind, YB.after),
    YB.OrganizationChange: (YB.before, YB.changeKind, YB.after),
    YB.Observation: (YB.subject, YB.indicator, YB.statedValue),
    YB.Claim: (RDF.subject, RDF.predicate, RDF.object),
}
# Where a thing stands in the facts that say something of it.
_ROLES = (
    *(RDF.subject, RDF.object),
    *(YB.recipient, YB.honour, YB.conferredBy, YB.inEvent),
    *(ORG.member, ORG.organization, ORG.role),
    *(YB.before, YB.after, YB.founder, YB.subject, YB.indicator),
)
_ABSTRACT = frozenset({YB.Indicator, YB.Unit, YB.Section, ORG.Role})
# 【帮扶救助】 stands on the line of the first sentence and is no part of it.
_HEADING = re.compile(r"\s*【[^【】\n]{1,60}】\s*")
LONGEST = 400  # characters of a sentence; of a longer one the surroundings of the words are shown


def explain(
    source: Source | Opened,
    thing: str,
    predicate: str | None = None,
    target: str | None = None,
    *,
    lang: str = "zh",
    base: str = DATA_BASE,
) -> Explanation:
    """Return the words behind a thing, or behind the statement ``thing predicate target``.

    Each is a full IRI, a prefixed name (``ybd:org_吉安市总工会``) or a name as the page or the graph has it;
    a target may also be a literal as it stands in the graph. Without a target, all of them count.
    Raises QueryError where nothing goes by the name, or several things do: the message lists them.
    """
    reader = _Reader(source if isinstance(source, Opened) else open_store(source), lang, base)
    node = reader.find(thing)
    if predicate is None:
        return reader.thing(node)
    return reader.statement(node, reader.property(predicate), target)


class _Reader:
    """Finds things in a store and the passages that speak of them."""

    def __init__(self, opened: Opened, lang: str, base: str) -> None:
        self._facts = Facts(opened)
        self._lang = lang
        self._prefixes = prefixes(base)
        self._short = shorthand(self._prefixes)
        # by entry: what every passage of it needs again
        self._citations: dict[Iri, str] = {}
        self._texts: dict[Iri, str] = {}

    def find(self, name: str) -> Iri:
        iri = expand(name, self._prefixes)
        if iri is not None and self._facts.knows(Iri(iri)):
            return Iri(iri)
        for predicate in (SKOS.prefLabel, DCTERMS.title, SKOS.altLabel, DCTERMS.identifier):
            found = self._bearers(predicate, name.strip())
            if len(found) == 1:
                return found[0]
            if found:
                names = ", ".join(self._name(node) for node in found[:5])
                raise QueryError(name, f"{len(found)} things go by this name; give one of {names}")
        raise QueryError(
            name, "nothing in the graph goes by this IRI or name; `query --name overview` lists what is there"
        )

    def _bearers(self, predicate: Iri, name: str) -> list[Iri]:
        """What bears a name: the things of the world before what is measured (群团林 is a wood first)."""
        found = [
            node
            for language in ("zh", "")
            for node in self._facts.subjects(predicate, _literal(name, language))
        ]
        things = [node for node in found if not _ABSTRACT & set(self._facts.nodes(node, RDF.type))]
        return things or found

    def property(self, name: str) -> Iri:
        iri = expand(name, self._prefixes)
        if iri is None:
            raise QueryError(name, "a property is an IRI or a prefixed name, such as yb:builtBy")
        return Iri(iri)

    def thing(self, node: Iri) -> Explanation:
        passages = list(self._told(node))
        if not passages:
            uses = dict.fromkeys(fact for role in _ROLES for fact in self._facts.subjects(role, node))
            passages = [passage for fact in uses for passage in self._told(fact)]
            passages.sort(key=_place)
            passages += sorted(self._mentions(node), key=_place)
        return Explanation(
            node.value, self._title(node), self._kind(node), tuple(dict.fromkeys(passages)), self._lang
        )

    def statement(self, node: Iri, predicate: Iri, target: str | None) -> Explanation:
        objects = self._facts.objects(node, predicate)
        if target is not None:
            named = expand(target, self._prefixes)
            objects = [
                term
                for term in objects
                if term.value in (target, named) or (isinstance(term, Iri) and target in self._names(term))
            ]
        passages: list[Passage] = []
        for term in objects:
            claims = [
                claim
                for claim in self._facts.subjects(RDF.object, term)
                if node in self._facts.nodes(claim, RDF.subject)
                and predicate in self._facts.nodes(claim, RDF.predicate)
            ]
            # a fact with a node of its own carries the evidence for all that is said of it
            passages += [passage for fact in claims or [node] for passage in self._told(fact)]
        if not objects:
            raise QueryError(
                self._name(node), f"the graph has no {self._name(predicate)} {target or ''} of it"
            )
        title = " — ".join(
            [
                self._title(node),
                label_of(predicate.value, self._lang),
                "、".join(map(self._title_of, objects)),
            ]
        )
        return Explanation(
            node.value, title, self._kind(node), tuple(sorted(dict.fromkeys(passages), key=_place))
        )

    def _told(self, fact: Iri) -> Iterator[Passage]:
        """The passages that a node was read from, or that it is itself."""
        if NIF.Phrase in self._facts.nodes(fact, RDF.type):
            named = self._facts.nodes(fact, ITSRDF.taIdentRef)
            yield self._passage(fact, fact, "、".join(map(self._title, named)))
        for span in self._facts.nodes(fact, PROV.wasDerivedFrom):
            yield self._passage(span, fact, self._title(fact))

    def _mentions(self, node: Iri) -> Iterator[Passage]:
        for span in self._facts.subjects(ITSRDF.taIdentRef, node):
            yield self._passage(span, span, self._title(node))

    def _passage(self, span: Iri, fact: Iri, says: str) -> Passage:
        facts = self._facts
        entry = next(iter(facts.nodes(span, NIF.referenceContext)), span)
        begin, finish = facts.number(span, NIF.beginIndex) or 0, facts.number(span, NIF.endIndex) or 0
        words = facts.text(span, NIF.anchorOf)
        if entry not in self._texts:
            self._texts[entry] = facts.text(entry, NIF.isString)
            self._citations[entry] = cite(facts, entry)
        sentence, start = sentence_at(self._texts[entry], begin, finish)
        sure = facts.text(fact, YB.confidence)
        volume = next(iter(facts.nodes(entry, DCTERMS.isPartOf)), None)
        first, last = facts.number(entry, YB.startPage), facts.number(entry, YB.endPage)
        return Passage(
            says=says,
            words=words,
            sentence=sentence or words,
            start=start if sentence else 0,
            end=(start if sentence else 0) + len(words),
            begin=begin,
            finish=finish,
            entry=facts.label(entry),
            section=self._section(span, entry, begin, finish),
            volume=facts.label(volume) if volume else "",
            pages="–".join(str(page) for page in dict.fromkeys((first, last)) if page is not None),
            citation=self._citations[entry],
            rule=facts.text(fact, YB.extractedBy),
            confidence=float(sure) if sure else None,
            reason=facts.text(fact, YB.linkReason),
        )

    def _section(self, span: Iri, entry: Iri, begin: int, finish: int) -> str:
        """The heading above a span, or the field of the page that it stands in."""
        for section in self._facts.nodes(span, YB.inSection):
            return self._facts.label(section)
        for field in self._facts.nodes(entry, PROV.wasDerivedFrom):
            if (self._facts.number(field, NIF.beginIndex) or 0) <= begin and finish <= (
                self._facts.number(field, NIF.endIndex) or 0
            ):
                return f"〔{self._facts.text(field, YB.fieldName)}〕"
        return ""

    def _title(self, node: Iri) -> str:
        kinds = self._facts.nodes(node, RDF.type)
        for kind, parts in _PARTS.items():
            if kind in kinds:
                ends = [end for part in parts for end in self._facts.objects(node, part)]
                return " — ".join(map(self._title_of, ends)) or self._name(node)
        return self._facts.label(node) or self._name(node)

    def _title_of(self, term: Term) -> str:
        if isinstance(term, Literal):
            return term.value
        name = self._facts.label(term)
        return name or label_of(term.value, self._lang)

    def _names(self, node: Iri) -> set[str]:
        names = self._facts.objects(node, SKOS.prefLabel) + self._facts.objects(node, SKOS.altLabel)
        return {name.value for name in names}

    def _kind(self, node: Iri) -> str:
        kinds = self._facts.nodes(node, RDF.type)
        own = [kind for kind in kinds if kind.value.startswith(YB.base)]
        return label_of(min(own or kinds or [node]).value, self._lang)

    def _name(self, node: Iri) -> str:
        return compact(node.value, self._short) or node.value


def sentence_at(text: str, begin: int, end: int) -> tuple[str, int]:
    """Return the sentence, or the few sentences, that a span lies in, and where the span starts in it.

    >>> sentence_at("走访企业660家。投资9万元。", 11, 14)
    ('投资9万元。', 2)
    """
    if not 0 <= begin < end <= len(text):
        return "", 0
    first = text.rfind("\n", 0, begin) + 1
    last = text.find("\n", end)
    spans = list(sentences(text, first, len(text) if last < 0 else last))
    start = max((a for a, _ in spans if a <= begin), default=first)
    heading = _HEADING.match(text, start, begin)
    start = heading.end() if heading else start
    stop = min((b for _, b in spans if b >= end), default=end)
    start, stop = max(start, begin - LONGEST), min(stop, max(end, begin + LONGEST))
    return text[start:stop], begin - start


def _literal(value: str, language: str) -> Literal:
    return Literal(value, RDF.base + "langString", language) if language else Literal(value)


def _place(passage: Passage) -> tuple[str, str, int, int, str]:
    return passage.volume, passage.entry, passage.begin, passage.finish, passage.says
