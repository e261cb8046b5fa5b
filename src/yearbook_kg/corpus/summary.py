"""The summary of a run as a page for people: numbers, bars, and what was set aside and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;color:#1c1c1c}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse}
td{padding:.15rem .8rem .15rem 0;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}
.b{display:inline-block;height:.7rem;background:#3b6ea5;vertical-align:middle}
.big{display:flex;flex-wrap:wrap;gap:2rem}.big b{display:block;font-size:1.6rem}
"""
_LONGEST = 40  # rows of a table; the rest stands in run.json


def summary_page(told: Mapping[str, Any]) -> str:
    """Return the HTML page of what ``run.json`` says; it needs no other file."""
    pages = told["pages"]
    big = {
        "条目 entries": told["entries"],
        "三元组 triples": told["triples"],
        "隔离 set aside": told["set_aside"],
        "待核 findings": told["findings"],
        "页/秒 pages/s": told["per_second"]["pages_built"],
    }
    parts = [
        "<!doctype html><html lang='zh'><meta charset='utf-8'><title>yearbook-kg</title>",
        f"<style>{_STYLE}</style><h1>yearbook-kg · {escape(told['begun'])}</h1><div class='big'>",
        *(f"<div><b>{_shown(value)}</b>{escape(name)}</div>" for name, value in big.items()),
        "</div>",
        *_table("页面 pages", pages),
        *_table("阅读 read", told.get("read", {})),
        *_table("提及 mentions by type", told.get("types", {})),
        *_table("事实 facts by kind", told.get("facts", {})),
        *_table("规则 rules", told.get("rules", {})),
        *_quarantine(told["quarantine"]),
        *_table("版本 versions", told["versions"]),
    ]
    return "\n".join(parts) + "\n"


def _table(title: str, rows: Mapping[str, Any]) -> Iterator[str]:
    if not rows:
        return
    numbers = [value for value in rows.values() if isinstance(value, int)]
    widest = max(numbers, default=0) or 1
    yield f"<h2>{escape(title)}</h2><table>"
    for name, value in list(rows.items())[:_LONGEST]:
        bar = (
            f"<span class='b' style='width:{value / widest * 20:.1f}rem'></span>"
            if isinstance(value, int)
            else ""
        )
        yield f"<tr><td>{escape(str(name))}<td class=n>{_shown(value)}<td>{bar}"
    if len(rows) > _LONGEST:
        yield f"<tr><td>… {len(rows) - _LONGEST}<td><td>run.json"
    yield "</table>"


def _quarantine(entries: list[Mapping[str, Any]]) -> Iterator[str]:
    if entries:
        yield "<h2>隔离 set aside</h2><table>"
        for one in entries[:_LONGEST]:
            said = "<br>".join(escape(reason) for reason in one["broken"])
            yield f"<tr><td>{escape(one['entry'])}<td>{escape(one['origin'])}<td>{said}"
        yield "</table>"


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else escape(str(value))
