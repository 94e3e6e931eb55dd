"""Citations: where a text names another document, and what it does with it.

find        every mention with its exact span and parts; pure functions over text
relations   what this document does with the one it cites
placed      the citations of a document, with paragraph and clause
"""

from .find import Citation, Form, find_citations
from .placed import Placed, citations_of
from .relations import Place, Relation

__all__ = ["Citation", "Form", "Place", "Placed", "Relation", "citations_of", "find_citations"]
