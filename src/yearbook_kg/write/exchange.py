"""A property graph as files for graph tools: GraphML (Cytoscape, yEd), GEXF (Gephi) and node-link JSON.

NetworkX's own writers refuse lists, and build the whole file in memory; these stream, and write nodes and
edges in the order of the graph, attributes in the order of their names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from yearbook_kg.write.rdfxml import attribute, content

if TYPE_CHECKING:
    import networkx as nx

    MultiDiGraph = nx.MultiDiGraph[str]

Attributes = Mapping[str, Any]

# Gephi takes a date only as year, month and day: an end that is less precise reaches to its last day.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_GRAPHML_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_GEXF_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_GEXF_OWN = frozenset({"label", "start", "end", "weight"})


def graphml(graph: MultiDiGraph) -> Iterator[str]:
    """Yield a property graph as GraphML; several values of one attribute are joined by `` | ``.

    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("ybd:org_a", label="甲", words=["甲", "乙"])
    >>> nx.parse_graphml("".join(graphml(g))).nodes["ybd:org_a"]["words"]
    '甲 | 乙'
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    keys: dict[str, dict[str, tuple[str, type]]] = {}
    for side in ("node", "edge"):
        kinds = _kinds(_data(graph, side))
        keys[side] = {name: (f"{side[0]}{i}", kind) for i, (name, kind) in enumerate(kinds.items())}
        for name, (key, kind) in keys[side].items():
            yield (
                f'  <key id="{key}" for="{side}" attr.name="{attribute(name)}" '
                f'attr.type="{_GRAPHML_TYPES[kind]}"/>\n'
            )
    yield '  <graph id="yearbook" edgedefault="directed">\n'
    for node, data in graph.nodes(data=True):
        yield f'    <node id="{attribute(node)}">{_graphml_data(data, keys["node"])}</node>\n'
    for number, (source, target, _, link) in enumerate(_edges(graph)):
        yield (
            f'    <edge id="e{number}" source="{attribute(source)}" target="{attribute(target)}">'
            f"{_graphml_data(link, keys['edge'])}</edge>\n"
        )
    yield "  </graph>\n</graphml>\n"


def gexf(graph: MultiDiGraph) -> Iterator[str]:
    """Yield a property graph as GEXF 1.2 for Gephi, with time on nodes and edges for its timeline.

    Times stand as days: 2012 begins on 2012-01-01 and ends on 2012-12-31; a year before our era is left
    out, as no tool reads it. Several values of one attribute are joined by `` | ``.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n'
    keys: dict[str, dict[str, tuple[str, type]]] = {}
    for side in ("node", "edge"):
        kinds = {name: kind for name, kind in _kinds(_data(graph, side)).items() if name not in _GEXF_OWN}
        keys[side] = {name: (str(i), kind) for i, (name, kind) in enumerate(kinds.items())}
        yield f'    <attributes class="{side}" mode="static">\n'
        for name, (key, kind) in keys[side].items():
            yield f'      <attribute id="{key}" title="{attribute(name)}" type="{_GEXF_TYPES[kind]}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for node, data in graph.nodes(data=True):
        opening = f'      <node id="{attribute(node)}" label="{attribute(str(data.get("label", node)))}"'
        yield f"{opening}{_spell(data)}>{_gexf_data(data, keys['node'])}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, (source, target, key, link) in enumerate(_edges(graph)):
        yield (
            f'      <edge id="{number}" source="{attribute(source)}" target="{attribute(target)}" '
            f'label="{attribute(str(link.get("label", key)))}" weight="{link.get("weight", 1)}"'
            f"{_spell(link)}>{_gexf_data(link, keys['edge'])}</edge>\n"
        )
    yield "    </edges>\n  </graph>\n</gexf>\n"


def nodelink(graph: MultiDiGraph) -> Iterator[str]:
    """Yield a property graph as node-link JSON, a line a node and an edge; lists stay lists.

    ``networkx.node_link_graph(json.load(file), edges="edges")`` gives the same graph back.
    """
    yield '{"directed": true, "multigraph": true, "graph": {},\n"nodes": ['
    yield from _lines({**data, "id": node} for node, data in graph.nodes(data=True))
    yield '],\n"edges": ['
    yield from _lines({**data, "source": s, "target": t, "key": key} for s, t, key, data in _edges(graph))
    yield "]}\n"


def _lines(elements: Iterable[Attributes]) -> Iterator[str]:
    for number, element in enumerate(elements):
        start = ",\n" if number else "\n"
        yield start + json.dumps(element, ensure_ascii=False, sort_keys=True)


def _edges(graph: MultiDiGraph) -> Iterator[tuple[str, str, str, Attributes]]:
    yield from graph.edges(keys=True, data=True)


def _data(graph: MultiDiGraph, side: str) -> Iterator[Attributes]:
    if side == "node":
        return (data for _, data in graph.nodes(data=True))
    return (data for _, _, _, data in _edges(graph))


def _kinds(elements: Iterable[Attributes]) -> dict[str, type]:
    """The narrowest type that holds all values of each attribute, attributes by name."""
    seen: dict[str, set[type]] = {}
    for data in elements:
        for name, value in data.items():
            seen.setdefault(name, set()).add(type(value))
    return {name: _narrowest(seen[name]) for name in sorted(seen)}


def _narrowest(kinds: set[type]) -> type:
    if kinds <= {int, float} and kinds:
        return int if kinds == {int} else float
    return bool if kinds == {bool} else str


def _plain(value: Any, kind: type) -> str:
    if isinstance(value, list):
        return " | ".join(_plain(item, str) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(float(value)) if kind is float else str(value)


def _graphml_data(data: Attributes, keys: Mapping[str, tuple[str, type]]) -> str:
    return "".join(
        f'<data key="{keys[name][0]}">{content(_plain(data[name], keys[name][1]))}</data>'
        for name in sorted(data)
    )


def _gexf_data(data: Attributes, keys: Mapping[str, tuple[str, type]]) -> str:
    values = "".join(
        f'<attvalue for="{keys[name][0]}" value="{attribute(_plain(data[name], keys[name][1]))}"/>'
        for name in sorted(data)
        if name in keys
    )
    return f"<attvalues>{values}</attvalues>"


def _spell(data: Attributes) -> str:
    """The attributes ``start`` and ``end`` of a node or an edge; an open end has none."""
    start = _day(data.get("start"), last=False)
    end = _day(data.get("end"), last=True)
    return (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "")


def _day(moment: str | None, *, last: bool) -> str | None:
    match = _DATE.fullmatch(moment or "")
    if match is None:
        return None
    year, month, day = match.groups()
    month = month or ("12" if last else "01")
    return f"{year}-{month}-{day or (_last_day(int(year), int(month)) if last else '01')}"


def _last_day(year: int, month: int) -> str:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return str((31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1])
