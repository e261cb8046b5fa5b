"""A batch of pages -> what became of each: the function that runs in every process and on every machine.

Pure: it reads no file and writes none, and one page never depends on another, so batches may be cut and run
anywhere, in any order. What it hands back is compressed already: it crosses from process to process, and the
output is put together from the compressed parts as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from yearbook_kg.corpus.keys import keys_of
from yearbook_kg.corpus.stamp import Options
from yearbook_kg.corpus.store import Done, Status
from yearbook_kg.errors import ParseError
from yearbook_kg.map import statements
from yearbook_kg.model import Document, Entry, Mention, Page
from yearbook_kg.parse import parse
from yearbook_kg.pipeline import extract_entry
from yearbook_kg.terms import Statements
from yearbook_kg.write.nquads import encoded

if TYPE_CHECKING:
    import zstandard

_BLANK = re.compile(r"\s+")


class Task(NamedTuple):
    """A page to be built, its hash, and the name to build it under where that is not its own id."""

    key: bytes
    page: Page
    name: str | None = None


def key_of(page: Page) -> bytes:
    """Return the hash by which a page is known again: of its text, and of its stem, which may be its id.

    >>> key_of(Page("全年。", "a/1.txt", "1")) == key_of(Page("全年。", "b/1.txt", "1"))
    True
    """
    made = hashlib.blake2b(page.stem.encode("utf-8", "surrogatepass"), digest_size=16)
    made.update(b"\0" + page.text.encode("utf-8", "surrogatepass"))
    return made.digest()


def build_batch(tasks: Sequence[Task], options: Options) -> list[Done]:
    """Build the pages of a batch; the order of what comes back is that of the tasks.

    A page that holds nothing comes back as failed, one that breaks a rule of the ontology as set aside.
    """
    return [_built(task, options) for task in tasks]


def _built(task: Task, options: Options) -> Done:
    entry = _parsed(task)
    if isinstance(entry, ParseError):
        return _failed(task, entry)
    document = extract_entry(entry, recogniser=_recogniser(options))
    said = statements(document, base=options.base)
    return _done(task, document, said, *_judged(said, options))


def _parsed(task: Task) -> Entry | ParseError:
    try:
        entry = parse(task.page)
    except ParseError as error:
        return error
    if task.name is None or task.name == entry.id:
        return entry
    note = f"the id {entry.id} came before with another text; this page is kept as {task.name}"
    return replace(entry, id=task.name, warnings=(*entry.warnings, note))


@cache
def _recogniser(options: Options) -> Any:
    if not options.learned:
        return None
    from yearbook_kg.recognise import learned_names

    return learned_names


def _judged(said: Statements, options: Options) -> tuple[list[str], list[str]]:
    """The violations and the warnings of an entry, as sentences; faults of its places count as well."""
    if options.engine is None:
        return [], []
    from yearbook_kg.validate import check

    results = check([said], engine=options.engine, lang=options.lang).results
    broken = [str(result) for result in results if result.severity == "violation"]
    return broken, [str(result) for result in results if result.severity != "violation"]


def killed(task: Task) -> Done:
    """Return what is said of a page that ends every process that reads it."""
    return _failed(
        task,
        ParseError(
            task.page.origin,
            "the process that read this page was killed; it needs more memory than there is",
        ),
    )


def _failed(task: Task, error: ParseError) -> Done:
    return Done(
        key=task.key,
        id="",
        body=b"",
        name="",
        status="failed",
        origin=task.page.origin,
        reasons=json.dumps({"reason": error.reason}, ensure_ascii=False),
        triples=0,
        page=b"",
        keys=b"",
        counts=b"",
        graph=b"",
    )


def _done(task: Task, document: Document, said: Statements, broken: list[str], noted: list[str]) -> Done:
    entry = document.entry
    words = _BLANK.sub("", entry.text[entry.body_start : entry.body_end] or entry.text)
    status: Status = "aside" if broken else "kept"
    told = {"broken": broken, "noted": noted, "warnings": [*task.page.warnings, *entry.warnings]}
    press = compressor().compress
    page = task.page
    return Done(
        key=task.key,
        id=parse(page).id if task.name is not None else entry.id,
        body=hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        name=entry.id,
        status=status,
        origin=page.origin,
        reasons=json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False),
        triples=len(said.rows),
        page=press(json.dumps([page.text, page.origin, page.stem, page.encoding, page.warnings]).encode()),
        keys=press(keys_of(said).encode("utf-8")) if status == "kept" else b"",
        counts=press(json.dumps(_counts(document)).encode()),
        graph=press(encoded(said.rows, said.graph)),
    )


def page_of(blob: bytes) -> Page:
    """Return the page that ``Done.page`` holds."""
    text, origin, stem, encoding, warnings = json.loads(decompressor().decompress(blob))
    return Page(text, origin, stem, encoding, tuple(warnings))


def _counts(document: Document) -> dict[str, dict[str, int]]:
    """What a page gave, per kind, per type and per rule: for the record of the run."""
    resolution, facts = document.resolution, document.facts
    rules = Counter(fact.evidence.rule for fact in facts)
    rules.update(mention.rule for mention in resolution.mentions)
    return {
        "read": {
            "characters": len(document.entry.text),
            "sections": len(document.entry.sections),
            "mentions": len(resolution.mentions),
            "quantities": len(resolution.quantities),
            "times": len(resolution.times),
            "entities": len({m.entity for m in resolution.mentions if m.entity is not None}),
            "facts": len(facts),
        },
        "types": dict(Counter(_type_of(mention) for mention in resolution.mentions)),
        "facts": dict(Counter(type(fact).__name__ for fact in facts)),
        "rules": dict(rules),
    }


def _type_of(mention: Mention) -> str:
    return str(mention.type)


@cache
def compressor() -> zstandard.ZstdCompressor:
    """The compressor of the process; the same bytes for the same text on every machine."""
    import zstandard

    return zstandard.ZstdCompressor(level=1, write_content_size=True)


@cache
def decompressor() -> zstandard.ZstdDecompressor:
    """The decompressor of the process."""
    import zstandard

    return zstandard.ZstdDecompressor()
