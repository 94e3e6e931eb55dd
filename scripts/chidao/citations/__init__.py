"""Citations: where a text names another document.

find    every mention with its exact span and parts; pure functions over text, no library at hand
"""

from .find import Citation, Form, find_citations

__all__ = ["Citation", "Form", "find_citations"]
