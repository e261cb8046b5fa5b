"""One granule is served by several hosts and in several layouts: what to do with an id that comes again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from yearbook_kg.model import Entry
from yearbook_kg.naming import safe_name

_BLANK = re.compile(r"\s+")


class Repeats:
    """Remembers the entries of a run by id; ids and file stems that leave it are each used once.

    An entry with a known id and the same body is a repeat: it is skipped and counted. With another body it is
    kept under the stem of its file, and says so. The first one stays what it was, so the order of the pages
    decides; memory grows by some hundred bytes an entry, not by its text.
    """

    def __init__(self) -> None:
        self._bodies: dict[str, set[bytes]] = {}
        self._stems: set[str] = set()
        self.skipped = 0
        self.renamed = 0

    def admit(self, entry: Entry) -> Entry | None:
        """Return the entry to go on with, under an id and a stem of its own; None for a repeat.

        >>> from yearbook_kg.model import Page
        >>> repeats = Repeats()
        >>> entry = Entry(Page("全年。", "a.txt", "a"), "a", "析出资源", "body", (), (), 0, 3)
        >>> repeats.admit(entry) is entry, repeats.admit(entry), repeats.skipped
        (True, None, 1)
        """
        words = entry.text[entry.body_start : entry.body_end] or entry.text
        digest = hashlib.sha256(_BLANK.sub("", words).encode("utf-8", "replace")).digest()
        bodies = self._bodies.setdefault(entry.id, set())
        if digest in bodies:
            self.skipped += 1
            return None
        first = not bodies
        bodies.add(digest)
        stem = self._free_stem(entry.page.stem)
        if stem != entry.page.stem:
            entry = replace(entry, page=replace(entry.page, stem=stem))
        return entry if first else self._renamed(entry, digest)

    def _renamed(self, entry: Entry, digest: bytes) -> Entry:
        self.renamed += 1
        own = safe_name(entry.page.stem)
        number = 2
        while own in self._bodies:
            own, number = f"{safe_name(entry.page.stem)}_{number}", number + 1
        self._bodies[own] = {digest}
        note = f"the id {entry.id} came before with another text; this page is kept as {own}"
        return replace(entry, id=own, warnings=(*entry.warnings, note))

    def _free_stem(self, stem: str) -> str:
        free, number = stem, 2
        while free.casefold() in self._stems:
            free, number = f"{stem}_{number}", number + 1
        self._stems.add(free.casefold())
        return free
