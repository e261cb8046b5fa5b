"""What a built page depends on besides its own text: the code of the rules, the ontology, the options."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib import metadata
from pathlib import Path

from yearbook_kg.vocabulary import DATA_BASE, ontology_path

# Rooms that come after a page is built: a change there leaves what was built as it is.
_AFTER = frozenset({"cli", "query", "evaluate", "load"})
# What the rules call on; another version may read a page in another way.
_CALLED = ("ahocorasick_rs", "lunar_python", "selectolax")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose that the built pages depend on.

    base: the namespace of the data. learned: whether the learned second opinion on names is asked. engine:
    how entries are validated, or None. lang: of the messages of the validation; no entry depends on it.
    """

    base: str = DATA_BASE
    learned: bool = False
    engine: str | None = "columns"
    lang: str = "zh"


@dataclass(frozen=True)
class Stamp:
    """The hashes of the rules and of the ontology, and the options."""

    rules: str
    ontology: str
    options: Options

    @cached_property
    def text(self) -> str:
        """All in one line, to be compared."""
        chosen = {name: value for name, value in asdict(self.options).items() if name != "lang"}
        return f"{self.rules} {self.ontology} {json.dumps(chosen)}"


def stamp(options: Options) -> Stamp:
    """Return the stamp of the installed program under the options.

    >>> stamp(Options()).text == stamp(Options()).text != stamp(Options(engine=None)).text
    True
    """
    return Stamp(rules_digest(), ontology_digest(), options)


def stamp_of(text: str) -> Stamp:
    """Return the stamp that a text says.

    >>> stamp_of(stamp(Options()).text) == stamp(Options())
    True
    """
    rules, ontology, chosen = text.split(" ", 2)
    return Stamp(rules, ontology, Options(**json.loads(chosen)))


@cache
def rules_digest() -> str:
    """Return a hash over the code and the tables that read a page, and the versions of what they call on."""
    root = Path(__file__).parents[1]
    files = (path for path in root.rglob("*") if path.suffix in {".py", ".tsv", ".toml", ".json", ".gz"})
    told = {path.relative_to(root).as_posix(): path for path in files}
    made = hashlib.blake2b(digest_size=16)
    for name in sorted(told):
        if name.split("/")[0] not in _AFTER and "ontology/" not in name:
            made.update(name.encode() + b"\0" + hashlib.blake2b(told[name].read_bytes()).digest())
    for package in _CALLED:
        made.update(f"{package} {metadata.version(package)}\0".encode())
    return made.hexdigest()


@cache
def ontology_digest() -> str:
    """Return a hash over the ontology, its concepts and its shapes."""
    made = hashlib.blake2b(digest_size=16)
    for name in ("yearbook.ttl", "concepts.ttl", "shapes.ttl"):
        made.update(hashlib.blake2b(ontology_path(name).read_bytes()).digest())
    return made.hexdigest()
