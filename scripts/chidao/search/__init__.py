"""Search: the index that a browser reads by itself, from a server or from a stick.

    Searchable ──letters──▶ syllables ──counting──▶ postings ──coding──▶ shards ──▶ site/search/*.js

Built here, read by the engine in the browser (`engine/`): the two must fold letters, cut syllables and
code numbers in one way.  What must be the same stands in `letters` and `coding`.

`index.write_index` is not named here: it takes 20 MB of numpy, which only the process that counts needs.
"""

from .abbreviations import load_abbreviations
from .searchable import Searchable, Section, day

__all__ = ["Searchable", "Section", "day", "load_abbreviations"]
