"""Written graphs -> databases: embedded stores, SPARQL servers, property graphs; entry by entry."""

from __future__ import annotations

from yearbook_kg.load.target import Counts, EntryGraph, Mark, Target

__all__ = ["Counts", "EntryGraph", "Mark", "Target"]
