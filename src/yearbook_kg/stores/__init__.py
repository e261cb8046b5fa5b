"""What those who load a database and those who ask one have in common: how it is reached, and its ledger.

A server is reached by a ``Connection`` (who one is, time-outs, retries); ``find_endpoints`` learns what it
offers; a ``RemoteStore`` puts questions to it. The ledger is a named graph of the database in which stands
which entries are loaded, by their digests.
"""

from __future__ import annotations

from yearbook_kg.stores.connection import Connection, Credentials
from yearbook_kg.stores.endpoints import Endpoints, find_endpoints
from yearbook_kg.stores.ledger import DIGEST, LEDGER, PENDING, ledger_line
from yearbook_kg.stores.remote import RemoteStore

__all__ = [
    "DIGEST",
    "LEDGER",
    "PENDING",
    "Connection",
    "Credentials",
    "Endpoints",
    "RemoteStore",
    "find_endpoints",
    "ledger_line",
]
