"""The join over the corpus: what entries say of one thing, brought together key by key.

Nothing is merged that has not the same IRI. Figures that agree are linked, figures that do not are linked
and reported; the names that a thing goes by are gathered, its changes are hung on it from both ends, and
people of one name in one post at one body are linked as likely the same. Takes the lines of ``keys``,
sorted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, groupby
from typing import Any, NamedTuple

from yearbook_kg.corpus import keys as k
from yearbook_kg.vocabulary import ORG, YB


class Joined(NamedTuple):
    """What the lines of one key give.

    rows: statements for the graph of the corpus. gazetteer: rows for the graph of the gazetteer.
    findings: what a person should look at.
    """

    rows: list[str]
    gazetteer: list[str]
    findings: list[dict[str, Any]]


Line = list[str]  # the columns of a line behind its kind and its key
_Reducer = Callable[[str, Sequence[Line], Joined], None]


def join(lines: Iterable[str]) -> Joined:
    """Return what lines of whole keys give together; the lines must be sorted, and none may come twice.

    The order of the rows follows the lines, so it depends on what is said, never on where it was read.

    >>> a, b = "thing\\t<o>\\tC\\tp:\\"A\\"@zh\\t<g1>", "thing\\t<o>\\tC\\tp:\\"A\\"@zh\\ta:\\"B\\"@zh\\t<g2>"
    >>> print("".join(join(sorted([a, b])).rows), end="")
    <o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> C
    <o> <http://www.w3.org/2004/02/skos/core#prefLabel> "A"@zh
    <o> <http://www.w3.org/2004/02/skos/core#altLabel> "B"@zh
    """
    found = Joined([], [], [])
    split = (line.split("\t") for line in lines)
    for (kind, key), group in groupby(split, key=lambda columns: (columns[0], columns[1])):
        _REDUCERS[kind](key, [columns[2:] for columns in group], found)
    return found


def _thing(key: str, said: Sequence[Line], found: Joined) -> None:
    """A thing of several entries: its class and all its names, in one place."""
    if len({line[-1] for line in said}) < 2:
        return
    kind = min(
        (line[0] for line in said), key=lambda name: (k.CLASSES.index(name) if name in k.CLASSES else 0, name)
    )
    preferred = sorted({name[2:] for line in said for name in line[1:-1] if name.startswith("p:")})
    other = sorted(
        {name[2:] for line in said for name in line[1:-1] if name.startswith("a:")} - set(preferred)
    )
    found.rows.append(f"{key} {k.TYPE} {kind}\n")
    # the names of one IRI may differ by a sign that no IRI holds; one leads, the others follow
    found.rows.extend(f"{key} {k.PREFERRED} {name}\n" for name in preferred[:1])
    found.rows.extend(f"{key} {k.OTHER} {name}\n" for name in (*preferred[1:], *other))
    if len(preferred) > 1:
        found.findings.append(
            _finding("two names for one thing", key, [(line[1], line[-1]) for line in said])
        )


def _figure(key: str, said: Sequence[Line], found: Joined) -> None:
    """A figure that several entries tell: linked where they agree, linked and reported where they do not."""
    if len({line[-1] for line in said}) < 2:
        return
    values: dict[str, list[Line]] = {}
    for line in said:
        values.setdefault(line[0], []).append(line)
    for told in values.values():
        first = told[0]
        found.rows.extend(f"{first[2]} {_SAME} {line[2]}\n" for line in told[1:] if line[3] != first[3])
    exact = {value: [line for line in told if line[1] == "exact"] for value, told in values.items()}
    rivals = [told for told in exact.values() if told]
    # one entry may give several sums of one name; only what no single entry says by itself is a contradiction
    pairs = [pair for one, other in combinations(rivals, 2) if (pair := _apart(one, other))]
    found.rows.extend(f"{a[2]} {_AGAINST} {b[2]}\n" for a, b in pairs)
    if pairs:
        told_by = {tuple(line): None for pair in pairs for line in pair}
        found.findings.append(
            _finding("figures disagree", key, [(f"{line[0]} ({line[2]})", line[3]) for line in told_by])
        )


def _apart(one: list[Line], other: list[Line]) -> tuple[Line, Line] | None:
    """A statement of each value, in two entries of which neither gives both values."""
    ones, others = {line[3] for line in one}, {line[3] for line in other}
    a = next((line for line in one if line[3] not in others), None)
    b = next((line for line in other if line[3] not in ones), None)
    return None if a is None or b is None else (a, b)


def _change(key: str, said: Sequence[Line], found: Joined) -> None:
    """The changes of a thing, from its side; one founding has one time."""
    for role, term in (("before", _CHANGED), ("after", _CAME)):
        nodes = dict.fromkeys(line[1] for line in said if line[0] == role and line[6] == "body")
        found.rows.extend(f"{key} {term} {node}\n" for node in nodes)
    times: dict[tuple[str, ...], dict[str, str]] = {}
    for line in said:
        if line[0] == "after" and line[4]:
            times.setdefault((line[2], line[3]), {}).setdefault(line[4], line[5])
    for (kind, other), told in times.items():
        if len(told) > 1 and len(set(told.values())) > 1 and not _nested(told):
            what = " ".join(part for part in (key, kind, other) if part)
            found.findings.append(_finding("times of a change disagree", what, list(told.items())))


def _once(key: str, said: Sequence[Line], found: Joined) -> None:
    told: dict[str, str] = {}
    for target, graph in said:
        told.setdefault(target, graph)
    if len(told) > 1 and not _nested(told):
        found.findings.append(_finding("one has two values", key, list(told.items())))


def _nested(told: Iterable[str]) -> bool:
    """Whether the values are one date, told more or less exactly: 1926 and 1926-03."""
    bare = sorted(value.partition("^^")[0].strip('"<>').rpartition("/time_")[2] for value in told)
    return all(later.startswith(bare[0]) for later in bare)


def _post(_: str, said: Sequence[Line], found: Joined) -> None:
    people = sorted({line[0] for line in said})
    found.rows.extend(f"{people[0]} {_LIKELY} {person}\n" for person in people[1:])


def _place(_: str, said: Sequence[Line], found: Joined) -> None:
    found.gazetteer.extend(f"{line[0]}\n" for line in said)


def _finding(kind: str, about: str, statements: Iterable[tuple[str, str]]) -> dict[str, Any]:
    told = [{"says": says, "graph": graph[1:-1]} for says, graph in sorted(set(statements))]
    return {"finding": kind, "about": about, "statements": told}


_SAME, _AGAINST, _LIKELY = YB.sameFigure.nt, YB.disagreesWith.nt, YB.likelySame.nt
_CHANGED, _CAME = ORG.changedBy.nt, ORG.resultedFrom.nt
_REDUCERS: dict[str, _Reducer] = {
    "thing": _thing,
    "figure": _figure,
    "change": _change,
    "once": _once,
    "post": _post,
    "place": _place,
}


def findings_text(findings: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield findings as lines of JSON."""
    for finding in findings:
        yield json.dumps(finding, ensure_ascii=False) + "\n"
