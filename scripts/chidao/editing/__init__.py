"""What editors do besides changing a page: add a document, begin a page, give a page another address.

    asking   what is unknown, asked in Vietnamese; an answer is checked before it is taken
    adding   a file → its original and its page, both or neither
    new      a page of a document that has no file
    moving   another address, with the old one kept

Everything is prepared beside the project's files and put into place at the end, by renaming: whoever ends
the command in the middle finds the project as it was, or as it should be after the next one.
"""

from .adding import Understood, add, finish_what_was_begun, understand
from .asking import Question, questions, with_answers
from .moving import Moved, move
from .new import new_page

__all__ = [
    "Moved",
    "Question",
    "Understood",
    "add",
    "finish_what_was_begun",
    "move",
    "new_page",
    "questions",
    "understand",
    "with_answers",
]
