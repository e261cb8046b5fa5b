"""Buildings and sites that a heading names: where they stand, since when, and who built them.

长庆寺塔 在县城西干山披云峰麓。北宋重和二年(1119)黄备村人张应周建。
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity, PartialDate
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern

# 在郑村乡棠樾村东: places in a row, the innermost last
_CHAIN = "(?P<chain>(?:[\u4e00-\u9fff]{0,5}?[<P><F>](?:<B>)?){1,4})"
_LIES = pattern(
    "(?:位于|地处|坐落于|坐落在|座落于|座落在|建于|建在|设于|设在|立于|矗立于|耸立于"
    f"|[坝塔桥寺庙院馆厂校社站局所楼亭碑墓]址?(?:设)?(?:在|于)|现存于?|现藏于?|藏于|存放于){_CHAIN}"
)
_AT = pattern(f"\\s*(?:[<F><W>](?:<B>)?\\s+)?(?:在|居|处){_CHAIN}[\u4e00-\u9fff]{{0,8}}$")
_WORD = "(?:始建|创建|初建|建造|修建|兴建|修筑|(?<![缓停续重扩改迁未拟再])建|立|造|筑|凿|铸)"
# 宋建炎三年造, 明万历十二年十月为大学士许国建, 始建于明洪武三年
_SINCE = pattern(
    f"(?:<T>(?:<B>)?[^,。<T>]{{0,18}}?{_WORD}(?=$|[,。;]|于|石桥|木桥)|(?:始|创|初)?(?:建|造|筑|立)于<T>)"
)
_AGAIN = pattern("重建|重修|改建|扩建|复建|续建|增建|迁建|修葺|维修|修缮|加固|再建|倒塌|毁")
_OBJECT = "(?:石桥|木桥|砖塔|石塔|此[桥塔阁楼寺庙亭]|[桥塔亭阁楼寺庙祠坊堤坝渠殿堂])?"
_BUILDER = pattern(
    "(?P<who><N>(?:[、和与及]<N>)*)(?:<B>)?(?:等)?(?:人)?(?:捐资|募资|集资|捐银<Q>|出资|主持|倡议|倡|捐|募|率众|督|奉命){0,2}"
    f"(?:始建|创建|初建|修建|建造|兴建|营建|修筑|修造|建|造|筑){_OBJECT}(?=$|[,。;])"
)
_FOR = pattern("(?:为|替)[^,。]{0,8}$")
_LED = pattern(
    "由(?P<who><O>)(?:组织|发动|动员|主持|负责|牵头)[^。]{0,30}?(?:上马|动工|兴建|修建|施工|开工|建成|修筑)"
)
# 余清斋帖: whose hand it is
_HAND = pattern("(?P<who><N>)(?:<B>)?(?:刻|摹|书|书丹|题|题写|绘|篆|篆额|镌|镌刻|撰文|摹刻)(?=$|[,。;])")


def _sites(clause: Clause) -> Iterator[Claim]:
    """Yield what a clause says of the building, site or work that its line is headed by."""
    thing = clause.thread.titled
    if thing is None:
        return
    if thing.type == "Work":
        yield from _hands(clause, thing)
    yield from _lies(clause, thing)
    if thing.type == "Facility":
        yield from _since(clause, thing)
        yield from _built(clause, thing)


def _hands(clause: Clause, work: Entity) -> Iterator[Claim]:
    for match in _HAND.finditer(clause.line.text, clause.start, clause.end):
        person = clause.entity(match.start("who"))
        if person is not None:
            yield Claim(work, "contributor", person, clause.evidence(*match.span(), "hand", 0.85))


def _lies(clause: Clause, thing: Entity) -> Iterator[Claim]:
    text = clause.line.text
    first = not text[: clause.start].strip()
    match = _AT.match(text, clause.start, clause.end) if first else None
    match = match or _LIES.search(text, clause.start, clause.end)
    if match is None or any(g.role == "lead" and g.members != (thing,) for g in clause.groups(match.start())):
        return
    chain = [entity for _, entity in clause.entities(*match.span("chain"), "PF") if entity != thing]
    if chain:
        yield Claim(thing, "locatedIn", chain[-1], clause.evidence(*match.span(), "lies", 0.92))


def _since(clause: Clause, thing: Entity) -> Iterator[Claim]:
    text = clause.line.text
    match = _SINCE.search(text, clause.start, clause.end)
    if match is None or _AGAIN.search(text, clause.start, clause.end) is not None:
        return
    year = clause.year(match.end() - 1)
    if year is not None:
        evidence = clause.evidence(*match.span(), "founded year", 0.87)
        yield Claim(thing, "foundedYear", PartialDate(year), evidence)


def _built(clause: Clause, thing: Entity) -> Iterator[Claim]:
    text = clause.line.text
    for form in (_BUILDER, _LED):
        for match in form.finditer(text, clause.start, min(len(text), clause.end + 1)):
            if _AGAIN.search(match.group()) is not None or _FOR.search(text[: match.start()]) is not None:
                continue
            for _, who in clause.entities(*match.span("who"), "NO"):
                yield Claim(who, "built", thing, clause.evidence(*match.span(), "built by", 0.88))


SITES = (Reader(_sites, _HAND, _LIES, _AT, _SINCE, _BUILDER, _LED),)
