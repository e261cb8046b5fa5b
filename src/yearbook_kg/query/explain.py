"""The words behind a thing or a statement, in the page: heading, pages, sentence, rule, and a citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yearbook_kg.curies import compact, expand, prefixes, shorthand
from yearbook_kg.errors import QueryError
from yearbook_kg.labels import label_of, term_named
from yearbook_kg.prose import sentences
from yearbook_kg.query.citation import cite
from yearbook_kg.query.explanation import Explanation, Passage
from yearbook_kg.query.facts import Facts
from yearbook_kg.query.lookup import NAMES, bearers, plain
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
    *(YB.before, YB.after, YB.founder, YB.subject, YB.indicator, YB.place),
)
# What was read from a page as one statement: its own words are all there is to show.
_TELLING = frozenset({*_PARTS, NIF.Phrase, YB.Entry})
_CANDIDATES = 8
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

    Each is a full IRI, a prefixed name (``ybd:org_吉安市总工会``) or a name as the page or the graph has it,
    quotes aside; the predicate may also be its label (建设者) or local name (``builtBy``). A target may be a
    literal as it stands in the graph; without one, all of them count. Raises QueryError where nothing goes by
    the name, or several things do: the message lists them.
    """
    reader = _Reader(source if isinstance(source, Opened) else open_store(source), lang, base)
    node = reader.find(thing)
    if predicate is None:
        return reader.thing(node)
    return reader.statement(node, reader.property(predicate), target)


class _Reader:
    """Finds things in a store and the passages that speak of them."""

    def __init__(self, opened: Opened, lang: str, base: str) -> None:
        self._opened = opened
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
        for abstract in (False, True):
            for predicate in NAMES:
                if found := self._bearers(predicate, name, abstract=abstract):
                    return self._only(name, found)
        raise QueryError(
            name, "nothing in the graph goes by this IRI or name; `query --name overview` lists what is there"
        )

    def _only(self, name: str, found: list[Iri]) -> Iri:
        if len(found) > 1:
            names = ", ".join(self._name(node) for node in found[:_CANDIDATES])
            raise QueryError(name, f"{len(found)} things go by this name; give one of {names}")
        return found[0]

    def _bearers(self, predicate: Iri, name: str, *, abstract: bool) -> list[Iri]:
        """What bears a name: the things of the world before what is measured (群团林 is a wood first)."""
        found = bearers(self._opened, predicate, name)
        # the name as it was typed, where two differ in their quotes alone
        exact = [iri for iri, label in found.items() if label == name.strip()]
        nodes = [Iri(iri) for iri in exact or found]
        return [
            node for node in nodes if bool(_ABSTRACT & set(self._facts.nodes(node, RDF.type))) == abstract
        ]

    def property(self, name: str) -> Iri:
        iri = expand(name, self._prefixes) or term_named(name)
        if iri is None:
            raise QueryError(name, "a property is an IRI or a prefixed name, such as yb:builtBy")
        return Iri(iri)

    def thing(self, node: Iri) -> Explanation:
        kinds = set(self._facts.nodes(node, RDF.type))
        passages = list(self._told(node))
        if not passages or not kinds & _TELLING:
            uses = dict.fromkeys(fact for role in _ROLES for fact in self._facts.subjects(role, node))
            spoken = [passage for fact in uses for passage in self._told(fact)]
            mentions = list(self._mentions(node))
            if YB.AdministrativeDivision in kinds:
                # the words that a table of divisions was asked about are those of a place within it
                passages = [passage for passage in passages if passage.words in self._names(node)]
            passages = [
                passage for part in (passages, spoken, mentions) for passage in sorted(part, key=_place)
            ]
        return Explanation(
            node.value,
            self._title(node),
            self._kind(node),
            tuple(dict.fromkeys(passages)),
            self._lang,
            self._known(node, named=bool(self._facts.subjects(ITSRDF.taIdentRef, node))),
        )

    def _known(self, node: Iri, *, named: bool) -> str:
        """What the table of divisions says of a place: its code, its level and where the table is from."""
        code = self._facts.text(node, YB.adminCode)
        if not code:
            return ""
        sources = [self._facts.label(source) for source in self._facts.nodes(node, DCTERMS.source)]
        levels = [label_of(level.value, self._lang) for level in self._facts.nodes(node, YB.level)]
        said = [code, *levels, *filter(None, sources)]
        if self._lang == "en":
            return f"division table: {', '.join(said)}" + ("" if named else "; no page names it")
        return f"行政区划表：{'，'.join(said)}" + ("" if named else "；页面未提及其名")

    def statement(self, node: Iri, predicate: Iri, target: str | None) -> Explanation:
        objects = self._facts.objects(node, predicate)
        if target is not None:
            named = expand(target, self._prefixes)
            objects = [
                term
                for term in objects
                if term.value in (target, named)
                or (isinstance(term, Iri) and plain(target) in map(plain, self._names(term)))
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
                self._listed(map(self._title_of, objects)),
            ]
        )
        return Explanation(
            node.value,
            title,
            self._kind(node),
            tuple(sorted(dict.fromkeys(passages), key=_place)),
            self._lang,
        )

    def _told(self, fact: Iri) -> Iterator[Passage]:
        """The passages that a node was read from, or that it is itself."""
        if NIF.Phrase in self._facts.nodes(fact, RDF.type):
            named = self._facts.nodes(fact, ITSRDF.taIdentRef)
            yield self._passage(fact, fact, self._listed(map(self._title, named)))
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
                name = self._facts.text(field, YB.fieldName)
                return f"[{name}]" if self._lang == "en" else f"〔{name}〕"
        return ""

    def _listed(self, names: Iterable[str]) -> str:
        return (", " if self._lang == "en" else "、").join(names)

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


def _place(passage: Passage) -> tuple[str, str, int, int, str]:
    return passage.volume, passage.entry, passage.begin, passage.finish, passage.says
