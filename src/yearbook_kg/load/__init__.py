"""Written graphs -> databases: embedded stores, SPARQL servers, property graphs; entry by entry."""

from __future__ import annotations

from yearbook_kg.load.entries import read_entries
from yearbook_kg.load.loading import KINDS, Loaded, load, open_target
from yearbook_kg.load.target import Counts, EntryGraph, Mark, Target

__all__ = [
    "KINDS",
    "Counts",
    "EntryGraph",
    "Loaded",
    "Mark",
    "Target",
    "load",
    "open_target",
    "read_entries",
]
