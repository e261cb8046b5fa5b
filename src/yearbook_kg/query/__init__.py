"""Quads, files and stores -> answers: shipped questions, SPARQL of one's own, the words behind a thing."""

from __future__ import annotations

from yearbook_kg.query.catalogue import Column, Parameter, Question, load_question, question_names
from yearbook_kg.query.explain import explain
from yearbook_kg.query.explanation import Explanation, Passage
from yearbook_kg.query.lookup import unknown_names
from yearbook_kg.query.run import run_query
from yearbook_kg.query.source import Opened, Source, open_store, read_quads
from yearbook_kg.query.table import Table

__all__ = [
    "Column",
    "Explanation",
    "Opened",
    "Parameter",
    "Passage",
    "Question",
    "Source",
    "Table",
    "explain",
    "load_question",
    "open_store",
    "question_names",
    "read_quads",
    "run_query",
    "unknown_names",
]
