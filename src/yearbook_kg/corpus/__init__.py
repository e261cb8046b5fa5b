"""A corpus of any size -> shards of N-Quads, joined over all pages, on one machine or many.

``build_corpus`` does it all; ``build_part`` and ``merge_corpora`` are its halves, for parts that are built
apart (job arrays, clusters). Pages stream through processes into a workbench on disk (``store``), which
remembers what is done; from there the output is put together (``finish``): the shards (``shards``), and what
entries say of one thing (``keys``, ``shuffle``, ``join``).
"""

from yearbook_kg.corpus.build import build_corpus, build_part, feed, locked, merge_corpora
from yearbook_kg.corpus.record import Fed, Run
from yearbook_kg.corpus.stamp import Options, stamp

__all__ = ["Fed", "Options", "Run", "build_corpus", "build_part", "feed", "locked", "merge_corpora", "stamp"]
