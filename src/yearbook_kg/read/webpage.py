"""A saved web page -> the text that it shows, one block a line, without the chrome of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from yearbook_kg.tables import load

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
# White space of the source folds into one blank; EM SPACE and U+3000 are the indent of Chinese paragraphs.
_FOLD = re.compile(r"[ \t\n\r\f\xa0]+")
_PRE_STYLE = re.compile(r"(?i)white-space\s*:\s*(?:pre|break-spaces)")
_SIGNS_ONLY = re.compile(r"[\x1d-\x1f]+")
_BREAKS = re.compile(r"[\n\r\x1d-\x1f]+")
# Signs that the walk leaves for the line: the end of a table cell, the end of a <dt>, and where the style
# sheet of the site may have put a colon: <span class="label">唯一号</span><span>9990…</span>.
_CELL, _TERM = "\x1f", "\x1e"
_COLON = "\x1d"
_SIGNS = {"td": _CELL, "th": _CELL, "dt": _TERM}
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^<>]*>")
_UNSEEN = re.compile(r"(?is)<(script|style)\b.*?(?:</\1>|\Z)")
# No page that a person made nests its elements a tenth as deep.
_DEEPEST = 3000
_LOOKS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load("read_tags") if row["use"] == use)


@cache
def _chrome_name() -> re.Pattern[str]:
    """A word of an id or class that marks the frame of a site, as in class="site-footer" or id="topNav"."""
    names = "|".join(f"{word}|{word.capitalize()}" for word in sorted(_words("name"), key=len, reverse=True))
    return re.compile(rf"(?:\b|_|(?<=[a-z])(?=[A-Z]))(?:{names})(?:\b|_|(?=[A-Z]))")


def looks_like_html(text: str) -> bool:
    """Whether the text begins like a web page, whatever its file is called."""
    return _LOOKS_HTML.match(text[:4096]) is not None


def render(html: str) -> str:
    """Return the text that the page shows: blocks on lines of their own, entities decoded, chrome dropped.

    Two cells of a table under the name of a field come as ``field: | value |``, other cells with a blank
    between. Navigation, forms and the frame of the site go, unless they hold the page's own fields.

    >>> render("<nav>首页</nav><h1>农业</h1><p><b>页数</b>:&nbsp;3</p><script>x()</script>")
    '农业\\n页数: 3'
    """
    from selectolax.lexbor import LexborHTMLParser

    if _is_too_deep(html):
        return _stripped(html)
    root = LexborHTMLParser(html).root
    if root is None:
        return ""
    shown = "".join(_pieces(root, _holders(root)))
    lines = (_line(raw) for raw in shown.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _is_too_deep(html: str) -> bool:
    """Whether elements are nested so deep that a parser, quadratic in depth, would not come to an end."""
    depth = 0
    for match in _TAG.finditer(html):
        if match.group(1):
            depth = max(0, depth - 1)
        elif match.group(2).lower() not in _words("unnested"):
            depth += 1
            if depth > _DEEPEST:
                return True
    return False


def _stripped(html: str) -> str:
    """The text of a page too hostile to parse: what stands between its tags."""
    bare = _TAG.sub("\n", _UNSEEN.sub("\n", html))
    lines = (_line(_BREAKS.sub(" ", line)) for line in unescape(bare).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _line(raw: str) -> str:
    """One blank for each run of white space, none at the ends; cells and terms as a page prints them."""
    label, sign, value = raw.partition(_COLON)
    if sign:
        value = value.replace(_COLON, "").lstrip()
        colon = "" if not value.strip(_CELL + _TERM) or value[0] in (":", "\uff1a", _CELL, _TERM) else ": "
        return _line(label + colon + value)
    if _CELL in raw:
        cells = [_line(cell) for cell in raw.split(_CELL) if cell.strip()]
        label = cells[0].rstrip(":\uff1a") if cells else ""
        return f"{label}: | {cells[1]} |" if len(cells) == 2 and label in _labels() else " ".join(cells)
    if _TERM in raw:
        term = _line(raw.replace(_TERM, ""))
        return f"{term}:" if term in _labels() else term
    # The source's own indent is no indent of the text; EM SPACE and U+3000 in front of a paragraph are.
    return _FOLD.sub(" ", raw).strip(" ")


def _pieces(root: LexborNode, holders: frozenset[int]) -> Iterator[str]:
    """The texts of the tree, with "\\n" at the edges of blocks; a walk without recursion, for any depth."""
    node: LexborNode = root
    while True:
        if node.tag == "-text":
            breaks = _SIGNS_ONLY if _keeps_breaks(node.parent) else _BREAKS
            words = breaks.sub(" ", node.text_content or "")
            yield words + _COLON if words.strip() in _labels() and _is_alone(node) else words
        elif node.tag == "br":
            yield "\n"
        elif node.mem_id in holders or not _is_chrome(node):
            yield _edge(node)
            if node.child is not None:
                node = node.child
                continue
            yield _edge(node)
        while node.next is None:
            if node.parent is None or node.mem_id == root.mem_id:
                return
            node = node.parent
            yield _SIGNS.get(node.tag or "", "") + _edge(node)
        node = node.next


def _keeps_breaks(node: LexborNode | None) -> bool:
    """Whether line breaks in the source of an element's own text are line breaks on the page."""
    if node is None:
        return False
    return node.tag == "pre" or _PRE_STYLE.search(node.attributes.get("style") or "") is not None


def _is_alone(node: LexborNode) -> bool:
    """Whether a text is all that its inline element holds; the cells of a table see to themselves."""
    parent = node.parent
    if parent is None or parent.tag in ("td", "th") or parent.tag not in _words("inline"):
        return False
    return node.prev is None and node.next is None


def _edge(node: LexborNode) -> str:
    tag = node.tag or ""
    return "" if tag in _words("inline") or tag.startswith("-") else "\n"


def _is_chrome(node: LexborNode) -> bool:
    """Whether a node is no part of the article: by its tag, its role, its name, or because it is hidden."""
    tag = node.tag or ""
    if tag in _words("dropped") or (tag.startswith("-") and tag != "-document"):
        return True
    if tag in ("html", "body", "main", "article"):
        return False
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return (
        tag in _words("frame")
        or "hidden" in attributes
        or (attributes.get("role") or "") in _words("role")
        or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None
        or _chrome_name().search(named) is not None
    )


def _holders(root: LexborNode) -> frozenset[int]:
    """The nodes around the page's own heading and sure fields: kept even where they look like chrome."""
    found: set[int] = set()
    for node in root.traverse(include_text=True):
        words = node.text_content if node.tag == "-text" else ""
        if node.tag != "h1" and not (words and any(label in words for label in _sure_labels())):
            continue
        above: LexborNode | None = node if node.tag == "h1" else node.parent
        if above is not None and above.tag in _words("dropped"):
            continue
        while above is not None and above.mem_id not in found:
            found.add(above.mem_id)
            above = above.parent
    return frozenset(found)


@cache
def _sure_labels() -> tuple[str, ...]:
    return tuple(row["label"] for row in load("parse_labels") if row["use"] == "id")


@cache
def _labels() -> frozenset[str]:
    return frozenset(row["label"] for row in load("parse_labels") if row["use"] not in ("chrome", "footer"))
