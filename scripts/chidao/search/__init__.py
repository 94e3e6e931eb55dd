"""Search: the index that a browser reads by itself, from a server or from a stick.

    Searchable ──letters──▶ syllables ──counting──▶ postings ──coding──▶ shards ──▶ site/search/*.js

Built here, read by theme/assets/javascripts/search-engine.js: the two must fold letters, cut syllables
and code numbers in one way.  What must be the same stands in `letters` and `coding`.
"""

from .abbreviations import load_abbreviations
from .index import Index, day, write_index
from .searchable import Searchable, Section

__all__ = ["Index", "Searchable", "Section", "day", "load_abbreviations", "write_index"]
