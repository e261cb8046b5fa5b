"""The script to be measured against: what a competent user would write today for the same job.

    python benchmarks/peer.py build/corpus.jsonl -o build/peer

jieba.posseg cuts the words, regular expressions find what it does not know, rdflib builds and writes the
graph, pySHACL validates it against the Core shapes of the ontology: fields, sections, organisations, places,
people, works, events, honours and who got them, figures with units, indicators, years and subjects, each with
the words that it is from. It resolves nothing: names stand as they are written. Nothing is slow on purpose:
patterns are compiled once, the shapes are parsed once, pySHACL works in place and without inference.
Prints JSON: pages, triples, seconds on the clock and of the processor, and the loading of jieba apart.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS, TIME

YB = Namespace("https://w3id.org/yearbook-kg/ontology#")
ID = Namespace("https://w3id.org/yearbook-kg/id/")
CONCEPT = Namespace("https://w3id.org/yearbook-kg/concept/")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
SPACES = {"yb": YB, "ybd": ID, "ybc": CONCEPT, "nif": NIF, "itsrdf": ITSRDF, "prov": PROV, "skos": SKOS}
SPACES |= {"dcterms": DCTERMS, "time": TIME}
SHAPES = Path(__file__).parents[1] / "ontology" / "shapes.ttl"
FIELD = re.compile(
    r"^(知识类型|内容出处|唯一号|颗粒名称|分类号|页数|页码|摘要|关键词|出版者|出版地)[:\uff1a] *(.+)$", re.M
)
BODY = re.compile(r"^(?:内容|(?:人物|机构|事件|专题)描述|实物简介)\n", re.M)
END = re.compile(r"^(?:知识出处|阅读|相关人物|相关地名)$", re.M)
SECTION = re.compile(r"【([^】]{1,40})】|^[ \u3000]*(第[一二三四五六七八九十百]+[章节][^\n]{0,30})", re.M)
FOOTER = re.compile(r"^([^\n]{2,20})\n(责任者|相关人物|相关地名|发生地点)$", re.M)
SENTENCE = re.compile(r"[^。;\uff1b\n]+")
YEAR = re.compile(r"((?:19|20)\d\d)年")
ORG_TAIL = (
    "总工会|委员会|人民政府|管理局|公安局|[一-龥]局|委|办公室|中心|公司|集团|厂|医院|卫生院|大学|学院|中学|"
    "小学|协会|联合会|银行|支队|法院|检察院|供销社|合作社|出版社"
)
PATTERNS = {
    "Work": re.compile(r"《[^》]{2,60}》"),
    "Event": re.compile(r"“[^”]{2,40}”[一-龥]{0,8}?(?:活动|竞赛|比赛)|[一-龥]{2,14}?(?:运动会|洽谈会|大会)"),
    "Honour": re.compile(
        r"(?:全国|全省|全市|市直?|县)?[一-龥“”]{2,18}?"
        r"(?:先进单位|先进集体|优秀单位|[一二三]等奖|组织奖|风尚奖|金奖|称号|劳动模范|先进个人)"
    ),
    "Organization": re.compile(rf"(?:[一-龥]{{1,8}}?[省市县区镇乡])?[一-龥]{{1,10}}?(?:{ORG_TAIL})"),
    "Place": re.compile(r"[一-龥]{2,4}?(?:省|市|县|自治区|自治州|新区|开发区|镇|乡|村|街道)"),
}
FIGURE = re.compile(
    r"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿千百]*)(?P<rest>[余多])?(?P<unit>平方米|平方公里|立方米|"
    r"公里|公斤|公顷|个百分点|人次|美元|千瓦时|[%‰元人名户家个项次件起宗场期份篇辆台套吨亩米所处座头只条册])"
)
INDICATOR = re.compile(r"([一-龥]{2,12}?)(?:达到?|为|共|完成|实现|增长|下降|突破|有)?(?:约|近|超过)?$")
SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100}
POS = {"nr": "Person", "ns": "Place", "nt": "Organization"}


def names(text: str, start: int, end: int, posseg: Any) -> Iterator[tuple[str, int, int]]:
    taken = bytearray(end - start)
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text, start, end):
            a, b = match.start() - start, match.end() - start
            if not any(taken[a:b]):
                taken[a:b] = b"\x01" * (b - a)
                yield kind, *match.span()
    at = start
    for word, flag in posseg.cut(text[start:end]):
        kind = POS.get(flag[:2], "")
        if kind and len(word) > 1 and not any(taken[at - start : at - start + len(word)]):
            yield kind, at, at + len(word)
        at += len(word)


class Page:
    def __init__(self, id_: str, text: str) -> None:
        self.graph = Graph(bind_namespaces="none")
        self.text = text
        self.id = id_
        self.entry = ID[f"entry_{id_}"]
        for prefix, space in SPACES.items():
            self.graph.bind(prefix, space)

    def add(self, node: URIRef, **values: Any) -> None:
        for name, value in values.items():
            self.graph.add((node, YB[name], value))

    def sure(self, node: URIRef, rule: str, confidence: str) -> None:
        self.add(node, extractedBy=Literal(rule), confidence=Literal(confidence, datatype=XSD.decimal))

    def phrase(self, start: int, end: int, section: URIRef | None = None) -> URIRef:
        add, node = self.graph.add, ID[f"entry_{self.id}_{start}_{end}"]
        add((node, RDF.type, NIF.Phrase))
        add((node, NIF.beginIndex, Literal(start)))
        add((node, NIF.endIndex, Literal(end)))
        add((node, NIF.anchorOf, Literal(self.text[start:end])))
        add((node, NIF.referenceContext, self.entry))
        if section:
            add((node, YB.inSection, section))
        return node

    def named(self, kind: str, words: str, space: Namespace = ID) -> URIRef:
        label = words.strip("《》“”")
        node = space[f"{kind.lower()}_{quote(label)}"]
        self.graph.add((node, RDF.type, YB[kind]))
        self.graph.add((node, SKOS.prefLabel, Literal(label, lang="zh")))
        return node

    def mention(self, kind: str, start: int, end: int, section: URIRef | None = None) -> URIRef:
        phrase, node = self.phrase(start, end, section), self.named(kind, self.text[start:end])
        self.graph.add((phrase, RDF.type, YB.Mention))
        self.graph.add((phrase, ITSRDF.taIdentRef, node))
        self.sure(phrase, "pattern", "0.7")
        self.add(self.entry, mentions=node)
        if kind == "Event":
            self.graph.add((node, PROV.wasDerivedFrom, phrase))
        return node

    def instant(self, year: str) -> URIRef:
        node = ID[f"time_{year}"]
        self.graph.add((node, RDF.type, TIME.Instant))
        self.graph.add((node, TIME.inXSDgYear, Literal(year, datatype=XSD.gYear)))
        return node


def build(id_: str, text: str, posseg: Any) -> Graph:
    page = Page(id_, text)
    add, entry = page.graph.add, page.entry
    title = text.split("\n", 1)[0]
    add((entry, RDF.type, YB.Entry))
    add((entry, RDF.type, NIF.Context))
    add((entry, DCTERMS.identifier, Literal(id_)))
    add((entry, DCTERMS.title, Literal(title, lang="zh")))
    add((entry, NIF.isString, Literal(text)))
    fields = [("标题", (0, len(title))), *((match[1], match.span(2)) for match in FIELD.finditer(text))]
    for name, span in fields:
        phrase = page.phrase(*span)
        add((phrase, RDF.type, YB.Field))
        add((phrase, YB.fieldName, Literal(name, lang="zh")))
        add((entry, PROV.wasDerivedFrom, phrase))
    for match in FOOTER.finditer(text):
        is_place = "地" in match[2]
        node = page.mention("Place" if is_place else "Person", *match.span(1))
        add((entry, DCTERMS.spatial if is_place else DCTERMS.contributor, node))
    head = BODY.search(text)
    start = head.end() if head else 0
    body(page, start, tail.start() if (tail := END.search(text, start)) else len(text), posseg)
    return page.graph


def body(page: Page, start: int, end: int, posseg: Any) -> None:
    add, year = page.graph.add, next(iter(YEAR.findall(page.text)), None)
    heads = list(SECTION.finditer(page.text, start, end))
    edges = [start, *(m.end() for m in heads)], [*(m.start() for m in heads), end]
    for order, (a, b) in enumerate(zip(*edges, strict=True)):
        section = None
        if order:
            head = heads[order - 1]
            section = ID[f"section_{page.id}_{order}"]
            add((section, RDF.type, YB.Section))
            add((section, DCTERMS.title, Literal(head[1] or head[2], lang="zh")))
            add((section, DCTERMS.isPartOf, page.entry))
            add((section, PROV.wasDerivedFrom, page.phrase(*head.span(1 if head[1] else 2))))
            page.add(section, sectionOrder=Literal(order))
        for sentence in SENTENCE.finditer(page.text, a, b):
            year = next(iter(YEAR.findall(sentence[0])), year)
            say(page, sentence.span(), section, year, posseg)


def say(page: Page, span: tuple[int, int], section: URIRef | None, year: str | None, posseg: Any) -> None:
    add, actor = page.graph.add, None
    for found in names(page.text, *span, posseg):
        node = page.mention(*found, section)
        actor = actor or (node if found[0] in ("Organization", "Place", "Person") else None)
        if found[0] == "Honour" and actor:
            conferral = ID[f"conferral_{page.id}_{found[1]}"]
            add((conferral, RDF.type, YB.Conferral))
            page.add(conferral, honour=node, recipient=actor)
            page.sure(conferral, "honour", "0.5")
            add((conferral, PROV.wasDerivedFrom, page.phrase(*found[1:])))
            if year:
                add((conferral, TIME.hasTime, page.instant(year)))
    for match in FIGURE.finditer(page.text, *span):
        node = ID[f"observation_{page.id}_{match.start()}"]
        value = Decimal(match["value"].replace(",", ""))
        for sign in match["scale"]:
            value *= SCALE[sign]
        before = INDICATOR.search(page.text[max(span[0], match.start() - 16) : match.start()])
        add((node, RDF.type, YB.Observation))
        page.add(node, value=Literal(value), unit=page.named("Unit", match["unit"], CONCEPT))
        page.add(node, statedValue=Literal(match[0]), observationKind=CONCEPT.kind_level)
        page.add(node, indicator=page.named("Indicator", before[1] if before else "数量"))
        page.sure(node, "figure", "0.5")
        add((node, PROV.wasDerivedFrom, page.phrase(*match.span(), section)))
        if year:
            page.add(node, period=page.instant(year))
        if actor:
            page.add(node, subject=actor)
        if match["rest"]:
            page.add(node, qualifier=CONCEPT.qualifier_over)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, help="JSON Lines with the columns id and text")
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    begun = time.process_time()
    from jieba import posseg, setLogLevel
    from pyshacl import validate

    setLogLevel(60)
    list(posseg.cut("全市完成投资。"))
    shapes = Graph().parse(SHAPES)
    told = {"loading": time.process_time() - begun, "pages": 0, "triples": 0, "conforming": 0}
    steps = {"extract": 0.0, "validate": 0.0, "write": 0.0}
    wall, begun = time.perf_counter(), time.process_time()
    with asked.source.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            clock = [time.process_time()]
            graph = build(row["id"], row["text"], posseg)
            clock.append(time.process_time())
            conforms, *_ = validate(graph, shacl_graph=shapes, inference="none", inplace=True)
            clock.append(time.process_time())
            graph.serialize(asked.output / f"{row['id']}.ttl", format="turtle", encoding="utf-8")
            clock.append(time.process_time())
            for step, before, after in zip(steps, clock, clock[1:], strict=False):
                steps[step] += after - before
            told["pages"] += 1
            told["triples"] += len(graph)
            told["conforming"] += bool(conforms)
    times = {"cpu_seconds": time.process_time() - begun, "seconds": time.perf_counter() - wall}
    print(json.dumps(told | steps | times))


if __name__ == "__main__":
    main()
