"""Rows of JSON and CSV -> the text of a page each: as it stands in a column, or rebuilt from its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from yearbook_kg.errors import ReadError
from yearbook_kg.naming import safe_name
from yearbook_kg.read.webpage import looks_like_html, render
from yearbook_kg.tables import load

_SPACE = re.compile(r"\s+")
_BODY_LABEL = {
    "人物": "人物描述",
    "机构": "机构描述",
    "事件": "事件描述",
    "专题": "专题描述",
    "实物": "实物简介",
}


class Record(NamedTuple):
    """One row as a page: its text, the name for its files, and what was left out."""

    text: str
    stem: str
    warnings: tuple[str, ...] = ()


@cache
def _targets() -> dict[str, str]:
    return {row["column"]: row["target"] for row in load("read_columns")}


@cache
def _labels() -> frozenset[str]:
    return frozenset(
        row["label"] for row in load("parse_labels") if row["use"] in ("id", "field", "prose", "body")
    )


def is_column(name: object) -> bool:
    """Whether a column or key is called like something that a page has."""
    key = _key(name)
    return key.lower() in _targets() or key in _labels()


def _key(name: object) -> str:
    return str(name).strip("\ufeff *:\uff1a\t")


def page_of(row: Mapping[str, object], origin: str, fallback: str) -> Record:
    """Return the page that a row holds.

    A column with the page's text or HTML is taken as it stands; others become ``field: value`` lines,
    with the text as the body where it brings no header of its own. Unknown columns are kept as fields.
    fallback: the name for the files of a row without an id. Raises ReadError for a row without both.

    >>> page_of({"id": "999020020260000001", "title": "农业", "body": "全年增长。"}, "-", "row").text
    '农业\\n\\n唯一号: 999020020260000001\\n\\n内容\\n\\n全年增长。\\n'
    """
    special: dict[str, str] = {}
    fields: dict[str, str] = {}
    for column, value in _flattened(row):
        words = _words(value)
        if not words.strip():
            continue
        key = _key(column)
        target = key if key in _labels() and key not in _targets() else _targets().get(key.lower(), key)
        if target.isupper() and target.isascii():
            special.setdefault(target, words)
        elif target:
            fields.setdefault(_SPACE.sub("", target), words)
    stem = _stem(special.get("STEM"), fields.get("唯一号"), fallback)
    return Record(_text(special, fields, origin), stem)


def _flattened(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The columns of a row; an object that holds columns itself (metadata, fields) stands for those."""
    for column, value in row.items():
        if isinstance(value, Mapping) and "name" not in value and any(map(is_column, value)):
            yield from value.items()
        else:
            yield column, value


def _text(special: dict[str, str], fields: dict[str, str], origin: str) -> str:
    page = special.get("TEXT", "")
    if "HTML" in special:
        page = render(special["HTML"])
    elif looks_like_html(page):
        page = render(page)
    body = special.get("BODY", "")
    if not body and page and (_has_header(page) or (not fields and "TITLE" not in special)):
        return page
    if not (body or page or _known(fields)):
        raise ReadError(origin, "no column holds a page; name one 'text', or 唯一号, 摘要 …")
    return _rebuild(special.get("TITLE"), fields, body or page)


def _known(fields: dict[str, str]) -> bool:
    return any(name in _labels() for name in fields)


def _has_header(page: str) -> bool:
    head = page[:4000]
    return (
        sum(label in head for label in ("唯一号", "知识类型", "内容出处", "知识出处", "颗粒名称", "文件路径"))
        >= 2
    )


def _rebuild(title: str | None, fields: dict[str, str], body: str) -> str:
    """A page of ``field: value`` lines; a value is one line, so that it cannot pass for another field."""
    lines = [_flat(title), ""] if title else []
    label = _BODY_LABEL.get(fields.get("知识类型", ""), "内容")
    for name, value in fields.items():
        if (not body and name.endswith(("描述", "简介"))) or name == label:
            label, body = name, body or value
        else:
            lines.append(f"{_flat(name)}: {_flat(value)}")
    if body:
        lines += ["", label, "", body.strip("\n")]
    return "\n".join(lines) + "\n"


def _flat(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


def _words(value: object) -> str:
    """A value of JSON or CSV as the page would print it; several values with a blank between."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        inner = value.get("name") or value.get("名称") or value.get("value")
        return _words(inner) if inner else ""
    if isinstance(value, (list, tuple)):
        return " ".join(filter(None, map(_words, value)))
    return str(value)


def _stem(named: str | None, number: str | None, fallback: str) -> str:
    raw = re.sub(r".*[/\\]", "", named or "") if named else number
    return safe_name(raw.strip() or fallback) if raw else fallback
